"""Why the two strands of EDIP answer differently about one subject, told from the facts and the two territories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from matchmaker.domain.eligibility.case import Entity, Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import ACTION, counting_gates, rule_texts
from matchmaker.domain.eligibility.territory import Standing, Territory
from matchmaker.domain.findings import Country, Finding, Sentence, Verdict, say

PROGRAMME, UKRAINE = "EDIP-P", "EDIP-U"
SEVERITY = (Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.CONDITIONAL, Verdict.UNKNOWN, Verdict.NOT_MET)
CONTROL, DESIGN = "EDIP-P-E03", "EDIP-P-D01"

Places = Iterable[str | None]


@cache
def counterparts(rule_id: str) -> tuple[str, ...]:
    """The rules of the other strand that ask the same: the twin, and of counts all that cite the same article.

    The Ukraine Support Instrument takes over in one article what the Programme asks in three.
    """
    text = rule_texts()[rule_id]
    other = UKRAINE if text.strand == PROGRAMME else PROGRAMME
    articles = {citation.pinpoint for citation in text.citations}
    return tuple(
        rule.id
        for rule in rule_texts().values()
        if rule.strand == other
        and (
            rule.id == text.twin
            or (
                is_count(rule_id)
                and is_count(rule.id)
                and not articles.isdisjoint(one.pinpoint for one in rule.citations)
            )
        )
    )


def is_count(rule_id: str) -> bool:
    """Whether a rule of a strand asks for a number of members."""
    strand, _, number = rule_id.rpartition("-")
    return number.startswith("C") and strand != "EDIP-X" and rule_texts()[rule_id].subject == ACTION


def asked_by_one(strand: str) -> Sentence:
    """What is said where only one strand has the rule, or where it speaks of the case in one strand only."""
    if strand == UKRAINE:
        return say("Only the Ukraine Support Instrument asks this.")
    return say("Only the Programme asks this.")


def why_they_differ(
    programme: Finding, ukraine: Finding, matter: Matter | None, findings: Sequence[Finding]
) -> Sentence:
    """Name the fact on which the strands part; without the case (`matter`) only the articles can be named."""
    if Verdict.NOT_APPLICABLE in (programme.verdict, ukraine.verdict):
        return asked_by_one(UKRAINE if programme.verdict is Verdict.NOT_APPLICABLE else PROGRAMME)
    if programme.verdict is ukraine.verdict:
        return say(
            "The Programme gives %(programme)s, the Ukraine Support Instrument %(ukraine)s.",
            programme=programme.value or programme.verdict.value,
            ukraine=ukraine.value or ukraine.verdict.value,
        )
    stricter = max(programme, ukraine, key=lambda finding: SEVERITY.index(finding.verdict))
    told = None if matter is None else _from_facts(matter, programme, findings, stricter is programme)
    return told or _from_articles(programme, ukraine)


def _from_facts(matter: Matter, programme: Finding, findings: Sequence[Finding], by_programme: bool) -> Sentence | None:
    kind, subject = rule_texts()[programme.rule].subject, programme.subject
    if kind == "product":
        product = next(one for one in matter.case.products if one.id == subject)
        return _of_product(matter, product, programme.rule, by_programme)
    if kind == "entity":
        entity = next(one for one in matter.case.entities if one.id == subject)
        return _of_entity(matter, entity, programme.rule, by_programme)
    return _of_members(matter, findings, by_programme) if is_count(programme.rule) else None


def _from_articles(programme: Finding, ukraine: Finding) -> Sentence:
    return say(
        "The Programme sets this in Article %(programme)s, the Ukraine Support Instrument in Article %(ukraine)s.",
        programme=rule_texts()[programme.rule].citations[0].pinpoint,
        ukraine=rule_texts()[ukraine.rule].citations[0].pinpoint,
    )


# --- Firms ----------------------------------------------------------------------------------------------------


def _of_entity(matter: Matter, entity: Entity, rule_id: str, by_programme: bool) -> Sentence | None:
    if rule_id == CONTROL:
        return _of_control(matter, entity, by_programme) or _of_guarantees(matter, entity)
    places = {"EDIP-P-E01": (entity.seat,), "EDIP-P-E02": (entity.management,), "EDIP-P-F01": entity.sites or ()}
    own: Places = places.get(rule_id, (entity.seat, entity.management, *(entity.sites or ())))
    told = _of_countries(matter, own, by_programme)
    return told if told or rule_id in places else _of_control(matter, entity, by_programme)


def _of_countries(matter: Matter, places: Places, by_programme: bool) -> Sentence | None:
    if by_programme:
        return _told_of_ukraine(_home_under_ukraine_alone(matter, places))
    associated, hoped_for = _home_under_programme_alone(matter, places)
    if associated:
        return say(
            "Associated with the Programme, and outside the territory of the Ukraine Support Instrument: "
            "%(countries)s.",
            countries=associated,
        )
    if hoped_for:
        return say(
            "Outside the territory of the Ukraine Support Instrument, and perhaps associated with the Programme: "
            "%(countries)s.",
            countries=hoped_for,
        )
    return None


def _told_of_ukraine(countries: tuple[Country, ...]) -> Sentence | None:
    if not countries:
        return None
    return say(
        "A non-associated third country for the Programme, and home under the Ukraine Support Instrument: "
        "%(countries)s.",
        countries=countries,
    )


def _of_control(matter: Matter, entity: Entity, by_programme: bool) -> Sentence | None:
    owners, controllers = matter.ownership, matter.territories.controllers
    holders = [owners.holders[name] for name in owners.possible_controllers(entity.id)]
    places = [place for holder in holders for place in holder.places]
    accepted = _parting(places, controllers[PROGRAMME], controllers[UKRAINE], Standing.OUTSIDE, Standing.INSIDE)
    if not by_programme or not accepted:
        return None
    return say(
        "Control from there is control by a third country for the Programme, and no bar under the Ukraine Support "
        "Instrument: %(countries)s.",
        countries=accepted,
    )


def _of_guarantees(matter: Matter, entity: Entity) -> Sentence | None:
    """Under the Ukraine Support Instrument a guarantee helps in the Union alone."""
    home = matter.territories.home
    if entity.seat is None or home[UKRAINE].standing(entity.seat) is home[PROGRAMME].standing(entity.seat):
        return None
    return say(
        "The Ukraine Support Instrument has no guarantee route for a firm established in %(country)s.",
        country=Country(entity.seat),
    )


# --- Products -------------------------------------------------------------------------------------------------


def _of_product(matter: Matter, product: Product, rule_id: str, by_programme: bool) -> Sentence | None:
    design = product.design_authority
    if rule_id == DESIGN:
        return _of_design([] if design is None else [design.restricted_by], matter, by_programme)
    origins = [part.origin for part in product.components or () if part.raw_material is not True]
    if by_programme:
        return _parts_of_ukraine(_home_under_ukraine_alone(matter, origins))
    associated, hoped_for = _home_under_programme_alone(matter, origins)
    if associated:
        return say(
            "Parts from there are home for the Programme, and foreign under the Ukraine Support Instrument: "
            "%(countries)s.",
            countries=associated,
        )
    if hoped_for:
        return say(
            "Parts from there are foreign under the Ukraine Support Instrument, and perhaps home for the Programme: "
            "%(countries)s.",
            countries=hoped_for,
        )
    return None


def _parts_of_ukraine(countries: tuple[Country, ...]) -> Sentence | None:
    if not countries:
        return None
    return say(
        "Parts from there are foreign for the Programme, and home under the Ukraine Support Instrument: %(countries)s.",
        countries=countries,
    )


def _of_design(places: Places, matter: Matter, by_programme: bool) -> Sentence | None:
    controllers = matter.territories.controllers
    accepted = _parting(places, controllers[PROGRAMME], controllers[UKRAINE], Standing.OUTSIDE, Standing.INSIDE)
    if not by_programme or not accepted:
        return None
    return say(
        "A limit on the design that is kept there is one of a third country for the Programme, and does not count "
        "under the Ukraine Support Instrument: %(countries)s.",
        countries=accepted,
    )


# --- Consortia ------------------------------------------------------------------------------------------------


def _of_members(matter: Matter, findings: Sequence[Finding], by_programme: bool) -> Sentence | None:
    """Members who count in one strand only; else a country that is read as a Member State in one strand only."""
    strict, mild = (PROGRAMME, UKRAINE) if by_programme else (UKRAINE, PROGRAMME)
    failing = _failing(findings, strict) - _failing(findings, mild)
    paid = [entity for entity in matter.case.entities if entity.role in ("recipient", None)]
    names = tuple(entity.label for entity in paid if entity.id in failing)
    if names and by_programme:
        return say("These members do not count under the Programme: %(names)s.", names=names)
    if names:
        return say("These members do not count under the Ukraine Support Instrument: %(names)s.", names=names)
    return _of_countries(matter, [entity.seat for entity in paid], by_programme)


def _failing(findings: Sequence[Finding], strand: str) -> set[str]:
    gates = counting_gates(strand)
    return {one.subject for one in findings if one.rule in gates and one.verdict is Verdict.NOT_MET}


# --- Territories ----------------------------------------------------------------------------------------------


def _home_under_ukraine_alone(matter: Matter, places: Places) -> tuple[Country, ...]:
    home = matter.territories.home
    return _parting(places, home[PROGRAMME], home[UKRAINE], Standing.OUTSIDE, Standing.INSIDE)


def _home_under_programme_alone(matter: Matter, places: Places) -> tuple[tuple[Country, ...], tuple[Country, ...]]:
    """Countries that are associated, and countries whose association is open; both outside for Ukraine's strand."""
    home, given = matter.territories.home, tuple(places)
    associated = _parting(given, home[PROGRAMME], home[UKRAINE], Standing.INSIDE, Standing.OUTSIDE)
    return associated, _parting(given, home[PROGRAMME], home[UKRAINE], Standing.OPEN, Standing.OUTSIDE)


def _parting(
    places: Places, programme: Territory, ukraine: Territory, wanted: Standing, other: Standing
) -> tuple[Country, ...]:
    """The countries that stand as `wanted` in the Programme and as `other` in the Ukraine Support Instrument."""
    return tuple(
        Country(place)
        for place in sorted({place for place in places if place is not None})
        if programme.standing(place) is wanted and ukraine.standing(place) is other
    )
