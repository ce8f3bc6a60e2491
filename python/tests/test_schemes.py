"""Romanisation."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import imya
import pytest

TABLE = "# id: mine\n# language: be\nfrom\tto\tcontext\tnote\nў\tw\tany\t\n"


def test_named_schemes() -> None:
    assert imya.romanise("Якуб Колас", scheme="be-lacinka") == "Jakub Kołas"
    assert imya.restore("Jakub Kołas", scheme="be-lacinka") == "Якуб Колас"
    assert len(imya.Scheme.ids()) == len(imya.Scheme.all()) > 60
    scheme = imya.Scheme.named("be-national-2007")
    assert (scheme.language, scheme.year, scheme.id) == ("be", 2007, "be-national-2007")
    assert scheme.title and scheme.authority and scheme.status and scheme.source
    assert imya.Scheme.named("be-lacinka").is_reversible and scheme.partial is None
    with pytest.raises(imya.OptionError, match="tlh-okrand"):
        imya.Scheme.named("tlh-okrand")
    with pytest.raises(imya.OptionError):
        imya.romanise("x", scheme="none")


def test_batches() -> None:
    texts = ["Мінск", "Гомель", ""] * 300
    expected = [imya.romanise(text, scheme="be-lacinka") for text in texts]
    assert imya.romanise_many(texts, scheme="be-lacinka", threads=2) == expected


def test_own_tables(tmp_path: Path) -> None:
    own = imya.Scheme.parse("mine.tsv", TABLE)
    assert own.romanise("ў") == "w"
    path = tmp_path / "own.tsv"
    path.write_text(TABLE, encoding="utf-8")
    for scheme in (imya.Scheme.read(path), imya.Scheme.named("ru-fr")):
        again = pickle.loads(pickle.dumps(scheme))
        assert again == scheme == copy.deepcopy(scheme) and hash(again) == hash(scheme)
    assert imya.Scheme.read(path) != own, "errors name another source"
    with pytest.raises(imya.FileError):
        imya.Scheme.read(tmp_path / "missing.tsv")
    with pytest.raises(imya.DataError) as caught:
        imya.Scheme.parse("mine.tsv", TABLE + "б\tb\tsometimes\t\n")
    assert (caught.value.file, caught.value.line, caught.value.column) == ("mine.tsv", 5, 3)
    assert str(caught.value) == "mine.tsv:5:3: `sometimes` is not a context"


def test_variants() -> None:
    variants = imya.variants("Ціханоўская", languages=["ru"], accepted=False)
    spellings = {own.spelling: own for own in variants}
    assert "Tikhanovskaya" in spellings and "Tsikhanouskaya" not in spellings
    own = spellings["Tikhanovskaya"]
    assert own.canonical and own.to_dict()["spelling"] == "Tikhanovskaya"
    assert pickle.loads(pickle.dumps(own)) == own
    only = imya.variants("Мінск", schemes=["be-lacinka"], accepted=False)
    assert [own.spelling for own in only] == ["Minsk"] and only[0].canonical == ("be-lacinka",)
    assert len(imya.variants("Ціханоўская", limit=3)) == 3
    for options in ({"languages": ["xx"]}, {"schemes": ["xx"]}, {"limit": -1}, {"readings": -1}):
        with pytest.raises(imya.OptionError):
            imya.variants("x", **options)


def test_recognise() -> None:
    found = imya.recognise("Cichanoŭskaja")
    ids = [own.scheme.id for own in found.schemes if own.is_canonical]
    assert "be-lacinka" in ids and "be-icao-9303" not in ids
    letters = {letter: against for letter, against in found.decisive}
    assert "be-lt-vlkk" in letters["ŭ"] and "be-lacinka" not in letters["ŭ"]
    assert pickle.loads(pickle.dumps(found)) == found
    assert found.to_dict()["schemes"][0]["scheme"] == found.schemes[0].scheme.id
    known = imya.recognise("Kalesnikava", cyrillic="Калеснікава")
    assert known != imya.recognise("Kalesnikava")
    assert imya.recognise("x" * 600).schemes == ()


def test_restorations() -> None:
    scheme = imya.Scheme.named("be-icao-9303")
    readings = scheme.restorations("Zmitser", limit=3)
    assert readings[0].text == "Зміцер" and len(readings) == 3
    assert all(scheme.romanise(own.text) == "Zmitser" for own in readings)
    assert pickle.loads(pickle.dumps(readings)) == readings
    with pytest.raises(imya.OptionError):
        scheme.restorations("Zmitser", limit=-1)
