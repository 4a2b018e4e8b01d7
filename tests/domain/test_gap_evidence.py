"""What stands behind a gap, counted; before and after a product; the draft of one page."""

from __future__ import annotations

from matchmaker.domain.feedback.gapevidence import (
    Spell,
    before_and_after,
    concept_label,
    gap_evidence,
    is_concept,
    months_between,
    proposed_concepts,
)
from tests.domain.factories import make_equipment, make_observation

SEEN = (
    make_observation(
        id="o1", month="2026-08", effect="failed", side="UA", equipment_id="kite", joined=2, fictional=False
    ),
    make_observation(id="o2", month="2026-10", effect="danger", side="EU", equipment_id="kite", fictional=True),
    make_observation(
        id="o3",
        month="2026-10",
        effect="failed",
        side="",
        equipment_id="hawk",
        conditions=("night", "rain"),
        fictional=False,
    ),
    make_observation(id="o4", month="2026-10", state="filed"),
    make_observation(id="o5", month="2026-11", state="closed"),
)


def test_people_are_counted_and_only_what_was_screened_and_still_stands() -> None:
    found = gap_evidence(SEEN)
    assert (found.observations, found.people, found.uncounted, found.fictional) == (3, 5, 2, 1)
    assert found.months == (("2026-08", 3), ("2026-09", 0), ("2026-10", 2))
    assert found.effects == (("failed", 4), ("danger", 1))
    assert found.sides == (("EU", 1), ("UA", 3), ("", 1))
    assert found.types == (("kite", 4), ("hawk", 1))
    assert found.conditions == (("night", 1), ("rain", 1))


def test_a_gap_without_counted_observations_has_no_month() -> None:
    assert gap_evidence(SEEN[3:]).months == ()
    assert gap_evidence(()).people == 0


def test_months_run_over_the_year_and_backwards_there_are_none() -> None:
    assert months_between("2025-12", "2026-02") == ("2025-12", "2026-01", "2026-02")
    assert months_between("2026-02", "2026-01") == ()


def test_the_month_of_fielding_counts_as_after() -> None:
    before, after = before_and_after(SEEN, "2026-10", "2026-11")
    assert before == Spell("2026-08", "2026-09", 2, 1, 3)
    assert after == Spell("2026-10", "2026-11", 2, 2, 2)
    assert (before.people_a_month, after.people_a_month) == (1.5, 1.0)


def test_before_is_empty_where_nothing_was_observed_before() -> None:
    before, after = before_and_after(SEEN, "2026-08", "2026-08")
    assert before == Spell("", "", 0, 0, 0) and before.people_a_month == 0
    assert after.months == 1


def test_concepts_come_from_the_words_and_from_the_types_most_named_first() -> None:
    jammed = [
        make_observation(id="o1", title="Jamming", text="The link broke under jamming.", equipment_id="kite"),
        make_observation(id="o2", title="Глушіння", text="Зв’язок зник через глушіння.", equipment_id="kite"),
        make_observation(id="o3", title="Spools", text="The spool of optical fibre was caught.", equipment_id="hawk"),
    ]
    kite = make_equipment(id="kite", military_list="ML10; ML99")
    found = dict(proposed_concepts(jammed, [kite], ["ML:ML10"]))
    assert found["TERM:jamming"] == 2 and found["ML:ML10"] == 2 and "ML:ML99" not in found
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_concepts_have_names_in_both_languages_and_strange_ones_are_known_as_such() -> None:
    label = concept_label("TERM:jamming", {})
    assert label.en and label.uk and label.en != label.uk
    assert is_concept("TERM:jamming", ()) and is_concept("ML:ML10", {"ML:ML10"})
    assert not is_concept("TERM:nothing-of-the-kind", ()) and not is_concept("ML:ML10", ())
