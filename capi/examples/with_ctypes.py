"""Which entities does a text mention, and who is "Bjaljazki"? With nothing but Python's own `ctypes`.

python3 capi/examples/with_ctypes.py target/foreign/libimya.so
"""

import sys
from ctypes import CDLL, POINTER, Structure, byref, string_at
from ctypes import c_bool, c_char_p, c_float, c_size_t, c_uint32, c_void_p


class Text(Structure):
    _fields_ = [("data", c_void_p), ("length", c_size_t)]

    def __str__(self) -> str:
        return string_at(self.data, self.length).decode() if self.length else ""


class Candidate(Structure):
    _fields_ = [("id", Text), ("name", Text), ("kind", c_uint32), ("score", c_float)]


class Mention(Structure):
    _fields_ = [
        ("start_byte", c_size_t),
        ("end_byte", c_size_t),
        ("start_character", c_size_t),
        ("end_character", c_size_t),
        ("surface", Text),
        ("id", Text),
        ("name", Text),
        ("kind", c_uint32),
        ("decision", c_uint32),
        ("score", c_float),
    ]


DECISION_MATCH = 1
KIND_PLACE = 4


def load(path: str) -> CDLL:
    imya = CDLL(path)  # calls run without the interpreter's lock
    error = POINTER(c_void_p)
    signatures = {
        "imya_error_message": (Text, [c_void_p]),
        "imya_error_free": (None, [c_void_p]),
        "imya_resolver_embedded": (c_void_p, [error]),
        "imya_resolver_from_file": (c_void_p, [c_char_p, c_size_t, error]),
        "imya_resolver_free": (None, [c_void_p]),
        "imya_resolve": (c_void_p, [c_void_p, c_char_p, c_size_t, c_void_p, error]),
        "imya_found_decision": (c_uint32, [c_void_p]),
        "imya_found_candidate": (c_bool, [c_void_p, c_size_t, POINTER(Candidate)]),
        "imya_found_free": (None, [c_void_p]),
        "imya_annotate": (c_void_p, [c_void_p, c_char_p, c_size_t, c_void_p, error]),
        "imya_mentions_count": (c_size_t, [c_void_p]),
        "imya_mentions_mention": (c_bool, [c_void_p, c_size_t, POINTER(Mention)]),
        "imya_mentions_free": (None, [c_void_p]),
        "imya_compare": (
            c_uint32,
            [c_char_p, c_size_t, c_char_p, c_size_t, c_uint32, POINTER(c_float), error],
        ),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(imya, name)
        function.restype, function.argtypes = result, arguments
    return imya


class Imya:
    def __init__(self, path: str) -> None:
        self.library = load(path)

    def call(self, name: str, *arguments: object) -> int:
        """Calls a function that may fail; its error becomes an exception."""
        error = c_void_p()
        result = getattr(self.library, name)(*arguments, byref(error))
        if error:
            message = str(self.library.imya_error_message(error))
            self.library.imya_error_free(error)
            raise ValueError(message)
        return result

    def resolve(self, resolver: int, name: str) -> tuple[str, float] | None:
        text = name.encode()
        found = self.call("imya_resolve", resolver, text, len(text), None)
        try:
            best = Candidate()
            if self.library.imya_found_decision(found) != DECISION_MATCH:
                return None
            self.library.imya_found_candidate(found, 0, byref(best))
            return str(best.id), best.score
        finally:
            self.library.imya_found_free(found)

    def annotate(self, resolver: int, text: str) -> list[tuple[int, int, str]]:
        content = text.encode()
        mentions = self.call("imya_annotate", resolver, content, len(content), None)
        try:
            rows = []
            for at in range(self.library.imya_mentions_count(mentions)):
                own = Mention()
                self.library.imya_mentions_mention(mentions, at, byref(own))
                rows.append((own.start_character, own.end_character, str(own.id)))
            return rows
        finally:
            self.library.imya_mentions_free(mentions)

    def compare(self, left: str, right: str, kind: int = 0) -> float:
        one, other, score = left.encode(), right.encode(), c_float()
        self.call("imya_compare", one, len(one), other, len(other), kind, byref(score))
        return score.value


def main() -> None:
    imya = Imya(sys.argv[1])
    resolver = imya.call("imya_resolver_embedded")
    print(imya.resolve(resolver, "Bjaljazki"))
    text = "Разам з Алесем Бяляцкім прыехала Святлана Ціханоўская."
    for start, end, id in imya.annotate(resolver, text):
        print(text[start:end], "=", id)
    print(imya.compare("Гродна", "Hrodna", KIND_PLACE))
    try:
        imya.call("imya_resolver_from_file", b"no such file", 12)
    except ValueError as error:
        print(error)
    imya.library.imya_resolver_free(resolver)


if __name__ == "__main__":
    main()
