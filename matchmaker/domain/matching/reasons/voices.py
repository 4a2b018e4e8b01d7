"""What speaks for and against each member, and what is unknown about it: from its numbers and findings alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.domain.findings import Sentence, Verdict, say
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.propose import Member, Proposal
from matchmaker.domain.matching.reasons.teams import broken_gates, wording

MOST = 2
EVIDENCE = "field_evidence"


@dataclass(frozen=True, slots=True)
class Voices:
    """About one member; `own` sentences come from its own entry and are for readers who may read all of it."""

    firm_id: str
    speaks_for: tuple[Sentence, ...]
    own_for: tuple[Sentence, ...]
    speaks_against: tuple[Sentence, ...]
    own_against: tuple[Sentence, ...]
    unknown: tuple[Sentence, ...]


def voices(sealed: SealedInputs, proposal: Proposal) -> tuple[Voices, ...]:
    """One for each member, in their order."""
    return tuple(
        Voices(
            firm_id=member.firm_id,
            speaks_for=(*_leads(sealed, proposal, member), *_place(sealed, proposal, member)),
            own_for=tuple(_strongest(member)),
            speaks_against=(*_weakest(sealed, proposal, member), *_rules(proposal, member)),
            own_against=(*_failures(member), *_lacking(member)),
            unknown=tuple(_unknown(proposal, member)),
        )
        for member in proposal.members
    )


def _leads(sealed: SealedInputs, proposal: Proposal, member: Member) -> Iterator[Sentence]:
    """Each part that it leads, beside the next strongest in the team."""
    for part, lead in proposal.leads.items():
        if lead == member.firm_id:
            yield _lead(sealed, proposal, member, part)


def _lead(sealed: SealedInputs, proposal: Proposal, member: Member, part: str) -> Sentence:
    strength = sealed.candidate(member.firm_id).strengths[part]
    others = (sealed.candidate(one.firm_id) for one in proposal.members if one is not member)
    able = [row for row in others if row.strengths.get(part, 0.0) >= sealed.weights.covers]
    if not able:
        return say(
            "It leads “%(part)s” with %(strength)s, and nobody else in the team can.",
            part=wording(sealed, part),
            strength=strength,
        )
    following = min(able, key=lambda row: (-row.strengths[part], row.firm_id))
    return say(
        "It leads “%(part)s” with %(strength)s; next in the team is %(name)s with %(other)s.",
        part=wording(sealed, part),
        strength=strength,
        name=following.name,
        other=following.strengths[part],
    )


def _place(sealed: SealedInputs, proposal: Proposal, member: Member) -> Iterator[Sentence]:
    """Its links inside the team, and the gates that would fail without it."""
    for one in proposal.contributions:
        if one.feature == "bridge" and one.subject == member.firm_id:
            yield one.because
    if broken_gates(sealed, [one.firm_id for one in proposal.members if one is not member]):
        yield say("Without it the team does not have the composition that the topic asks for.")


def _strongest(member: Member) -> Iterator[Sentence]:
    gained = [one for one in member.score.contributions if one.points > 0]
    yield from (one.because for one in sorted(gained, key=lambda one: (-one.points, one.feature))[:MOST])


def _weakest(sealed: SealedInputs, proposal: Proposal, member: Member) -> Iterator[Sentence]:
    """Only a lead below the team's average speaks against a member."""
    row = sealed.candidate(member.firm_id)
    led = [part for part, lead in proposal.leads.items() if lead == member.firm_id]
    if not led:
        yield say("It leads no part; it is in the team because it was asked for.")
        return
    weakest = min(led, key=lambda part: (row.strengths[part], part))
    strengths = [sealed.candidate(lead).strengths[part] for part, lead in proposal.leads.items()]
    if row.strengths[weakest] * len(strengths) < sum(strengths):
        yield say(
            "Its weakest lead is “%(part)s” with %(strength)s, less than the team's average of %(average)s; "
            "a lead needs %(least)s.",
            part=wording(sealed, weakest),
            strength=row.strengths[weakest],
            average=round(sum(strengths) / len(strengths), 2),
            least=sealed.weights.covers,
        )


def _rules(proposal: Proposal, member: Member) -> Iterator[Sentence]:
    about = [one for one in proposal.report.of(proposal.strand) if _holder(proposal, one.subject) == member.firm_id]
    for verdict, told in TOLD.items():
        count = sum(one.verdict is verdict for one in about)
        if count:
            yield say(told, count=count, strand=proposal.strand)


TOLD = {
    Verdict.NOT_MET: say("Rules of %(strand)s about it that are not met: %(count)s.").template,
    Verdict.CONDITIONAL: say("Rules of %(strand)s that an authority would have to settle: %(count)s.").template,
}


def _failures(member: Member) -> Iterator[Sentence]:
    for one in member.score.contributions:
        if one.feature == EVIDENCE and one.because.values.get("failures"):
            yield one.because


def _lacking(member: Member) -> Iterator[Sentence]:
    """What earns it nothing although it counts much."""
    empty = [one for one in member.score.contributions if one.value == 0 and not one.because.values.get("failures")]
    yield from (one.because for one in sorted(empty, key=lambda one: (-one.weight, one.feature))[:MOST])


def _unknown(proposal: Proposal, member: Member) -> Iterator[Sentence]:
    asked = {
        str(question.text): question.text
        for question in proposal.questions
        if _holder(proposal, question.subject) == member.firm_id
    }
    yield from asked.values()


def _holder(proposal: Proposal, subject: str) -> str:
    return proposal.holders.get(subject, subject)
