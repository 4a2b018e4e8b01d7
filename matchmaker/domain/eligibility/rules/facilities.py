"""Where the facilities, assets and resources used for the action are, and when outside ones may be used."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Country, Verdict, say

FIELD = "site_country"


@book.entity_rule("EDIP-P-F01")
@of_recipients
def programme_sites(matter: Matter, entity: Entity) -> Answer:
    """Facilities used for the action are in the Union or in an associated country for all of its duration."""
    return sites_answer(matter, entity, "EDIP-P")


@book.entity_rule("EDIP-U-F01")
@of_recipients
def ukraine_sites(matter: Matter, entity: Entity) -> Answer:
    """Facilities used for the action are in the Union or in Ukraine for all of its duration."""
    return sites_answer(matter, entity, "EDIP-U")


@book.exception("EDIP-P-F02")
def programme_outside_assets(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """Own assets outside may be used where nothing inside is readily available; their cost is not funded."""
    return outside_assets_answer(entity, general)


@book.exception("EDIP-U-F02")
def ukraine_outside_assets(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """Own assets outside may be used where nothing inside is readily available; their cost is not funded."""
    return outside_assets_answer(entity, general)


def sites_answer(matter: Matter, entity: Entity, strand: str) -> Answer:
    """Whether all sites are at home under `strand`, which may be another programme; the role is not looked at."""
    if entity.sites is None:
        return unknown(
            say("The countries of the sites used for the action are not recorded."),
            say("In which countries are the sites that %(entity)s would use?", entity=entity.label),
            FIELD,
            missing=(f"{entity.id}.sites",),
        )
    home = matter.territories.home[strand]
    outside = [site for site in entity.sites if home.standing(site) is Standing.OUTSIDE]
    if outside:
        return not_met(say("Sites are outside the territory: %(sites)s.", sites=_named(outside)), FIELD)
    open_sites = [site for site in entity.sites if home.standing(site) is Standing.OPEN]
    if open_sites:
        return open_law(
            say("Sites are in countries whose status is not confirmed: %(sites)s.", sites=_named(open_sites)),
            say("Do these countries belong to the territory on that day: %(sites)s?", sites=_named(open_sites)),
            FIELD,
        )
    return met(say("All recorded sites are inside the territory."), FIELD)


def _named(sites: list[str]) -> tuple[Country, ...]:
    return tuple(Country(site) for site in sorted(set(sites)))


def outside_assets_answer(entity: Entity, general: Answer) -> Answer | None:
    """Speak only where a justification is on file; without one the general rule stands.

    A complete justification settles open sites too: they are inside, or their use outside is justified.
    """
    assets = entity.outside_assets
    is_open = general.verdict is Verdict.UNKNOWN and entity.role is not None
    if assets is None or not (is_open or general.verdict is Verdict.NOT_MET):
        return None
    wanted = {
        "no_ready_alternative": (assets.no_ready_alternative, True),
        "against_security_interests": (assets.against_security_interests, False),
        "serves_objectives": (assets.serves_objectives, True),
        "cost_claimed": (assets.cost_claimed, False),
    }
    if any(given is not None and given is not right for given, right in wanted.values()):
        return None
    missing = tuple(f"{entity.id}.outside_assets.{name}" for name, (given, _) in wanted.items() if given is None)
    if missing and is_open:
        return None
    if missing:
        return unknown(
            say("The justification for the sites outside the territory is not complete."),
            say(
                "Is there no ready alternative inside, no conflict with security interests, "
                "a use for the objectives, and no cost claimed?"
            ),
            FIELD,
            missing=missing,
        )
    return met(say("The use of sites outside the territory is justified; their cost is not funded."), FIELD)
