"""What must hold of every feature, whatever the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.affinity.features import FEATURES, TEAM_FEATURES, by_place, by_share
from matchmaker.domain.affinity.groups import group_words
from matchmaker.domain.affinity.history import History, Organisation, Question
from matchmaker.domain.affinity.model import Affinity
from matchmaker.domain.affinity.reasons import Reasons, because
from matchmaker.domain.affinity.texts import documents_of
from matchmaker.domain.text.index import TextIndex
from tests.affinity.market import SUBJECTS, YEARS, history, organisations, past, project

NAVAL = Question(SUBJECTS["sea"], ("s1", "s2"), "X-SEA", 2023)
QUESTIONS = (
    NAVAL,
    Question(SUBJECTS["air"]),
    Question("", ("s1",)),
    Question("words that nobody ever wrote: qwertz", ("nobody",)),
    Question("", ()),
    Question("sea-2021-1 goes on", tuple(f"s{number}" for number in range(8))),
)


@pytest.fixture(scope="module")
def affinity() -> Affinity:
    return Affinity.of(history())


def column(affinity: Affinity, question: Question, feature: str) -> dict[str, float]:
    values = affinity.columns(question).values[:, FEATURES.index(feature)]
    return {held.id: float(value) for held, value in zip(affinity.history.organisations, values, strict=True)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_values_lie_between_0_and_1_with_four_decimals(affinity: Affinity, question: Question):
    values = affinity.columns(question).values
    assert values.shape == (24, len(FEATURES))
    assert values.min() >= 0 and values.max() <= 1
    assert np.array_equal(values, np.round(values, 4))


def test_same_question_same_values_and_order_of_rows_plays_no_part(affinity: Affinity):
    other = Affinity.of(History.of(tuple(reversed(past())), dict(reversed(organisations().items()))))
    mixed = replace(NAVAL, members=tuple(reversed(NAVAL.members)))
    assert np.array_equal(affinity.columns(NAVAL).values, affinity.columns(NAVAL).values)
    assert np.array_equal(affinity.columns(NAVAL).values, other.columns(mixed).values)


def test_an_index_made_before_gives_the_same(affinity: Affinity):
    made = Affinity.of(history(), TextIndex.of(tuple(documents_of(history()))))
    assert np.array_equal(affinity.columns(NAVAL).values, made.columns(NAVAL).values)


def test_without_members_nothing_is_said_of_teams(affinity: Affinity):
    values = affinity.columns(Question(SUBJECTS["sea"])).values
    assert not values[:, [FEATURES.index(feature) for feature in TEAM_FEATURES[2:]]].any()
    assert affinity.columns(Question(SUBJECTS["sea"])).candidates.all()


def test_members_are_no_candidates_and_set_no_scale(affinity: Affinity):
    columns = affinity.columns(NAVAL)
    assert [
        held.id for held, free in zip(affinity.history.organisations, columns.candidates, strict=True) if not free
    ] == [
        "s1",
        "s2",
    ]
    assert (columns.values[columns.candidates].max(axis=0)[[FEATURES.index("joint_projects")]] == 1).all()


@pytest.mark.parametrize(
    "feature",
    [name for name in FEATURES if name not in ("continuation", "same_group", "projects_so_far", "recent_projects")],
)
def test_who_works_on_the_subject_with_the_members_is_ahead(affinity: Affinity, feature: str):
    values = column(affinity, NAVAL, feature)
    own = [value for id, value in values.items() if id.startswith("s") and id not in NAVAL.members]
    others = [value for id, value in values.items() if not id.startswith("s")]
    assert np.mean(own) > np.mean(others)
    assert max(own) > max(others)


def test_a_project_named_in_the_text_goes_on_with_its_partners(affinity: Affinity):
    partners = {part.organisation for one in past() if one.id == "sea-2021-1" for part in one.participants}
    values = column(affinity, Question("This continues SEA and sea-2021-1."), "continuation")
    assert {id for id, value in values.items() if value} == partners


def test_removing_a_stranger_leaves_joint_projects_of_others_alone(affinity: Affinity):
    def without(firm: str) -> Affinity:
        kept = [
            replace(one, participants=tuple(p for p in one.participants if p.organisation != firm)) for one in past()
        ]
        return Affinity.of(History.of(kept, organisations()))

    def joint(held: Affinity) -> dict[str, float]:
        amounts = held.amounts(NAVAL)["joint_projects"]
        return {one.id: float(amount) for one, amount in zip(held.history.organisations, amounts, strict=True)}

    before, after = joint(affinity), joint(without("s4"))
    assert before.pop("s4") > 0
    assert after == before


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_one_more_project_with_the_members_never_makes_less(data: st.DataObject):
    firm = data.draw(st.sampled_from([id for id in sorted(organisations()) if id not in NAVAL.members]))
    joint = data.draw(
        st.sampled_from([one for one in past() if any(p.organisation in NAVAL.members for p in one.participants)])
    )
    parts = {part.organisation for part in joint.participants}
    more = project(joint.id, joint.id[:3], joint.year, tuple(sorted(parts | {firm})))
    kept = [more if one.id == joint.id else replace(one) for one in past()]
    fewer, grown = (Affinity.of(History.of(told, organisations())) for told in (past(), kept))
    row = fewer.history.columns[firm]
    before, after = (held.amounts(NAVAL) for held in (fewer, grown))
    assert after["projects_so_far"][row] >= before["projects_so_far"][row]
    assert after["recent_projects"][row] >= before["recent_projects"][row]
    if before["joint_projects"][row] == 0:
        assert after["joint_projects"][row] > 0
    if firm not in parts:
        assert column(grown, NAVAL, "joint_projects")[firm] >= column(fewer, NAVAL, "joint_projects")[firm]


def test_a_firm_without_a_past_is_read_by_its_own_words():
    newcomer = Organisation("new", "Newcomer", "UA", texts=("Torpedo and sonar for mine hunting.",))
    everyone = {**organisations(), "new": newcomer, "mute": Organisation("mute", "Mute", "UA")}
    held = Affinity.of(History.of_everyone(past(), everyone.values()))
    values = held.columns(Question(SUBJECTS["sea"])).values
    new, mute, pilot = (values[held.history.columns[id]] for id in ("new", "mute", "a0"))
    at = [FEATURES.index(name) for name in ("nearest_project_words", "record_words")]
    assert (new[at] > pilot[at]).all()
    assert not mute.any()


def test_a_changed_text_moves_nobody_else_under_the_same_themes():
    firms = {id: replace(held, texts=("Sonar on a vessel.",)) for id, held in organisations().items()}
    first = History.of(past(), firms)
    held = Affinity.of(first)
    changed = History.of(past(), {**firms, "s3": replace(firms["s3"], texts=("Malware and encryption.",))})
    generation = held.texts.index.generation
    other = Affinity.of(changed, TextIndex.of(tuple(documents_of(changed)), generation=generation), held.texts.themes)
    row = held.history.columns["s3"]
    for name, amounts in held.amounts(NAVAL).items():
        now = other.amounts(NAVAL)[name]
        assert np.array_equal(np.delete(now, row), np.delete(amounts, row)), name
    assert other.amounts(NAVAL)["record_words"][row] < held.amounts(NAVAL)["record_words"][row]


def test_of_as_many_projects_the_later_ones_are_more_recent_work():
    told = (project("old", "sea", 2019, ("s0",)), project("new", "sea", 2022, ("s1",)))
    held = Affinity.of(History.of(told, organisations()))
    question = Question(SUBJECTS["sea"])
    counted, recent = (column(held, question, name) for name in ("projects_so_far", "recent_projects"))
    assert counted["s0"] == counted["s1"]
    assert recent["s1"] > recent["s0"]
    amounts = held.amounts(question)["recent_projects"][[held.history.columns[id] for id in ("s0", "s1")]]
    assert amounts.tolist() == pytest.approx([np.log1p(1 / 8), np.log(2)])


def test_an_empty_register_and_a_single_firm_are_answered():
    assert Affinity.of(History.of([], {})).columns(NAVAL).values.shape == (0, len(FEATURES))
    alone = Affinity.of(History.of_everyone([], [Organisation("a", "A", "")]))
    assert not alone.columns(Question("radar", ("a",))).values.any()


def test_groups_are_told_by_a_distinctive_first_word():
    names = ("THALES SIX GTS FRANCE SAS", "Thales Italia SpA", "University of Oslo", "University of Ghent", "Saab AB")
    held = [Organisation(str(at), name, "") for at, name in enumerate(names)]
    assert group_words(held) == ("thales", "thales", "", "", "")


def test_places_fall_with_the_logarithm_and_equals_share_the_middle():
    raw, everybody = np.array([5.0, 3.0, 3.0, 0.0]), np.ones(4, dtype=np.bool_)
    expected = [1 - np.log(place) / np.log(5) for place in (1, 2.5, 2.5)]
    assert by_place(raw, everybody).tolist() == pytest.approx([*expected, 0.0])
    assert by_share(np.array([4.0, 2.0, 9.0]), np.array([True, True, False])).tolist() == [1.0, 0.5, 1.0]


def test_every_value_has_its_sentence_with_facts(affinity: Affinity):
    reasons = Reasons.of(affinity, NAVAL)
    told = {feature: str(reasons.because("s3", feature)) for feature in FEATURES}
    assert len(set(told.values())) == len(FEATURES)
    assert not any("%" in sentence for sentence in told.values())
    assert "Firm s1" in told["joint_projects"] and "sea-" in told["similar_projects"]
    assert told["projects_so_far"] == "Past projects in which it took part: 3."
    assert (
        str(because(affinity, NAVAL, "a0", "joint_projects"))
        == "It is not among the first in joint projects with members."
    )
    with pytest.raises(KeyError):
        because(affinity, NAVAL, "s3", "charm")


def test_beside_a_single_member_sentences_name_it_and_the_projects_and_no_team(affinity: Affinity):
    reasons = Reasons.of(affinity, Question(SUBJECTS["sea"], ("s1",)))
    told = {
        name: str(reasons.because("s2", name)) for name in TEAM_FEATURES if name not in ("continuation", "same_group")
    }
    assert all("Firm s1" in one and "sea-" in one for one in told.values())
    assert not any(word in one for one in told.values() for word in ("member", "this team", "this one"))
    assert len({one.replace("Firm s1", "") for one in told.values()}) == len(told)
    both = [one.id for one in past() if {"s1", "s2"} <= {part.organisation for part in one.participants}]
    either = [one.id for one in past() if {"s1", "s2"} & {part.organisation for part in one.participants}]
    named = ", ".join(sorted(both)[:3])
    told_apart = f"With Firm s1 it took part in {named}: {len(both)} of the {len(either)} projects of either."
    assert told["joint_projects"] == told_apart


def test_joint_projects_are_counted_as_they_are(affinity: Affinity):
    teams = [{part.organisation for part in one.participants} for one in past(YEARS)]
    count = sum("s3" in team and bool(team & set(NAVAL.members)) for team in teams)
    assert because(affinity, NAVAL, "s3", "joint_projects").values["count"] == count
