"""Who reads what while the register moves: never an old label on new facts, never a wait where there need be none."""

from __future__ import annotations

import logging
import threading

import pytest

from matchmaker.domain.facts import CatalogueFacts, FirmFacts
from matchmaker.services.freshness import SnapshotCache
from tests.domain.factories import make_capability, make_catalogue, make_firm

SECONDS = 20


class Register:
    """A catalogue in memory; `slow` holds its readers up until it is set."""

    def __init__(self, count: int) -> None:
        self.number, self.reads = 1, 0
        self.texts = {f"f{at:02}": "drones" for at in range(count)}
        self.slow, self.reading = threading.Event(), threading.Event()
        self.slow.set()

    def write(self, firm: str, text: str) -> None:
        self.texts[firm] = text
        self.number += 1

    def revision(self) -> int:
        return self.number

    def labelled_facts(self) -> tuple[int, CatalogueFacts]:
        self.reads += 1
        number, texts = self.number, dict(self.texts)
        self.reading.set()
        assert self.slow.wait(SECONDS)
        return number, make_catalogue(firms=[_firm(id, text) for id, text in texts.items()])


def _firm(id: str, text: str) -> FirmFacts:
    return make_firm(id=id, capabilities=[make_capability(id=f"c-{id}", text_en=text)])


def test_the_same_number_is_the_same_snapshot_and_reads_nothing() -> None:
    register = Register(3)
    cache = SnapshotCache(register)
    assert cache.current() is cache.current()
    assert register.reads == 1


def test_a_small_register_weighs_its_words_anew_with_every_change() -> None:
    register = Register(3)
    cache = SnapshotCache(register)
    cache.current()
    register.write("f00", "zeppelins")
    assert cache.current().generation == 2
    assert set(cache.current().index.rank("zeppelins")) == {"capability:c-f00/en"}


def test_a_number_that_goes_back_is_another_state() -> None:
    register = Register(3)
    cache = SnapshotCache(register, small=1)
    register.write("f00", "radar")
    cache.current()
    register.number, register.texts = 1, dict.fromkeys(register.texts, "drones")
    assert cache.current().revision == 1 and cache.current().index.rank("radar") == {}


def test_a_large_register_takes_up_a_change_at_once_under_the_weights_it_has() -> None:
    register = Register(30)
    cache = SnapshotCache(register, small=10, refit_share=0.5)
    before = cache.current()
    register.write("f00", "drones and drones; unmanned drones")
    now = cache.current()
    assert (now.revision, now.generation, now.changes) == (2, 1, 1)
    assert now.firms["f00"] != before.firms["f00"] and now.firms["f01"] is before.firms["f01"]


def test_after_enough_changes_words_are_weighed_anew_in_the_background() -> None:
    register = Register(30)
    cache = SnapshotCache(register, small=10, refit_share=0.05)
    cache.current()
    for firm in ("f00", "f01"):
        register.write(firm, "zeppelins")
        assert cache.current().index.rank("zeppelins") == {}
    cache.wait()
    assert cache.current().generation == 3
    assert set(cache.current().index.rank("zeppelins")) == {"capability:c-f00/en", "capability:c-f01/en"}
    assert cache.current().changes == 0


def test_a_change_during_the_weighing_is_not_lost() -> None:
    register = Register(30)
    cache = SnapshotCache(register, small=10, refit_share=0.0)
    cache.current()
    whole, weighing, written = register.labelled_facts, threading.Event(), threading.Event()

    def labelled_facts() -> tuple[int, CatalogueFacts]:
        found = whole()
        if threading.current_thread().name == "refit" and not weighing.is_set():
            weighing.set()
            assert written.wait(SECONDS)
        return found

    register.labelled_facts = labelled_facts  # type: ignore[method-assign]
    register.write("f00", "zeppelins")
    cache.current()
    assert weighing.wait(SECONDS)
    register.write("f01", "zeppelins")
    assert cache.current().revision == 3
    written.set()
    cache.wait()
    now = cache.current()
    assert (now.revision, now.generation) == (3, 2)
    assert set(now.index.rank("zeppelins")) == {"capability:c-f00/en", "capability:c-f01/en"}


def test_while_a_large_one_is_made_others_read_the_one_before() -> None:
    register = Register(30)
    cache = SnapshotCache(register, small=10, refit_share=1.0)
    before = cache.current()
    register.write("f00", "radar")
    register.slow.clear()
    register.reading.clear()
    first = threading.Thread(target=cache.current)
    first.start()
    assert register.reading.wait(SECONDS)
    assert cache.current() is before
    register.slow.set()
    first.join(SECONDS)
    assert cache.current().revision == 2


def test_of_a_small_one_everybody_waits_for_the_new_state() -> None:
    register = Register(3)
    cache = SnapshotCache(register)
    cache.current()
    register.write("f00", "radar")
    register.slow.clear()
    register.reading.clear()
    found: list[int] = []
    readers = [threading.Thread(target=lambda: found.append(cache.current().revision)) for _ in range(3)]
    for reader in readers:
        reader.start()
    assert register.reading.wait(SECONDS)
    register.slow.set()
    for reader in readers:
        reader.join(SECONDS)
    assert found == [2, 2, 2] and register.reads == 2


def test_a_weighing_that_fails_is_said_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    register = Register(30)
    cache = SnapshotCache(register, small=10, refit_share=0.0)
    cache.current()
    whole, failing = register.labelled_facts, threading.Event()

    def labelled_facts() -> tuple[int, CatalogueFacts]:
        if failing.is_set() and threading.current_thread().name == "refit":
            raise OSError("the database is away")
        return whole()

    register.labelled_facts = labelled_facts  # type: ignore[method-assign]
    failing.set()
    register.write("f00", "zeppelins")
    with caplog.at_level(logging.ERROR):
        assert cache.current().revision == 2
        cache.wait()
    assert "tries again" in caplog.text and cache.current().generation == 1
    failing.clear()
    register.write("f01", "zeppelins")
    cache.current()
    cache.wait()
    assert cache.current().generation == 3
