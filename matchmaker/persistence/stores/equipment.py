"""Types of equipment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import Equipment, EquipmentAlias, EquipmentMaker


class EquipmentStore:
    """Reads of equipment types, their names and makers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, equipment_id: str) -> Equipment | None:
        """Return one type."""
        return self._session.get(Equipment, equipment_id)

    def aliases(self, equipment_id: str) -> Sequence[str]:
        """Return the other names of a type."""
        query = select(EquipmentAlias.alias).where(EquipmentAlias.equipment_id == equipment_id)
        return self._session.scalars(query.order_by(EquipmentAlias.alias)).all()

    def makers(self, equipment_id: str) -> Sequence[EquipmentMaker]:
        """Return the published makers of a type."""
        query = select(EquipmentMaker).where(EquipmentMaker.equipment_id == equipment_id)
        return self._session.scalars(query.order_by(EquipmentMaker.name)).all()

    def made_by(self, firm_id: str) -> Sequence[Equipment]:
        """Return the types that a firm makes."""
        query = select(Equipment).join(EquipmentMaker, EquipmentMaker.equipment_id == Equipment.id)
        return self._session.scalars(query.where(EquipmentMaker.firm_id == firm_id).order_by(Equipment.name)).all()

    def found(self, words: Sequence[str], *, category: str, offset: int, limit: int) -> tuple[int, Sequence[Equipment]]:
        """Return the number of types whose names have all words, and one page of them by name."""
        query = select(Equipment).where(*(Equipment.search_key.contains(word, autoescape=True) for word in words))
        if category:
            query = query.where(Equipment.category == category)
        number = self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        page = query.order_by(Equipment.name, Equipment.id).offset(offset).limit(limit)
        return number, self._session.scalars(page).all()

    def categories(self) -> Sequence[str]:
        """Return the categories in use."""
        return self._session.scalars(select(Equipment.category).distinct().order_by(Equipment.category)).all()
