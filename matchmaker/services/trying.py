"""Judging a case file that somebody pasted: within limits, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.eligibility import Case, FiledCase, Mismatch, Report, cases_of, judge, mismatches
from matchmaker.domain.eligibility.repairs import Mending, mendings
from matchmaker.domain.findings import say
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.strict_yaml import UnreadableYaml, read_plain
from matchmaker.services.errors import Rejected

LONGEST_FILE = 40_000
MOST_CASES = 20
MOST_SUBJECTS = 40
MOST_SUBJECTS_IN_ALL = 160
MOST_OWNERS = 200
MOST_FAULTS = 40
LONGEST_FAULT = 300
MOST_MENDED = 3
MOST_MENDED_SUBJECTS = 12
FIELD = "file"


@dataclass(frozen=True, slots=True)
class Tried:
    """A case with its report, what its author expected differently, and by strand what would mend it.

    Mending judges a case many times over, so it is left out for large cases and after the first few.
    """

    filed: FiledCase
    report: Report
    mismatches: tuple[Mismatch, ...]
    mendings: Mapping[str, tuple[Mending, ...]]


def try_file(text: str) -> tuple[Tried, ...]:
    """Judge every case of the file; raise Rejected with a problem for each fault, each naming case and key."""
    if find_marking(text):
        raise Rejected(_problem("This text carries a classification marking. It was not read and not kept."))
    if len(text) > LONGEST_FILE:
        raise Rejected(
            Problem(
                FIELD,
                say(
                    "At most %(most)s characters are judged at once; these are %(given)s.",
                    most=LONGEST_FILE,
                    given=len(text),
                ),
            )
        )
    try:
        file = cases_of(read_plain(text), FIELD)
    except UnreadableYaml as error:
        raise Rejected(_problem(str(error))) from error
    faults = file.faults or tuple(_too_much(file.cases))
    if faults:
        raise Rejected(*map(_problem, _first(faults)))
    return tuple(_tried(filed, position < MOST_MENDED) for position, filed in enumerate(file.cases))


def _tried(filed: FiledCase, mended: bool) -> Tried:
    case, report = filed.case, judge(filed.case)
    small = mended and len(case.entities) + len(case.products) <= MOST_MENDED_SUBJECTS
    found = {strand: mendings(case, report, strand) for strand in report.strands} if small else {}
    return Tried(filed, report, mismatches(filed), found)


def _first(faults: tuple[str, ...]) -> tuple[str, ...]:
    lines = tuple(fault.removeprefix(f"{FIELD}: ")[:LONGEST_FAULT] for fault in faults[:MOST_FAULTS])
    return lines if len(faults) <= MOST_FAULTS else (*lines, f"and {len(faults) - MOST_FAULTS} more")


def _problem(line: str) -> Problem:
    return Problem(FIELD, say("%(fault)s", fault=line))


def _too_much(filed: tuple[FiledCase, ...]) -> Iterator[str]:
    if len(filed) > MOST_CASES:
        yield f"at most {MOST_CASES} cases are judged at once; these are {len(filed)}"
    if sum(len(one.case.entities) + len(one.case.products) for one in filed) > MOST_SUBJECTS_IN_ALL:
        yield f"at most {MOST_SUBJECTS_IN_ALL} entities and products are judged at once"
    for one in filed:
        yield from _too_large(one.case)


def _too_large(case: Case) -> Iterator[str]:
    """A search over all sets of three members grows with their cube."""
    if len(case.entities) > MOST_SUBJECTS or len(case.products) > MOST_SUBJECTS:
        yield f"case {case.name!r}: at most {MOST_SUBJECTS} entities and {MOST_SUBJECTS} products are judged"
    if sum(len(entity.owners or ()) for entity in case.entities) > MOST_OWNERS:
        yield f"case {case.name!r}: at most {MOST_OWNERS} owners are judged"
