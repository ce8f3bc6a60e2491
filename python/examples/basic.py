#!/usr/bin/env python3
"""The library in a page: resolve, annotate, compare, romanise, cluster."""

from __future__ import annotations

import imya

# The gazetteer that ships with imya, or your own.
resolver = imya.Resolver.embedded()
found = resolver.resolve("Bjaljazki")
if (best := found.best) is not None:
    print(f"{best.score:.3f} {best.id} {best.name}")
    print(best.evidence)

own = imya.Resolver.from_entities(
    [imya.Entity("r1", "place", [("Шчара", "be"), ("Щара", "ru")], description="a river")]
)
print([answer.decision for answer in own.resolve_many(["Shchara", "Nile"], threads=2)])

# Mentions in running text: inflected, bare surnames, in any script.
text = "Святлану Ціханоўскую прынялі ў Вільні. Разам з Ціханоўскай прыехаў Павел Латушка."
for mention in resolver.annotate(text):
    print(mention.start, mention.end, mention.surface, mention.id)

# Pairs of names, and everything with everything.
print(imya.compare("Марии Колесниковой", "Марыя Калеснікава", kind="person"))
print(imya.score_matrix(["Гродна", "Мінск"], ["Hrodna", "Minsk"], kind="place").tolist())

# Romanisation standards by name.
print(imya.romanise("Ціханоўская", scheme="be-icao-9303"), len(imya.variants("Ціханоўская")))

# Which of these names are the same?
names = ["Мікола Статкевіч", "Nikolai Statkevich", "Марына Адамовіч"]
for name, place in zip(names, imya.cluster(names), strict=True):
    print(place.cluster, name)
