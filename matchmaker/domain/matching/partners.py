"""Who goes with one firm: all others as columns, by what they add to it rather than by how much they resemble it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from matchmaker.domain.eligibility import Matter
from matchmaker.domain.facts import FirmFacts, PartnershipFacts, TopicFacts, TopicPartFacts
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.matching.candidates import UKRAINE_STRAND, side_of
from matchmaker.domain.matching.columns import WHOLE, FirmColumns, firm_columns
from matchmaker.domain.matching.coverage import Coverage, PartMatch, coverage_of, shared_words, topic_coverage
from matchmaker.domain.matching.deeds import evidence_on, field_evidence, fielded_equipment, record_quality
from matchmaker.domain.matching.entities import control_groups, entity_of
from matchmaker.domain.matching.fits import half_best_half_breadth
from matchmaker.domain.matching.learned import learned_features, partner_question
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION
from matchmaker.domain.matching.scoring import Feature, Scored
from matchmaker.domain.matching.ties import stands_on_record
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import joined

ACROSS = {SIDE_UKRAINE: SIDE_UNION, SIDE_UNION: SIDE_UKRAINE}
WITHOUT_TOPIC = {
    True: say("One of both has its seat in Ukraine, the other in the Union."),
    False: say("Their seats are not one in Ukraine and one in the Union."),
}
Seen = Callable[[FirmFacts], FirmFacts]


@dataclass(frozen=True, slots=True)
class PartnerView:
    """Everything about a firm that the score of any partner needs; `facts` are in id order, the firm itself among them.

    `topic` is what they would do together, None where no open topic meets the firm.
    """

    firm: FirmFacts
    topic: TopicFacts | None
    firms: FirmColumns
    facts: Sequence[FirmFacts]
    coverage: Coverage
    scored: Scored


def view_partners(
    snapshot: Snapshot, firm: FirmFacts, topic: TopicFacts | None, weights: Weights, matter: Matter
) -> PartnerView:
    """Work out what every firm of the register would add to one firm; `matter` knows the countries of the day."""
    firms = firm_columns(snapshot)
    parts = topic.parts if topic else ()
    coverage = topic_coverage(snapshot, topic, weights) if topic else coverage_of(snapshot, (), weights)
    evidence = evidence_on(snapshot, parts, weights)
    features = (
        meets_needs(snapshot, firm, weights),
        completes(coverage, parts, firm, weights),
        other_side(snapshot, firm, topic, matter),
        recorded_together(snapshot, firms, firm),
        fielded_equipment(snapshot, firms, parts, weights),
        field_evidence(snapshot, firms, evidence, weights),
        record_quality(firms, weights),
        *learned_features(snapshot, firms, partner_question(firm, topic), weights.partner),
    )
    scored = Scored(features, weights.partner)
    return PartnerView(firm, topic, firms, tuple(snapshot.firms.values()), coverage, scored)


def needs_of(firm: FirmFacts) -> tuple[TopicPartFacts, ...]:
    """What a firm says that it seeks, to be met like the parts of a topic."""
    return tuple(
        TopicPartFacts(need.id, "product", joined(need.title_en, need.text_en), joined(need.title_uk, need.text_uk))
        for need in firm.capabilities
        if need.direction == "need"
    )


def meets_needs(snapshot: Snapshot, firm: FirmFacts, weights: Weights) -> Feature:
    """Half for the need that the partner's own texts meet best, half for the average over all needs."""
    needs = {need.id: need for need in needs_of(firm)}
    coverage = coverage_of(snapshot, tuple(needs.values()), weights)

    def because(row: int) -> Sentence:
        if not needs:
            return say("%(name)s has not recorded what it seeks.", name=_name(firm))
        matches = coverage.own_matches(coverage.firms.ids[row]).values()
        best = min(matches, key=lambda match: (-match.strength, match.part_id), default=None)
        if best is None:
            return say("None of its texts meets what %(name)s seeks.", name=_name(firm))
        return _offers(firm, needs[best.part_id], best.strength, told_words(snapshot, best))

    return Feature("meets_needs", half_best_half_breadth(coverage.described), because)


def _offers(firm: FirmFacts, need: TopicPartFacts, strength: float, words: tuple[str, ...]) -> Sentence:
    name, wanted = _name(firm), _wording(need)
    if not words:
        return say(
            "It offers what %(name)s seeks: “%(need)s” with %(strength)s.", name=name, need=wanted, strength=strength
        )
    return say(
        "It offers what %(name)s seeks: “%(need)s” with %(strength)s. Words that met: %(words)s.",
        name=name,
        need=wanted,
        strength=strength,
        words=words,
    )


