"""How well suggested gaps find the gaps that were planted.

    python -m benchmarks.clusters [--json] [--lessons FILE]

Measured are the demonstration observations (with the seed on which the thresholds were set, and with others), a bank of
other lacks that was written after the thresholds and never used to set them, alone and among the demonstration's own;
and, to compare, the same without what authors ticked and without equipment, and groups of nothing but one category.
With `--lessons` nothing of this, but groups among the lessons of nasa_llis.csv.gz, which strangers wrote.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.clusters.lessons import read_lessons, shared_headings
from benchmarks.clusters.measuring import Measured, equipment_facts, measured, observation_facts
from matchmaker.domain.facts import EquipmentFacts, ObservationFacts
from matchmaker.domain.feedback.clusters import suggested_gaps
from matchmaker.services.importing import generated
from matchmaker.services.importing.demo import demo_register

DEMO = files("matchmaker.demo") / "observation_banks.yaml"
HELD_OUT = Path(__file__).with_name("held_out.yaml")
SEEDS = ("1", "2", "3", "5", "8", "13")
FEWEST = 3


class Collection(NamedTuple):
    """Observations with the gap that each shows; `tuned` says that the thresholds were set on them."""

    name: str
    seed: str
    observations: tuple[ObservationFacts, ...]
    planted: Mapping[str, str]


def collections() -> Iterator[Collection]:
    """All that is measured, in order."""
    demo = generated.read_bank(DEMO.read_bytes())
    held_out = {**demo, **generated.read_bank(HELD_OUT.read_bytes())}
    register = tuple(observation_facts(one) for one in demo_register().observations)
    yield Collection("demonstration, tuned", demo["seed"], register, generated.planted_gaps(demo))
    for seed in SEEDS:
        yield _made("demonstration", demo, seed)
    for seed in SEEDS:
        yield _made("held out", held_out, seed)
    for seed in SEEDS:
        both, other = _made("held out among the demonstration", demo, seed), _made("", held_out, seed)
        yield both._replace(
            observations=(*both.observations, *other.observations), planted={**both.planted, **other.planted}
        )


def _made(name: str, bank: generated.Bank, seed: str) -> Collection:
    made = tuple(observation_facts(one) for one in generated.generated_observations(bank, seed=seed))
    return Collection(name, seed, made, generated.planted_gaps(bank))


def suggested(
    observations: Sequence[ObservationFacts], equipment: Mapping[str, EquipmentFacts]
) -> list[frozenset[str]]:
    """The groups that the product suggests."""
    return [frozenset(gap.observations) for gap in suggested_gaps(observations, equipment)]


def _unticked(observation: ObservationFacts) -> ObservationFacts:
    """An observation whose author ticked nothing but the effect on the task."""
    return replace(observation, conditions=(), cause="", ratings=(), module_id="")


def by_category(
    observations: Sequence[ObservationFacts], equipment: Mapping[str, EquipmentFacts]
) -> list[frozenset[str]]:
    """What one gets without reading: one group for each category of equipment."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one in observations:
        if one.effect != "none":
            groups[equipment[one.equipment_id].category].add(one.id)
    return [frozenset(group) for group in groups.values() if len(group) >= FEWEST]


def rows() -> Iterator[dict[str, object]]:
    """One row for each collection and way."""
    equipment = {record.key: equipment_facts(record) for record in demo_register().equipment}
    for one in collections():
        ways = {
            "suggested": suggested(one.observations, equipment),
            "words alone": suggested([_unticked(seen) for seen in one.observations], {}),
            "category alone": by_category(one.observations, equipment),
        }
        for way, groups in ways.items():
            found = measured(groups, one.planted, one.observations)
            yield {"collection": one.name, "seed": one.seed, "n": len(one.observations), "way": way, **asdict(found)}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each row.")
@click.option("--lessons", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="nasa_llis.csv.gz")
def main(as_json: bool, lessons: Path | None) -> None:
    """Measure and print."""
    if lessons is not None:
        found = shared_headings(*read_lessons(lessons))
        click.echo(json.dumps(asdict(found)) if as_json else str(found))
        return
    if not as_json:
        click.echo("| collection | seed | n | by | precision | recall | gaps found | groups | without a gap |")
        click.echo("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in rows():
        click.echo(json.dumps(row) if as_json else _line(row))


def _line(row: Mapping[str, object]) -> str:
    found = Measured(**{name: row[name] for name in Measured.__slots__})  # type: ignore[arg-type]
    return (
        f"| {row['collection']} | {row['seed']} | {row['n']} | {row['way']} | {found.precision:.3f} |"
        f" {found.recall:.3f} | {found.found}/{found.planted} | {found.groups} | {found.empty} |"
    )


if __name__ == "__main__":
    main()
