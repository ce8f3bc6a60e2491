"""Runs imya and its peers on pairs of names and writes COMPARE.md."""

import argparse
import importlib.metadata
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMYA = ROOT / "target/release/examples/compare"
OWN_PAIRS = ROOT / "tests/data/adversarial.tsv"
# Peers that take longer than this for a pair, in seconds, judge an even sample of the pairs.
SLOW, SAMPLE = 0.002, 1000


def read(path):
    """The rows of a table: both names, whether they mean the same, the kind."""
    lines = [line.rstrip("\n") for line in open(path, encoding="utf-8")]
    lines = [line for line in lines if line and not line.startswith("#")]
    head = lines[0].split("\t")
    columns = [head.index(name) for name in ("name_a", "name_b", "label", "kind")]
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        one, two, label, kind = (cells[column] for column in columns)
        rows.append((one, two, label == "1", kind.split(":")[0]))
    return rows


# The peers. Each is a function that makes a function of two names and their kind.


def token_sort():
    from anyascii import anyascii
    from rapidfuzz import fuzz

    return lambda one, two, kind: fuzz.token_sort_ratio(anyascii(one).lower(), anyascii(two).lower()) / 100


def token_set():
    from anyascii import anyascii
    from rapidfuzz import fuzz

    return lambda one, two, kind: fuzz.token_set_ratio(anyascii(one).lower(), anyascii(two).lower()) / 100


def jaro_winkler():
    from jellyfish import jaro_winkler_similarity
    from unidecode import unidecode

    return lambda one, two, kind: jaro_winkler_similarity(unidecode(one).lower(), unidecode(two).lower())


def icu_jaro_winkler():
    from icu import Transliterator
    from jellyfish import jaro_winkler_similarity

    latin = Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")
    return lambda one, two, kind: jaro_winkler_similarity(latin.transliterate(one), latin.transliterate(two))


def words(name):
    from unidecode import unidecode

    return re.findall("[a-z]+", unidecode(name).lower())


def overlap(codes):
    """The share of words of the longer name that have a word with a common code in the other."""

    def score(one, two, kind):
        own, other = ([codes(word) for word in words(name)] for name in (one, two))
        if not own or not other:
            return 0.0
        found = sum(any(mine & theirs for theirs in other) for mine in own)
        return found / max(len(own), len(other))

    return score


def daitch_mokotoff():
    from abydos.phonetic import DaitchMokotoff

    encoder, known = DaitchMokotoff(), {}

    def codes(word):
        if word not in known:
            found = encoder.encode(word)
            known[word] = set(found.split(",") if isinstance(found, str) else found)
        return known[word]

    return overlap(codes)


def beider_morse():
    from abydos.phonetic import BeiderMorse

    encoder, known = BeiderMorse(), {}

    def codes(word):
        if word not in known:
            known[word] = set(encoder.encode(word).split())
        return known[word]

    return overlap(codes)


def nomenklatura(algorithm):
    def make():
        from followthemoney import model
        from nomenklatura.matching import get_algorithm
        from nomenklatura.matching.types import ScoringConfig

        matcher, config = get_algorithm(algorithm), ScoringConfig.defaults()
        schemata = {"person": "Person", "org": "Organization", "place": "Address"}

        def entity(name, kind):
            properties = {"full" if kind == "place" else "name": [name]}
            return model.get_proxy({"id": name, "schema": schemata[kind], "properties": properties})

        return lambda one, two, kind: matcher.compare(entity(one, kind), entity(two, kind), config).score

    return make


PEERS = [
    ("RapidFuzz token_sort over any_ascii", "rapidfuzz", token_sort),
    ("RapidFuzz token_set over any_ascii", "rapidfuzz", token_set),
    ("Jaro–Winkler (jellyfish) over Unidecode", "jellyfish", jaro_winkler),
    ("Jaro–Winkler over ICU Any-Latin", "PyICU", icu_jaro_winkler),
    ("Daitch–Mokotoff (abydos), words in common", "abydos", daitch_mokotoff),
    ("Beider–Morse (abydos), words in common", "abydos", beider_morse),
    ("nomenklatura name-based", "nomenklatura", nomenklatura("name-based")),
    ("nomenklatura logic-v2", "nomenklatura", nomenklatura("logic-v2")),
]


