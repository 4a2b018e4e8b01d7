"""A changed firm's row in the learned model is replaced, and all is as if the model had been made anew."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.registers import catalogue_of_size
from matchmaker.domain.affinity.model import Affinity
from matchmaker.domain.facts import CatalogueFacts, FirmFacts
from matchmaker.domain.matching.learned import affinity_of, partner_question, topic_question
from matchmaker.domain.snapshot import Snapshot

FACTS = catalogue_of_size(150)
OTHER_WORDS = "Radar seekers for interceptor drones, and jamming of loitering munitions."


def _reworded(firm: FirmFacts) -> FirmFacts:
    return replace(firm, capabilities=(replace(firm.capabilities[0], text_en=OTHER_WORDS), *firm.capabilities[1:]))


def _silent(firm: FirmFacts) -> FirmFacts:
    return replace(firm, capabilities=())


def _renamed(firm: FirmFacts) -> FirmFacts:
    return replace(firm, name="Zorya Made Up", country="PL")


def _with(facts: CatalogueFacts, at: int, firm: FirmFacts) -> CatalogueFacts:
    return replace(facts, firms=(*facts.firms[:at], firm, *facts.firms[at + 1 :]))


@pytest.mark.parametrize("change", [_reworded, _silent, _renamed])
@pytest.mark.parametrize("at", [0, 77, 149])
def test_a_changed_firm_is_as_in_a_model_made_anew(change, at):
    before = Snapshot.build(1, FACTS)
    topic = next(iter(before.topics.values()))
    questions = [topic_question(topic), partner_question(FACTS.firms[3], topic)]
    earlier = [affinity_of(before).columns(question).values for question in questions]
    now = before.updated(2, _with(FACTS, at, change(FACTS.firms[at])))
    renewed = affinity_of(now)
    anew = Affinity.of(renewed.history, now.index, renewed.texts.themes)
    assert [one.name for one in renewed.history.organisations] == [firm.name for firm in now.firms.values()]
    assert np.array_equal(renewed.texts.record_words.toarray(), anew.texts.record_words.toarray())
    for question, values in zip(questions, earlier, strict=True):
        assert np.array_equal(renewed.columns(question).values, anew.columns(question).values)
        assert change is _renamed or not np.array_equal(renewed.columns(question).values, values)


def test_a_new_project_is_learned_of_too():
    before = Snapshot.build(1, FACTS)
    affinity_of(before)
    last = FACTS.projects[-1]
    joined = replace(last, participants=((FACTS.firms[5].id, "partner"),), acronym="MADEUP")
    now = before.updated(2, replace(FACTS, projects=(*FACTS.projects[:-1], joined)))
    renewed = affinity_of(now)
    assert renewed.history.projects[-1].name == "MADEUP"
    anew = Affinity.of(renewed.history, now.index, renewed.texts.themes)
    question = topic_question(next(iter(now.topics.values())))
    assert np.array_equal(renewed.columns(question).values, anew.columns(question).values)


def test_no_model_outlives_its_register_but_the_newest():
    """Every write makes a snapshot; what was learned over those that are gone must not pile up."""
    made = []
    for revision in range(1, 4):
        snapshot = Snapshot.build(revision, catalogue_of_size(20))
        made.append(weakref.ref(affinity_of(snapshot)))
        del snapshot
    gc.collect()
    assert [one() is not None for one in made] == [False, False, True]
