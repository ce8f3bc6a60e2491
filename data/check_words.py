#!/usr/bin/env python3
"""Checks the word tables under data/name.

Every table has its columns and its header lines, no concept twice, no form under two concepts in one
language, and every cell in the script of its column. Prints `file:line: reason` for everything that is
wrong and exits with 1, otherwise one line per table.
"""
import sys
import unicodedata
from pathlib import Path

SLAVIC = {
    "be": set("абвгдеёжзійклмнопрстуўфхцчшыьэюяґ"),
    "ru": set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "uk": set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
}
# name: (columns, key columns, columns whose forms belong to one row, other columns with forms)
TABLES = {
    "organisation_words.tsv": ("concept weight be ru uk latin note", 1, "be ru uk latin"),
    "organisation_forms.tsv": ("form family be ru uk latin note", 1, "be ru uk latin"),
    "acronyms.tsv": ("concept be ru uk latin expansion_en note", 1, "be ru uk latin"),
    "place_concepts.tsv": ("concept sort", 1, ""),
    "acronym_letters.tsv": ("cyrillic latin note", 1, ""),
    "place_words.tsv": ("concept weight class be ru uk latin note", 1, "be ru uk latin"),
    "places.tsv": ("concept be ru uk latin kind", 1, "be ru uk latin"),
    "place_adjectives.tsv": ("place be ru uk latin", 1, "be ru uk latin"),
    "adjective_endings.tsv": ("language lemma endings example", 2, ""),
    "english_words.tsv": ("english be ru uk", 1, "be ru uk"),
    "titles.tsv": ("concept be ru uk latin note class", 1, "be ru uk latin"),
    "particles.tsv": ("form script role meaning", 3, ""),
    "common_words.tsv": ("lang word note", 2, ""),
}
ROLES = {"particle", "generation", "ordinal", "patronymic_suffix"}
KINDS = {"function", "noun", "adjective", "verb", "adverb", "month", "weekday", "demonym", "namesake"}
LANGUAGES = {"be", "ru", "uk", "pl", "en", "de", "fr", "lt", "lv"}
# How adjectives end in the nominative of the masculine.
ADJECTIVE_ENDINGS = {"be": ("і", "ы"), "ru": ("ий", "ый", "ой"), "uk": ("ий", "ій")}


def scripts(text):
    """The scripts of the letters of a text: `latn`, `cyrl` or another."""
    found = set()
    for letter in text:
        if letter.isalpha() and letter not in "ʼ":
            name = unicodedata.name(letter, "")
            found.add({"LATIN": "latn", "CYRILLIC": "cyrl"}.get(name.split()[0], name))
    return found


def wrong_script(column, form):
    """Why a form does not belong in a column, or None."""
    if column in SLAVIC:
        strange = {c for c in form if c.isalpha() and c not in SLAVIC[column]}
        if strange:
            return "letters that %s does not write: %s" % (column, " ".join(sorted(strange)))
    elif column == "latin" and scripts(form) - {"latn"}:
        return "letters that are not Latin"
    return None


def malformed(form):
    """Why a form is not folded, or None."""
    if not form:
        return "an empty form"
    if form != form.strip() or "  " in form:
        return "stray spaces"
    if form != form.lower():
        return "upper case"
    if "'" in form or "`" in form:
        return "an apostrophe that is not U+2019"
    if "-" in form:
        return "a hyphen"
    if "." in form:
        return "a full stop"
    if form != unicodedata.normalize("NFC", form):
        return "not in normalisation form C"
    return None


