"""Who worked with whom on what: the past that a model learns from, and the question that it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Participation:
    """An organisation (by id) in a project; `role` as the source words it, empty where it says nothing."""

    organisation: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project with the consortium that carried it out.

    `year` is the year of its call. `family` is the identifier of its topic (or call) without years and numbers, like
    `EDF-RA-CYBER-CSIR`; two families are as near as the words that they share. `topic` is the text of the topic,
    empty where it is not known.
    """

    id: str
    text: str
    year: int | None
    family: str
    participants: tuple[Participation, ...]
    topic: str = ""


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
