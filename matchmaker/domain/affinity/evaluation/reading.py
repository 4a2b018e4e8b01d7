"""Loaded JSON of projects and topics made into a history, or refused with a line for each fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchmaker.domain.affinity.history import Organisation, Participation, PastProject, family_of
from matchmaker.domain.text.documents import joined

# A year stands alone between other signs: "H2020" and "20231" hold none.
_YEAR = re.compile(r"(?<![A-Za-z0-9])(?:19|20)\d\d(?![A-Za-z0-9])")
_LATER_EDITION = re.compile(r"-\d+$")
_MOST_FAULTS = 10
_TEXTS = ("acronym", "title", "objective")
_DATED = ("call_identifier", "topic", "year", "start_date", "ec_signature_date", "end_date")
_LABELS = ("topic", "call_identifier")


class WrongShape(ValueError):
    """The content is not what was asked for; `faults` has a line for each thing that is wrong."""

    def __init__(self, *faults: str) -> None:
        more = (f"and {len(faults) - _MOST_FAULTS} more faults",) if len(faults) > _MOST_FAULTS else ()
        self.faults = (*faults[:_MOST_FAULTS], *more)
        super().__init__("; ".join(self.faults))


@dataclass(frozen=True, slots=True)
class Records:
    """The projects of one file in its order, and its organisations by id, as first described.

    `repeated` are the ids of projects that stood there more than once and became one.
    """

    projects: tuple[PastProject, ...]
    organisations: Mapping[str, Organisation]
    repeated: tuple[str, ...] = ()


def topics_of(content: Any) -> Mapping[str, str]:
    """Topic identifier to title and text, topics without text left out; raises `WrongShape`."""
    rows = _rows(content, "topics")
    faults = [
        f"topic {place}: identifier is missing" for place, row in enumerate(rows, 1) if not _word(row, "identifier")
    ]
    if faults:
        raise WrongShape(*faults)
    return {
        _word(row, "identifier"): joined(_word(row, "title"), _word(row, "text")) for row in rows if _word(row, "text")
    }


def records_of(content: Any, topics: Mapping[str, str]) -> Records:
    """Read projects; all but `project_id` may be missing. Raises `WrongShape`.

    An organisation is known by its `pic`, else by its name, whatever its case and spacing. A project that stands
    there more than once becomes one: the first text, the partners of all. Counted twice it would weigh double, and
    would meet its own twin where one is learned from and the other asked for.
    """
    rows = _rows(content, "projects")
    faults = list(_faults(rows))
    if faults:
        raise WrongShape(*faults)
    organisations: dict[str, Organisation] = {}
    for row in rows:
        for participant in _participants(row):
            organisations.setdefault(organisation_id(participant), _organisation(participant))
    projects: dict[str, PastProject] = {}
    repeated: list[str] = []
    for project in (_project(row, topics) for row in rows):
        held = projects.setdefault(project.id, project)
        if held is not project:
            repeated.append(project.id)
            projects[project.id] = _merged(held, project)
    return Records(tuple(projects.values()), organisations, tuple(repeated))


def organisation_id(participant: Mapping[str, Any]) -> str:
    """The key of an organisation, empty where it has neither `pic` nor name."""
    return _word(participant, "pic") or " ".join(_word(participant, "name").casefold().split())


def topic_text(identifier: str, topics: Mapping[str, str]) -> str:
    """The text of a topic; a later edition of a call ("...-2") stands for the topic that it repeats."""
    return topics.get(identifier) or topics.get(_LATER_EDITION.sub("", identifier), "")


def year_of(*labels: str) -> int | None:
    """The first year named by the first label that names one.

    >>> year_of("H2020-FCT-2015", "2016-05-01"), year_of("no year")
    (2015, None)
    """
    found = (match.group() for label in labels for match in _YEAR.finditer(label))
    return next((int(year) for year in found), None)


def _rows(content: Any, what: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(content, list):
        raise WrongShape(f"holds no list of {what}")
    if not content:
        raise WrongShape(f"the list of {what} is empty")
    wrong = [f"entry {place} is no object" for place, row in enumerate(content, 1) if not isinstance(row, dict)]
    if wrong:
        raise WrongShape(*wrong)
    return content


def _faults(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for place, row in enumerate(rows, 1):
        if not _word(row, "project_id"):
            yield f"entry {place}: project_id is missing"
        yield from (f"entry {place}: {fault}" for fault in _field_faults(row))


def _field_faults(row: Mapping[str, Any]) -> Iterator[str]:
    for field in (*_TEXTS, *_LABELS):
        if not isinstance(row.get(field), str | None):
            yield f"{field} is no text"
    participants = row.get("participants") or []
    if not isinstance(participants, list) or not all(isinstance(one, dict) for one in participants):
        yield "participants is no list of objects"


def _project(row: Mapping[str, Any], topics: Mapping[str, str]) -> PastProject:
    roles = {organisation_id(one): _word(one, "role") for one in reversed(_participants(row))}
    label = next((_word(row, field) for field in _LABELS if _word(row, field)), "")
    return PastProject(
        id=_word(row, "project_id"),
        text=joined(*(_word(row, field) for field in _TEXTS), *_keywords(row.get("keywords"))),
        year=year_of(*(_word(row, field) for field in _DATED)),
        family=family_of(label),
        participants=tuple(Participation(id, roles[id]) for id in sorted(roles)),
        topic=topic_text(_word(row, "topic"), topics),
        name=_word(row, "acronym"),
    )


def _merged(one: PastProject, again: PastProject) -> PastProject:
    parts = {part.organisation: part for part in (*again.participants, *one.participants)}
    return replace(one, participants=tuple(parts[id] for id in sorted(parts)))


def _participants(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Those with a pic or a name; a coordinator whom the list leaves out belongs to them."""
    coordinator = row.get("coordinator")
    listed = [*(row.get("participants") or ()), *([coordinator] if isinstance(coordinator, dict) else [])]
    return [one for one in listed if organisation_id(one)]


def _organisation(participant: Mapping[str, Any]) -> Organisation:
    id = organisation_id(participant)
    name = _word(participant, "name") or id
    return Organisation(id, name, _word(participant, "country"), _word(participant, "type"))


def _keywords(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        return [_clean(word) for word in value if isinstance(word, str)]
    return [_clean(value)] if isinstance(value, str) else []


def _word(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    return _clean(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _clean(text: str) -> str:
    """Half of a pair of code units, which JSON can spell, is no character and could not be printed."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()
