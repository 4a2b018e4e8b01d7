"""One transaction: the stores, and the only commit in the code base."""

from __future__ import annotations

from types import TracebackType

from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, SessionTransaction

from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.stores.accounts import AccountStore
from matchmaker.persistence.stores.equipment import EquipmentStore
from matchmaker.persistence.stores.firms import FirmStore
from matchmaker.persistence.stores.gaps import GapStore
from matchmaker.persistence.stores.imports import ImportStore
from matchmaker.persistence.stores.joint_projects import JointProjectStore
from matchmaker.persistence.stores.law import LawStore
from matchmaker.persistence.stores.lessons import LessonStore
from matchmaker.persistence.stores.makers import MakerStore
from matchmaker.persistence.stores.notices import NoticeStore
from matchmaker.persistence.stores.observations import ObservationStore
from matchmaker.persistence.stores.proposals import ProposalStore
from matchmaker.persistence.stores.screening import ScreeningStore
from matchmaker.persistence.stores.topics import TopicStore
from matchmaker.persistence.stores.trail import TrailStore
from matchmaker.persistence.stores.training import TrainingStore


class AlreadyThere(Exception):
    """The database refused a write because something unique is there already; nothing was written."""


# One statement takes the write lock for the whole transaction, before anything is read in it.
WRITE_LOCKS = {
    "sqlite": "UPDATE catalogue_revision SET number = number WHERE 0 = 1",
    "postgresql": "SELECT pg_advisory_xact_lock(20252643)",
}


class UnitOfWork:
    """Use as a context manager; without `commit()` everything is rolled back at the end.

    With `writes=True` each of its transactions waits its turn before it reads, so that what a service
    decides on still holds when it writes; nobody else writes in between, on either engine.
    """

    def __init__(self, sessions: Sessions, *, writes: bool = False) -> None:
        self.session = sessions()
        self._writes = writes
        event.listen(self.session, "after_begin", self._wait_for_turn)
        self.accounts = AccountStore(self.session)
        self.equipment = EquipmentStore(self.session)
        self.firms = FirmStore(self.session)
        self.gaps = GapStore(self.session)
        self.imports = ImportStore(self.session)
        self.joint_projects = JointProjectStore(self.session)
        self.law = LawStore(self.session)
        self.lessons = LessonStore(self.session)
        self.makers = MakerStore(self.session)
        self.notices = NoticeStore(self.session)
        self.observations = ObservationStore(self.session)
        self.proposals = ProposalStore(self.session)
        self.screening = ScreeningStore(self.session)
        self.topics = TopicStore(self.session)
        self.trail = TrailStore(self.session)
        self.training = TrainingStore(self.session)

    def commit(self) -> None:
        """Write everything, or nothing: raises AlreadyThere where something unique exists."""
        try:
            self.session.commit()
        except IntegrityError as refused:
            self.session.rollback()
            raise AlreadyThere(str(refused.orig)) from refused

    def pause(self) -> None:
        """Let others write while something long is computed; what was read before must be checked again.

        Raises RuntimeError where something is waiting to be written.
        """
        if self.session.new or self.session.dirty or self.session.deleted:
            raise RuntimeError("a unit of work with changes cannot pause")
        self.session.commit()

    def begin_writing(self) -> None:
        """Turn a unit that has only read into one that writes; its next statement waits for its turn."""
        self.pause()
        self._writes = True

    def flush(self) -> None:
        """Send what is pending to the database, so that its constraints speak before the commit."""
        self.session.flush()

    def close(self) -> None:
        """Give the connection back; what was not committed is gone."""
        self.session.close()

    def _wait_for_turn(self, _session: Session, transaction: SessionTransaction, connection: Connection) -> None:
        if self._writes and not transaction.nested:
            connection.exec_driver_sql(WRITE_LOCKS[connection.dialect.name])

    def __enter__(self) -> UnitOfWork:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
