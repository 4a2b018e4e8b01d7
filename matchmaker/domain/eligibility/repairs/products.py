"""Ways to mend what is said of one product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, combinations
from math import comb

from matchmaker.domain.eligibility.case import Component, DesignAuthority, Product
from matchmaker.domain.eligibility.money import euros
from matchmaker.domain.eligibility.parameters import parameters
from matchmaker.domain.eligibility.repairs.attempts import LAST, Attempt, Plight, home_in_words, told, with_product
from matchmaker.domain.findings import Bilingual, Country, Sentence, say

# Beyond this many sets of one size the parts are taken one after the other instead, dearest first.
MOST_SETS = 120
LEGALLY_BINDING = "12(4)"


def swap_components(plight: Plight) -> Iterator[Attempt]:
    """Parts from outside come from inside instead: the fewest parts, of these the cheapest."""
    product = plight.product
    if product is None:
        return
    parts = [position for position, part in enumerate(product.components or ()) if _is_foreign(plight, part)]
    for positions in _sets(parts, product.components or (), plight.matter.settings.hostile_origins or frozenset()):
        yield _swapped(plight, product, positions)


def _is_foreign(plight: Plight, part: Component) -> bool:
    return part.raw_material is not True and part.origin is not None and not plight.is_inside(part.origin)


def _sets(parts: list[int], components: tuple[Component, ...], hostile: frozenset[str]) -> Iterator[tuple[int, ...]]:
    def cost(positions: tuple[int, ...]) -> tuple[bool, Decimal, tuple[int, ...]]:
        costs = [components[position].cost_eur for position in positions]
        known = [amount for amount in costs if amount is not None]
        return len(known) < len(costs), sum(known, Decimal(0)), positions

    for size in range(1, len(parts) + 1):
        if comb(len(parts), size) > MOST_SETS:
            yield from _in_turn(parts, components, hostile)
            return
        yield from sorted(combinations(parts, size), key=cost)


def _in_turn(parts: list[int], components: tuple[Component, ...], hostile: frozenset[str]) -> Iterator[tuple[int, ...]]:
    """The dearest part, the two dearest, and so on; all parts of hostile origin together come in by their number."""
    dearest = sorted(parts, key=lambda position: components[position].cost_eur or Decimal(0), reverse=True)
    together = tuple(position for position in parts if components[position].origin in hostile)
    ways = [*accumulate((part,) for part in dearest), *([together] if together else [])]
    yield from sorted(ways, key=len)


def _swapped(plight: Plight, product: Product, positions: tuple[int, ...]) -> Attempt:
    components = product.components or ()
    origin = _origin(plight)
    changed = tuple(
        replace(part, origin=origin) if position in positions else part for position, part in enumerate(components)
    )
    moved = tuple(components[position] for position in positions)
    sentence = _from_elsewhere(moved, home_in_words(plight.strand))
    return Attempt(
        "swap_components",
        with_product(plight.case, replace(product, components=changed)),
        tuple(f"{product.id}.components.{part.name}.origin" for part in moved),
        told(sentence),
    )


def _origin(plight: Plight) -> str:
    """A Member State of one of the members, so that the example is a likely one."""
    members = plight.matter.territories.member_states
    return min({entity.seat for entity in plight.case.entities if entity.seat in members} or members, key=str)


def _from_elsewhere(moved: tuple[Component, ...], home: Bilingual) -> Sentence:
    names = tuple(part.name for part in moved)
    origins = tuple(Country(origin) for origin in sorted({part.origin for part in moved if part.origin}))
    costs = [part.cost_eur for part in moved if part.cost_eur is not None]
    if len(costs) < len(moved):
        return say(
            "These parts come from %(home)s instead of %(countries)s: %(names)s.",
            home=home,
            names=names,
            countries=origins,
        )
    return say(
        "These parts, worth %(cost)s, come from %(home)s instead of %(countries)s: %(names)s.",
        cost=euros(sum(costs, Decimal(0))),
        home=home,
        names=names,
        countries=origins,
    )


def commit(plight: Plight) -> Iterator[Attempt]:
    """Who restricts the design commits to hand it over in time; helps where the law accepts a commitment."""
    product = plight.product
    restricted = None if product is None else _restriction(product)
    latest = _latest_commitment(plight.case.as_of)
    if product is None or restricted is None or latest is None:
        return
    design, country = restricted
    yield _change_of_design(
        plight,
        product,
        "commit",
        replace(design, commitment_by=latest),
        "commitment_by",
        say(
            "%(country)s, or the firm there, commits in a legally binding way to hand over the decision on the design "
            "of %(product)s within a reasonable time for the product's complexity, by %(day)s at the latest.",
            country=Country(country),
            product=product.id,
            day=latest,
        ),
    )


def free_design(plight: Plight) -> Iterator[Attempt]:
    """The restriction on the design ends, by a changed licence or because a commitment is carried out."""
    product = plight.product
    restricted = None if product is None else _restriction(product)
    if product is None or restricted is None:
        return
    design, country = restricted
    yield _change_of_design(
        plight,
        product,
        "free_design",
        replace(design, restricted_by="none"),
        "restricted_by",
        say(
            "%(country)s, or the firm there, no longer restricts the design of %(product)s: the licence is changed, "
            "or the restricted parts are replaced.",
            country=Country(country),
            product=product.id,
        ),
        precedence=LAST,
    )


def _change_of_design(
    plight: Plight,
    product: Product,
    kind: str,
    design: DesignAuthority,
    fact: str,
    sentence: Sentence,
    precedence: int = 0,
) -> Attempt:
    changed = with_product(plight.case, replace(product, design_authority=design))
    path = f"{product.id}.design_authority.{fact}"
    return Attempt(kind, changed, (path,), told(sentence), precedence=precedence)


def _restriction(product: Product) -> tuple[DesignAuthority, str] | None:
    design = product.design_authority
    if design is None or design.restricted_by in (None, "none"):
        return None
    return design, str(design.restricted_by)


def _latest_commitment(day: date) -> date | None:
    """The last day that the article on such commitments accepts, found by the article it is cited from."""
    days = (
        dated.value
        for parameter in parameters().values()
        for dated in reversed(parameter.values)
        if dated.since <= day and any(citation.pinpoint == LEGALLY_BINDING for citation in dated.citations)
    )
    return next((value for value in days if isinstance(value, date)), None)
