"""Who goes with a firm: by what is added rather than by likeness, and only with what the reader may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from matchmaker.domain.eligibility import Action, Case, Matter
from matchmaker.domain.facts import CatalogueFacts, Provenance, StakeFacts
from matchmaker.domain.matching.partners import related_firms, view_partners
from matchmaker.domain.matching.rank import Ranking
from matchmaker.domain.matching.weights import Weights, current_weights
from matchmaker.domain.vocabulary import Role
from matchmaker.services.gaps import for_gap, teams_for_gap
from matchmaker.services.naming import AmbiguousName, UnknownName, firm_named
from matchmaker.services.occasion import Actor
from matchmaker.services.partners import Outlook, SetAside, for_firm, teams_with
from matchmaker.services.proposals.reading import HIDDEN
from tests.domain.factories import (
    make_capability,
    make_firm,
    make_observation,
    make_partnership,
    make_project,
    make_stake,
)
from tests.ranking.worlds import DAY, TOPIC, snapshot, world

WEIGHTS = current_weights()
FEATURES = tuple(WEIGHTS.partner)
ASKED = "ua-storm"
SEEKS = make_capability(id="need", direction="need", text_en="Spools of optical fibre and fibre-optic guidance units")
MATTER = Matter(Case("partners", DAY, Action("12(1)"), ()))


def asking(facts: CatalogueFacts | None = None) -> CatalogueFacts:
    """The register in which the firm that asks says what it seeks."""
    facts = facts or world()
    firms = tuple(
        replace(firm, capabilities=(*firm.capabilities, SEEKS)) if firm.id == ASKED else firm for firm in facts.firms
    )
    met = make_partnership(id="met", firm_a="se-jam", firm_b=ASKED, subject="drones")
    teams = (
        make_project(id="team", objective="Loitering drones", participants=[(ASKED, "coordinator"), ("es-swarm", "")]),
        make_project(id="later", objective="Batteries", participants=[("es-swarm", ""), ("ee-twin-a", "")]),
    )
    return replace(facts, firms=firms, partnerships=(*facts.partnerships, met), projects=(*facts.projects, *teams))


def only(feature: str) -> Weights:
    return replace(WEIGHTS, partner={name: float(name == feature) for name in FEATURES})


def ranked(facts: CatalogueFacts, weights: Weights = WEIGHTS) -> Ranking:
    register = snapshot(facts)
    view = view_partners(register, register.firms[ASKED], register.topics[TOPIC], weights, MATTER)
    return Ranking(view.scored, view.facts)


def places(rows: Ranking) -> list[tuple[str, float]]:
    return [(row.firm.id, row.score.total) for row in rows]


def value_of(rows: Ranking, firm_id: str, feature: str) -> float:
    return next(part.value for part in rows[rows.place_of(firm_id) - 1].score.contributions if part.feature == feature)


def found_for(facts: CatalogueFacts, *, actor: Actor | None = None, count: int = 8) -> Outlook:
    return for_firm(snapshot(facts), ASKED, day=DAY, count=count, topic_id=TOPIC, actor=actor)


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_tells_partners_apart_and_no_order_of_rows_moves_it(feature: str) -> None:
    facts, mixed = asking(), Random(3)
    names = ("firms", "projects", "partnerships", "equipment", "observations")
    rows = {name: getattr(facts, name) for name in names}
    shuffled = replace(facts, **{name: tuple(mixed.sample(held, len(held))) for name, held in rows.items()})
    found = places(ranked(facts, only(feature)))
    assert places(ranked(shuffled, only(feature))) == found
    assert len({score for _, score in found}) > 1 and all(0 <= score <= 1 for _, score in found)


def test_contributions_of_a_partner_add_up_to_its_score() -> None:
    for partner in found_for(asking()).partners:
        steps = sum(round(one.value * 10_000) * round(one.weight * 10_000) for one in partner.because)
        assert partner.score == steps / 100_000_000
        points = [one.points for one in partner.because]
        assert points == sorted(points, reverse=True) and points[-1] > 0


def test_who_offers_what_the_firm_seeks_meets_it_and_says_which_need() -> None:
    rows = ranked(asking())
    assert value_of(rows, "pl-fibre", "meets_needs") > value_of(rows, "it-sense", "meets_needs")
    told = rows[rows.place_of("pl-fibre") - 1].score.contributions[0].because
    assert "offers what Firm ua-storm seeks: “Spools of optical fibre" in str(told)
    assert value_of(ranked(world()), "pl-fibre", "meets_needs") == 0


def test_a_twin_of_the_firm_adds_nothing_to_it() -> None:
    facts = asking()
    original = next(firm for firm in facts.firms if firm.id == ASKED)
    twin = replace(original, id="ua-zwilling", capabilities=(replace(original.capabilities[0], id="twin"),))
    rows = ranked(replace(facts, firms=(*facts.firms, twin)))
    assert value_of(rows, "ua-zwilling", "completes") == 0 < value_of(rows, "pl-radar", "completes")


@pytest.mark.parametrize("firm_id", ["pl-radar", "de-works", "es-swarm"])
def test_a_joint_project_a_partnership_and_an_observation_never_lower_a_partner(firm_id: str) -> None:
    facts = asking()
    joint = make_project(id="joint", objective="Something else", participants=[(ASKED, "participant"), (firm_id, "")])
    known = make_partnership(id="known", firm_a=firm_id, firm_b=ASKED)
    seen = make_observation(id="seen", equipment_id="shed-5", title="Loitering drone hit under jamming")
    richer = replace(
        facts,
        projects=(*facts.projects, joint),
        partnerships=(*facts.partnerships, known),
        observations=(*facts.observations, seen),
    )
    assert ranked(richer).place_of(firm_id) <= ranked(facts).place_of(firm_id)


def test_a_doubtful_partnership_and_a_stake_are_no_partnership() -> None:
    facts = asking()
    doubtful = replace(facts.partnerships[-1], id="doubt", firm_a="it-boats", provenance=Provenance("x", "", "low"))
    stake = replace(facts.partnerships[-1], id="stake", firm_a="de-vans", kind="stake of 30 %")
    rows = ranked(replace(facts, partnerships=(*facts.partnerships, doubtful, stake)))
    assert value_of(rows, "se-jam", "recorded_together") == 1
    assert value_of(rows, "it-boats", "recorded_together") == value_of(rows, "de-vans", "recorded_together") == 0


def test_the_firm_itself_and_those_it_shares_an_owner_with_are_no_partners() -> None:
    facts = asking()
    owner = make_stake(holder_id="mother", majority=True)
    tied = tuple(replace(one, stakes=(owner,)) if one.id in (ASKED, "pl-radar") else one for one in facts.firms)
    register = snapshot(replace(facts, firms=tied))
    assert related_firms(register, register.firms[ASKED], MATTER) == {"pl-radar"}
    found = found_for(replace(facts, firms=tied), count=30)
    assert not {ASKED, "pl-radar"} & {one.firm.id for one in found.partners}
    [told] = [one.because for one in found.set_aside if one.firm.id == "pl-radar"]
    assert "common control" in str(told[0])


def test_firms_that_a_rule_excludes_are_set_aside_with_the_reason() -> None:
    set_aside = {one.firm.id: one.because for one in found_for(asking(), count=30).set_aside}
    assert {"ua-occupied", "us-giant"} <= set(set_aside)
    assert all(set_aside.values())


def reader(role: Role, *firm_ids: str) -> Actor:
    return Actor("a", "A", role, frozenset(firm_ids))


@pytest.mark.parametrize(
    ("actor", "open_to"),
    [
        (None, True),
        (reader(Role.PROGRAMME_OFFICER), True),
        (reader(Role.ANALYST), True),
        (reader(Role.COMPANY, "ua-kite"), True),
        (reader(Role.COMPANY, ASKED), False),
    ],
)
def test_observations_on_the_equipment_of_others_are_told_to_those_who_may_read_them(
    actor: Actor | None, open_to: bool
) -> None:
    partners = {one.firm.id: one.because for one in found_for(asking(), actor=actor, count=30).partners}
    [told] = [one.because for one in partners["ua-kite"] if one.feature == "field_evidence"]
    assert ("Observations on its equipment" in str(told)) is open_to
    assert ("field you may not see" in str(told)) is not open_to


def test_a_declared_owner_is_told_to_officers_only() -> None:
    facts = asking()
    owner = make_stake(
        holder_id="mother", majority=True, provenance=Provenance("own words", "2026", "high", "declared")
    )
    tied = tuple(replace(one, stakes=(owner,)) if one.id in (ASKED, "pl-radar") else one for one in facts.firms)
    register = replace(facts, firms=tied)
    for role, said in ((Role.PROGRAMME_OFFICER, "common control"), (Role.COMPANY, "field you may not see")):
        set_aside = {
            one.firm.id: one.because for one in found_for(register, actor=reader(role, ASKED), count=30).set_aside
        }
        assert said in str(set_aside["pl-radar"][0])


DECLARED = Provenance("own words", "2026", "high", "declared")


def with_stakes(facts: CatalogueFacts, **stakes: StakeFacts) -> CatalogueFacts:
    """The register with one owner for each of some firms; keys have an underscore where ids have a hyphen."""
    held = {firm_id.replace("_", "-"): stake for firm_id, stake in stakes.items()}
    firms = tuple(replace(one, stakes=(held[one.id],)) if one.id in held else one for one in facts.firms)
    return replace(facts, firms=firms)


def set_aside(facts: CatalogueFacts, actor: Actor | None) -> dict[str, SetAside]:
    return {one.firm.id: one for one in found_for(facts, actor=actor, count=30).set_aside}


def test_what_a_third_firm_declared_about_its_owner_ties_nobody_for_a_company() -> None:
    """The one that asks belongs to de-vans and pl-radar to a mother; that de-vans is hers too only officers read."""
    ties = {
        "ua_storm": make_stake(holder_id="de-vans", majority=True),
        "pl_radar": make_stake(holder_id="mother", majority=True),
        "de_vans": make_stake(holder_id="mother", majority=True, provenance=DECLARED),
    }
    facts = with_stakes(asking(), **ties)
    for actor in (None, reader(Role.PROGRAMME_OFFICER)):
        told = set_aside(facts, actor)["pl-radar"]
        assert "common control" in str(told.because[0]) and told.read == {"de-vans": {"stakes"}}
    hidden = set_aside(facts, reader(Role.COMPANY, ASKED))["pl-radar"]
    assert "field you may not see" in str(hidden.because[0]) and hidden.read == {}
    own = set_aside(facts, reader(Role.COMPANY, ASKED, "de-vans"))["pl-radar"]
    assert "common control" in str(own.because[0]) and own.read == {}


def test_a_rule_on_published_components_is_told_to_all_and_on_declared_ones_to_officers_with_a_line() -> None:
    facts = asking()
    firm = next(one for one in facts.firms if one.id == "pl-hostile-part")
    published = replace(firm.capabilities[0], provenance=Provenance("an article", "2026", "high", "public_record"))
    openly = replace(firm, capabilities=(published,))
    open_to_all = replace(facts, firms=tuple(openly if one is firm else one for one in facts.firms))
    company, officer = reader(Role.COMPANY, ASKED), reader(Role.PROGRAMME_OFFICER)
    assert "Components come from" in str(set_aside(open_to_all, company)[firm.id].because)
    assert set_aside(open_to_all, officer)[firm.id].read == {}
    assert {str(one) for one in set_aside(facts, company)[firm.id].because} == {str(HIDDEN)}
    assert set_aside(facts, officer)[firm.id].read == {firm.id: {"components"}}


def test_without_a_topic_nothing_is_said_about_what_a_team_needs() -> None:
    found = for_firm(snapshot(replace(asking(), topics=())), ASKED, day=DAY, count=30)
    told = {str(one.because) for partner in found.partners for one in partner.because if one.feature == "other_side"}
    assert told == {"One of both has its seat in Ukraine, the other in the Union."}


def test_where_all_are_left_out_the_register_is_not_said_to_hold_nobody() -> None:
    facts = asking()
    few = replace(facts, firms=tuple(one for one in facts.firms if one.id in (ASKED, "us-giant")), topics=facts.topics)
    found = found_for(few)
    assert found.partners == () and [one.firm.id for one in found.set_aside] == ["us-giant"]
    assert str(found.note) == "Every firm that would go with Firm ua-storm is left out."


def test_topics_whose_day_has_passed_are_not_offered() -> None:
    past = date(2027, 2, 17)
    assert for_firm(snapshot(asking()), ASKED, day=past, count=1).topics == ()
    assert for_gap(snapshot(), "fibre-optic guided drones", day=past, count=1).topics == ()


def test_topics_come_with_the_place_of_the_firm() -> None:
    [fit] = found_for(asking()).topics
    assert (fit.topic.id, fit.of) == (TOPIC, len(world().firms))
    assert 1 <= fit.place <= 5 and fit.because


def test_a_gap_finds_firms_on_both_sides_and_the_topic() -> None:
    found = for_gap(snapshot(), "нічим глушити дрони на оптоволокні", day=DAY, count=3)
    assert found.firms["ukraine"] and found.firms["union"] and found.note is None
    assert {one.firm.country for one in found.firms["ukraine"]} == {"UA"}
    assert [one.topic.id for one in found.topics] == [TOPIC] and 0 < found.topics[0].nearness <= 1


def test_a_gap_that_names_equipment_finds_who_makes_such() -> None:
    plain, named = (
        for_gap(snapshot(), "it breaks in the cold", day=DAY, count=5, equipment_id=equipment)
        for equipment in (None, "kite-2")
    )
    assert not plain.firms["ukraine"]
    assert "ua-kite" in {one.firm.id for one in named.firms["ukraine"]}


def test_teams_with_a_firm_have_it_as_a_member() -> None:
    found = teams_with(snapshot(), "it-sense", TOPIC, day=DAY, count=2)
    assert len(found.proposals) == 2
    assert all("it-sense" in {member.firm_id for member in team.members} for team in found.proposals)


def test_teams_for_a_gap_have_the_best_firm_of_each_side() -> None:
    answer = for_gap(snapshot(), "нічим глушити дрони на оптоволокні", day=DAY, count=3)
    best = {answer.firms[side][0].firm.id for side in ("ukraine", "union")}
    found = teams_for_gap(snapshot(), answer, TOPIC, day=DAY, count=1)
    seated = {member.firm_id for team in found.proposals for member in team.members}
    assert found.proposals and best - {one.firm_id for one in found.left_out} <= seated


def test_a_name_finds_its_firm_and_an_unknown_one_the_nearest() -> None:
    names = {"a": "Pohyla Systems LLC", "b": "Nordic Eye (NEye)", "c": "NORDIC EYE AS", "d": "Похила Система"}
    register = snapshot(replace(world(), firms=tuple(make_firm(id=id, name=name) for id, name in names.items())))
    assert firm_named(register, "pohyla-systems").id == firm_named(register, "a").id == "a"
    assert firm_named(register, "neye").id == "b"
    assert firm_named(register, "NORDIC EYE AS").id == "c"
    assert firm_named(register, "Pokhyla Systema").id == "d"
    with pytest.raises(AmbiguousName) as several:
        firm_named(register, "nordic eye")
    assert [firm.id for firm in several.value.firms] == ["b", "c"]
    with pytest.raises(UnknownName) as unknown:
        firm_named(register, "Pohyla Sistems")
    assert unknown.value.near[0].id == "a"
