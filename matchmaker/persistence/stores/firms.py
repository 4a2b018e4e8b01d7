"""Firms and what is recorded about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from matchmaker.domain.vocabulary import FirmState
from matchmaker.persistence.base import Base
from matchmaker.persistence.models import (
    Account,
    Capability,
    CapabilityConcept,
    Claim,
    Component,
    Concept,
    Firm,
    FirmDecision,
    Identifier,
    Membership,
    Stake,
    Statement,
)

OWN_WORDS = ("declared", "invented")


class FirmStore:
    """Reads and writes of the register of firms."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Add firms or parts of their entries; call `flush` where one row refers to another."""
        self._session.add_all(rows)

    def get(self, firm_id: str) -> Firm | None:
        """Return a firm, in whatever state its entry is."""
        return self._session.get(Firm, firm_id)

    def names(self, firm_ids: Iterable[str]) -> dict[str, Firm]:
        """Return several firms by id."""
        query = select(Firm).where(Firm.id.in_(list(firm_ids)))
        return {firm.id: firm for firm in self._session.scalars(query)}

    def owned_by_identifier(self, scheme: str, value: str) -> str | None:
        """Return the id of the firm that carries this identifier."""
        query = select(Identifier.firm_id).where(Identifier.scheme == scheme, Identifier.value == value)
        return self._session.scalars(query).first()

    def of_country(self, country: str | None) -> Sequence[Firm]:
        """Return the firms of a country and those without one: whom a new firm could duplicate."""
        return self._session.scalars(select(Firm).where(or_(Firm.country == country, Firm.country.is_(None)))).all()

    def statements(self, firm_id: str) -> Sequence[Statement]:
        """Return the recorded statements, by kind."""
        query = select(Statement).where(Statement.firm_id == firm_id).order_by(Statement.kind, Statement.id)
        return self._session.scalars(query).all()

    def stakes(self, firm_id: str) -> Sequence[Stake]:
        """Return the recorded interests."""
        return self._session.scalars(select(Stake).where(Stake.firm_id == firm_id).order_by(Stake.id)).all()

    def identifiers(self, firm_id: str) -> Sequence[Identifier]:
        """Return the register numbers."""
        query = select(Identifier).where(Identifier.firm_id == firm_id).order_by(Identifier.scheme)
        return self._session.scalars(query).all()

    def identifiers_among(self, firm_ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
        """Return scheme and value of the identifiers of several firms."""
        found: dict[str, set[tuple[str, str]]] = {firm_id: set() for firm_id in firm_ids}
        for row in self._session.scalars(select(Identifier).where(Identifier.firm_id.in_(firm_ids))):
            found[row.firm_id].add((row.scheme, row.value))
        return found

    def capabilities(self, firm_id: str) -> Sequence[Capability]:
        """Return offers and needs."""
        query = select(Capability).where(Capability.firm_id == firm_id).order_by(Capability.id)
        return self._session.scalars(query).all()

    def capability(self, capability_id: str) -> Capability | None:
        """Return one capability."""
        return self._session.get(Capability, capability_id)

    def concepts_of(self, capability_id: str) -> Sequence[Concept]:
        """Return the tags of a capability."""
        query = select(Concept).join(CapabilityConcept, CapabilityConcept.concept_id == Concept.id)
        return self._session.scalars(query.where(CapabilityConcept.capability_id == capability_id)).all()

    def components_of(self, capability_id: str) -> Sequence[Component]:
        """Return the recorded components of a capability."""
        query = select(Component).where(Component.capability_id == capability_id).order_by(Component.id)
        return self._session.scalars(query).all()

    def known_concepts(self, concept_ids: Iterable[str]) -> set[str]:
        """Return those of the ids that the taxonomies know."""
        return set(self._session.scalars(select(Concept.id).where(Concept.id.in_(list(concept_ids)))))

    def concepts(self, scheme: str, *, code_prefix: str = "") -> Sequence[Concept]:
        """Return a taxonomy, or the part of it below a code prefix."""
        query = select(Concept).where(Concept.scheme == scheme, Concept.code.startswith(code_prefix))
        return self._session.scalars(query.order_by(func.length(Concept.code), Concept.code)).all()

    def clear_declared_stakes(self, firm_id: str) -> None:
        """Delete the interests that the firm declared, or that were invented for it; published ones stay."""
        self._session.execute(delete(Stake).where(Stake.firm_id == firm_id, Stake.basis.in_(OWN_WORDS)))

    def clear_declared_identifiers(self, firm_id: str) -> None:
        """Delete the identifiers that the firm declared; those from public records stay."""
        self._session.execute(delete(Identifier).where(Identifier.firm_id == firm_id, Identifier.basis.in_(OWN_WORDS)))

    def clear_declared_statements(self, firm_id: str, kinds: Iterable[str]) -> None:
        """Delete what the firm declared of these kinds; published statements stay."""
        declared = and_(Statement.firm_id == firm_id, Statement.basis.in_(OWN_WORDS))
        self._session.execute(delete(Statement).where(declared, Statement.kind.in_(list(kinds))))

    def remove_capability(self, capability: Capability) -> None:
        """Delete a capability with its tags and components."""
        self.clear_capability(capability.id)
        self._session.delete(capability)

    def clear_capability(self, capability_id: str) -> None:
        """Delete the tags and components of a capability."""
        self._session.execute(delete(CapabilityConcept).where(CapabilityConcept.capability_id == capability_id))
        self._session.execute(delete(Component).where(Component.capability_id == capability_id))

    def found(
        self, words: Sequence[str], *, country: str, states: Sequence[str], offset: int, limit: int
    ) -> tuple[int, Sequence[Firm]]:
        """Return the number of firms whose search key has all words, and one page of them by name."""
        query = select(Firm).where(Firm.state.in_(states), *(_has_word(word) for word in words))
        if country:
            query = query.where(Firm.country == country)
        page = query.order_by(Firm.search_key, Firm.id).offset(offset).limit(limit)
        return self._count(query), self._session.scalars(page).all()

    def countries(self, states: Sequence[str]) -> Sequence[tuple[str, int]]:
        """Return how many firms in these states each country has."""
        query = select(Firm.country, func.count()).where(Firm.state.in_(states), Firm.country.is_not(None))
        return [(str(code), number) for code, number in self._session.execute(query.group_by(Firm.country))]

    def in_state(self, state: str) -> Sequence[Firm]:
        """Return the firms in a state, the one that waits longest first."""
        return self._session.scalars(select(Firm).where(Firm.state == state).order_by(Firm.changed_at, Firm.id)).all()

    def changed_since_decision(self) -> Sequence[Firm]:
        """Return verified firms that changed their entry after an officer last decided about it."""
        latest = select(func.max(FirmDecision.decided_at)).where(FirmDecision.firm_id == Firm.id).scalar_subquery()
        query = select(Firm).where(Firm.state == FirmState.VERIFIED, Firm.changed_at > latest)
        return self._session.scalars(query.order_by(Firm.changed_at, Firm.id)).all()

    def decisions(self, firm_id: str) -> Sequence[FirmDecision]:
        """Return what officers decided, newest first."""
        query = select(FirmDecision).where(FirmDecision.firm_id == firm_id)
        return self._session.scalars(query.order_by(FirmDecision.decided_at.desc())).all()

    def claim(self, claim_id: str) -> Claim | None:
        """Return one claim."""
        return self._session.get(Claim, claim_id)

    def open_claims(self) -> Sequence[tuple[Claim, Firm, Account]]:
        """Return the claims that wait for a decision, oldest first."""
        query = select(Claim, Firm, Account).join(Firm, Firm.id == Claim.firm_id)
        query = query.join(Account, Account.id == Claim.account_id).where(Claim.state == "open")
        return [(claim, firm, who) for claim, firm, who in self._session.execute(query.order_by(Claim.made_at))]

    def claims_of_account(self, account_id: str) -> Sequence[tuple[Claim, Firm]]:
        """Return an account's claims, newest first."""
        query = select(Claim, Firm).join(Firm, Firm.id == Claim.firm_id).where(Claim.account_id == account_id)
        return [(claim, firm) for claim, firm in self._session.execute(query.order_by(Claim.made_at.desc()))]

    def has_member(self, firm_id: str) -> bool:
        """Say whether somebody acts for the firm, so that it is not open to claims."""
        query = select(func.count()).select_from(Membership).where(Membership.firm_id == firm_id)
        return bool(self._session.scalar(query.where(Membership.until.is_(None))))

    def of_account(self, account_id: str) -> Sequence[Firm]:
        """Return the firms that an account acts for."""
        joined = and_(Membership.firm_id == Firm.id, Membership.account_id == account_id)
        query = select(Firm).join(Membership, joined).where(Membership.until.is_(None))
        return self._session.scalars(query.order_by(Firm.name, Firm.id)).all()

    def _count(self, query: Select[Firm]) -> int:
        return self._session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _has_word(word: str) -> ColumnElement[bool]:
    return Firm.search_key.contains(word, autoescape=True)
