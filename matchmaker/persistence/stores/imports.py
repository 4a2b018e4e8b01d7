"""Import runs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from matchmaker.persistence.models import ImportRun


class ImportStore:
    """Reads and writes of uploaded files and what became of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, run: ImportRun) -> None:
        """Add a run."""
        self._session.add(run)

    def get(self, run_id: str) -> ImportRun | None:
        """Return one run with its content."""
        return self._session.get(ImportRun, run_id)

    def latest(self, *, limit: int = 20) -> Sequence[ImportRun]:
        """Return the newest runs without their content."""
        query = select(ImportRun).options(defer(ImportRun.content)).order_by(ImportRun.made_at.desc())
        return self._session.scalars(query.limit(limit)).all()
