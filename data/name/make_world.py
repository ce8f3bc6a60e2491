#!/usr/bin/env python3
"""Makes world.tsv, the names of countries, continents and cities, from Unicode CLDR as packaged in Babel (PyPI).

    pip install babel==2.17 && python3 data/name/make_world.py > data/name/world.tsv

Names of Belarusian and Ukrainian get the dative or locative as a second form where its stem differs: Канадзе, Гамбурзі.
"""
import re
import sys
import unicodedata

import babel
from babel import Locale

CYRILLIC = ["be", "ru", "uk"]
LATIN = "en pl de fr it es nl sv da nb fi et lv lt cs sk".split()
LOCALES = {code: Locale.parse(code) for code in CYRILLIC + LATIN}
# Zones that name no city of the press: stations, villages, zones of states; Gaza, which means the strip more often.
SKIPPED_ZONES = re.compile(
    r"^(Antarctica|Arctic|Etc)/|Asia/Gaza|^Pacific/(?!Auckland|Honolulu|Guam)|/(Indiana|Kentucky|North_Dakota|Argentina)/"
)
# Concepts of one place: zones that bear the names of their islands, and what CLDR calls otherwise than cities.
SAME = {
    "canary": "canary_islands",
    "cayman": "cayman_islands",
    "christmas": "christmas_island",
    "cocos": "cocos_islands",
    "comoro": "comoros",
    "faroe": "faroe_islands",
    "hong_kong_sar_china": "hong_kong",
    "macao_sar_china": "macao",
    "vatican_city": "vatican",
}
SOFTENED = {
    "be": {"ка": "цы", "га": "зе", "ха": "се", "та": "це", "да": "дзе", "т": "це", "д": "дзе"},
    "uk": {"ка": "ці", "га": "зі", "ха": "сі", "бург": "бурзі"},
}


def folded(name):
    """Lower case, without what stands in brackets, hyphens as spaces, one kind of apostrophe."""
    name = unicodedata.normalize("NFC", name).lower()
    name = re.sub(r"\s*[(（].*?[)）]", "", name)
    name = re.sub(r"['ʼ’`]", "’", name)
    name = re.sub(r"[‐‑–—-]", " ", name)
    name = name.replace(".", " ")
    return re.sub(r"\s+", " ", name).strip(" .")


def forms(code, name, russian):
    own = [folded(name)]
    if re.search(r"\bо в|\bо ва", own[0]):
        return []
    # What ends in -о has no cases: Чикаго.
    if russian and any(word.endswith("о") for word in folded(russian).split()):
        return own
    for ending, softened in SOFTENED.get(code, {}).items():
        if own[0].endswith(ending) and " " not in own[0]:
            own.append(own[0][: -len(ending)] + softened)
    return own


def row(concept, names):
    cells = [
        "|".join(forms(code, names[code], names.get("ru"))) if names.get(code) else "" for code in CYRILLIC
    ]
    latin = []
    for code in LATIN:
        form = folded(names.get(code) or "")
        if len(form) > 2 and form not in latin and re.search(r"[a-z]", form):
            latin.append(form)
    return "\t".join([SAME.get(concept, concept), *cells, "|".join(latin)])


def main():
    print("# title: names of countries, continents and cities in the languages of the press")
    print(f"# source: Unicode CLDR as packaged in Babel {babel.__version__}, by data/name/make_world.py;")
    print("# licence: copyright Unicode, Inc., Unicode License v3")
    print("# forms: folded, hyphens as spaces; `|` separates forms, a space the words of a phrase")
    print("concept\tbe\tru\tuk\tlatin")
    seen = set()
    for code in sorted(LOCALES["en"].territories):
        names = {language: locale.territories.get(code) for language, locale in LOCALES.items()}
        if code in ("001", "ZZ", "XA", "XB", "QO") or (code.isdigit() and code not in CONTINENTS):
            continue
        concept = folded(names["en"]).replace(" ", "_")
        seen.add(folded(names["en"]))
        print(row(concept, names))
    for zone in sorted(LOCALES["ru"].time_zones):
        if SKIPPED_ZONES.search(zone) or "/" not in zone:
            continue
        names = {}
        for language, locale in LOCALES.items():
            names[language] = locale.time_zones.get(zone, {}).get("city")
        default = zone.rsplit("/", 1)[-1].replace("_", " ")
        names["en"] = names["en"] or default
        if folded(names["en"]) in seen or not names.get("be"):
            continue
        seen.add(folded(names["en"]))
        print(row(folded(names["en"]).replace(" ", "_"), names))


CONTINENTS = {"002", "003", "005", "009", "013", "019", "142", "150", "151", "154", "155", "419"}

if __name__ == "__main__":
    sys.exit(main())
