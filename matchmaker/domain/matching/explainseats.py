"""Seats told: what each member that was asked for adds, and in which seats a team is not the first one."""

from __future__ import annotations

from collections.abc import Iterator

from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.matching.consortium import Team
from matchmaker.domain.matching.leads import best_leads
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.score import team_score


def added_by_required(sealed: SealedInputs, team: Team) -> tuple[Sentence, ...]:
    """For each member that was asked for: what it leads, and the points of the others without it."""
    return tuple(_added(sealed, team, firm_id) for firm_id in team.members if firm_id in sealed.required)


def _added(sealed: SealedInputs, team: Team, firm_id: str) -> Sentence:
    others = [member for member in team.members if member != firm_id]
    without = team_score(sealed, others, best_leads(sealed, others) or {}).total
    led = [Bilingual(part.text_en, part.text_uk) for part in sealed.parts if team.leads.get(part.id) == firm_id]
    name, more = sealed.candidate(firm_id).name, round(team.score.total - without, 6)
    if led:
        return say(
            "%(name)s was asked for and leads %(parts)s; against the same team without it: %(points)s points.",
            name=name,
            parts=tuple(led),
            points=more,
        )
    return say(
        "%(name)s was asked for and leads nothing; against the same team without it: %(points)s points.",
        name=name,
        points=more,
    )


def differs_from(sealed: SealedInputs, first: Team, team: Team) -> tuple[Sentence, ...]:
    """Part by part where another firm leads than in the first team, or one of the two has no lead."""
    return tuple(_changes(sealed, first, team))


def _changes(sealed: SealedInputs, first: Team, team: Team) -> Iterator[Sentence]:
    name = {one: sealed.candidate(one).name for one in (*first.members, *team.members)}
    for part in sealed.parts:
        before, after = first.leads.get(part.id), team.leads.get(part.id)
        told = Bilingual(part.text_en, part.text_uk)
        if before and after and before != after:
            yield say(
                "“%(part)s”: %(after)s leads instead of %(before)s.",
                part=told,
                after=name[after],
                before=name[before],
            )
        elif after and not before:
            yield say("“%(part)s”: %(after)s leads, in the first team nobody does.", part=told, after=name[after])
        elif before and not after:
            yield say("“%(part)s”: nobody leads; in the first team %(before)s does.", part=told, before=name[before])
