"""From a topic to proposed consortia with everything that explains them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from matchmaker.domain.eligibility import Case, Matter, Settings, rulebook_version, written_settings
from matchmaker.domain.findings import Finding, Sentence, Verdict, say
from matchmaker.domain.matching.candidates import Desk, gates_of
from matchmaker.domain.matching.consortium import Team, choose_teams
from matchmaker.domain.matching.entities import action_of
from matchmaker.domain.matching.features import view_topic
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.missing import missing_musts, why_none
from matchmaker.domain.matching.pool import SealedInputs, SealedPart
from matchmaker.domain.matching.proposal import Cover, LeftOut, Member, Proposal, ProposalSet
from matchmaker.domain.matching.rank import evidence_moves, rank_in_view
from matchmaker.domain.matching.solving import MOST_REFUSALS, Question, Solved, solve
from matchmaker.domain.matching.telling import Told, told
from matchmaker.domain.matching.ties import links_between, neighbours_in
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot

__all__ = ["Cover", "LeftOut", "Member", "Proposal", "ProposalSet", "propose", "replay"]

PROCUREMENT = "11"
# As many able firms as this are all judged and sealed, so that questions about other teams can be answered exactly.
ALL_JUDGED = 400


def propose(
    snapshot: Snapshot,
    topic_id: str,
    *,
    day: date,
    weights: Weights,
    seed: int,
    count: int,
    point: str | None = None,
    required: Collection[str] = (),
    exclude: Collection[str] = (),
    settings: Settings | None = None,
    must: Collection[str] | None = None,
) -> ProposalSet:
    """Up to `count` different consortia, best first; KeyError for an unknown topic, required firm or part of `must`.

    A required firm that a rule excludes is left out like any other; `point` is a letter of Article 12(1). `must` are
    the parts that have to be led where anybody can, the topic's products where it is None.
    Without `settings` the rule book's own configuration of the day is used.
    """
    topic = snapshot.topics[topic_id]
    wanted = [snapshot.firms[firm_id].id for firm_id in required]
    view = view_topic(snapshot, topic, weights)
    matter = Matter(Case(topic.id, day, action_of(topic, point), (), settings=settings))
    asked = Question(Desk(snapshot, view, rank_in_view(view), matter), settings)
    sealed = _sealed(asked, weights, point=point, seed=seed, count=count, exclude=exclude, must=must)
    return _answer(asked, sealed, wanted)


def replay(sealed: SealedInputs) -> tuple[Team, ...]:
    """The same teams, scores and bounds again, from the sealed inputs alone."""
    return choose_teams(sealed)


def _sealed(
    asked: Question,
    weights: Weights,
    *,
    point: str | None,
    seed: int,
    count: int,
    exclude: Collection[str],
    must: Collection[str] | None,
) -> SealedInputs:
    """The question without any firm yet."""
    topic = asked.topic
    return SealedInputs(
        topic_id=topic.id,
        strand=topic.strand,
        point=point,
        day=asked.matter.day.isoformat(),
        seed=seed,
        count=count if asked.matter.case.action.form != PROCUREMENT else 0,
        catalogue_revision=asked.desk.snapshot.revision,
        rulebook_version=rulebook_version(),
        weights_version=weights.version,
        firm_weights=weights.firm,
        weights=weights.team,
        gates=gates_of(topic, point, asked.matter),
        parts=tuple(SealedPart(part.id, part.kind, part.text_en, part.text_uk) for part in topic.parts),
        candidates=(),
        excluded=tuple(exclude),
        settings=None if asked.settings is None else written_settings(asked.settings),
        must=_musts({part.id: part.kind for part in topic.parts}, must),
    )


def _musts(kinds: dict[str, str], must: Collection[str] | None) -> tuple[str, ...]:
    if must is None:
        return tuple(part for part, kind in kinds.items() if kind == "product")
    if unknown := set(must) - set(kinds):
        raise KeyError(*sorted(unknown))
    return tuple(part for part in kinds if part in must)


def _answer(asked: Question, sealed: SealedInputs, wanted: Sequence[str]) -> ProposalSet:
    desk = asked.desk
    field = _field(asked, sealed, wanted)
    solved = solve(asked, field)
    proposals = _proposals(asked, solved)
    empty, barred = not proposals and sealed.count > 0, desk.unjudged(desk.excluded())
    return ProposalSet(
        sealed=solved.sealed,
        proposals=proposals,
        left_out=_left_out(desk, wanted),
        ranking=desk.ranking,
        evidence_moves=evidence_moves(desk.ranking, desk.view),
        note=_note(asked, solved),
        missing=why_none(solved.sealed, field, barred) if empty else missing_musts(solved, field, barred),
    )


def _field(asked: Question, sealed: SealedInputs, wanted: Sequence[str]) -> Field:
    """The firms to choose from: judged by now where they are few, else judged when it matters."""
    desk = asked.desk
    watched = [firm_id for firm_id in desk.watched() if firm_id not in sealed.excluded]
    able = [firm_id for firm_id in desk.able() if firm_id not in sealed.excluded]
    known = desk.judge(sorted({*watched, *wanted, *(able if len(able) <= ALL_JUDGED else ())}))
    present = {row.firm_id: row for row in known}
    sealed = sealed.with_required(firm_id for firm_id in wanted if firm_id in present)
    if len(able) <= ALL_JUDGED:
        return Field.of(asked.with_records(sealed, known))
    rows = (*known, *desk.unjudged(firm_id for firm_id in able if firm_id not in desk.judged))
    near = neighbours_in(desk.snapshot, {row.firm_id: row.side for row in rows})
    judged = frozenset(desk.judged)
    return Field(sealed, rows, near, desk.judge, lambda sides: links_between(desk.snapshot, sides), judged)


def _proposals(asked: Question, solved: Solved) -> tuple[Proposal, ...]:
    known = Told()
    first = solved.chosen[0][0] if solved.chosen else None
    return tuple(told(asked, solved.sealed, team, report, first, known) for team, report in solved.chosen)


def _left_out(desk: Desk, required: Collection[str]) -> tuple[LeftOut, ...]:
    strand = desk.view.topic.strand
    found = sorted(desk.judged.values(), key=lambda one: one.ranked.rank)
    return tuple(
        LeftOut(
            firm_id=one.entity.id,
            name=one.ranked.firm.name,
            country=one.ranked.firm.country,
            fictional=one.ranked.firm.fictional,
            rank=one.ranked.rank,
            fit=one.ranked.fit,
            findings=_not_met(one.findings[strand]),
        )
        for one in found
        if (one.ranked.rank <= desk.view.weights.watched or one.entity.id in required)
        and one.verdict(strand) is Verdict.NOT_MET
    )


def _not_met(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.verdict is Verdict.NOT_MET)


def _note(asked: Question, solved: Solved) -> Sentence | None:
    if asked.matter.case.action.form == PROCUREMENT:
        return say(
            "Applicants for common procurement are contracting authorities; firms can only prepare as contractors."
        )
    if not solved.finished:
        return say(
            "The search stopped at its limit after trying %(tried)s firms; what it found until then is shown with "
            "its gap, and a further team may exist.",
            tried=solved.tried,
        )
    if len(solved.sealed.refused) >= MOST_REFUSALS:
        return say(
            "The rule book turned down %(count)s teams one after the other, so the search stopped; a further team may "
            "exist.",
            count=len(solved.sealed.refused),
        )
    return None if solved.chosen else _no_team(solved.sealed)


def _no_team(sealed: SealedInputs) -> Sentence:
    if sealed.required:
        return say("No team with all firms that were asked for satisfies the rules of this topic.")
    return say("No team of firms in the register satisfies the rules of this topic.")
