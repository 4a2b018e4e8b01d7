"""The sentence behind each value: which projects, words and partners made it. Computed, for the few who are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.affinity.features import FEATURES, Values
from matchmaker.domain.affinity.history import Question
from matchmaker.domain.affinity.kinship import Asked, Blend
from matchmaker.domain.affinity.model import PROJECTS_ALIKE, TEAMS_ALIKE, TEXTS_ALIKE, Affinity, Columns
from matchmaker.domain.affinity.texts import Reading
from matchmaker.domain.findings import Sentence, say

TOLD = 3
_TITLE_LENGTH = 80


@dataclass(frozen=True, eq=False)
class Reasons:
    """Everything about one question that sentences are made from; make it once for all who are shown."""

    affinity: Affinity
    question: Question
    columns: Columns

    @classmethod
    def of(cls, affinity: Affinity, question: Question, columns: Columns | None = None) -> Reasons:
        """`columns` may be those that the affinity gave for this question, to save making them again."""
        return cls(affinity, question, affinity.columns(question) if columns is None else columns)

    def because(self, organisation: str, feature: str) -> Sentence:
        """Why an organisation has its value of a feature; KeyError for an organisation or feature that is unknown."""
        row = self.affinity.history.columns[organisation]
        teller = _TELLERS[feature]
        if self.columns.values[row, FEATURES.index(feature)] <= 0:
            return _NOTHING[feature]
        return _BESIDE_ONE.get(feature, teller)(self, row) if self.sole is not None else teller(self, row)

    @property
    def sole(self) -> int | None:
        """The row of the member where one alone is given; None for none, several, or one that is unknown here."""
        held = self.affinity.history.columns
        return held.get(self.question.members[0]) if len(self.question.members) == 1 else None

    @property
    def firm(self) -> str:
        """The name of the only member."""
        return "" if self.sole is None else self.affinity.history.organisations[self.sole].name

    @cached_property
    def reading(self) -> Reading:
        """The nearness of the question's text to everything."""
        return self.affinity.reading(self.question.text or self.question.topic)

    @cached_property
    def seats(self) -> Values:
        """1 for each member."""
        return self.affinity.seats(self.question)

    @cached_property
    def asked(self) -> Asked:
        """The question as past projects are compared with it."""
        return self.affinity.asked(self.question, self.reading, self.seats)

    def said(self, blend: Blend) -> Values:
        """What each past project says where they are compared in this way."""
        if blend not in self._said:
            self._said[blend] = self.affinity.kinship.says(self.asked, blend)
        return self._said[blend]

    @cached_property
    def _said(self) -> dict[Blend, Values]:
        return {}

    @cached_property
    def near_field(self) -> Values:
        """How near the field of each past project is to that of the question."""
        return np.asarray((self.affinity.fields @ self.asked.field.T).toarray(), dtype=np.float64).ravel()

    def words_shared(self, document: int) -> tuple[str, ...]:
        """The words of a document that met the text, strongest first."""
        if document not in self._shared:
            index = self.affinity.texts.index
            text = self.question.text or self.question.topic
            found = index.shared_terms(index.documents[document].id, text, TOLD)
            self._shared[document] = tuple(term.doc_surface for term in found)
        return self._shared[document]

    @cached_property
    def _shared(self) -> dict[int, tuple[str, ...]]:
        """Kept, since many organisations have the same nearest text and reading two texts takes its time."""
        return {}

    def own_projects(self, row: int) -> NDArray[np.intp]:
        """The rows of the projects of an organisation."""
        table = self.affinity.by_project
        return np.asarray(table.indices[table.indptr[row] : table.indptr[row + 1]], dtype=np.intp)

    def best_projects(self, row: int, worth: Values) -> NDArray[np.intp]:
        """Those of its projects that are worth most, above nothing, best first."""
        own = self.own_projects(row)
        ordered = own[np.argsort(-np.round(worth[own], 9), kind="stable")]
        return ordered[worth[ordered] > 0][:TOLD]

    def called(self, projects: NDArray[np.intp]) -> tuple[str, ...]:
        """How projects are called, by their short name, else by how their text begins."""
        held = [self.affinity.history.projects[project] for project in projects.tolist()]
        return tuple(project.name or _beginning(project.text) for project in held)

    def members_in(self, projects: NDArray[np.intp], but: int) -> tuple[str, ...]:
        """The names of members who took part in any of some projects."""
        seen = np.asarray(self.affinity.history.incidence[projects].sum(axis=0)).ravel() * self.seats
        seen[but] = 0
        return self.names(np.flatnonzero(seen))

    def names(self, rows: NDArray[np.intp]) -> tuple[str, ...]:
        """The names of organisations."""
        return tuple(self.affinity.history.organisations[row].name for row in rows.tolist())

    def place(self, row: int, amounts: Values) -> int:
        """The place of an organisation among the candidates."""
        return int((amounts[self.columns.candidates] > amounts[row]).sum()) + 1


