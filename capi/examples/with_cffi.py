"""Which entities does a text mention, and who is "Bjaljazki"? With `cffi`, which reads the header itself.

python3 capi/examples/with_cffi.py capi/include/imya.h target/foreign/libimya.so
"""

import re
import sys

import cffi


def declarations(header: str) -> str:
    """The header without what is for the preprocessor and for C++."""
    header = re.sub(r'#ifdef __cplusplus\n.*?#endif[^\n]*', "", header, flags=re.DOTALL)
    header = re.sub(r"#if defined\(__cplusplus\).*?#endif[^\n]*", "", header, flags=re.DOTALL)
    header = re.sub(r"#if __STDC_VERSION__.*?#else", "", header, flags=re.DOTALL)
    return re.sub(r"^#.*$", "", header, flags=re.MULTILINE)


class Imya:
    def __init__(self, header: str, library: str) -> None:
        self.ffi = cffi.FFI()
        with open(header, encoding="utf-8") as file:
            self.ffi.cdef(declarations(file.read()))
        self.library = self.ffi.dlopen(library)  # calls run without the interpreter's lock

    def text(self, text: object) -> str:
        return self.ffi.buffer(text.data, text.length)[:].decode() if text.length else ""

    def call(self, name: str, *arguments: object) -> object:
        """Calls a function that may fail; its error becomes an exception."""
        error = self.ffi.new("imya_error **")
        result = getattr(self.library, name)(*arguments, error)
        if error[0]:
            message = self.text(self.library.imya_error_message(error[0]))
            self.library.imya_error_free(error[0])
            raise ValueError(message)
        return result

    def make(self, name: str, *arguments: object, free: str) -> object:
        """As `call`, for an object that is freed when Python lets go of it."""
        return self.ffi.gc(self.call(name, *arguments), getattr(self.library, free))

    def resolve(self, resolver: object, name: str) -> tuple[str, float] | None:
        content = name.encode()
        found = self.make("imya_resolve", resolver, content, len(content), self.ffi.NULL, free="imya_found_free")
        best = self.ffi.new("imya_candidate *")
        if self.library.imya_found_decision(found) != self.library.IMYA_DECISION_MATCH:
            return None
        self.library.imya_found_candidate(found, 0, best)
        return self.text(best.id), best.score

    def annotate(self, resolver: object, text: str) -> list[tuple[int, int, str]]:
        content = text.encode()
        options = self.ffi.new("imya_annotate_options *", self.library.imya_annotate_options_default())
        options.kinds = self.library.IMYA_KIND_PERSON
        mentions = self.make("imya_annotate", resolver, content, len(content), options, free="imya_mentions_free")
        own, rows = self.ffi.new("imya_mention *"), []
        for at in range(self.library.imya_mentions_count(mentions)):
            self.library.imya_mentions_mention(mentions, at, own)
            rows.append((own.start_character, own.end_character, self.text(own.id)))
        return rows

    def cluster(self, names: list[str]) -> list[int]:
        contents = [self.ffi.from_buffer("char[]", name.encode()) for name in names]
        texts = self.ffi.new("imya_text[]", [(content, len(content)) for content in contents])
        places = self.ffi.new("imya_assignment[]", len(names))
        self.call("imya_cluster", texts, len(names), self.library.IMYA_KIND_PERSON, 0.5, 1, places)
        return [place.cluster for place in places]


def main() -> None:
    imya = Imya(*sys.argv[1:3])
    resolver = imya.make("imya_resolver_embedded", free="imya_resolver_free")
    print(imya.resolve(resolver, "Bjaljazki"))
    text = "Разам з Алесем Бяляцкім прыехала Святлана Ціханоўская."
    for start, end, id in imya.annotate(resolver, text):
        print(text[start:end], "=", id)
    print(imya.cluster(["Мікола Статкевіч", "Марына Адамовіч", "Nikolai Statkevich"]))
    try:
        imya.call("imya_resolver_from_file", b"no such file", 12)
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    main()
