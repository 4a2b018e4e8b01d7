"""Both engines behave alike: keys are kept, types come back as they went in, one writer at a time on SQLite."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from matchmaker.persistence.engine import Sessions, make_engine, make_sessions
from matchmaker.persistence.models import Account, Firm, Stake
from matchmaker.persistence.unit_of_work import AlreadyThere, UnitOfWork
from tests.rows import NOW, store_account, store_capability, store_firm, store_stake


def test_a_part_of_a_firm_that_does_not_exist_is_refused(sessions: Sessions) -> None:
    with sessions() as session, pytest.raises(IntegrityError):
        store_capability(session, firm_id="nobody")


def test_an_exact_share_comes_back_exactly(sessions: Sessions) -> None:
    with sessions() as session:
        store_firm(session)
        store_stake(session, share=Decimal("33.3333333333333333"))
        session.commit()
    with sessions() as session:
        stake = session.get_one(Stake, "firm-1-holder-1")
        assert (stake.share, stake.votes) == (Decimal("33.3333333333333333"), None)


def test_a_moment_comes_back_in_utc(sessions: Sessions) -> None:
    in_kyiv = datetime(2026, 11, 23, 14, 30, tzinfo=timezone(timedelta(hours=2)))
    with sessions() as session:
        store_account(session, created_at=in_kyiv)
        session.commit()
    with sessions() as session:
        moment = session.get_one(Account, "account-1").created_at
        assert (moment, moment.tzinfo) == (in_kyiv, UTC)


def test_a_moment_without_a_zone_is_refused(sessions: Sessions) -> None:
    naive = datetime(2026, 11, 23, 14, 30)
    with sessions() as session, pytest.raises(StatementError, match="time zone"):
        store_account(session, created_at=naive)


def test_without_a_commit_nothing_stays(sessions: Sessions) -> None:
    with UnitOfWork(sessions, writes=True) as uow:
        store_firm(uow.session)
    with UnitOfWork(sessions) as uow:
        assert uow.firms.get("firm-1") is None


def test_what_is_committed_stays(sessions: Sessions) -> None:
    with UnitOfWork(sessions, writes=True) as uow:
        store_firm(uow.session)
        uow.commit()
    with UnitOfWork(sessions) as uow:
        assert uow.firms.get("firm-1") is not None


def test_something_unique_that_is_there_writes_nothing(sessions: Sessions) -> None:
    with UnitOfWork(sessions, writes=True) as uow:
        store_firm(uow.session, import_key="EE:1")
        uow.commit()
    with UnitOfWork(sessions, writes=True) as uow:
        store_account(uow.session)
        twin = Firm(id="firm-2", import_key="EE:1", origin="public_record", state="listed")
        twin.created_at = twin.changed_at = NOW
        uow.session.add(twin)
        with pytest.raises(AlreadyThere):
            uow.commit()
    with UnitOfWork(sessions) as uow:
        assert uow.accounts.get("account-1") is None


def test_each_test_starts_with_an_empty_register(sessions: Sessions) -> None:
    with sessions() as session:
        assert session.scalar(text("SELECT count(*) FROM firm")) == 0


def test_two_readers_and_a_writer_see_committed_states_only(database: str) -> None:
    engine = make_engine(database)
    make = make_sessions(engine)
    with UnitOfWork(make, writes=True) as writer, UnitOfWork(make) as reader:
        store_firm(writer.session)
        assert reader.firms.get("firm-1") is None
        writer.commit()
    with UnitOfWork(make) as later:
        assert later.firms.get("firm-1") is not None
    engine.dispose()


def test_an_error_of_the_database_names_no_values(database: str) -> None:
    engine = make_engine(database)
    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(text("SELECT number FROM nowhere WHERE name = :name"), {"name": "Oksana of Zorya"})
    engine.dispose()
    assert "Oksana" not in str(refused.value)


def test_each_thread_can_hold_two_connections_of_the_pool(database: str) -> None:
    engine = make_engine(database, threads=9)
    with ExitStack() as held:
        for _ in range(18):
            held.enter_context(engine.connect())
        assert "Current Overflow: 0 " in engine.pool.status()
    engine.dispose()


def test_units_that_write_wait_for_each_other_before_they_read(database: str) -> None:
    engine = make_engine(database)
    sessions, turns = make_sessions(engine), []

    def act(name: str) -> None:
        with UnitOfWork(sessions, writes=True) as uow:
            uow.firms.get("nobody")
            turns.append(f"{name} in")
            Event().wait(0.2)
            turns.append(f"{name} out")
            uow.commit()

    threads = [Thread(target=act, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert [turn.split()[0] for turn in turns[::2]] == [turn.split()[0] for turn in turns[1::2]]
    assert [turn.split()[1] for turn in turns] == ["in", "out"] * 3


def test_a_paused_unit_lets_others_write_and_waits_again(database: str) -> None:
    engine = make_engine(database)
    sessions = make_sessions(engine)
    with UnitOfWork(sessions, writes=True) as one, UnitOfWork(sessions, writes=True) as other:
        one.firms.get("nobody")
        one.pause()
        other.firms.get("nobody")
        other.commit()
        one.firms.get("nobody")
    engine.dispose()


def test_a_unit_with_changes_cannot_pause(sessions: Sessions) -> None:
    with UnitOfWork(sessions, writes=True) as uow:
        uow.firms.add(Firm(id="f"))
        with pytest.raises(RuntimeError, match="cannot pause"):
            uow.pause()
