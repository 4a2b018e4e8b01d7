"""Judging a case file that somebody pasted: within limits, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matchmaker.domain.eligibility import Case, FiledCase, Mismatch, Report, Settings, cases_of, judge, mismatches
from matchmaker.domain.eligibility.casereader import Fault
from matchmaker.domain.eligibility.configuration import Change, completed_settings
from matchmaker.domain.eligibility.repairs import Mending, mendings
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.strict_yaml import DEEP, NO_WORD, PARSER, REFERENCE, TWICE, UnreadableYaml, read_plain
from matchmaker.persistence.models import LegalChange
from matchmaker.services.configuration.standing import effective
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
UNREADABLE: Mapping[str, Sentence] = {
    NO_WORD: say("a key must be a word"),
    TWICE: say("key %(what)s appears twice"),
    REFERENCE: say("references (*name) are not read here"),
    DEEP: say("nested too deeply"),
    PARSER: say("this is not YAML. The parser says: %(what)s"),
}


class FileRefused(Rejected):
    """The file cannot be judged; `faults` keep case and key apart from the sentence, `more` were left out."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults, self.more = tuple(faults[:MOST_FAULTS]), len(faults[MOST_FAULTS:])
        super().__init__(*(_problem(line) for line in self._lines()))

    def _lines(self) -> Iterator[str]:
        for fault in self.faults:
            yield fault.line.removeprefix(f"{FIELD}: ")[:LONGEST_FAULT]
        if self.more:
            yield f"and {self.more} more"


@dataclass(frozen=True, slots=True)
class Tried:
    """A case with its report, what its author expected differently, and by strand what would mend it.

    `own` are the settings that the file states; the case was judged with the configuration of its day for the rest.
    Mending judges a case many times over, so it is left out for large cases and after the first few.
    """

    filed: FiledCase
    own: Settings
    report: Report
    mismatches: tuple[Mismatch, ...]
    mendings: Mapping[str, tuple[Mending, ...]]


def try_file(text: str, rows: Sequence[LegalChange] = ()) -> tuple[Tried, ...]:
    """Judge every case of the file, with what an administrator changed (all entries in `rows`) where it sets nothing.

    Raises FileRefused with a fault for each place that is wrong, Rejected for a text that was not read at all.
    """
    _refuse_text(text)
    try:
        file = cases_of(read_plain(text), FIELD)
    except UnreadableYaml as error:
        raise FileRefused((_unreadable(error),)) from error
    faults = file.wrong or tuple(_too_much(file.cases))
    if faults:
        raise FileRefused(faults)
    changes = effective(rows)
    return tuple(_tried(filed, changes, position < MOST_MENDED) for position, filed in enumerate(file.cases))


def _refuse_text(text: str) -> None:
    if find_marking(text):
        unread = say("This text carries a classification marking. It was not read and not kept.")
        raise Rejected(Problem(FIELD, unread))
    if len(text) > LONGEST_FILE:
        most, given = LONGEST_FILE, len(text)
        long = say("At most %(most)s characters are judged at once; these are %(given)s.", most=most, given=given)
        raise Rejected(Problem(FIELD, long))


def _tried(filed: FiledCase, changes: Sequence[Change], mended: bool) -> Tried:
    own = filed.case.settings or Settings()
    case = replace(filed.case, settings=completed_settings(own, filed.case.as_of, changes))
    filed, report = replace(filed, case=case), judge(case)
    small = mended and len(case.entities) + len(case.products) <= MOST_MENDED_SUBJECTS
    found = {strand: mendings(case, report, strand) for strand in report.strands} if small else {}
    return Tried(filed, own, report, mismatches(filed), found)


def _problem(line: str) -> Problem:
    return Problem(FIELD, say("%(fault)s", fault=line))


def _unreadable(error: UnreadableYaml) -> Fault:
    said = replace(UNREADABLE.get(error.reason, UNREADABLE[PARSER]), values={"what": error.what or str(error)})
    return Fault(FIELD, said, row=error.line)


def _too_much(filed: tuple[FiledCase, ...]) -> Iterator[Fault]:
    if len(filed) > MOST_CASES:
        given = len(filed)
        yield _limit(
            say("at most %(most)s cases are judged at once; these are %(given)s", most=MOST_CASES, given=given)
        )
    if sum(len(one.case.entities) + len(one.case.products) for one in filed) > MOST_SUBJECTS_IN_ALL:
        yield _limit(say("at most %(most)s entities and products are judged at once", most=MOST_SUBJECTS_IN_ALL))
    for one in filed:
        yield from _too_large(one.case)


def _too_large(case: Case) -> Iterator[Fault]:
    """A search over all sets of three members grows with their cube."""
    if len(case.entities) > MOST_SUBJECTS or len(case.products) > MOST_SUBJECTS:
        most = say("at most %(most)s entities and %(most)s products are judged", most=MOST_SUBJECTS)
        yield _limit(most, case)
    if sum(len(entity.owners or ()) for entity in case.entities) > MOST_OWNERS:
        yield _limit(say("at most %(most)s owners are judged", most=MOST_OWNERS), case)


def _limit(because: Sentence, case: Case | None = None) -> Fault:
    return Fault(FIELD, because, case=case.name if case else None)
