"""How well each organisation of a history goes with a text and with the members chosen so far, in named features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from matchmaker.domain.affinity.features import FEATURES, MEMBER_FEATURES, TOPIC_FEATURES, Mask, Values, scaled
from matchmaker.domain.affinity.groups import group_words
from matchmaker.domain.affinity.history import History, Question
from matchmaker.domain.affinity.sums import maxima
from matchmaker.domain.affinity.texts import Reading, Texts, documents_of
from matchmaker.domain.text.index import TextIndex

# A project of a year before the last one counts so much less in recent work.
YEARLY_FADING = 0.5
# The walk from the members goes on with this chance, and returns to them otherwise.
ONWARD, STEPS = 0.6, 12
# The nearer a past project, the more it counts: with this power of its nearness.
SHARPNESS = 3


@dataclass(frozen=True, eq=False)
class Columns:
    """One row for each organisation, one column for each feature: values in 0..1 with four decimals."""

    features: tuple[str, ...]
    values: Values
    candidates: Mask

    def scores(self, weights: Mapping[str, float]) -> Values:
        """The weighted sum for each organisation; a feature without a weight counts nothing."""
        return np.asarray(self.values @ np.array([weights.get(feature, 0.0) for feature in self.features]))


@dataclass(frozen=True, eq=False)
class Affinity:
    """A history made ready to be asked; nothing changes it. Rows are in the order of `history.organisations`."""

    history: History
    texts: Texts

    @classmethod
    def of(cls, history: History, index: TextIndex | None = None) -> Affinity:
        """Read a history; `index` may hold its documents already, with more among them, and is used as it is."""
        return cls(history, Texts.of(history, TextIndex.of(tuple(documents_of(history))) if index is None else index))

    def columns(self, question: Question) -> Columns:
        """All features of all organisations; members are no candidates, and set no scale."""
        seats = self.seats(question)
        candidates = seats == 0
        amounts = self.amounts(question)
        values = np.column_stack([scaled(name, amounts[name], candidates) for name in FEATURES])
        return Columns(FEATURES, values, candidates)

    def amounts(self, question: Question) -> Mapping[str, Values]:
        """What is counted for each feature, at least 0, before it is put on a scale for this question."""
        reading = self.texts.reading(question.text or question.topic)
        seats = self.seats(question)
        topic = self._topic_amounts(question, reading, seats)
        if not seats.any():
            nothing = np.zeros(len(seats))
            return {**topic, **dict.fromkeys(MEMBER_FEATURES, nothing)}
        return {**topic, **self._member_amounts(reading, seats)}

    def seats(self, question: Question) -> Values:
        """1 for each member of the question that is known here, 0 for all others."""
        seats = np.zeros(len(self.history.organisations))
        seats[[self.history.columns[id] for id in question.members if id in self.history.columns]] = 1.0
        return seats

    def _topic_amounts(self, question: Question, reading: Reading, seats: Values) -> dict[str, Values]:
        likeness = self._likeness(reading, seats)
        amounts = (
            self.texts.nearest(reading.documents_words),
            self.texts.nearest(reading.documents_themes),
            reading.record_words,
            reading.record_themes,
            self.by_project @ likeness**SHARPNESS,
            np.log1p(self.by_project @ self.field_nearness(question)),
            self.continued(question),
            np.log1p(self.counts),
            np.log1p(self.by_project @ self.freshness),
        )
        return dict(zip(TOPIC_FEATURES, amounts, strict=True))

    def _member_amounts(self, reading: Reading, seats: Values) -> dict[str, Values]:
        shared = self.history.incidence @ seats
        both = self._likeness(reading, seats) + self._projects(reading.documents_themes) ** 2
        among = shared / np.maximum(self.sizes + seats.sum() - shared, 1)
        amounts = (
            self.joint(seats),
            maxima(self.by_project, among),
            maxima(self.by_project, both),
            self._walked(seats),
            self._members_themes(seats),
            self._company(self.groups, seats),
            np.log1p(self._company(self.countries, seats)),
        )
        return dict(zip(MEMBER_FEATURES, amounts, strict=True))

    def _likeness(self, reading: Reading, seats: Values) -> Values:
        """Of each past project to the question: cosine of the words, and of the teams where there are members."""
        team = self.history.incidence @ seats / np.sqrt(np.maximum(self.sizes, 1) * max(seats.sum(), 1.0))
        return np.asarray(team + self._projects(reading.documents_words))

    def _projects(self, by_document: Values) -> Values:
        return by_document[self.texts.projects]

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
    def field_words(self) -> Mapping[str, float]:
        """How rare each word of the projects' families is; a word of every family says nothing."""
        families = [set(_field(project.family)) for project in self.history.projects]
        counts = Counter(word for family in families for word in family)
        return {word: float(np.log((1 + len(families)) / (1 + count))) for word, count in sorted(counts.items())}

    def field_nearness(self, question: Question) -> Values:
        """Of each past project: which part of the words of the question's family it shares, rare words first."""
        asked = sorted(set(_field(question.family)) & set(self.field_words))
        total = sum(self.field_words[word] for word in asked)
        if total <= 0:
            return np.zeros(len(self.history.projects))
        return np.array(
            [
                sum(self.field_words[word] for word in asked if word in _field(project.family)) / total
                for project in self.history.projects
            ]
        )

    def continued(self, question: Question) -> Values:
        """1 for who took part in a project that the text names."""
        text = f" {' '.join(_words(question.text))} "
        named = [
            float(len(project.name) >= 4 and f" {' '.join(_words(project.name))} " in text)
            for project in self.history.projects
        ]
        return np.asarray(np.minimum(self.by_project @ np.array(named), 1.0))

    def joint(self, seats: Values) -> Values:
        """Joint projects with each member over all projects of either, summed over the members."""
        members = np.flatnonzero(seats)
        together = csr_matrix(self.by_project @ self.history.incidence[:, members]).tocoo()
        either = self.counts[together.row] + self.counts[members][together.col] - together.data
        shares = np.bincount(together.row, weights=together.data / either, minlength=len(seats))
        return np.where(seats > 0, 0.0, shares)

    @cached_property
    def _steps(self) -> tuple[csr_matrix, csr_matrix]:
        shares = [np.divide(1.0, many, out=np.zeros_like(many), where=many > 0) for many in (self.counts, self.sizes)]
        away = csr_matrix(self.history.incidence @ diags_array(shares[0]))
        back = csr_matrix(self.by_project @ diags_array(shares[1]))
        return away, back

    def _walked(self, seats: Values) -> Values:
        """How often a walk over joint projects, returning to the members again and again, comes by each organisation.

        Divided by the root of its number of projects: who is everywhere is met by chance.
        """
        away, back = self._steps
        start = seats / seats.sum()
        visits = start
        for _ in range(STEPS):
            visits = ONWARD * (back @ (away @ visits)) + (1 - ONWARD) * start
        return np.asarray(visits / np.sqrt(np.maximum(self.counts, 1.0)))

    def _members_themes(self, seats: Values) -> Values:
        middle = seats @ self.texts.record_themes
        length = float(np.sqrt(middle @ middle))
        return np.maximum(self.texts.record_themes @ middle / length, 0.0) if length > 0 else np.zeros(len(seats))

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """The number of each organisation's group, -1 where it belongs to none."""
        return _numbered(group_words(self.history.organisations))

    @cached_property
    def countries(self) -> NDArray[np.intp]:
        """The number of each organisation's country, -1 where it is not known."""
        return _numbered(tuple(organisation.country for organisation in self.history.organisations))

    def _company(self, classes: NDArray[np.intp], seats: Values) -> Values:
        """How many members are in the same class; nobody is company for itself."""
        counts = np.bincount(classes[(seats > 0) & (classes >= 0)], minlength=int(classes.max(initial=0)) + 1)
        others = counts[classes] - seats
        return np.where(classes >= 0, np.maximum(others, 0.0), 0.0)


def _numbered(words: tuple[str, ...]) -> NDArray[np.intp]:
    number = {word: at for at, word in enumerate(sorted(set(words) - {""}))}
    return np.array([number.get(word, -1) for word in words], dtype=np.intp)


def _field(family: str) -> tuple[str, ...]:
    return tuple(family.upper().replace("/", "-").split("-"))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
