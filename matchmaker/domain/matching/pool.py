"""The table of candidates and everything else that a proposal was made from, sealed so that it can be replayed.

It holds no personal data: firms, their country, numbers and verdicts, never owners, people or contacts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from typing import Any

SIDE_UNION = "union"
SIDE_UKRAINE = "ukraine"
SIDE_ELSEWHERE = "elsewhere"
JOINT_PROJECT = "joint project"


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A topic part as it read on the day; `kind` is product (must-have) or activity (nice-to-have)."""

    id: str
    kind: str
    text_en: str
    text_uk: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that the rules do not exclude as a paid recipient.

    `fit` is the firm score in 0..1 and `strengths` the strength for each part, both with four decimals;
    `group` is equal for firms under common control as recorded; `verdicts` combines the entity rules by strand.
    `projects` counts the funded projects that it took part in and `coordinated` those that it led; these and
    `owners_known` are None in what was sealed before they counted.
    """

    firm_id: str
    name: str
    country: str | None
    side: str
    fictional: bool
    group: str
    fit: float
    strengths: Mapping[str, float]
    features: Mapping[str, float]
    verdicts: Mapping[str, str]
    projects: int | None = None
    coordinated: int | None = None
    owners_known: bool | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A published partnership or joint project between a Ukrainian and a Union candidate.

    `kind` is JOINT_PROJECT, or the kind of partnership as published.
    """

    ukrainian: str
    partner: str
    subject: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A funded project or partnership on record between two candidates; what is a `Link` is no tie, so it counts once.

    `one` comes before `other` in the order of ids; `kind` as in a link.
    """

    one: str
    other: str
    subject: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Gates:
    """The hard rules of the topic in numbers; `sides` each need at least one member."""

    least_members: int
    most_members: int
    least_groups: int
    least_states: int
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamWeights:
    """Points for what a consortium shows; `seat` is what each member costs, `covers` the least strength to lead.

    `cohesion` and `countries` are reached in full by `cohesion_most` tied members and `countries_most` countries.
    `sides` rewards a second member of each side, `risk` is the most that a member's open questions cost and
    `coordinator` what a team without anybody experienced loses. All of these are 0 in what was sealed before them.
    """

    must_have: float
    nice_to_have: float
    member_fit: float
    bridge: float
    seat: float
    covers: float
    cohesion: float = 0.0
    cohesion_most: int = 1
    countries: float = 0.0
    countries_most: int = 1
    sides: float = 0.0
    risk: float = 0.0
    coordinator: float = 0.0


@dataclass(frozen=True, slots=True)
class SealedInputs:
    """All that the solver needs to give the same consortia again, whatever happened to the register since.

    `refused` are teams that the rule book turned down after they were solved; `firm_weights` explain `fit`.
    `settings` is what an administrator had changed of the dated configuration, as `written_settings` puts it;
    None where nothing was changed. `must` are the parts that a team has to lead where anybody can; None in what was
    sealed before they were gates. `discarded` counts the firms that can lead a part and were proved to be in no team
    that was asked for, so that they are not among the candidates.
    """

    topic_id: str
    strand: str
    point: str | None
    day: str
    seed: int
    count: int
    catalogue_revision: int
    rulebook_version: str
    weights_version: str
    firm_weights: Mapping[str, float]
    weights: TeamWeights
    gates: Gates
    parts: tuple[SealedPart, ...]
    candidates: tuple[Candidate, ...]
    links: tuple[Link, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    refused: tuple[tuple[str, ...], ...] = ()
    settings: Mapping[str, Any] | None = None
    must: tuple[str, ...] | None = None
    ties: tuple[Tie, ...] = ()
    discarded: int = 0
    hash: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Put rows into one order, so that the same inputs have one hash and one solution."""
        object.__setattr__(self, "candidates", tuple(sorted(self.candidates, key=lambda row: row.firm_id)))
        links = sorted(self.links, key=lambda link: (link.ukrainian, link.partner, link.subject))
        object.__setattr__(self, "links", tuple(links))
        ties = sorted(self.ties, key=lambda tie: (tie.one, tie.other, tie.subject))
        object.__setattr__(self, "ties", tuple(ties))
        object.__setattr__(self, "required", tuple(sorted(self.required)))
        object.__setattr__(self, "excluded", tuple(sorted(self.excluded)))
        object.__setattr__(self, "hash", sha256(canonical_json(self).encode()).hexdigest())

    def with_required(self, firm_ids: Iterable[str]) -> SealedInputs:
        """The same question with these firms in every team."""
        return replace(self, required=tuple(firm_ids))

    def candidate(self, firm_id: str) -> Candidate:
        """The row of a firm; KeyError for a firm that is no candidate."""
        for row in self.candidates:
            if row.firm_id == firm_id:
                return row
        raise KeyError(firm_id)


def _later(known: type, first: str) -> dict[str, Any]:
    """The fields from `first` on with what stands for their absence."""
    named = [one for one in fields(known) if one.init]
    start = [one.name for one in named].index(first)
    return {one.name: one.default for one in named[start:]}


LATER_INPUTS = _later(SealedInputs, "settings")
LATER_WEIGHTS = _later(TeamWeights, "cohesion")
LATER_FACTS = _later(Candidate, "projects")


def canonical_json(sealed: SealedInputs) -> str:
    """The sealed content without its hash, keys sorted, no spaces: what the hash is computed over."""
    content = asdict(sealed)
    del content["hash"]
    _drop(content, LATER_INPUTS)
    _drop(content["weights"], LATER_WEIGHTS)
    for row in content["candidates"]:
        _drop(row, LATER_FACTS)
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _drop(content: dict[str, Any], later: Mapping[str, Any]) -> None:
    """Leave out what says no more than its absence, as in what was sealed before the field was."""
    for name, absent in later.items():
        if content[name] == absent:
            del content[name]


def to_json(sealed: SealedInputs) -> str:
    """The sealed inputs with their hash, to be stored beside a proposal."""
    return json.dumps(
        {"hash": sealed.hash, "inputs": json.loads(canonical_json(sealed))},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> SealedInputs:
    """Read what `to_json` wrote; ValueError where the content no longer fits its hash."""
    stored = json.loads(text)
    sealed = _sealed(stored["inputs"])
    if sealed.hash != stored["hash"]:
        raise ValueError("sealed inputs do not fit their hash")
    return sealed


def _sealed(content: dict[str, Any]) -> SealedInputs:
    typed = {
        "weights": TeamWeights(**content["weights"]),
        "gates": Gates(**{**content["gates"], "sides": tuple(content["gates"]["sides"])}),
        "parts": tuple(SealedPart(**part) for part in content["parts"]),
        "candidates": tuple(Candidate(**row) for row in content["candidates"]),
        "links": tuple(Link(**link) for link in content["links"]),
        "refused": tuple(tuple(team) for team in content["refused"]),
        "ties": tuple(Tie(**tie) for tie in content.get("ties", ())),
        "must": None if content.get("must") is None else tuple(content["must"]),
    }
    return SealedInputs(**{**content, **typed})