def check(path, columns, keys, form_columns):
    columns, form_columns = columns.split(), form_columns.split()
    complaints, metadata, header, rows = [], {}, None, 0
    seen_keys, seen_forms = {}, {}

    def complain(number, reason):
        complaints.append("%s:%d: %s" % (path, number, reason))

    number = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or (header and (line == "#" or line.startswith("# "))):
            continue
        if header is None:
            if line.startswith("#"):
                key, _, value = line[1:].partition(":")
                metadata[key.strip()] = value.strip()
                continue
            header = line.split("\t")
            if header != columns:
                complain(number, "the columns are not %s" % " ".join(columns))
                return complaints, rows
            continue
        rows += 1
        cells = line.split("\t")
        if len(cells) != len(columns):
            complain(number, "%d cells in a table of %d columns" % (len(cells), len(columns)))
            continue
        row = dict(zip(columns, cells))
        key = tuple(cells[:keys])
        if key in seen_keys:
            complain(number, "%s is in line %d already" % (" ".join(key), seen_keys[key]))
        seen_keys.setdefault(key, number)
        if not cells[0]:
            complain(number, "the first cell is empty")
        if "weight" in row and row["weight"] not in ("0", "1", "2", "3"):
            complain(number, "the weight %r is not 0, 1, 2 or 3" % row["weight"])
        if form_columns and not any(row[c] for c in form_columns):
            complain(number, "no forms")
        for column in form_columns:
            forms = row[column].split("|") if row[column] else []
            for form in forms:
                reason = malformed(form) or wrong_script(column, form)
                if reason:
                    complain(number, "%s: %r: %s" % (column, form, reason))
                earlier = seen_forms.setdefault((column, form), (cells[0], number))
                if earlier[0] != cells[0]:
                    complain(number, "%s: %r is a form of %s in line %d already" % (column, form, *earlier))
            if len(set(forms)) < len(forms):
                complain(number, "%s: a form is there twice" % column)
        for reason in others(path.name, row):
            complain(number, reason)
    for key in ("title", "source"):
        if not metadata.get(key):
            complain(1, "the header line `# %s:` is missing" % key)
    if rows == 0:
        complain(number, "no rows")
    return complaints, rows


def others(name, row):
    """What is wrong with a row of one of the tables without form columns."""
    if name == "particles.tsv":
        if row["role"] not in ROLES:
            yield "the role %r is none of %s" % (row["role"], ", ".join(sorted(ROLES)))
        if scripts(row["form"]) != {row["script"]}:
            yield "%r is not in the script %s" % (row["form"], row["script"])
        if malformed(row["form"]):
            yield "%r: %s" % (row["form"], malformed(row["form"]))
    elif name == "common_words.tsv":
        if row["lang"] not in LANGUAGES:
            yield "an unknown language: %s" % row["lang"]
        if row["note"] not in KINDS:
            yield "the note %r is none of %s" % (row["note"], ", ".join(sorted(KINDS)))
        column = row["lang"] if row["lang"] in SLAVIC else "latin"
        reason = malformed(row["word"]) or wrong_script(column, row["word"])
        if reason:
            yield "%r: %s" % (row["word"], reason)
    elif name == "place_adjectives.tsv":
        for column, endings in ADJECTIVE_ENDINGS.items():
            for form in filter(None, row[column].split("|")):
                if not form.endswith(endings):
                    yield "%s: %r is no adjective in the masculine" % (column, form)
    elif name == "adjective_endings.tsv":
        column = row["language"]
        if column not in SLAVIC and column != "latin":
            yield "an unknown language: %s" % column
        for ending in [row["lemma"], *row["endings"].split("|")]:
            reason = malformed(ending) or wrong_script(column, ending)
            if reason:
                yield "%r: %s" % (ending, reason)
    elif name == "acronym_letters.tsv":
        if scripts(row["cyrillic"]) != {"cyrl"} or len(row["cyrillic"]) != 1:
            yield "%r is not one Cyrillic letter" % row["cyrillic"]
        if scripts(row["latin"]) - {"latn"}:
            yield "%r is not Latin" % row["latin"]


def main():
    folder = Path(__file__).resolve().parent / "name"
    failed = False
    for name, (columns, keys, forms) in sorted(TABLES.items()):
        path = folder / name
        if not path.exists():
            print("%s:0: the table is missing" % path)
            failed = True
            continue
        complaints, rows = check(path, columns, keys, forms)
        for complaint in complaints:
            print(complaint)
        failed = failed or bool(complaints)
        if not complaints:
            print("%s: %d rows" % (name, rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
