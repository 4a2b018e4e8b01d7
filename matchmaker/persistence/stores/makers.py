"""What makers say: answers to observations on their equipment, and claims that it was tested in use."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import Equipment, EquipmentMaker, Firm, MakerAnswer, Observation, UseClaim

COUNTED = "analysed"


class MakerStore:
    """Reads and writes of answers and claims."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: MakerAnswer | UseClaim) -> None:
        """Add answers or claims; answers are never changed."""
        self._session.add_all(rows)

    def firms(self, firm_ids: Collection[str], equipment_id: str) -> Sequence[Firm]:
        """Return those of the firms that make a type, by name."""
        query = select(Firm).join(EquipmentMaker, EquipmentMaker.firm_id == Firm.id)
        query = query.where(EquipmentMaker.equipment_id == equipment_id, Firm.id.in_(firm_ids))
        return self._session.scalars(query.distinct().order_by(Firm.name, Firm.id)).all()

    def observed(
        self, firm_ids: Collection[str], *, offset: int, limit: int
    ) -> tuple[int, Sequence[tuple[Observation, Equipment]]]:
        """Return how many analysed observations are on what the firms make, and one page, the newest month first."""
        made = select(EquipmentMaker.equipment_id).where(EquipmentMaker.firm_id.in_(firm_ids))
        wanted = (Observation.state == COUNTED, Observation.equipment_id.in_(made))
        total = self._session.scalar(select(func.count(Observation.id)).where(*wanted)) or 0
        query = select(Observation, Equipment).join(Equipment, Equipment.id == Observation.equipment_id)
        page = query.where(*wanted).order_by(Observation.month.desc(), Observation.number.desc())
        rows = self._session.execute(page.offset(offset).limit(limit))
        return total, [(observation, equipment) for observation, equipment in rows]

    def answers(self, observation_ids: Collection[str]) -> Sequence[tuple[MakerAnswer, Firm]]:
        """Return all answers to observations, oldest first."""
        query = select(MakerAnswer, Firm).join(Firm, Firm.id == MakerAnswer.firm_id)
        query = query.where(MakerAnswer.observation_id.in_(observation_ids))
        rows = self._session.execute(query.order_by(MakerAnswer.at, MakerAnswer.id))
        return [(answer, firm) for answer, firm in rows]

    def claim(self, claim_id: str) -> UseClaim | None:
        """Return one claim."""
        return self._session.get(UseClaim, claim_id)

    def claims(self, *, equipment_id: str = "", firm_id: str = "") -> Sequence[tuple[UseClaim, Firm, Equipment]]:
        """Return the claims that stand, on a type or of a firm that still counts as its maker, oldest first."""
        asked = {UseClaim.equipment_id: equipment_id, UseClaim.firm_id: firm_id}
        makes = select(EquipmentMaker.firm_id).where(
            EquipmentMaker.equipment_id == UseClaim.equipment_id, EquipmentMaker.firm_id == UseClaim.firm_id
        )
        query = (
            select(UseClaim, Firm, Equipment)
            .join(Firm, Firm.id == UseClaim.firm_id)
            .join(Equipment, Equipment.id == UseClaim.equipment_id)
            .where(
                UseClaim.withdrawn_at.is_(None),
                makes.exists(),
                *(column == value for column, value in asked.items() if value),
            )
        )
        rows = self._session.execute(query.order_by(UseClaim.claimed_at, UseClaim.id))
        return [(claim, firm, equipment) for claim, firm, equipment in rows]
