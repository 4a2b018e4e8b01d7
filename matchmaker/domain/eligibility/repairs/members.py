"""Ways to mend what is said of one member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity, Guarantee, OutsideAssets
from matchmaker.domain.eligibility.contrast import is_count
from matchmaker.domain.eligibility.repairs.attempts import Attempt, Plight, change_of_entity, told, with_entity
from matchmaker.domain.eligibility.repairs.newcomers import countries_of, newcomers
from matchmaker.domain.eligibility.report import Report
from matchmaker.domain.findings import Country, Sentence, Verdict, say

PAID_OR_OPEN = ("recipient", None)
BUYERS = ("SAFE", "USL")


def guarantee(plight: Plight) -> Iterator[Attempt]:
    """The state of establishment approves guarantees and the Commission accepts them; a refusal is not reopened."""
    entity = plight.entity
    if entity is None or entity.seat is None or entity.kind in PUBLIC_BODIES:
        return
    given = entity.guarantee or Guarantee()
    if given.status == "refused":
        return
    approved = given.status == "approved" and given.authority in (None, entity.seat)
    changed = replace(entity, guarantee=Guarantee(entity.seat, "approved", accepted_by_commission=True))
    yield change_of_entity(plight, "guarantee", changed, "guarantee", _guaranteed(entity, entity.seat, approved))


def _guaranteed(entity: Entity, seat: str, approved: bool) -> Sentence:
    if approved:
        return say(
            "The Commission accepts the guarantees that %(country)s approved for %(entity)s.",
            country=Country(seat),
            entity=entity.label,
        )
    return say(
        "%(country)s approves guarantees for %(entity)s, and the Commission accepts them.",
        country=Country(seat),
        entity=entity.label,
    )


def justify_assets(plight: Plight) -> Iterator[Attempt]:
    """Sites outside are justified and their cost left out; what is recorded against that stands.

    A country that acts against the security interests of the Union cannot be justified.
    """
    entity = plight.entity
    if entity is None or not _outside(plight, entity) or _is_contradicted(plight, entity.outside_assets):
        return
    outside = _outside(plight, entity)
    if not (plight.matter.settings.hostile_origins or frozenset()).isdisjoint(outside):
        return
    changed = replace(entity, outside_assets=_in_order(plight, entity.outside_assets or OutsideAssets()))
    sentence = _justified(plight, entity.label, _countries(outside))
    yield change_of_entity(plight, "justify_assets", changed, "outside_assets", sentence)


def _in_order(plight: Plight, assets: OutsideAssets) -> OutsideAssets:
    needed = replace(assets, no_ready_alternative=True, against_security_interests=False)
    if plight.case.programme in BUYERS:
        return needed
    return replace(needed, serves_objectives=True, cost_claimed=False)


def _justified(plight: Plight, entity: str, countries: tuple[Country, ...]) -> Sentence:
    if plight.case.programme in BUYERS:
        return say(
            "If %(entity)s can show that there is no ready alternative inside and no conflict with security "
            "interests, it may use its sites in %(countries)s.",
            entity=entity,
            countries=countries,
        )
    return say(
        "If %(entity)s can show that there is no ready alternative inside, no conflict with security interests and a "
        "use for the objectives, it may use its sites in %(countries)s; their cost is not claimed.",
        entity=entity,
        countries=countries,
    )


def _is_contradicted(plight: Plight, assets: OutsideAssets | None) -> bool:
    """The cost is a choice; the others are facts, and a recorded fact is not changed."""
    return assets is not None and (
        assets.no_ready_alternative is False
        or assets.against_security_interests is True
        or (assets.serves_objectives is False and plight.case.programme not in BUYERS)
    )


def move_sites(plight: Plight) -> Iterator[Attempt]:
    """Sites inside take the place of those outside."""
    entity = plight.entity
    outside = () if entity is None else _outside(plight, entity)
    if entity is None or not outside:
        return
    inside = tuple(site for site in entity.sites or () if plight.is_inside(site)) or (_nearest(plight, entity),)
    sentence = say(
        "%(entity)s uses sites in %(inside)s and none in %(outside)s.",
        entity=entity.label,
        inside=_countries(inside),
        outside=_countries(outside),
    )
    yield change_of_entity(plight, "move_sites", replace(entity, sites=inside), "sites", sentence)


def _nearest(plight: Plight, entity: Entity) -> str:
    """A country inside where the firm sits, else one where a member does."""
    own = (entity.seat, entity.management)
    members = sorted(one.seat for one in plight.case.entities if one.seat is not None)
    likely = (place for place in (*own, *members) if place is not None and plight.is_inside(place))
    return next(likely, min(plight.matter.territories.member_states))


def move_management(plight: Plight) -> Iterator[Attempt]:
    """The executive management moves to the country of the seat."""
    entity = plight.entity
    if entity is None or entity.seat is None or entity.management in (None, entity.seat):
        return
    yield change_of_entity(
        plight,
        "move_management",
        replace(entity, management=entity.seat),
        "management",
        say(
            "The executive management of %(entity)s moves to %(country)s.",
            entity=entity.label,
            country=Country(entity.seat),
        ),
    )


def cooperate(plight: Plight) -> Iterator[Attempt]:
    """The same firm stays as an unpaid cooperating entity; where members, or all paid ones, then lack, others join.

    Whoever is in a situation of exclusion has to leave instead.
    """
    entity = plight.entity
    if entity is None or entity.role not in PAID_OR_OPEN or entity.excluded:
        return
    alone, role = with_entity(plight.case, replace(entity, role="cooperating")), f"{entity.id}.role"
    if any(one.role in PAID_OR_OPEN for one in alone.entities):
        yield Attempt("cooperate", alone, (role,), partial(_unpaid, plight.strand, entity, ()))
    for invented in newcomers(plight):
        added = tuple(one.id for one in invented)
        joined = replace(alone, entities=(*alone.entities, *invented))
        told = partial(_unpaid, plight.strand, entity, invented)
        yield Attempt("cooperate", joined, (role, *added), told, added)


def _unpaid(strand: str, entity: Entity, invented: tuple[Entity, ...], after: Report) -> Sentence:
    if invented:
        return say(
            "%(entity)s cooperates unpaid and its own costs are not funded; for the consortium more members join: "
            "%(count)s, for example from %(countries)s.",
            entity=entity.label,
            count=len(invented),
            countries=countries_of(invented),
        )
    counts = {finding.verdict for finding in after.of(strand) if is_count(finding.rule)} - {Verdict.NOT_APPLICABLE}
    return _with_consequence(entity, counts)


def _with_consequence(entity: Entity, counts: set[Verdict]) -> Sentence:
    if not counts:
        return say(
            "%(entity)s cooperates unpaid and its own costs are not funded; no number of members is asked for here.",
            entity=entity.label,
        )
    if Verdict.NOT_MET in counts:
        return say(
            "%(entity)s cooperates unpaid and its own costs are not funded; the members that count are still too few.",
            entity=entity.label,
        )
    if counts == {Verdict.MET}:
        return say(
            "%(entity)s cooperates unpaid and its own costs are not funded; the members that remain are enough.",
            entity=entity.label,
        )
    return say(
        "%(entity)s cooperates unpaid and its own costs are not funded; "
        "whether the members that remain are enough is open.",
        entity=entity.label,
    )


def leave_out(plight: Plight) -> Iterator[Attempt]:
    """The action goes on without the entity, or with others in the place of a paid one; the last resort."""
    entity = plight.entity
    if entity is None:
        return
    others = tuple(one for one in plight.case.entities if one is not entity)
    if others:
        sentence = say("The action goes on without %(entity)s.", entity=entity.label)
        yield Attempt("leave_out", replace(plight.case, entities=others), (entity.id,), told(sentence))
    if entity.role in PAID_OR_OPEN:
        for invented in newcomers(plight):
            yield _replaced(plight, entity, (*others, *invented), invented)


def _replaced(plight: Plight, entity: Entity, entities: tuple[Entity, ...], invented: tuple[Entity, ...]) -> Attempt:
    added = tuple(one.id for one in invented)
    sentence = say(
        "The action goes on without %(entity)s, and others take its place: %(count)s, for example from %(countries)s.",
        entity=entity.label,
        count=len(invented),
        countries=countries_of(invented),
    )
    return Attempt("leave_out", replace(plight.case, entities=entities), (entity.id, *added), told(sentence), added)


def _outside(plight: Plight, entity: Entity) -> tuple[str, ...]:
    return tuple(site for site in entity.sites or () if not plight.is_inside(site))


def _countries(codes: tuple[str, ...]) -> tuple[Country, ...]:
    return tuple(Country(code) for code in sorted(set(codes)))
