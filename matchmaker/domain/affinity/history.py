"""Who worked with whom on what: the past that a model learns from, and the question that it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

import numpy as np
from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Participation:
    """An organisation (by id) in a project; `role` as the source words it, empty where it says nothing."""

    organisation: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project with the consortium that carried it out.

    `year` is the year of its call. `family` is the identifier of its topic (or call) without years and numbers, like
    `EDF-RA-CYBER-CSIR`; two families are as near as the words that they share. `topic` is the text of the topic
    and `name` the short name of the project, both empty where they are not known.
    """

    id: str
    text: str
    year: int | None
    family: str
    participants: tuple[Participation, ...]
    topic: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `kind` (SME, university, ...) and `texts` (self-descriptions) where the source has them."""

    id: str
    name: str
    country: str
    kind: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who else fits: a text (and that of its topic), the members chosen so far by id, family and year as known."""

    text: str
    members: tuple[str, ...] = ()
    family: str = ""
    year: int | None = None
    topic: str = ""


@dataclass(frozen=True, eq=False)
class History:
    """Past projects in id order and the organisations that took part in them, in id order; make it with `of`."""

    projects: tuple[PastProject, ...]
    organisations: tuple[Organisation, ...]

    @classmethod
    def of(cls, projects: Iterable[PastProject], organisations: Mapping[str, Organisation]) -> History:
        """Keep only organisations that took part; one that `organisations` does not describe has its id as name."""
        ordered = tuple(sorted(projects, key=lambda project: project.id))
        ids = sorted({part.organisation for project in ordered for part in project.participants})
        return cls(ordered, tuple(organisations.get(id) or Organisation(id, id, "") for id in ids))

    @classmethod
    def of_everyone(cls, projects: Iterable[PastProject], organisations: Iterable[Organisation]) -> History:
        """Keep all organisations, also those without a past; participants that are none of them are left out."""
        known = {organisation.id: organisation for organisation in organisations}
        ordered = sorted(projects, key=lambda project: project.id)
        told = (replace(project, participants=_known(project, known)) for project in ordered)
        return cls(tuple(told), tuple(known[id] for id in sorted(known)))

    def described(self, organisations: tuple[Organisation, ...]) -> History:
        """The same past of the same organisations, in the same order, under other names or in other words."""
        told = replace(self, organisations=organisations)
        vars(told).update({name: vars(self)[name] for name in ("columns", "incidence") if name in vars(self)})
        return told

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The place of each organisation id in every row of scores."""
        return {organisation.id: column for column, organisation in enumerate(self.organisations)}

    @cached_property
    def incidence(self) -> csr_matrix:
        """Projects by organisations, 1 where the organisation took part."""
        pairs = sorted(
            {
                (row, self.columns[part.organisation])
                for row, project in enumerate(self.projects)
                for part in project.participants
            }
        )
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return csr_matrix((np.ones(len(pairs)), (rows, columns)), (len(self.projects), len(self.organisations)))


def family_of(identifier: str) -> str:
    """A topic or call without the parts that hold figures.

    >>> family_of("EDF-2021-AIR-D-EPE-2")
    'EDF-AIR-D-EPE'
    """
    return "-".join(part for part in identifier.split("-") if part and not re.search(r"\d", part))


def fingerprint(projects: Iterable[PastProject]) -> str:
    """The SHA-256 of projects, whatever their order."""
    rows = sorted(
        [p.id, p.text, p.year, p.family, p.topic, p.name, sorted([q.organisation, q.role] for q in p.participants)]
        for p in projects
    )
    return sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _known(project: PastProject, known: Mapping[str, Organisation]) -> tuple[Participation, ...]:
    return tuple(part for part in project.participants if part.organisation in known)
