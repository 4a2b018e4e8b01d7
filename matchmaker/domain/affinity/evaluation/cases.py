"""The questions of an evaluation: each partner of a query project hidden in turn, and each text alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from matchmaker.domain.affinity.history import PastProject, Question


@dataclass(frozen=True, slots=True)
class Case:
    """One hidden partner of one project; `warm` where the history knows the partner, so that it can be found."""

    project: str
    question: Question
    hidden: str
    warm: bool


@dataclass(frozen=True, slots=True)
class Team:
    """One project asked for by text alone; `partners` is its whole consortium, cold ones with it."""

    project: str
    question: Question
    partners: tuple[str, ...]
    by_topic: bool = False


def hidden_partners(project: PastProject, known: Collection[str]) -> Iterator[Case]:
    """A case for each partner; the other partners that the history knows are given as members."""
    ids = tuple(dict.fromkeys(part.organisation for part in project.participants))
    for hidden in ids:
        members = tuple(id for id in ids if id != hidden and id in known)
        question = Question(project.text, members, project.family, project.year, project.topic)
        yield Case(project.id, question, hidden, hidden in known)


def team_by_text(project: PastProject) -> Team:
    """The consortium asked for by the project's own text."""
    question = Question(project.text, (), project.family, project.year)
    return Team(project.id, question, _partners(project))


def team_by_topic(project: PastProject) -> Team:
    """The consortium asked for by the text of its topic; where that is unknown, the project's own text stands in."""
    if not project.topic:
        return team_by_text(project)
    return Team(
        project.id, Question(project.topic, (), project.family, project.year), _partners(project), by_topic=True
    )


def _partners(project: PastProject) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.organisation for part in project.participants))
