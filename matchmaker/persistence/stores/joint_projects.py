"""Joint projects, their steps, and the equipment that comes of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.base import Base
from matchmaker.persistence.models import Account, JointProject, JointProjectStep, ProposalMember


class JointProjectStore:
    """Reads and writes of joint projects."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Add joint projects, steps, equipment and its makers."""
        self._session.add_all(rows)

    def get(self, joint_project_id: str) -> JointProject | None:
        """Return one joint project."""
        return self._session.get(JointProject, joint_project_id)

    def of_proposal(self, proposal_id: str) -> JointProject | None:
        """Return the joint project that was started from a proposal."""
        return self._session.scalars(select(JointProject).where(JointProject.proposal_id == proposal_id)).first()

    def all(self) -> Sequence[JointProject]:
        """Return all joint projects, the newest first."""
        return self._session.scalars(select(JointProject).order_by(JointProject.number.desc())).all()

    def of_firms(self, firm_ids: Collection[str]) -> Sequence[JointProject]:
        """Return the joint projects that any of these firms is a member of, the newest first."""
        members = select(ProposalMember.proposal_id).where(ProposalMember.firm_id.in_(sorted(firm_ids)))
        query = select(JointProject).where(JointProject.proposal_id.in_(members))
        return self._session.scalars(query.order_by(JointProject.number.desc())).all()

    def next_number(self) -> int:
        """Return the number of the next joint project; ask for it in a unit of work that writes."""
        return (self._session.scalar(select(func.max(JointProject.number))) or 0) + 1

    def steps(self, joint_project_id: str) -> Sequence[tuple[JointProjectStep, Account]]:
        """Return the steps of a joint project with who took them, oldest first."""
        query = select(JointProjectStep, Account).join(Account, Account.id == JointProjectStep.account_id)
        query = query.where(JointProjectStep.joint_project_id == joint_project_id)
        query = query.order_by(JointProjectStep.at, JointProjectStep.id)
        return [(step, account) for step, account in self._session.execute(query)]
