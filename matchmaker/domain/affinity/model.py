"""How well each organisation of a history goes with a text and with the members chosen so far, in named features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from matchmaker.domain.affinity.features import FEATURES, TEAM_FEATURES, TOPIC_FEATURES, Mask, Values, scaled
from matchmaker.domain.affinity.groups import group_words
from matchmaker.domain.affinity.history import History, Question
from matchmaker.domain.affinity.kinship import Asked, Blend, Kinship
from matchmaker.domain.affinity.sums import maxima, unit_sparse
from matchmaker.domain.affinity.texts import Reading, Texts, Themes, documents_of
from matchmaker.domain.text.index import TextIndex

# A project of a year before the last one counts so much less in recent work.
YEARLY_FADING = 0.5
KEPT_READINGS = 4
# A shorter name of a project is too often a word that means something else.
SHORTEST_NAME = 4
# Chosen by hand on EDF 2022 to 2024, each asked with the years before it; others near them do as well.
PROJECTS_ALIKE = Blend(team=1.0, words=1.0, field=0.3)
TEAMS_ALIKE = Blend(team=1.5, words=1.0, field=0.0)
TEXTS_ALIKE = Blend(team=0.0, words=1.0, field=0.3)


@dataclass(frozen=True, eq=False)
class Columns:
    """One row for each organisation, one column for each feature: values in 0..1 with four decimals."""

    features: tuple[str, ...]
    values: Values
    candidates: Mask

    def only(self, features: Sequence[str]) -> Values:
        """The columns of some features, in their order."""
        return self.values[:, [self.features.index(feature) for feature in features]]

    def scores(self, weights: Mapping[str, float]) -> Values:
        """The weighted sum for each organisation; a feature without a weight counts nothing."""
        return np.asarray(self.values @ np.array([weights.get(feature, 0.0) for feature in self.features]))


@dataclass(frozen=True, eq=False)
class Affinity:
    """A history made ready to be asked; nothing changes it. Rows are in the order of `history.organisations`."""

    history: History
    texts: Texts

    @classmethod
    def of(cls, history: History, index: TextIndex | None = None, themes: Themes | None = None) -> Affinity:
        """Read a history; `index` may hold its documents already, with more among them, and is used as it is.

        Without `themes` those of the index are found; with those of an earlier affinity a change of one text moves
        nobody else, as long as the index keeps its generation.
        """
        held = TextIndex.of(tuple(documents_of(history))) if index is None else index
        return cls(history, Texts.of(history, held, themes))

    def renewed(self, history: History, index: TextIndex) -> Affinity:
        """As `of(history, index, themes)` where only organisations' own words and names differ from this one.

        The projects and the ids of the organisations are the same, and the index has grown out of the one here
        under its generation.
        """
        now = Affinity(history, self.texts.renewed(history, index))
        vars(now).update({name: vars(self)[name] for name in _OF_PROJECTS if name in vars(self)})
        return now

    def columns(self, question: Question) -> Columns:
        """All features of all organisations; members are no candidates, and set no scale."""
        seats = self.seats(question)
        candidates = seats == 0
        amounts = self.amounts(question)
        values = np.column_stack([scaled(name, amounts[name], candidates) for name in FEATURES])
        return Columns(FEATURES, values, candidates)

    def amounts(self, question: Question) -> Mapping[str, Values]:
        """What is counted for each feature, at least 0, before it is put on a scale for this question."""
        reading = self.reading(question.text or question.topic)
        seats = self.seats(question)
        asked = self.asked(question, reading, seats)
        topic = self._topic_amounts(question, reading, asked)
        if not seats.any():
            return {**topic, **dict.fromkeys(TEAM_FEATURES[2:], np.zeros(len(seats)))}
        return {**topic, **self._team_amounts(reading, asked, seats)}

    @cached_property
    def reading(self) -> Callable[[str], Reading]:
        """`texts.reading`, with the last few texts kept: one text is asked with many teams."""
        return lru_cache(KEPT_READINGS)(self.texts.reading)

    def seats(self, question: Question) -> Values:
        """1 for each member of the question that is known here, 0 for all others."""
        seats = np.zeros(len(self.history.organisations))
        seats[[self.history.columns[id] for id in question.members if id in self.history.columns]] = 1.0
        return seats

    def asked(self, question: Question, reading: Reading, seats: Values) -> Asked:
        """The question as the past projects are compared with it."""
        return Asked(self.kinship.seated(seats), reading.words, self.field_of(question.family))

    def spoken(self, asked: Asked, blend: Blend) -> Values:
        """How much the past projects speak for each organisation, at least 0."""
        return np.asarray(np.maximum(self.by_project @ self.kinship.says(asked, blend), 0.0))

    def _topic_amounts(self, question: Question, reading: Reading, asked: Asked) -> dict[str, Values]:
        near_field = np.asarray((self.fields @ asked.field.T).toarray()).ravel()
        amounts = (
            self.texts.nearest(reading.documents_words),
            self.texts.nearest(reading.documents_themes),
            reading.record_words,
            reading.record_themes,
            np.log1p(self.by_project @ near_field),
            np.log1p(self.counts),
            np.log1p(self.by_project @ self.freshness),
            self.spoken(asked, PROJECTS_ALIKE if asked.team.nnz else TEXTS_ALIKE),
            self.continued(question),
        )
        return dict(zip(TOPIC_FEATURES, amounts, strict=True))

    def _team_amounts(self, reading: Reading, asked: Asked, seats: Values) -> dict[str, Values]:
        shared = self.history.incidence @ seats
        among = shared / np.maximum(self.sizes + seats.sum() - shared, 1)
        amounts = (
            self.spoken(asked, TEAMS_ALIKE),
            maxima(self.by_project, among),
            maxima(self.by_project, self.team_and_text(reading, seats)),
            self.joint(seats),
            self._company(self.groups, seats),
        )
        return dict(zip(TEAM_FEATURES[2:], amounts, strict=True))

    def team_and_text(self, reading: Reading, seats: Values) -> Values:
        """How near each past project is in team and text together."""
        team = self.history.incidence @ seats / np.sqrt(np.maximum(self.sizes, 1) * max(seats.sum(), 1.0))
        words, themes = (at[self.texts.projects] for at in (reading.documents_words, reading.documents_themes))
        return np.asarray(team + words + themes**2)

    @cached_property
    def kinship(self) -> Kinship:
        """The past projects made ready to be compared with a question."""
        words = csr_matrix(self.texts.index.matrix[self.texts.projects])
        return Kinship.of(self.history.incidence, words, self.fields)

    @cached_property
    def by_project(self) -> csr_matrix:
        """Organisations by projects, 1 where they took part."""
        return csr_matrix(self.history.incidence.T)

    @cached_property
    def counts(self) -> Values:
        """How many projects each organisation took part in."""
        return np.asarray(self.by_project.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def sizes(self) -> Values:
        """How many organisations each project has."""
        return np.asarray(self.history.incidence.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def freshness(self) -> Values:
        """How much each project counts for recent work: 1 in the last year of the history, half a year earlier."""
        years = [project.year for project in self.history.projects]
        last = max((year for year in years if year is not None), default=0)
        return np.array([0.0 if year is None else YEARLY_FADING ** (last - year) for year in years])

    @cached_property
    def field_words(self) -> Mapping[str, tuple[int, float]]:
        """For each word of the projects' families its number and how rare it is; one of every family says nothing."""
        families = [set(_field(project.family)) for project in self.history.projects]
        counts = Counter(word for family in families for word in family)
        rareness = {word: float(np.log((1 + len(families)) / (1 + counts[word]))) for word in sorted(counts)}
        return {word: (number, rare) for number, (word, rare) in enumerate(rareness.items())}

    def field_of(self, family: str) -> csr_matrix:
        """A family as a row of unit length over its words; all zero where its words are unknown or everybody's."""
        known = sorted(self.field_words[word] for word in set(_field(family)) if word in self.field_words)
        columns = np.array([number for number, _ in known], dtype=np.intp)
        rareness = np.array([rare for _, rare in known])
        return unit_sparse(csr_matrix((rareness, (np.zeros_like(columns), columns)), (1, len(self.field_words))))

    @cached_property
    def fields(self) -> csr_matrix:
        """The families of the projects as rows of `field_of`."""
        families = {project.family: None for project in self.history.projects}
        if not families:
            return csr_matrix((0, len(self.field_words)))
        place = {family: at for at, family in enumerate(families)}
        rows = csr_matrix(vstack([self.field_of(family) for family in families]))
        return csr_matrix(rows[[place[project.family] for project in self.history.projects]])

    def named(self, question: Question) -> Values:
        """1 for each past project whose short name stands in the text."""
        text = f" {' '.join(_words(question.text))} "
        return np.array([float(name in text) if name else 0.0 for name in self.project_names])

    @cached_property
    def project_names(self) -> tuple[str, ...]:
        """The short names of the projects between blanks, empty where they are too short to be found by."""
        names = (" ".join(_words(project.name)) for project in self.history.projects)
        return tuple(f" {name} " if len(name) >= SHORTEST_NAME else "" for name in names)

    def continued(self, question: Question) -> Values:
        """1 for who took part in a project that the text names."""
        return np.asarray(np.minimum(self.by_project @ self.named(question), 1.0))

    def joint(self, seats: Values) -> Values:
        """Joint projects with each member over all projects of either, summed over the members."""
        members = np.flatnonzero(seats)
        together = csr_matrix(self.by_project @ self.history.incidence[:, members]).tocoo()
        either = self.counts[together.row] + self.counts[members][together.col] - together.data
        shares = np.bincount(together.row, weights=together.data / either, minlength=len(seats))
        return np.where(seats > 0, 0.0, shares)

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """The number of each organisation's group, -1 where it belongs to none."""
        return _numbered(group_words(self.history.organisations))

    def _company(self, classes: NDArray[np.intp], seats: Values) -> Values:
        """How many members are in the same class; nobody is company for itself."""
        counts = np.bincount(classes[(seats > 0) & (classes >= 0)], minlength=int(classes.max(initial=0)) + 1)
        others = counts[classes] - seats
        return np.where(classes >= 0, np.maximum(others, 0.0), 0.0)


_OF_PROJECTS = (
    "kinship",
    "by_project",
    "counts",
    "sizes",
    "freshness",
    "field_words",
    "fields",
    "project_names",
)


def _numbered(words: tuple[str, ...]) -> NDArray[np.intp]:
    number = {word: at for at, word in enumerate(sorted(set(words) - {""}))}
    return np.array([number.get(word, -1) for word in words], dtype=np.intp)


def _field(family: str) -> tuple[str, ...]:
    return tuple(family.upper().replace("/", "-").split("-"))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
