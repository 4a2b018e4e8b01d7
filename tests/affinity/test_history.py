"""The past as records: order plays no part, and nobody is lost or invented."""

from __future__ import annotations

from matchmaker.domain.affinity.history import History, Organisation, Participation, PastProject
from tests.affinity.market import organisations, past, project


def test_order_of_projects_plays_no_part():
    forward, backward = (History.of(order, organisations()) for order in (past(), tuple(reversed(past()))))
    assert forward.projects == backward.projects
    assert (forward.incidence != backward.incidence).nnz == 0


def test_only_who_took_part_is_in_the_history():
    one = project("P", "sea", 2020, ("s0", "stranger"))
    found = History.of([one], organisations())
    assert [(held.id, held.name) for held in found.organisations] == [("s0", "Firm s0"), ("stranger", "stranger")]


def test_everyone_is_kept_for_a_register_and_strangers_are_left_out():
    one = project("P", "sea", 2020, ("s0", "stranger"))
    found = History.of_everyone([one], organisations().values())
    assert len(found.organisations) == len(organisations())
    assert found.projects[0].participants == (Participation("s0", "coordinator"),)


def test_a_partner_told_twice_counts_once():
    twice = PastProject("P", "text", 2020, "", (Participation("a"), Participation("a"), Participation("b")))
    assert History.of([twice], {}).incidence.toarray().tolist() == [[1.0, 1.0]]


def test_an_empty_past_is_a_past():
    assert History.of([], {}).incidence.shape == (0, 0)
    assert History.of_everyone([], [Organisation("a", "A", "")]).incidence.shape == (0, 1)
