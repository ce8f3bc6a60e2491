#!/usr/bin/env python3
"""Check data/gazetteer/belarus.jsonl and data/gazetteer/districts.tsv.

Standard library only.  Prints a summary; for every fault prints one line
`file:line: reason` to standard error and exits with status 1.

    python3 data/check_gazetteer.py [gazetteer.jsonl [districts.tsv]]
"""

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent

KINDS = ("person", "org", "place")
LANGS = ("be", "be-tarask", "be-Latn", "be-Latn-tarask", "ru", "en",
         "uk", "de", "pl", "lt", "lv", "sv", "fr")
REQUIRED_LANGS = ("be", "ru", "en")
CYRILLIC_LANGS = {"be", "be-tarask", "ru", "uk"}
KEYS = ["id", "kind", "names", "gender", "description"]
MINIMUM = {"person": 600, "org": 250, "place": 250}

LETTERS = {
    "be": "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
LETTERS["be-tarask"] = LETTERS["be"]
# Letters of the Belarusian Latin alphabet.
LACINKA = set("abcčćdefghijklłmnńoprsśštuŭvyzźž")

# Number of districts in each region; the centre of each has to be present.
DISTRICTS = {"brest": 16, "vitsebsk": 21, "homel": 21,
             "hrodna": 17, "minsk": 22, "mahiliou": 21}
REGIONS = ["place/%s-region" % region for region in DISTRICTS]

ID_FORM = re.compile(r"(person|org|place)/[a-z0-9]+(-[a-z0-9]+)*")
# Brand names that Cyrillic texts also print in Latin letters: whole words
# only, and never for people or places.
LATIN_WORD = re.compile(r"[A-Za-z0-9&.]+")
ROMAN_NUMERAL = re.compile(r"[IVXL]+")


def script(letter):
    """`latin`, `cyrillic`, `other`, or None if not a letter."""
    if not letter.isalpha():
        return None
    name = unicodedata.name(letter, "")
    if name.startswith("LATIN "):
        return "latin"
    if name.startswith("CYRILLIC "):
        return "cyrillic"
    if letter in "\u02bc":
        return None
    return "other"


def script_faults(name, lang, kind):
    """Reasons why the script of `name` does not agree with `lang`."""
    want = "cyrillic" if lang in CYRILLIC_LANGS else "latin"
    faults = []
    for word in name.split():
        seen = {script(c) for c in word} - {None}
        if not seen or seen == {want}:
            pass
        elif len(seen) > 1:
            # A hyphen or a slash may join words of two scripts.
            parts = re.split(r"[-–/.]", word)
            if any(len({script(c) for c in p} - {None}) > 1 for p in parts):
                faults.append("scripts mixed within %r" % word)
            elif kind != "org":
                faults.append("two scripts in %r" % word)
        elif (want == "cyrillic" and seen == {"latin"}
              and (ROMAN_NUMERAL.fullmatch(word)
                   or (kind == "org" and LATIN_WORD.fullmatch(word.strip("«»“”()"))))):
            pass
        else:
            faults.append("%r is not %s, as %s wants" % (word, want, lang))
    if lang in LETTERS:
        known = LETTERS[lang]
        for c in name.lower():
            if script(c) == "cyrillic" and c not in known:
                faults.append("letter %r is not used in %s" % (c, lang))
    if lang.startswith("be-Latn"):
        for c in name.lower():
            if script(c) == "latin" and c not in LACINKA:
                faults.append("letter %r is not used in %s" % (c, lang))
    return faults


def check_entity(entity, report):
    keys = list(entity)
    wanted = [k for k in KEYS if k != "gender" or entity.get("kind") == "person"]
    if keys != wanted:
        report("keys are %s, not %s" % (keys, wanted))
        return False
    ident, kind = entity["id"], entity["kind"]
    if kind not in KINDS:
        report("unknown kind %r" % kind)
    if not ID_FORM.fullmatch(ident) or not ident.startswith("%s/" % kind):
        report("bad id %r for kind %r" % (ident, kind))
    if kind == "person" and entity["gender"] not in ("f", "m"):
        report("%s: gender has to be f or m" % ident)
    description = entity["description"]
    if not isinstance(description, str) or not description.strip():
        report("%s: no description" % ident)
    elif len(description) > 120:
        report("%s: description longer than 120 characters" % ident)
    if not entity["names"]:
        report("%s: no names" % ident)
        return False
    seen = set()
    for entry in entity["names"]:
        if set(entry) - {"weak"} != {"name", "lang"} or entry.get("weak", True) is not True:
            report("%s: bad name entry %r" % (ident, entry))
            continue
        name, lang = entry["name"], entry["lang"]
        if lang not in LANGS:
            report("%s: unknown language %r" % (ident, lang))
            continue
        if not name or name != " ".join(name.split()):
            report("%s: stray blanks in %r" % (ident, name))
        if name != unicodedata.normalize("NFC", name):
            report("%s: %r is not NFC" % (ident, name))
        if lang in CYRILLIC_LANGS and re.search("['\u02bc\u2018`]", name):
            report("%s: apostrophe of %r has to be U+2019" % (ident, name))
        if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") for c in name):
            report("%s: control or format character in %r" % (ident, name))
        if (lang, name) in seen:
            report("%s: %s name %r given twice" % (ident, lang, name))
        seen.add((lang, name))
        for fault in script_faults(name, lang, kind):
            report("%s: %s name %r: %s" % (ident, lang, name, fault))
    present = {lang for lang, _ in seen}
    for lang in REQUIRED_LANGS:
        if lang not in present:
            report("%s: no %s name" % (ident, lang))
    if not any(not e.get("weak") for e in entity["names"]):
        report("%s: all names are weak" % ident)
    return True


def main(arguments):
    gazetteer = Path(arguments[0]) if arguments else HERE / "gazetteer" / "belarus.jsonl"
    districts = Path(arguments[1]) if len(arguments) > 1 else HERE / "gazetteer" / "districts.tsv"
    faults = 0

    def reporter(path, number):
        def report(reason):
            nonlocal faults
            faults += 1
            print("%s:%d: %s" % (path, number, reason), file=sys.stderr)
        return report

    raw = gazetteer.read_bytes()
    if b"\r" in raw:
        reporter(gazetteer, 1)("carriage return: line ends have to be LF")
    if not raw.endswith(b"\n"):
        reporter(gazetteer, raw.count(b"\n") + 1)("no line end after the last line")
    kinds, languages, weak, names_total = Counter(), Counter(), 0, 0
    where, previous = {}, None
    holders = defaultdict(dict)
    for number, line in enumerate(raw.decode("utf-8").splitlines(), 1):
        report = reporter(gazetteer, number)
        try:
            entity = json.loads(line)
        except ValueError as error:
            report("not JSON: %s" % error)
            continue
        if not isinstance(entity, dict) or not check_entity(entity, report):
            continue
        ident, kind = entity["id"], entity["kind"]
        if ident in where:
            report("%s: id already used on line %d" % (ident, where[ident]))
        where[ident] = number
        order = (KINDS.index(kind) if kind in KINDS else -1, ident)
        if previous is not None and order < previous:
            report("%s: not sorted by kind and id" % ident)
        previous = order
        kinds[kind] += 1
        for entry in entity["names"]:
            names_total += 1
            languages[entry.get("lang")] += 1
            weak += bool(entry.get("weak"))
            # Only a full name identifies a person, so only full names clash.
            full = len(entry["name"].split()) > 1 if kind == "person" else True
            if full and not entry.get("weak"):
                holders[kind, entry["name"].casefold()].setdefault(ident, number)

    shared = []
    for (kind, name), held in holders.items():
        if len(held) > 1:
            shared.append((name, sorted(held)))
            if kind == "person" and tuple(sorted(held)) not in NAMESAKES:
                numbers = sorted(held.values())
                reporter(gazetteer, numbers[-1])(
                    "full name %r also on line %d (%s)"
                    % (name, numbers[0], ", ".join(sorted(held))))

    for kind, least in MINIMUM.items():
        if kinds[kind] < least:
            reporter(gazetteer, 1)("%d entities of kind %s, wanted %d" % (kinds[kind], kind, least))
    for region in REGIONS:
        if region not in where:
            reporter(gazetteer, 1)("region %s is missing" % region)

    centres = defaultdict(dict)
    for number, line in enumerate(districts.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        report = reporter(districts, number)
        fields = line.split("\t")
        if len(fields) != 2:
            report("two fields wanted: region, id of the centre")
            continue
        region, centre = fields
        if region not in DISTRICTS:
            report("unknown region %r" % region)
        if centre in centres[region]:
            report("%s given twice" % centre)
        centres[region][centre] = number
        if centre not in where:
            report("%s is not in the gazetteer" % centre)
    for region, count in DISTRICTS.items():
        if len(centres[region]) != count:
            reporter(districts, 1)("region %s has %d district centres, wanted %d"
                                   % (region, len(centres[region]), count))

    print("%d entities: %s" % (sum(kinds.values()),
                               ", ".join("%d %s" % (kinds[k], k) for k in KINDS)))
    print("%d names (%d weak): %s" % (names_total, weak, ", ".join(
        "%s %d" % (lang, languages[lang]) for lang in LANGS)))
    print("district centres: %s; %d in all" % (
        ", ".join("%s %d" % (r, len(centres[r])) for r in DISTRICTS),
        sum(map(len, centres.values()))))
    for name, held in sorted(shared):
        print("name shared by %s: %s" % (" and ".join(held), name))
    print("%d fault%s" % (faults, "" if faults == 1 else "s"))
    return 1 if faults else 0


# People who truly bear the same full name.
NAMESAKES = set()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
