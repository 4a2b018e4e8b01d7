"""How well equipment is found in texts: the claims of the war sample, made-up texts, and how fast.

    python -m benchmarks.linking [--data ../shared/data] [--claims FILE] [--made-up FOLDER] [--each]

A claim lists the systems that it mentions. Found is a listed mention that some link meets; right is a link that meets
some listed mention. When a link meets a mention is told in three ways, from strict to fair:

- `same name`: the linked name is the mention's, letter by letter.
- `same system`: or the two names, or a recorded alias, are equal without brackets and generic words, so that
  "Bayraktar TB2 UCAV" meets the mention "Bayraktar TB2".
- `same family`: or one of the two begins with the whole other one, so that "Shahed" meets the mention "Shahed-136".

A link that meets none is wrong, unless its whole name stands in the text and only the claim's list leaves it out
("after losing Starlink"): the last column leaves such links out of both counts. `literal` is the plainest
linker there is, for comparison: names as they stand in the text, in any case, with or without a plural s.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matchmaker.domain.feedback.link import NameIndex
from matchmaker.domain.feedback.names import core
from matchmaker.domain.feedback.occurrences import Named

ROOT = Path(__file__).parent.parent
LIKELY = 0.5
LONGEST_FIELD = 2**24
READ = 600
JUDGEMENTS = ("same name", "same system", "same family")


@dataclass(frozen=True)
class Claim:
    """A text with the names that it should be linked to."""

    id: str
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """Counts of one judgement; `unlisted` of the wrong links name what stands in the text."""

    mentions: int
    met: int
    links: int
    right: int
    unlisted: int

    @property
    def row(self) -> str:
        """Recall, precision, and precision without unlisted links."""
        fair = self.links - self.unlisted
        shares = (self.met / self.mentions, self.right / max(self.links, 1), self.right / max(fair, 1))
        counts = (f"{self.met}/{self.mentions}", f"{self.right}/{self.links}", f"{self.right}/{fair}")
        return "  ".join(f"{share:.3f} {count:>8}" for share, count in zip(shares, counts, strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    asked = _arguments().parse_args(arguments)
    claims = tuple(_claims(asked.claims or asked.data / "lessons" / "war_claims_sample.jsonl"))
    made_up, held_out = (tuple(_made_up(asked.made_up / f"linking_{name}.jsonl")) for name in ("made_up", "held_out"))
    equipment = asked.data / "equipment"
    own = tuple(Named(name, (name,)) for name in _once(name for claim in claims for name in claim.names))
    oryx = tuple(_oryx(equipment / "oryx_systems_by_owner_origin.csv.gz"))
    types = tuple(_types(equipment / "equipment_types.csv"))
    print("                                     recall            precision         precision, unlisted left out")
    for title, named, texts in (
        ("claims, own names", own, claims),
        ("claims, own and Oryx names", _joined(own, oryx), claims),
        ("claims, own, Oryx and types", _joined(own, oryx, types), claims),
        ("made up before tuning, types", types, made_up),
        ("made up and held out, types", types, held_out),
    ):
        _measure(f"{title} ({len(named)})", named, texts, each=asked.each)
    _time(_joined(own, oryx, types), equipment.parent / "lessons" / "nasa_llis.csv.gz")
    return 0


def judge(claim: Claim, linked: Named, judgement: str) -> frozenset[str]:
    """The mentions of the claim that a link to this entry meets."""
    return frozenset(name for name in claim.names if _meets(name, linked, judgement))


def measure(named: Sequence[Named], claims: Sequence[Claim], judgement: str, least: float) -> Measured:
    """Count over all claims (micro) what links of at least this score meet."""
    index, entries = NameIndex(named), {one.id: one for one in named}
    found = ([entries[one.equipment_id] for one in index.link(claim.text) if one.score >= least] for claim in claims)
    return _counted(claims, found, judgement)


def _counted(claims: Sequence[Claim], links_found: Iterable[Sequence[Named]], judgement: str) -> Measured:
    met = links = right = unlisted = 0
    for claim, found in zip(claims, links_found, strict=True):
        meetings = [judge(claim, one, judgement) for one in found]
        met += len(frozenset().union(*meetings))
        links += len(found)
        right += sum(map(bool, meetings))
        unlisted += sum(not meeting and _stands_in(claim, one) for meeting, one in zip(meetings, found, strict=True))
    return Measured(sum(len(claim.names) for claim in claims), met, links, right, unlisted)


def _measure(title: str, named: Sequence[Named], claims: Sequence[Claim], *, each: bool) -> None:
    print(title)
    literal = ([one for one in named if _stands_in(claim, one)] for claim in claims)
    print(f"  {'literal':12}  {JUDGEMENTS[0]:12}        {_counted(claims, literal, JUDGEMENTS[0]).row}")
    for least in (0.0, LIKELY):
        for judgement in JUDGEMENTS:
            scores = f"score >= {least}" if least else "all links"
            print(f"  {scores:12}  {judgement:12}        {measure(named, claims, judgement, least).row}")
    if each:
        print("\n".join(_differences(named, claims)))


def _differences(named: Sequence[Named], claims: Sequence[Claim]) -> Iterator[str]:
    index, entries = NameIndex(named), {one.id: one for one in named}
    for claim in claims:
        found = index.link(claim.text)
        met = frozenset().union(*(judge(claim, entries[one.equipment_id], "same family") for one in found))
        yield from (f"    {claim.id}: not found: {name}" for name in claim.names if name not in met)
        for one in found:
            if not judge(claim, entries[one.equipment_id], "same family"):
                word = "not listed" if _stands_in(claim, entries[one.equipment_id]) else "wrong"
                yield f"    {claim.id}: {word}: {one.equipment_id} ({one.score:.2f}) for {one.matched!r}"


def _time(named: Sequence[Named], lessons: Path) -> None:
    """Texts of another trade: how fast they are read, and how many links they get although none is meant."""
    texts = [text[:READ] for text in _lessons(lessons)]
    started = time.perf_counter()
    index = NameIndex(named)
    built = time.perf_counter()
    found = [index.link(text) for text in texts]
    read = time.perf_counter()
    likely = sum(any(one.score >= LIKELY for one in links) for links in found)
    print(f"index of {len(named)} entries: {built - started:.2f} s (word lists are read in the first seconds)")
    print(
        f"{len(texts)} NASA lessons of {READ} characters: {(read - built) / len(texts) * 1000:.2f} s per thousand texts"
    )
    print(f"NASA lessons with a link of at least {LIKELY}: {likely} ({likely / len(texts):.1%}); none is meant")


def _meets(mention: str, linked: Named, judgement: str) -> bool:
    if judgement == "same name" or mention == linked.id:
        return mention == linked.id
    wanted, cores = core(mention), {core(name) for name in linked.names} - {()}
    if judgement == "same system" or wanted in cores:
        return wanted in cores
    return bool(wanted) and any(_begins(one, wanted) or _begins(wanted, one) for one in cores)


def _begins(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return longer[: len(shorter)] == shorter


def _stands_in(claim: Claim, linked: Named) -> bool:
    return re.search(rf"(?<!\w){re.escape(linked.id)}s?(?!\w)", claim.text, re.IGNORECASE) is not None


def _joined(*lists: Sequence[Named]) -> tuple[Named, ...]:
    """One entry for each name, with the aliases that any list has for it."""
    found: dict[str, Named] = {}
    for one in (one for named in lists for one in named):
        held = found.get(one.id, one)
        found[one.id] = Named(one.id, _once((*held.names, *one.names)), held.category or one.category)
    return tuple(found.values())


def _claims(path: Path) -> Iterator[Claim]:
    for row in _lines(path):
        yield Claim(row["id"], row["text"], _once(mention["name"] for mention in row["mentions"]))


def _made_up(path: Path) -> Iterator[Claim]:
    for row in _lines(path):
        yield Claim(row["id"], row["text"], _once(row["links"]))


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _oryx(path: Path) -> Iterator[Named]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for name in _once(row["system_clean"] for row in csv.DictReader(file)):
            yield Named(name, (name,))


def _types(path: Path) -> Iterator[Named]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = (alias.strip() for alias in row["aliases"].split(";"))
            yield Named(row["name"], _once((row["name"], row["name_uk"], *aliases)), row["category"])


def _lessons(path: Path) -> Iterator[str]:
    csv.field_size_limit(LONGEST_FIELD)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield " ".join(filter(None, row.values()))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how equipment is found in texts.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--claims", type=Path, help="Lines of claims; those of --data when not given.")
    parser.add_argument("--made-up", type=Path, default=ROOT / "tests" / "feedback", help="Folder of both lists.")
    parser.add_argument("--each", action="store_true", help="Print each miss and each link that meets no mention.")
    return parser


if __name__ == "__main__":
    sys.exit(main())
