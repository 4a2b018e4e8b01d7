"""The catalogue revision moves with every committed write that a snapshot would notice, however it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import CatalogueRevision, Firm
from tests.rows import NOW, store_account, store_capability, store_firm, store_membership

ROW = {"origin": "public_record", "state": "listed", "created_at": NOW, "changed_at": NOW}


def revision(sessions: Sessions) -> int:
    with sessions() as session:
        return session.scalars(select(CatalogueRevision.number)).one()


def one_insert(session: Session) -> None:
    store_firm(session, id="new")


def one_update(session: Session) -> None:
    session.get_one(Firm, "firm-1").name = "Another name"


def one_delete(session: Session) -> None:
    session.delete(session.get_one(Firm, "firm-1"))


def bulk_save(session: Session) -> None:
    session.bulk_save_objects([Firm(id="new", **ROW)])


def bulk_insert(session: Session) -> None:
    session.execute(insert(Firm), [{"id": "new-1", **ROW}, {"id": "new-2", **ROW}])


def bulk_update(session: Session) -> None:
    session.execute(update(Firm).values(country="LV"))


def bulk_delete(session: Session) -> None:
    session.execute(delete(Firm).where(Firm.id == "firm-1"))


def plain_table(session: Session) -> None:
    session.execute(update(Firm.__table__).values(country="LV"))


def raw_sql(session: Session) -> None:
    session.execute(text("UPDATE firm SET country = 'LV' WHERE id = 'firm-1'"))


def savepoint_kept(session: Session) -> None:
    with session.begin_nested():
        store_firm(session, id="new")


def a_part(session: Session) -> None:
    store_capability(session)


WRITES = (
    one_insert, one_update, one_delete, bulk_save, bulk_insert, bulk_update, bulk_delete,
    plain_table, raw_sql, savepoint_kept, a_part,
)  # fmt: skip


def rolled_back(session: Session) -> None:
    store_firm(session, id="new")
    session.rollback()


def savepoint_rolled_back(session: Session) -> None:
    savepoint = session.begin_nested()
    store_firm(session, id="new")
    savepoint.rollback()


def the_same_again(session: Session) -> None:
    firm = session.get_one(Firm, "firm-1")
    firm.name = str(firm.name)


def other_tables(session: Session) -> None:
    store_account(session)
    store_membership(session)


NOT_NOTICED = (rolled_back, savepoint_rolled_back, the_same_again, other_tables)


def run(sessions: Sessions, write: Callable[[Session], None]) -> int:
    """Write next to one firm and return by how much the revision moved."""
    with sessions() as session:
        store_firm(session)
        session.commit()
    before = revision(sessions)
    with sessions() as session:
        write(session)
        session.commit()
    return revision(sessions) - before


@pytest.mark.parametrize("write", WRITES)
def test_a_write_moves_the_revision(sessions: Sessions, write: Callable[[Session], None]) -> None:
    assert run(sessions, write) > 0


@pytest.mark.parametrize("write", NOT_NOTICED)
def test_what_no_snapshot_would_notice_does_not(sessions: Sessions, write: Callable[[Session], None]) -> None:
    assert run(sessions, write) == 0
