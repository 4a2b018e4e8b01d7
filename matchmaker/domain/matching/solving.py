"""Choosing teams one after the other, with the rule book asked about each whole team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.domain.eligibility import Case, Matter, Product, Report, Settings, judge
from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.findings import Verdict
from matchmaker.domain.matching.candidates import Desk, offered_products
from matchmaker.domain.matching.consortium import NODE_LIMIT, Team, search
from matchmaker.domain.matching.entities import entity_of
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.pool import Candidate, SealedInputs
from matchmaker.domain.matching.ties import links_between

# How many teams the rule book may turn down, one after the other, before fewer are proposed than asked for.
MOST_REFUSALS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, carried through the steps."""

    desk: Desk
    settings: Settings | None

    @property
    def topic(self) -> TopicFacts:
        """The topic to find consortia for."""
        return self.desk.view.topic

    @property
    def matter(self) -> Matter:
        """The topic's action on its day, with no entity."""
        return self.desk.matter

    def with_records(self, sealed: SealedInputs, rows: Iterable[Candidate]) -> SealedInputs:
        """The question with these candidates and what is on record between them."""
        known = tuple(rows)
        links, ties = links_between(self.desk.snapshot, {row.firm_id: row.side for row in known})
        return replace(sealed, candidates=known, links=links, ties=ties)

    def case(self, members: Iterable[str]) -> Case:
        """A team as a case for the rule book."""
        firms = [self.desk.snapshot.firms[firm_id] for firm_id in members]
        view = self.desk.view
        products: tuple[Product, ...] = tuple(
            product for firm in firms for product in offered_products(firm, view.coverage, view.weights)
        )
        return Case(
            name=self.topic.id,
            as_of=self.matter.day,
            action=self.matter.case.action,
            entities=tuple(entity_of(firm) for firm in firms),
            products=products,
            settings=self.settings,
        )


@dataclass(frozen=True, slots=True)
class Solved:
    """The chosen teams with their reports; not `finished` means that a solver stopped at its limit of nodes.

    `tried` counts the firms that the last solver chose from.
    """

    sealed: SealedInputs
    chosen: tuple[tuple[Team, Report], ...]
    finished: bool
    tried: int


def solve(asked: Question, field: Field, *, nodes: int = NODE_LIMIT) -> Solved:
    """Choose teams, and choose again without those that the rule book turns down; then seal what it took.

    The sealed candidates are all that were judged and not excluded, so they have every firm that the proof left in
    any of the teams; nothing else can be in a better or an equal one.
    """
    solved = _choose(asked, field, nodes)
    if all(team.optimal for team, _ in solved.chosen) or not field.waiting:
        return replace(solved, sealed=_with_judged(asked, field))
    # Short of a proof the solver's path depends on the firms it sees, and a replay sees the sealed ones.
    return _choose(asked, Field.of(_with_judged(asked, field)), nodes)


def _choose(asked: Question, field: Field, nodes: int) -> Solved:
    chosen: list[tuple[Team, Report]] = []
    finished, tried = True, 0
    while len(chosen) < field.sealed.count:
        outcome = search(field, [team.members for team, _ in chosen], nodes=nodes)
        finished, tried = finished and outcome.finished, outcome.tried
        if outcome.team is None:
            break
        report = judge(asked.case(outcome.team.members))
        if report.verdict(field.sealed.strand) is not Verdict.NOT_MET:
            chosen.append((outcome.team, report))
        elif len(field.sealed.refused) >= MOST_REFUSALS:
            break
        else:
            field.refuse(outcome.team.members)
    return Solved(field.sealed, tuple(chosen), finished, tried)


def _with_judged(asked: Question, field: Field) -> SealedInputs:
    if not field.open:
        return field.sealed
    judged = asked.desk.judge([firm_id for firm_id in asked.desk.judged if firm_id not in field.sealed.excluded])
    return replace(asked.with_records(field.sealed, judged), discarded=field.waiting)
