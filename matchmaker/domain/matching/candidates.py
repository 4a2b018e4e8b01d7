"""From ranked firms to the table of candidates: who may be a paid recipient, and what the team must satisfy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.eligibility import Entity, Matter, Product, judge_entity
from matchmaker.domain.facts import FirmFacts, PartnershipFacts, TopicFacts
from matchmaker.domain.findings import Finding, Verdict, combine
from matchmaker.domain.matching.coverage import Coverage
from matchmaker.domain.matching.entities import control_groups, entity_of, product_of
from matchmaker.domain.matching.pool import (
    JOINT_PROJECT,
    SIDE_ELSEWHERE,
    SIDE_UKRAINE,
    SIDE_UNION,
    Candidate,
    Gates,
    Link,
)
from matchmaker.domain.matching.rank import RankedFirm
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import CAPABILITY
from matchmaker.domain.vocabulary import STRANDS

UKRAINE_STRAND = "EDIP-U"
BOTH_SIDES = (SIDE_UKRAINE, SIDE_UNION)
# The one point of Article 12(1) with a minimum number of entities, as in EDIP-P-C03 and EDIP-U-C01.
POINT_WITH_MINIMUM = "d"
# Control is no partnership, and what somebody calls unverified is not known to be one.
CONTROL = ("acquisition", "stake")


@dataclass(frozen=True, slots=True)
class JudgedFirm:
    """A ranked firm as an entity with its findings under each strand, judged alone."""

    ranked: RankedFirm
    entity: Entity
    findings: Mapping[str, tuple[Finding, ...]]

    def verdict(self, strand: str) -> Verdict:
        """The combined verdict on the firm and what it would deliver."""
        return combine(finding.verdict for finding in self.findings[strand])


def judge_firms(
    ranking: Sequence[RankedFirm],
    coverage: Coverage,
    matter: Matter,
    *,
    weights: Weights,
    required: Collection[str] = (),
) -> tuple[JudgedFirm, ...]:
    """Judge the firms that can lead a part, are required, or stand among those watched; no other can be in a team.

    `matter` is the topic's action on its day under the settings of that day, with no entity yet.
    """
    return tuple(
        JudgedFirm(row, entity_of(row.firm), _findings(row.firm, coverage, matter, weights))
        for row in ranking
        if row.rank <= weights.watched
        or row.firm.id in required
        or any(match.strength >= weights.team.covers for match in coverage.best(row.firm.id).values())
    )


def _findings(firm: FirmFacts, coverage: Coverage, matter: Matter, weights: Weights) -> dict[str, tuple[Finding, ...]]:
    entity, products = entity_of(firm), offered_products(firm, coverage, weights)
    return {
        strand: judge_entity(entity, matter.case.action, matter.day, strand, products, matter.settings)
        for strand in STRANDS
    }


def offered_products(firm: FirmFacts, coverage: Coverage, weights: Weights) -> tuple[Product, ...]:
    """What the firm would bring to the topic: its capabilities whose text is strong enough to lead a part."""
    met = {
        match.fact
        for match in coverage.best(firm.id).values()
        if match.kind == CAPABILITY and match.strength >= weights.team.covers
    }
    return tuple(product_of(capability) for capability in firm.capabilities if capability.id in met)


def candidate_table(
    judged: Sequence[JudgedFirm], coverage: Coverage, topic: TopicFacts, matter: Matter
) -> tuple[Candidate, ...]:
    """The firms that no rule of the topic's strand excludes; unknown is not a reason to leave a firm out."""
    allowed = [one for one in judged if one.verdict(topic.strand) is not Verdict.NOT_MET]
    groups = control_groups((one.entity for one in allowed), matter)
    return tuple(_candidate(one, coverage, groups[one.entity.id], matter) for one in allowed)


def _candidate(one: JudgedFirm, coverage: Coverage, group: str, matter: Matter) -> Candidate:
    firm = one.ranked.firm
    return Candidate(
        firm_id=firm.id,
        name=firm.name,
        country=firm.country,
        side=side_of(firm.country, matter),
        fictional=firm.fictional,
        group=group,
        fit=one.ranked.fit,
        strengths={part: match.strength for part, match in sorted(coverage.best(firm.id).items())},
        features={part.feature: part.value for part in one.ranked.score.contributions},
        verdicts={strand: one.verdict(strand).value for strand in STRANDS},
    )


def side_of(country: str | None, matter: Matter) -> str:
    """Where a firm's seat lies as the gates see it; an unrecorded seat is on neither side."""
    if country is not None and matter.territories.state_of(country) in matter.territories.member_states:
        return SIDE_UNION
    return SIDE_UKRAINE if country in matter.countries("ukraine") else SIDE_ELSEWHERE


def gates_of(topic: TopicFacts, point: str | None, matter: Matter) -> Gates:
    """The hard rules in numbers; while no point is chosen the team is safe for every point."""
    most, trio = _most_members(topic, matter), int(matter.number("trio_size"))
    if topic.strand != UKRAINE_STRAND:
        return Gates(trio, most, trio, int(matter.number("trio_countries")), ())
    sides = (SIDE_UNION, SIDE_UKRAINE)
    if point in (None, POINT_WITH_MINIMUM):
        return Gates(trio, most, trio, 0, sides)
    return Gates(len(sides), most, 0, 0, sides)


def _most_members(topic: TopicFacts, matter: Matter) -> int:
    """An administrator's numbers of the topic come before the register's record of it."""
    recorded = None if topic.id in matter.settings.topics else topic.numbers.get("max_entities")
    stated = recorded or matter.topic_number("max_entities")
    return int(stated if stated is not None else matter.number("largest_consortium"))


def links_between(snapshot: Snapshot, candidates: Sequence[Candidate]) -> tuple[Link, ...]:
    """Published partnerships and joint projects between Ukrainian and Union candidates."""
    sides = {row.firm_id: row.side for row in candidates}
    found = {(link.ukrainian, link.partner): link for link in _ties(snapshot, sides)}
    return tuple(link for _, link in sorted(found.items()))


def _ties(snapshot: Snapshot, sides: Mapping[str, str]) -> Iterator[Link]:
    """Each tie from a Ukrainian to a Union firm; a partnership comes last, for it is told rather than a project."""
    for project in snapshot.projects.values():
        firms = {firm for firm, _ in project.participants}
        ukrainian, union = (sorted(firm for firm in firms if sides.get(firm) == side) for side in BOTH_SIDES)
        subject = project.acronym or project.title
        yield from (Link(one, other, subject, JOINT_PROJECT) for one in ukrainian for other in union)
    for partnership in filter(_is_bridge, snapshot.partnerships.values()):
        one, other = partnership.firm_a, partnership.firm_b
        if one and other:
            for pair in ((one, other), (other, one)):
                if tuple(map(sides.get, pair)) == BOTH_SIDES:
                    yield Link(*pair, partnership.subject or partnership.kind, partnership.kind)


def _is_bridge(partnership: PartnershipFacts) -> bool:
    source = partnership.provenance
    doubtful = source.confidence == "low" or "unverified" in source.source
    return not doubtful and not partnership.kind.startswith(CONTROL)
