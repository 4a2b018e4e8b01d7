"""Both engines behave alike: keys are kept, types come back as they went in, one writer at a time on SQLite."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

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


def test_a_writing_unit_takes_the_lock_of_sqlite_at_once(tmp_path: Path) -> None:
    path = tmp_path / "lock.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    with UnitOfWork(make_sessions(engine), writes=True), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()
