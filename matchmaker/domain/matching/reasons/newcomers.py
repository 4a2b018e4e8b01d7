"""Newcomers to funded projects in a team that has nobody with experience of leading one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.reasons.teams import members_of


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Members without any recorded project, and those recorded as coordinator of one.

    Both are empty where the sealed inputs are older than these counts (`counted` is False then).
    """

    firms: tuple[str, ...]
    coordinators: tuple[str, ...]
    counted: bool

    @property
    def unguided(self) -> bool:
        """Whether there are newcomers and nobody is recorded to have coordinated a project."""
        return bool(self.firms) and not self.coordinators


def newcomers(sealed: SealedInputs, members: Collection[str]) -> Newcomers:
    """Who in the team is new to funded projects, and who has coordinated one."""
    rows = members_of(sealed, members)
    return Newcomers(
        firms=tuple(row.firm_id for row in rows if row.projects == 0),
        coordinators=tuple(row.firm_id for row in rows if row.coordinated),
        counted=all(row.projects is not None for row in rows),
    )
