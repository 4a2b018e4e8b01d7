"""Learn word translations from labels that exist in both languages, by counting alone.

IBM model 1 (Brown et al. 1993, "The mathematics of statistical machine translation") in both directions; a pair
stays where both directions agree, its trust being the geometric mean of the two probabilities.

    python -m benchmarks.languages.learning

writes matchmaker/domain/text/words/learned.csv anew; the same labels give the same file.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from math import sqrt

from benchmarks.languages.labels import ORIGIN, SOURCE, Label, labels
from matchmaker.domain.text.lexicon import Translation
from matchmaker.domain.text.tokens import words
from matchmaker.domain.text.wordlists import HERE, stop_words

ROUNDS = 8
LEAST_TO, LEAST_BACK, LEAST_SEEN, LEAST_TRUST = 0.15, 0.10, 0.9, 0.3
NOTHING = ""
FORMAT = 1

Sides = tuple[Sequence[str], Sequence[str]]
Table = Mapping[str, Mapping[str, float]]


def learn(given: Iterable[Label]) -> list[Translation]:
    """The translations that both directions agree on, in order."""
    sides = [(lemmas(label.english), lemmas(label.ukrainian)) for label in given]
    there, seen = aligned(sides)
    back, _ = aligned([(ukrainian, english) for english, ukrainian in sides])
    found = (
        Translation(english, ukrainian, round(sqrt(share * back[ukrainian][english]), 3))
        for english, row in there.items()
        for ukrainian, share in row.items()
        if _agreed(share, back.get(ukrainian, {}).get(english, 0.0), seen[english][ukrainian])
        and NOTHING not in (english, ukrainian)
        and english != ukrainian
    )
    return sorted(one for one in found if one.trust >= LEAST_TRUST)


def lemmas(text: str) -> Sequence[str]:
    """The different lemmas of a label that say something, figures left out."""
    found = (word for word in words(text) if len(word.folded) > 1 and word.folded not in stop_words())
    return tuple(dict.fromkeys(word.lemma for word in found if not word.lemma[0].isdigit()))


def aligned(sides: Sequence[Sides]) -> tuple[Table, Table]:
    """Probability of each word of the second side for each of the first, and how often they were seen together."""
    shares: Table = {}
    counts: dict[str, Counter[str]] = {}
    for _ in range(ROUNDS):
        counts = defaultdict(Counter)
        for first, second in sides:
            _count(counts, shares, (*first, NOTHING), second)
        shares = {word: _shared_out(row) for word, row in counts.items()}
    return shares, counts


def _count(counts: Mapping[str, Counter[str]], shares: Table, first: Sequence[str], second: Sequence[str]) -> None:
    for word in second:
        weights = [shares[source].get(word, 0.0) for source in first] if shares else [1.0] * len(first)
        total = sum(weights)
        for source, weight in zip(first, weights, strict=True):
            if weight:
                counts[source][word] += weight / total


def _shared_out(row: Mapping[str, float]) -> Mapping[str, float]:
    total = sum(row.values())
    return {word: count / total for word, count in row.items() if count / total > 1e-4}


def _agreed(there: float, back: float, seen: float) -> bool:
    return there >= LEAST_TO and back >= LEAST_BACK and seen >= LEAST_SEEN


def as_table(found: Sequence[Translation]) -> str:
    """The file as written: remarks with origin and licence, then one line for each pair."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    text = StringIO()
    text.write(
        "# Word translations learned from labels by `python -m benchmarks.languages.learning`: do not edit.\n"
        f"# Source: {ORIGIN}; sha256 {digest}. Changed: only word pairs learned from the labels are kept.\n"
        f"# Licence of this file: Apache-2.0, text in Apache-2.0.txt beside it. Format {FORMAT}, {len(found)} pairs.\n"
    )
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("english", "ukrainian", "trust"))
    rows.writerows((one.english, one.ukrainian, f"{one.trust:.3f}") for one in found)
    return text.getvalue()


if __name__ == "__main__":
    table = as_table(learn(labels()))
    (HERE / "learned.csv").write_text(table, encoding="utf-8")
    print(f"{len(table.splitlines()) - 4} pairs")