def told_words(snapshot: Snapshot, match: PartMatch) -> tuple[str, ...]:
    """Each word of what is sought with the word of the text that it met, strongest first; once where both agree.

    Both are told as somebody wrote them, a translation in between is not.
    """
    pairs = ((one.query_surface, one.doc_surface) for one in shared_words(snapshot, match))
    return tuple(asked if asked.casefold() == met.casefold() else f"{asked} = {met}" for asked, met in pairs)


def completes(coverage: Coverage, parts: Sequence[TopicPartFacts], firm: FirmFacts, weights: Weights) -> Feature:
    """How much stronger than the firm the partner is at the parts of the topic: half best gain, half average gain.

    By the partner's own words alone, since the text of a project speaks for all who took part; the firm itself may
    have its strength from either.
    """
    gains = np.maximum(coverage.described - coverage.strongest[coverage.firms.rows[firm.id]], 0)
    leads = (coverage.described >= round(weights.team.covers * WHOLE)) & (gains > 0)

    def because(row: int) -> Sentence:
        led = [parts[at] for at in np.lexsort((np.arange(len(parts)), -gains[row])).tolist() if leads[row, at]]
        if not led:
            return say("It leads no part of the topic better than %(name)s does.", name=_name(firm))
        return say(
            "It leads parts of the topic better than %(name)s does: %(count)s, above all “%(part)s”.",
            name=_name(firm),
            count=len(led),
            part=_wording(led[0]),
        )

    return Feature("completes", half_best_half_breadth(np.where(leads, gains, 0)), because)


def other_side(snapshot: Snapshot, firm: FirmFacts, topic: TopicFacts | None, matter: Matter) -> Feature:
    """Whether one of both has its seat in Ukraine and the other in the Union, where the topic needs both sides."""
    wanted = ACROSS.get(side_of(firm.country, matter)) if topic is None or topic.strand == UKRAINE_STRAND else None
    sides = {country: side_of(country, matter) for country in {one.country for one in snapshot.firms.values()}}
    across = [wanted is not None and sides[one.country] == wanted for one in snapshot.firms.values()]
    values = np.array(across, dtype=np.int64) * WHOLE

    def because(row: int) -> Sentence:
        if wanted is None:
            return say("Which side its seat is on plays no part here.")
        if topic is None:
            return WITHOUT_TOPIC[across[row]]
        if not across[row]:
            return say("Its seat is not on the other side; a team needs one firm from Ukraine and one from the Union.")
        return say("Its seat is on the other side: a team needs one firm from Ukraine and one from the Union.")

    return Feature("other_side", values, because)


def recorded_together(snapshot: Snapshot, firms: FirmColumns, firm: FirmFacts) -> Feature:
    """Whether a partnership of both is published; a doubtful one and an acquisition are none."""
    published = _partners_of(snapshot, firm.id)
    values = firms.column(dict.fromkeys(published, WHOLE))

    def because(row: int) -> Sentence:
        found = published.get(firms.ids[row])
        if found is None:
            return say("No partnership of both is published.")
        return say("A partnership with %(name)s is published: %(subject)s.", name=_name(firm), subject=_subject(found))

    return Feature("recorded_together", values, because)


def related_firms(snapshot: Snapshot, firm: FirmFacts, matter: Matter, seen: Seen = lambda one: one) -> frozenset[str]:
    """The firms under common control with a firm, as recorded, at any depth; without the firm itself.

    `seen` gives each firm as somebody may see it, so that what is hidden ties nobody.
    """
    owns = nx.subgraph_view(snapshot.graph, filter_edge=lambda one, other, key: key[0] == "owns")
    tied = nx.node_connected_component(owns.to_undirected(as_view=True), node_id(NodeKind.FIRM, firm.id))
    ids = [node.partition(":")[2] for node in tied if node.startswith(f"{NodeKind.FIRM.value}:")]
    groups = control_groups((entity_of(seen(snapshot.firms[one])) for one in sorted(ids)), matter)
    return frozenset(one for one, group in groups.items() if group == groups[firm.id] and one != firm.id)


def _partners_of(snapshot: Snapshot, firm_id: str) -> Mapping[str, PartnershipFacts]:
    found: dict[str, PartnershipFacts] = {}
    for one in filter(stands_on_record, snapshot.partnerships.values()):
        if firm_id in (one.firm_a, one.firm_b) and one.firm_a and one.firm_b and one.firm_a != one.firm_b:
            found.setdefault(one.firm_b if one.firm_a == firm_id else one.firm_a, one)
    return found


def _subject(partnership: PartnershipFacts) -> str:
    return partnership.subject or partnership.kind


def _name(firm: FirmFacts) -> Bilingual:
    return Bilingual(firm.name, firm.name_uk)


def _wording(part: TopicPartFacts) -> Bilingual:
    return Bilingual(part.text_en, part.text_uk)
