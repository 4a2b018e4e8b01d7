"""One transaction: the stores, and the only commit in the code base."""

from __future__ import annotations

from types import TracebackType

from sqlalchemy.exc import IntegrityError

from matchmaker.persistence.engine import SQLITE_BEGIN, Sessions
from matchmaker.persistence.stores.accounts import AccountStore
from matchmaker.persistence.stores.equipment import EquipmentStore
from matchmaker.persistence.stores.firms import FirmStore
from matchmaker.persistence.stores.imports import ImportStore
from matchmaker.persistence.stores.proposals import ProposalStore
from matchmaker.persistence.stores.topics import TopicStore
from matchmaker.persistence.stores.trail import TrailStore


class AlreadyThere(Exception):
    """The database refused a write because something unique is there already; nothing was written."""


class UnitOfWork:
    """Use as a context manager; without `commit()` everything is rolled back at the end.

    `writes=True` takes SQLite's write lock at the start, so that a read followed by a write can't be refused.
    """

    def __init__(self, sessions: Sessions, *, writes: bool = False) -> None:
        self.session = sessions()
        if writes and self.session.get_bind().dialect.name == "sqlite":
            self.session.connection(execution_options={SQLITE_BEGIN: "IMMEDIATE"})
        self.accounts = AccountStore(self.session)
        self.equipment = EquipmentStore(self.session)
        self.firms = FirmStore(self.session)
        self.imports = ImportStore(self.session)
        self.proposals = ProposalStore(self.session)
        self.topics = TopicStore(self.session)
        self.trail = TrailStore(self.session)

    def commit(self) -> None:
        """Write everything, or nothing: raises AlreadyThere where something unique exists."""
        try:
            self.session.commit()
        except IntegrityError as refused:
            self.session.rollback()
            raise AlreadyThere(str(refused.orig)) from refused

    def flush(self) -> None:
        """Send what is pending to the database, so that its constraints speak before the commit."""
        self.session.flush()

    def close(self) -> None:
        """Give the connection back; what was not committed is gone."""
        self.session.close()

    def __enter__(self) -> UnitOfWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
