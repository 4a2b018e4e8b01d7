"""What stands in the way of a team: which gate fails, and what the best team would be without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.matching.consortium import best_team
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION, Candidate, Gates, SealedInputs, SealedPart
from matchmaker.domain.matching.programme import leads_any_part, leads_part
from matchmaker.domain.matching.solving import Solved

# The gates are loosened on as many firms as this at the most: the answer is a hint, not a proof.
LOOKED_AT = 400
# How many must-haves that nobody leads are named one by one.
MOST_NAMED = 10


def missing_musts(solved: Solved, field: Field, excluded: Sequence[Candidate]) -> tuple[Sentence, ...]:
    """The must-haves that the first team doesn't lead, each with the reason; `excluded` are firms that a rule bars."""
    if not solved.chosen:
        return ()
    team, _ = solved.chosen[0]
    not_led = _open(solved.sealed, team.leads)
    return tuple(_why(solved.sealed, field, part, excluded, proven=team.optimal) for part in not_led)


def _open(sealed: SealedInputs, leads: dict[str, str]) -> list[SealedPart]:
    return [part for part in sealed.parts if part.id in (sealed.must or ()) and part.id not in leads][:MOST_NAMED]


def _why(
    sealed: SealedInputs, field: Field, part: SealedPart, excluded: Sequence[Candidate], *, proven: bool = True
) -> Sentence:
    told = Bilingual(part.text_en, part.text_uk)
    if field.coverable(part.id) and not proven:
        return say("“%(part)s” can be led, but in no team that the search found before its limit.", part=told)
    if field.coverable(part.id):
        return say("“%(part)s” can be led, but in no team together with the other must-haves and the rules.", part=told)
    if any(leads_part(sealed, row, part.id) for row in excluded):
        return say("Every firm in the register that could lead “%(part)s” is excluded by a rule.", part=told)
    return say("No firm in the register has a text that is strong enough to lead “%(part)s”.", part=told)


def why_none(sealed: SealedInputs, field: Field, excluded: Sequence[Candidate]) -> tuple[Sentence, ...]:
    """What is missing for any team at all: counts where they tell it, else each gate loosened by itself."""
    if not sealed.parts:
        return (say("The topic has no parts on record, so nothing says what a firm would lead."),)
    able = [row for row in sealed.candidates if leads_any_part(sealed, row)]
    if not able:
        return (_nobody(excluded),)
    uncovered = (part for part in _open(sealed, {}) if not field.coverable(part.id))
    asked_for = [row for row in sealed.candidates if row.firm_id in sealed.required]
    return (
        *_too_many(sealed, asked_for),
        *_short(sealed, able, asked_for),
        *(_why(sealed, field, part, excluded) for part in uncovered),
        *_loosened(sealed, able, asked_for),
    )


def _nobody(excluded: Sequence[Candidate]) -> Sentence:
    if excluded:
        return say("All %(count)s firms that could lead a part are excluded by a rule.", count=len(excluded))
    return say("No firm in the register has a text that is strong enough to lead a part of the topic.")


def _too_many(sealed: SealedInputs, asked_for: list[Candidate]) -> Iterator[Sentence]:
    if len(asked_for) > sealed.gates.most_members:
        yield say(
            "The rules allow %(most)s members; firms that were asked for: %(count)s.",
            most=sealed.gates.most_members,
            count=len(asked_for),
        )


def _short(sealed: SealedInputs, leading: list[Candidate], asked_for: list[Candidate]) -> Iterator[Sentence]:
    """A firm that was asked for has a seat even where it leads nothing, so it counts here as well."""
    gates, able = sealed.gates, list({row.firm_id: row for row in (*leading, *asked_for)}.values())
    sides = {row.side for row in able}
    if SIDE_UKRAINE in gates.sides and SIDE_UKRAINE not in sides:
        yield say("No firm from Ukraine that the rules admit can lead a part.")
    if SIDE_UNION in gates.sides and SIDE_UNION not in sides:
        yield say("No firm from the Union that the rules admit can lead a part.")
    if (groups := len({row.group for row in able})) < gates.least_groups:
        yield say(
            "The rules ask for %(least)s firms that are independent of each other; those that can lead a part belong "
            "to %(count)s groups.",
            least=gates.least_groups,
            count=groups,
        )
    if (states := len({row.country for row in able if row.side == SIDE_UNION})) < gates.least_states:
        yield say(
            "The rules ask for firms from %(least)s Member States; those that can lead a part come from %(count)s.",
            least=gates.least_states,
            count=states,
        )
    if len(able) < gates.least_members:
        yield say(
            "The rules ask for %(least)s members; firms that can lead a part: %(count)s.",
            least=gates.least_members,
            count=len(able),
        )


def _loosened(sealed: SealedInputs, able: list[Candidate], asked_for: list[Candidate]) -> Iterator[Sentence]:
    """For each gate that alone stands in the way, the best team without it."""
    best = sorted(able, key=lambda row: (-row.fit, row.firm_id))[:LOOKED_AT]
    rows = {row.firm_id: row for row in (*best, *asked_for)}
    pool = replace(sealed, candidates=tuple(rows.values()), count=1)
    for gate, looser in _looser(pool):
        team = best_team(looser)
        if team is not None:
            yield _without(gate, tuple(pool.candidate(member).name for member in team.members))


def _without(gate: str, names: tuple[str, ...]) -> Sentence:
    return {
        "required": say("Without the firms that were asked for the best team would be: %(names)s.", names=names),
        "sides": say("Without the rule on both sides the best team would be: %(names)s.", names=names),
        "groups": say("Without the rule on independent groups the best team would be: %(names)s.", names=names),
        "states": say("Without the rule on Member States the best team would be: %(names)s.", names=names),
        "size": say("Without the rule on the number of members the best team would be: %(names)s.", names=names),
    }[gate]


def _looser(pool: SealedInputs) -> Iterator[tuple[str, SealedInputs]]:
    if pool.required:
        yield "required", pool.with_required(())
    for gate, gates in _looser_gates(pool.gates):
        yield gate, replace(pool, gates=gates)


def _looser_gates(gates: Gates) -> Iterator[tuple[str, Gates]]:
    if gates.sides:
        yield "sides", replace(gates, sides=())
    if gates.least_groups > 1:
        yield "groups", replace(gates, least_groups=0)
    if gates.least_states > 1:
        yield "states", replace(gates, least_states=0)
    if gates.least_members > 1:
        yield "size", replace(gates, least_members=1, least_groups=min(gates.least_groups, 1))
