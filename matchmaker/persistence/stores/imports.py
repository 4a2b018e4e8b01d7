"""Import runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, defer

from matchmaker.persistence.base import Base
from matchmaker.persistence.models import (
    Capability,
    CapabilityConcept,
    Component,
    Firm,
    Identifier,
    ImportRun,
    MakerAnswer,
    ObservationStep,
    Stake,
    Statement,
)

# Tables written by imports in which a guard refuses every change.
ONLY_GROW = (MakerAnswer, ObservationStep)


class ImportStore:
    """Reads and writes of uploaded files and what became of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, run: ImportRun) -> None:
        """Add a run."""
        self._session.add(run)

    def get(self, run_id: str, *, to_change: bool = False) -> ImportRun | None:
        """Return one run with its content; `to_change` makes a second one who wants to change it wait."""
        return self._session.get(ImportRun, run_id, with_for_update=to_change or None)

    def identifier_owners(self) -> dict[tuple[str, str], str]:
        """Return the firm of each identifier in the register."""
        query = select(Identifier.scheme, Identifier.value, Identifier.firm_id)
        return {(scheme, value): firm_id for scheme, value, firm_id in self._session.execute(query)}

    def known_firms(self) -> Sequence[Firm]:
        """Return every firm, for joining what a file says to it."""
        return self._session.scalars(select(Firm).order_by(Firm.id)).all()

    def put(self, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows in bulk; those whose primary key is there already are overwritten.

        In a table that only grows they stay as they are.
        """
        target = cast(Table, table.__table__)
        insert = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        statement: Any = insert(target)
        keys = [column.name for column in target.primary_key]
        overwritten = () if table in ONLY_GROW else (name for name in rows[0] if name not in keys)
        changed = {name: statement.excluded[name] for name in overwritten}
        if changed:
            statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
        else:
            statement = statement.on_conflict_do_nothing()
        self._session.execute(statement, list({tuple(row[key] for key in keys): row for row in rows}.values()))

    def clear_published(self, firm_id: str) -> None:
        """Delete what earlier imports wrote about a firm; what the firm declared stays."""
        for table in (Statement, Stake, Identifier):
            self._session.execute(delete(table).where(table.firm_id == firm_id, table.basis != "declared"))
        published = select(Capability.id).where(Capability.firm_id == firm_id, Capability.basis != "declared")
        self._session.execute(delete(CapabilityConcept).where(CapabilityConcept.capability_id.in_(published)))
        self._session.execute(delete(Component).where(Component.capability_id.in_(published)))
        self._session.execute(delete(Capability).where(Capability.id.in_(published)))

    def latest(self, *, limit: int = 20) -> Sequence[ImportRun]:
        """Return the newest runs without their content."""
        query = select(ImportRun).options(defer(ImportRun.content)).order_by(ImportRun.made_at.desc())
        return self._session.scalars(query.limit(limit)).all()
