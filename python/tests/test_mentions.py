"""Mentions in texts."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser

import imya
import pytest

TEXT = "🙂 Пра гэта сказала Святлана Ціханоўская. Ціханоўскую падтрымаў Алесь Бяляцкі ў Мінску."


@pytest.fixture(scope="module")
def resolver() -> imya.Resolver:
    return imya.Resolver.embedded()


def test_offsets_count_characters(resolver: imya.Resolver) -> None:
    mentions = resolver.annotate(TEXT)
    assert [own.surface for own in mentions][1:3] == ["Ціханоўскую", "Алесь Бяляцкі"]
    for own in mentions:
        assert TEXT[own.start : own.end] == own.surface
        first, last = own.byte_span
        assert TEXT.encode()[first:last].decode() == own.surface
        assert own.span == (own.start, own.end)
        assert own.entity.id == own.id and own.kind == own.entity.kind
        assert own.decision == "match" and own.rivals == ()
        assert own.evidence.findings
    assert mentions[1].id == "person/sviatlana-tsikhanouskaya"


def test_mentions_are_a_sequence(resolver: imya.Resolver) -> None:
    mentions = resolver.annotate(TEXT)
    assert len(mentions) == len(list(mentions)) == 4
    assert mentions[-1] == mentions[3] == list(mentions)[3]
    assert mentions[1:3] == (mentions[1], mentions[2])
    assert mentions[0] in mentions and list(reversed(mentions))[0] == mentions[3]
    assert mentions.text == TEXT
    for at in (4, -5, 1 << 70):
        with pytest.raises((IndexError, OverflowError)):
            mentions[at]
    with pytest.raises(TypeError):
        mentions["x"]  # type: ignore[call-overload]
    assert not resolver.annotate("")
    assert mentions.to_dicts()[0] == mentions[0].to_dict()


def test_pickling(resolver: imya.Resolver) -> None:
    mentions = resolver.annotate(TEXT)
    again = pickle.loads(pickle.dumps(mentions))
    assert again == mentions and hash(again) == hash(mentions)
    assert again.html() == mentions.html()
    own = pickle.loads(pickle.dumps(mentions[1]))
    assert own == mentions[1] and hash(own) == hash(mentions[1])
    assert own.evidence == mentions[1].evidence and own.entity == mentions[1].entity
    assert copy.deepcopy(own) == own


def test_options(resolver: imya.Resolver) -> None:
    assert [own.kind for own in resolver.annotate(TEXT, kinds=["place"])] == ["place"]
    assert len(resolver.annotate(TEXT, threshold=1.0)) < 4
    small = "алесь бяляцкі"
    assert not resolver.annotate(small) and resolver.annotate(small, lower_case=True)
    own = imya.Resolver.from_entities(
        [imya.Entity("p1", "person", ["Ivan Zabrodsky"]), imya.Entity("p2", "person", ["Petr Zabrodsky"])]
    )
    [both] = own.annotate("Then Zabrodsky left.", ambiguous=True)
    assert both.decision == "ambiguous" and len(both.rivals) == 1
    assert not own.annotate("Then Zabrodsky left.")
    with pytest.raises(imya.OptionError):
        resolver.annotate(TEXT, threshold=float("nan"))
    with pytest.raises(imya.OptionError):
        resolver.annotate_many([TEXT], kinds="place")  # type: ignore[arg-type]


def test_batches_agree_with_single_texts(resolver: imya.Resolver) -> None:
    texts = [TEXT, "Nothing here", "", "Горад Пінск"] * 10
    single = [resolver.annotate(text) for text in texts]
    for threads in (1, 2):
        assert resolver.annotate_many(texts, threads=threads) == single


class Frames(HTMLParser):
    """Collects the documents of frames."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.documents.append(dict(attrs)["srcdoc"] or "")


def test_notebooks_show_the_page_of_the_command(resolver: imya.Resolver) -> None:
    mentions = resolver.annotate(TEXT + ' <script>"&')
    assert mentions.html("A < B").startswith("<!doctype html>")
    assert "A &lt; B" in mentions.html("A < B")
    frames = Frames()
    frames.feed(mentions._repr_html_())
    assert frames.documents == [mentions.html("imya", evidence=True)]
    assert "<script>" not in frames.documents[0]


def test_earlier_texts_leave_no_trace() -> None:
    texts = [
        TEXT,
        "САША И МИНСК",
        "alaksandar łukašenka and tsikhanouskaya in brest",
        "Ціханоўская. Лукашэнка. Мінск.",
        "Tsikhanouskaya visited Vilnius; Sviatlana Tsikhanouskaya spoke.",
    ]
    asked: list[dict[str, object]] = [{}, {"lower_case": True}, {"kinds": ["place"]}, {"ambiguous": True}]
    used = imya.Resolver.embedded()
    for _ in range(2):
        for options in asked:
            for text in texts:
                fresh = imya.Resolver.embedded()
                assert used.annotate(text, **options) == fresh.annotate(text, **options)  # type: ignore[arg-type]
                assert used.resolve(text) == fresh.resolve(text)
    assert used.resolve("Minsk").decision == "match"
    assert used.with_options(kinds=["person"]).resolve("Minsk").decision == "none"
