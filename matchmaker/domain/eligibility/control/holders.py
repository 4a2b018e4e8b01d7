"""Who the holders of a case are, and where they sit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from matchmaker.domain.eligibility.case import Entity, Owner

ULTIMATE_KINDS = frozenset({"person", "state", "authority", "international_organisation"})


@dataclass(frozen=True, slots=True)
class Holder:
    """An entity or an owner as the seat of control; `places` are its countries, None where one is not recorded.

    `recorded_by` is the member whose record describes it: itself for a member, None where nobody does.
    """

    id: str
    name: str
    kind: str | None
    places: tuple[str | None, ...]
    recorded_by: str | None = None

    @property
    def is_ultimate(self) -> bool:
        """Persons, states and their authorities are controlled by nobody."""
        return self.kind in ULTIMATE_KINDS


def all_holders(members: Mapping[str, Entity], named: Iterable[str]) -> dict[str, Holder]:
    """Every holder by id; of two records of one owner the one that says more is kept."""
    holders = {name: Holder(name, name, None, (None,)) for name in named}
    described: dict[str, Holder] = {}
    for member in members.values():
        for owner in member.owners or ():
            new = _of_owner(owner, member.id)
            described[owner.id] = max(described.get(owner.id, new), new, key=_saying)
    own = {member.id: _of_member(member) for member in members.values()}
    return dict(chain(holders.items(), described.items(), own.items()))


def _of_member(entity: Entity) -> Holder:
    places = (entity.seat,) if entity.kind in ULTIMATE_KINDS else (entity.seat, entity.management)
    return Holder(entity.id, entity.label, entity.kind, places, entity.id)


def _of_owner(owner: Owner, recorded_by: str) -> Holder:
    lives = (owner.residence,) if owner.kind == "person" and owner.residence else ()
    return Holder(owner.id, owner.name or owner.id, owner.kind, (owner.country, *lives), recorded_by)


def _saying(holder: Holder) -> tuple[int, int, bool, str]:
    places = [place or "" for place in holder.places]
    return sum(map(bool, places)), len(places), holder.kind is not None, f"{holder.name} {places} {holder.recorded_by}"
