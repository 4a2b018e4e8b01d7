"""Random cases for the properties: small circles of owners, many gaps, both sides of every border."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Component, Entity, Guarantee, Owner, Product, Right, Settings
from matchmaker.domain.eligibility.case import RIGHTS

DAY = date(2026, 11, 23)
TOPIC = "EDF-EDIP-USI-2027-LS-IRA-CUXS"
COUNTRIES = st.sampled_from(["DE", "PL", "FR", "UA", "NO", "US"])
SHARES = st.sampled_from([Decimal(part) for part in ("0", "0.05", "0.1", "0.11", "0.3", "0.5", "0.51")])
NAMES = ("o1", "o2", "o3", "e1", "e2")


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.none(), strategy, strategy)


@st.composite
def owners(draw: st.DrawFn) -> tuple[Owner, ...]:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    return tuple(
        Owner(
            id=name,
            country=draw(maybe(COUNTRIES)),
            share=draw(maybe(SHARES)),
            majority=draw(st.integers(0, 5)) == 0,
            via=draw(st.sampled_from([None, None, *(other for other in NAMES if other != name)])),
            kind=draw(st.sampled_from([None, "company", "person", "state"])),
        )
        for name in names
    )


@st.composite
def entities(draw: st.DrawFn, name: str = "e0") -> Entity:
    return Entity(
        id=name,
        role=draw(st.sampled_from(["recipient"] * 6 + ["cooperating", None])),
        kind=draw(st.sampled_from(["company"] * 6 + ["seap", None])),
        seat=draw(maybe(COUNTRIES)),
        seat_place=draw(maybe(st.sampled_from(["Kyiv", "Donetsk", "Donetsk Oblast"]))),
        management=draw(maybe(COUNTRIES)),
        sites=draw(maybe(st.lists(COUNTRIES, max_size=3).map(tuple))),
        owners=draw(maybe(owners())),
        ownership_complete=draw(st.sampled_from([None, False, True, True])),
        decisive_rights=draw(
            maybe(st.lists(st.builds(Right, st.sampled_from(NAMES), st.sampled_from(RIGHTS)), max_size=1).map(tuple))
        ),
        guarantee=draw(
            maybe(
                st.builds(
                    Guarantee,
                    maybe(COUNTRIES),
                    st.sampled_from([None, "approved", "refused"]),
                    st.sampled_from([None, True, False]),
                )
            )
        ),
    )


@st.composite
def sound_entities(draw: st.DrawFn, name: str) -> Entity:
    """A firm that fails nothing, so that the search for three is reached often."""
    seat = draw(st.sampled_from(["DE", "PL", "UA"]))
    holder = draw(st.sampled_from(["o1", "o2", "o3", name + "-owner"]))
    share = draw(st.sampled_from([Decimal("0.05"), Decimal("0.3"), Decimal("0.6")]))
    owner = Owner(holder, country="DE", share=share)
    complete = draw(st.sampled_from([True, True, True, None]))
    return Entity(name, "recipient", "company", "", seat, "Kyiv", seat, (seat,), (owner,), complete, decisive_rights=())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(0, 6))
    make = draw(st.sampled_from([entities, sound_entities]))
    components = st.builds(Component, st.just("part"), maybe(st.sampled_from(["DE", "US", "RU"])))
    return Case(
        "world",
        DAY,
        Action(
            draw(st.sampled_from(["12(1)(d)", "12(1)(d)", "12(1)", "13(1)(a)", "11"])),
            topic=draw(st.sampled_from([None, TOPIC])),
            total_cost_eur=draw(maybe(st.sampled_from([Decimal(1), Decimal(3_000_000)]))),
            started=draw(maybe(st.sampled_from([date(2024, 3, 4), date(2024, 3, 5), date(2027, 1, 1)]))),
            ends=draw(maybe(st.sampled_from([date(2026, 11, 23), date(2026, 11, 24), date(2028, 1, 1)]))),
        ),
        tuple(draw(make(f"e{number}")) for number in range(count)),
        (Product("p1", draw(maybe(st.lists(components, max_size=3).map(tuple)))),),
        settings=draw(st.sampled_from([None, Settings(), Settings(frozenset({"RU"}), frozenset({"NO"}))])),
    )