def because(affinity: Affinity, question: Question, organisation: str, feature: str) -> Sentence:
    """Why an organisation has its value of a feature; for more than one, make `Reasons` once."""
    return Reasons.of(affinity, question).because(organisation, feature)


def _nearest_words(reasons: Reasons, row: int) -> Sentence:
    document = _nearest_document(reasons, row, reasons.reading.documents_words)
    return say(
        "Of the texts that speak for it, “%(text)s” shares most words with this one: %(words)s.",
        text=_document_name(reasons, document),
        words=reasons.words_shared(document),
    )


def _nearest_themes(reasons: Reasons, row: int) -> Sentence:
    document = _nearest_document(reasons, row, reasons.reading.documents_themes)
    return say(
        "Of the texts that speak for it, “%(text)s” is nearest in themes.", text=_document_name(reasons, document)
    )


def _record_words(reasons: Reasons, row: int) -> Sentence:
    return say(
        "In the words of all its texts together it is number %(place)s of %(candidates)s.",
        place=reasons.place(row, reasons.reading.record_words),
        candidates=int(reasons.columns.candidates.sum()),
    )


def _record_themes(reasons: Reasons, row: int) -> Sentence:
    return say(
        "In the themes of all its texts together it is number %(place)s of %(candidates)s.",
        place=reasons.place(row, reasons.reading.record_themes),
        candidates=int(reasons.columns.candidates.sum()),
    )


def _same_field(reasons: Reasons, row: int) -> Sentence:
    projects = reasons.called(reasons.best_projects(row, reasons.near_field))
    return say("Projects of its own in the same or a near field of calls: %(projects)s.", projects=projects)


def _projects_so_far(reasons: Reasons, row: int) -> Sentence:
    return say("Past projects in which it took part: %(count)s.", count=int(reasons.affinity.counts[row]))


def _recent_projects(reasons: Reasons, row: int) -> Sentence:
    history = reasons.affinity.history
    years = [history.projects[project].year for project in reasons.own_projects(row).tolist()]
    last = max(year for year in years if year is not None)
    return say(
        "Its last year with projects is %(year)s; projects then: %(count)s.", year=str(last), count=years.count(last)
    )


def _similar_projects(reasons: Reasons, row: int) -> Sentence:
    best = reasons.best_projects(row, reasons.said(PROJECTS_ALIKE if reasons.seats.any() else TEXTS_ALIKE))
    members = reasons.members_in(best, row)
    if members:
        return say(
            "It took part in projects like this one: %(projects)s; there with members %(members)s.",
            projects=reasons.called(best),
            members=members,
        )
    return say("It took part in projects like this one: %(projects)s.", projects=reasons.called(best))


def _similar_teams(reasons: Reasons, row: int) -> Sentence:
    best = reasons.best_projects(row, reasons.said(TEAMS_ALIKE))
    return say(
        "It took part in projects whose teams are like this one: %(projects)s; members there: %(members)s.",
        projects=reasons.called(best),
        members=reasons.members_in(best, row) or "0",
    )


def _closest_team(reasons: Reasons, row: int) -> Sentence:
    history = reasons.affinity.history
    shared = history.incidence @ reasons.seats
    among = shared / np.maximum(reasons.affinity.sizes + reasons.seats.sum() - shared, 1)
    best = reasons.best_projects(row, among)[:1]
    return say(
        "The team of %(project)s, in which it took part, comes closest to this one: %(count)s of the members.",
        project=reasons.called(best)[0],
        count=int(shared[best[0]]),
    )


def _team_and_text(reasons: Reasons, row: int) -> Sentence:
    best = reasons.best_projects(row, reasons.affinity.team_and_text(reasons.reading, reasons.seats))[:1]
    return say(
        "In team and text together its project %(project)s comes nearest; members there: %(count)s.",
        project=reasons.called(best)[0],
        count=int((reasons.affinity.history.incidence @ reasons.seats)[best[0]]),
    )


def _joint_projects(reasons: Reasons, row: int) -> Sentence:
    own = reasons.own_projects(row)
    joint = own[(reasons.affinity.history.incidence @ reasons.seats)[own] > 0]
    return say(
        "Joint projects with members: %(count)s, with %(members)s.",
        count=len(joint),
        members=reasons.members_in(joint, row),
    )


def _same_group(reasons: Reasons, row: int) -> Sentence:
    groups = reasons.affinity.groups
    kin = np.flatnonzero((groups == groups[row]) & (reasons.seats > 0))
    return say("Its name begins like that of members: %(members)s.", members=reasons.names(kin[kin != row]))


def _continuation(reasons: Reasons, row: int) -> Sentence:
    named = reasons.affinity.named(reasons.question)
    return say(
        "The text names a project in which it took part: %(projects)s.",
        projects=reasons.called(reasons.best_projects(row, named)),
    )


def _near_one(reasons: Reasons, row: int) -> Sentence:
    best = reasons.best_projects(row, reasons.said(PROJECTS_ALIKE))
    return say(
        "Its projects nearest to %(firm)s, by words and partners alike: %(projects)s.",
        projects=reasons.called(best),
        firm=reasons.firm,
    )


