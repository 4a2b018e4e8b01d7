"""False alarms of the finder of sensitive words: `python -m benchmarks.opsec` on real texts, `--planted` on the tests'.

The lessons of NASA and the MaintNet records were written without any thought of this finder, so what is found in
them is either true (names, days, phones do stand there) or a false alarm. `--show` prints examples to judge by hand.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.sensitive import Sensitive, find_sensitive
from matchmaker.domain.strict_yaml import read_own

SEED, AROUND = 20261124, 45
PLANTED = tuple(Path("tests/opsec") / f"{name}.yaml" for name in ("planted", "held_out", "held_out_again"))
# File, and the columns that are read as one text.
FILES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "NASA lessons": ("lessons/nasa_llis.csv.gz", ("Title", "Abstract", "Lesson")),
    "MaintNet records": ("lessons/maintnet_aviation.csv.gz", ("PROBLEM", "ACTION")),
    "MaintNet records in small letters": ("lessons/maintnet_aviation.csv.gz", ("PROBLEM", "ACTION")),
    "Ukrainian firms": ("firms/ua_firms_detailed.csv", ("products", "description_en", "description_uk")),
    "European firms": ("firms/eu_firms_detailed.csv", ("products", "description", "description_en")),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, required=True, help="folder of the real data")
    asked.add_argument("--show", type=int, default=0, help="examples of each kind to print")
    options = asked.parse_args(arguments)
    if not options.data.is_dir():
        print(f"There is no folder {options.data}.", file=sys.stderr)
        return 2
    for path in PLANTED:
        print(_told(path))
    for name, (file, columns) in FILES.items():
        _measure(name, _texts(options.data / file, columns, small="small" in name), options.show)
    return 0


def found_of(path: Path) -> Mapping[str, int]:
    """Count what a planted set holds and what of it is found: texts refused, spans covered, spans of the right kind."""
    planted: Mapping[str, Any] = read_own(path.read_bytes())
    counts = Counter(refused=0, covered=0, kind=0, false=0)
    counts["marked"] = len(planted["marked"])
    counts["refused"] = sum(bool(find_marking(text["text"])) for text in planted["marked"])
    for text in planted["texts"]:
        found = find_sensitive(text["text"])
        for span in text["spans"]:
            covering = [one for one in found if _covers(one, text["text"], span["text"])]
            counts["spans"] += 1
            counts["covered"] += bool(covering)
            counts["kind"] += any(one.kind == span["kind"] for one in covering)
    counts["clean"] = len(planted["clean"])
    counts["false"] = sum(bool(find_sensitive(text["text"]) or find_marking(text["text"])) for text in planted["clean"])
    return counts


def _covers(found: Sensitive, text: str, span: str) -> bool:
    start = text.index(span)
    return found.start <= start and found.end >= start + len(span)


def _told(path: Path) -> str:
    counts = found_of(path)
    return (
        f"{path.name}: {counts['refused']} of {counts['marked']} marked texts refused; {counts['covered']} of "
        f"{counts['spans']} spans found ({counts['kind']} with the right kind); alarms in {counts['false']} of "
        f"{counts['clean']} clean texts"
    )


def _texts(path: Path, columns: Sequence[str], *, small: bool) -> Iterator[str]:
    csv.field_size_limit(10**7)
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for row in csv.DictReader(content.decode("utf-8", errors="replace").splitlines(keepends=True)):
        text = "\n".join(filter(None, (row.get(column) for column in columns)))
        yield text.lower() if small else text


def _measure(name: str, texts: Iterator[str], show: int) -> None:
    kinds: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    number = stopped = letters = marked = 0
    started = time.process_time()
    for text in texts:
        number, letters = number + 1, letters + len(text)
        marked += bool(find_marking(text))
        found = find_sensitive(text)
        stopped += any(not one.question for one in found)
        kinds.update(one.kind for one in found)
        for one in found:
            examples.setdefault(one.kind, []).append(_around(text, one))
    seconds = time.process_time() - started
    print(f"\n{name}: {number} texts, {letters:,} characters, {seconds:.1f} s; refused as marked: {marked};")
    print(f"  texts that the author would have to look at again: {stopped} ({1000 * stopped / number:.1f} per 1,000)")
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count} ({1000 * count / number:.1f} per 1,000 texts)")
        for example in Random(SEED).sample(examples[kind], min(show, count)):
            print(f"      {example}")


def _around(text: str, one: Sensitive) -> str:
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    return " ".join(f"{before}>>{one.span}<<{after}".split())


if __name__ == "__main__":
    sys.exit(main())