def run_imya(rows):
    text = "".join(f"{one}\t{two}\t{kind}\n" for one, two, _, kind in rows)
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([IMYA, "--tsv"], input=text, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return rows, [float(line) for line in done.stdout.split()], best


def run_peer(make, rows):
    """Loading is not counted; of a slow peer every so many pairs are judged."""
    score = make()
    started = time.perf_counter()
    for one, two, _, kind in rows[:20]:
        score(one, two, kind)
    if (time.perf_counter() - started) / 20 > SLOW and len(rows) > SAMPLE:
        rows = rows[:: len(rows) // SAMPLE]
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        scores = [score(one, two, kind) for one, two, _, kind in rows]
        best = min(best, time.process_time() - started)
        if best > 5:
            break
    return rows, scores, best


def auc(scored):
    """The area under the ROC curve; ties count half."""
    by_score = defaultdict(lambda: [0, 0])
    for score, same in scored:
        by_score[score][same] += 1
    below = area = 0
    for score in sorted(by_score):
        different, same = by_score[score]
        area += same * (below + different / 2)
        below += different
    positives = sum(same for _, same in scored)
    return area / (positives * below) if positives and below else float("nan")


def best_f1_and_recall(scored):
    """The best F1, and the greatest recall at a precision of .99; equal scores are taken together."""
    positives = sum(same for _, same in scored)
    ordered = sorted(scored, reverse=True)
    right, best, recall = 0, 0.0, 0.0
    for at, (score, same) in enumerate(ordered):
        right += same
        if at + 1 < len(ordered) and ordered[at + 1][0] == score:
            continue
        best = max(best, 2 * right / (at + 1 + positives))
        if right >= 0.99 * (at + 1):
            recall = max(recall, right / positives)
    return best, recall


def calibration_error(scored):
    bins = defaultdict(list)
    for score, same in scored:
        bins[min(int(score * 10), 9)].append((score, same))
    off = (abs(sum(score for score, _ in cell) - sum(same for _, same in cell)) for cell in bins.values())
    return sum(off) / len(scored)


def measure(rows):
    """For imya and each peer its figures, or why there are none."""
    table = []
    systems = [("imya", "imya", None)] + PEERS
    for name, package, make in systems:
        print(f"  {name}", file=sys.stderr)
        try:
            judged, scores, seconds = run_imya(rows) if make is None else run_peer(make, rows)
            version = "" if make is None else importlib.metadata.version(package)
        except ImportError as error:
            table.append((name, None, f"does not install or load here ({error})"))
            continue
        scored = [(score, row[2]) for score, row in zip(scores, judged)]
        f1, recall = best_f1_and_recall(scored)
        figures = {
            "AUC": auc(scored),
            "best F1": f1,
            "recall at precision .99": recall,
            "calibration error": calibration_error(scored),
            "pairs/s": len(judged) / seconds,
        }
        for kind in ("person", "place", "org"):
            of_kind = [pair for pair, row in zip(scored, judged) if row[3] == kind]
            figures[f"AUC, {kind}"] = auc(of_kind)
        sampled = f", {len(judged)} pairs of them" if len(judged) < len(rows) else ""
        table.append((f"{name} {version}".strip() + sampled, figures, None))
    return table


def show(name, value):
    if value != value:
        return "–"
    return f"{value:,.0f}" if name == "pairs/s" else f"{value:.4f}"


def section(title, rows, table):
    """A table of Markdown, and what some peer does better."""
    positives = sum(row[2] for row in rows)
    lines = [f"## {title}", "", f"{len(rows):,} pairs, {positives:,} of them the same.", ""]
    names = list(table[0][1])
    lines += ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for name, figures, reason in table:
        cells = [show(key, figures[key]) for key in names] if figures else [reason] + [""] * (len(names) - 1)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    better = []
    own = table[0][1]
    for name, figures, _ in table[1:]:
        for key in names if figures else []:
            less_is_better = key == "calibration error"
            if figures[key] < own[key] if less_is_better else figures[key] > own[key]:
                better.append(f"{name}: {key} {show(key, figures[key])} against {show(key, own[key])}")
    lines += ["", "Where a peer is better: " + ("; ".join(better) if better else "nowhere in this table") + ".", ""]
    return lines


def bench_lines(path):
    """The times of the Rust bench: name, middle estimate."""
    text = Path(path).read_text(encoding="utf-8")
    found = re.findall(r"^(\S[^\n]*?)\s+time:\s+\[\S+ \S+ (\S+ \S+) \S+ \S+\]", text, re.M)
    found += re.findall(r"^(\S[^\n]*)\n\s+time:\s+\[\S+ \S+ (\S+ \S+) \S+ \S+\]", text, re.M)
    return [f"| {name} | {middle} |" for name, middle in dict(found).items()]


HEAD = """\
# imya beside its peers

Written by `benches/peers/run`, which installs the peers from the package registry by pinned version, runs
them and imya on the same pairs on the same machine, one thread each, and says where a peer is better.
Times are processor time, the best of up to three runs. Those of peers leave out loading them; those of imya
are of the whole process, start included, which weighs much in a small table. Compare them with each other
only.

Names are judged as strings, with their kind and nothing else. nomenklatura is made for whole records with
dates and countries, and the phonetic codes for finding candidates, not for judging them: the tables say how
far each comes on names alone. A calibration error is given for all, though only imya means its score as a
probability.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="*", type=Path, help="tables of pairs; else the project's own")
    parser.add_argument("--bench", help="the output of the Rust bench")
    parser.add_argument("--out", type=Path, default=ROOT / "COMPARE.md")
    arguments = parser.parse_args()
    text = [HEAD]
    for path in [OWN_PAIRS, *arguments.pairs]:
        print(path, file=sys.stderr)
        rows = read(path)
        own = path == OWN_PAIRS
        title = "Hard pairs, written for this project" if own else f"Pairs of names of public data ({path.name})"
        text += section(title, rows, measure(rows))
    if arguments.bench:
        text += ["## Prepared names, in Rust", "", "| `cargo bench --bench compare` | time |", "|---|---|"]
        text += bench_lines(arguments.bench) + [""]
    arguments.out.write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