def _near_one_in_partners(reasons: Reasons, row: int) -> Sentence:
    best = reasons.best_projects(row, reasons.said(TEAMS_ALIKE))
    return say(
        "Its projects nearest to %(firm)s, by partners more than by words: %(projects)s.",
        projects=reasons.called(best),
        firm=reasons.firm,
    )


def _smallest_with_one(reasons: Reasons, row: int) -> Sentence:
    sizes = reasons.affinity.sizes
    best = reasons.best_projects(row, (reasons.affinity.history.incidence @ reasons.seats) / np.maximum(sizes, 1))[:1]
    return say(
        "The smallest team in which it stood beside %(firm)s is that of %(project)s; on record in it: %(count)s.",
        firm=reasons.firm,
        project=reasons.called(best)[0],
        count=int(sizes[best[0]]),
    )


def _near_one_and_text(reasons: Reasons, row: int) -> Sentence:
    best = reasons.best_projects(row, reasons.affinity.team_and_text(reasons.reading, reasons.seats))[:1]
    project = reasons.called(best)[0]
    if (reasons.affinity.history.incidence @ reasons.seats)[best[0]]:
        return say(
            "In words and themes, and with %(firm)s in the team, its project %(project)s comes nearest.",
            firm=reasons.firm,
            project=project,
        )
    return say(
        "In words and themes its project %(project)s comes nearest to %(firm)s, which took no part in it.",
        firm=reasons.firm,
        project=project,
    )


def _joint_with_one(reasons: Reasons, row: int) -> Sentence:
    own, theirs = reasons.own_projects(row), np.flatnonzero(reasons.affinity.history.incidence @ reasons.seats)
    joint = np.intersect1d(own, theirs)
    return say(
        "With %(firm)s it took part in %(projects)s: %(count)s of the %(all)s projects of either.",
        firm=reasons.firm,
        projects=reasons.called(joint[:TOLD]),
        count=len(joint),
        all=len(np.union1d(own, theirs)),
    )


def _group_of_one(reasons: Reasons, row: int) -> Sentence:
    return say("Its name begins like that of %(firm)s.", firm=reasons.firm)


def _nearest_document(reasons: Reasons, row: int, nearness: Values) -> int:
    held = reasons.affinity.texts.held
    documents = held.indices[held.indptr[row] : held.indptr[row + 1]]
    return int(documents[np.argmax(nearness[documents])])


def _document_name(reasons: Reasons, document: int) -> str:
    place = np.flatnonzero(reasons.affinity.texts.projects == document)
    if len(place):
        return reasons.called(place[:1])[0]
    return _beginning(reasons.affinity.texts.index.documents[document].text)


def _beginning(text: str) -> str:
    first = text.split(". ")[0].strip()
    return first if len(first) <= _TITLE_LENGTH else first[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


_TELLERS: Mapping[str, Callable[[Reasons, int], Sentence]] = {
    "nearest_project_words": _nearest_words,
    "nearest_project_themes": _nearest_themes,
    "record_words": _record_words,
    "record_themes": _record_themes,
    "same_field": _same_field,
    "projects_so_far": _projects_so_far,
    "recent_projects": _recent_projects,
    "similar_projects": _similar_projects,
    "continuation": _continuation,
    "similar_teams": _similar_teams,
    "closest_team": _closest_team,
    "nearest_team_and_text": _team_and_text,
    "joint_projects": _joint_projects,
    "same_group": _same_group,
}
# The same for one member: who asks for partners of a firm has seen no team.
_BESIDE_ONE: Mapping[str, Callable[[Reasons, int], Sentence]] = {
    "similar_projects": _near_one,
    "similar_teams": _near_one_in_partners,
    "closest_team": _smallest_with_one,
    "nearest_team_and_text": _near_one_and_text,
    "joint_projects": _joint_with_one,
    "same_group": _group_of_one,
}
_NOTHING: Mapping[str, Sentence] = {
    "nearest_project_words": say("No text that speaks for it is among the nearest in words."),
    "nearest_project_themes": say("No text that speaks for it is among the nearest in themes."),
    "record_words": say("In the words of its texts it is not among the nearest."),
    "record_themes": say("In the themes of its texts it is not among the nearest."),
    "same_field": say("No project of its own in the same field of calls is recorded."),
    "projects_so_far": say("No past project of it is recorded."),
    "recent_projects": say("No past project of it with a year is recorded."),
    "similar_projects": say("No project like this one speaks for it."),
    "continuation": say("The text names no project in which it took part."),
    "similar_teams": say("No team of its own like this one is recorded."),
    "closest_team": say("No team of its own is among the closest."),
    "nearest_team_and_text": say("No project of its own is among the nearest in team and text."),
    "joint_projects": say("It is not among the first in joint projects with members."),
    "same_group": say("Its name begins like that of no member."),
}
