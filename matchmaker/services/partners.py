"""For a firm its partners, the topics that suit it and the teams that it could be in, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from matchmaker.domain.eligibility import Action, Case, Matter, Settings, judge_entity
from matchmaker.domain.facts import FirmFacts, TopicFacts
from matchmaker.domain.findings import Contribution, Finding, Sentence, Verdict, combine, say
from matchmaker.domain.matching.candidates import UKRAINE_STRAND, offered_products
from matchmaker.domain.matching.entities import action_of, entity_of
from matchmaker.domain.matching.features import view_topic
from matchmaker.domain.matching.partners import PartnerView, related_firms, view_partners
from matchmaker.domain.matching.propose import ProposalSet
from matchmaker.domain.matching.rank import EVIDENCE, RankedFirm, Ranking, rank_in_view
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import STRANDS
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.declared import DECLARED, declared_fields
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Actor
from matchmaker.services.profiles import may_read_restricted
from matchmaker.services.proposals.reading import HIDDEN
from matchmaker.services.proposals.search import consortia

MOST_PARTNERS = 100
FIELD_EVIDENCE = "field_evidence"
# Where no topic is open, firms are judged as recipients of what most topics fund.
USUAL_ACTION = "12(1)"
# Kinds of fields by firm.
Fields = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Partner:
    """A firm that goes with another; `because` has what counts for it, strongest first, and adds up to `score`."""

    rank: int
    firm: FirmFacts
    score: float
    because: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A firm that would stand among the partners and is left out; `place` is the one that it would have had.

    `read` has the declared fields that the reasons tell of, by firm: reading them belongs into the firm's ledger.
    """

    place: int
    firm: FirmFacts
    because: tuple[Sentence, ...]
    read: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicFit:
    """An open topic as seen by one firm: its place among `of` firms, and what its score there consists of."""

    topic: TopicFacts
    place: int
    of: int
    score: float
    because: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the register holds for a firm; `topic` is the one that partners were chosen for, None where none suits.

    `set_aside` are firms under common control with it and firms that a rule excludes, both left out of `partners`.
    """

    firm: FirmFacts
    topic: TopicFacts | None
    topics: tuple[TopicFit, ...]
    partners: tuple[Partner, ...]
    set_aside: tuple[SetAside, ...]
    note: Sentence | None

    @property
    def read(self) -> Fields:
        """The declared fields of other firms that the whole answer tells of."""
        return _together(one.read for one in self.set_aside)


def for_firm(
    snapshot: Snapshot,
    firm_id: str,
    *,
    day: date,
    count: int,
    actor: Actor | None = None,
    topic_id: str | None = None,
    settings: Settings | None = None,
) -> Outlook:
    """Return a firm's topics, best first, and its best partners for one of them.

    Without `topic_id` it is the best that needs firms from both sides, else the best of all. Raises NotFound for an
    unknown firm or topic and Rejected for a count out of bounds. `actor` None is the operator at the shell, who may
    read everything.
    """
    firm = _known(snapshot, firm_id, topic_id, count)
    topics = topics_of(snapshot, firm, day=day, actor=actor)
    topic = snapshot.topics[topic_id] if topic_id else _first_suitable(topics)
    matter = _matter(topic, day, settings)
    view = view_partners(snapshot, firm, topic, current_weights(), matter)
    partners, set_aside = _chosen(_Asked(snapshot, view, matter, actor), count)
    return Outlook(firm, topic, topics, partners, set_aside, _note(firm, partners, set_aside))


def topics_of(snapshot: Snapshot, firm: FirmFacts, *, day: date, actor: Actor | None = None) -> tuple[TopicFit, ...]:
    """Return the topics with parts that are open on the day, those that the firm scores best in first, ties by id."""
    open_ones = [topic for topic in snapshot.topics.values() if topic.parts and topic.deadline >= day]
    fits = [_topic_fit(snapshot, topic, firm, actor) for topic in open_ones]
    return tuple(sorted(fits, key=lambda fit: (-fit.score, fit.topic.id)))


def teams_with(
    snapshot: Snapshot, firm_id: str, topic_id: str, *, day: date, count: int, settings: Settings | None = None
) -> ProposalSet:
    """Return the best consortia for a topic that have the firm as a member; where a rule excludes it, those without.

    `left_out` of the answer names the firm then. This takes as long as any search for consortia. Raises NotFound
    for an unknown topic and Rejected for an unknown firm or a count out of bounds.
    """
    return consortia(snapshot, ProposeConsortia(topic_id, count, None, (firm_id,)), day=day, settings=settings)


@dataclass(frozen=True, slots=True)
class _Asked:
    snapshot: Snapshot
    view: PartnerView
    matter: Matter
    actor: Actor | None


def _known(snapshot: Snapshot, firm_id: str, topic_id: str | None, count: int) -> FirmFacts:
    if firm_id not in snapshot.firms:
        raise NotFound(firm_id)
    if topic_id is not None and topic_id not in snapshot.topics:
        raise NotFound(topic_id)
    if not 1 <= count <= MOST_PARTNERS:
        raise Rejected(Problem("count", say("Ask for 1 to %(most)s partners.", most=MOST_PARTNERS)))
    return snapshot.firms[firm_id]


def _first_suitable(topics: tuple[TopicFit, ...]) -> TopicFacts | None:
    """A topic whose parts the firm touches at all: one that needs both sides first, for there partners are sought."""
    touched = [fit.topic for fit in topics if any(one.feature == "described_fit" for one in fit.because)]
    return min(touched, key=lambda topic: topic.strand != UKRAINE_STRAND, default=None)


def _topic_fit(snapshot: Snapshot, topic: TopicFacts, firm: FirmFacts, actor: Actor | None) -> TopicFit:
    ranking = rank_in_view(view_topic(snapshot, topic, current_weights()))
    place = ranking.place_of(firm.id)
    row = ranking[place - 1]
    return TopicFit(topic, place, len(ranking), row.score.total, readable(row, actor))


def _matter(topic: TopicFacts | None, day: date, settings: Settings | None) -> Matter:
    action = action_of(topic, None) if topic else Action(USUAL_ACTION)
    return Matter(Case("partners", day, action, (), settings=settings))


def _chosen(asked: _Asked, count: int) -> tuple[tuple[Partner, ...], tuple[SetAside, ...]]:
    """Walk down the ranking until there are enough; whoever is met on the way and left out is told."""
    related = _related(asked)
    partners: list[Partner] = []
    set_aside: list[SetAside] = []
    for row in _others(asked):
        if len(partners) == count:
            break
        if against := _against(asked, row.firm, related):
            told, read = zip(*(_as_told(asked.actor, *one) for one in against), strict=True)
            set_aside.append(SetAside(row.rank, row.firm, told, _together(read)))
        else:
            partners.append(Partner(len(partners) + 1, row.firm, row.score.total, readable(row, asked.actor)))
    return tuple(partners), tuple(set_aside)


def _others(asked: _Asked) -> Iterator[RankedFirm]:
    """All but the firm itself, as long as anything but a good record counts for them."""
    for row in Ranking(asked.view.scored, asked.view.facts):
        counted = {one.feature for one in row.score.contributions if one.points > 0}
        if row.firm.id != asked.view.firm.id and counted - {"record_quality"}:
            yield row


Reason = tuple[Sentence, Fields]


@dataclass(frozen=True, slots=True)
class _Related:
    """Firms under common control with the one that asks: all, and those tied by what the reader may see anyhow.

    `declared` has the stakes that may tie the others.
    """

    firms: frozenset[str]
    openly: frozenset[str]
    declared: Fields


def _related(asked: _Asked) -> _Related:
    snapshot, firm, actor = asked.snapshot, asked.view.firm, asked.actor
    firms = related_firms(snapshot, firm, asked.matter)
    openly = related_firms(snapshot, firm, asked.matter, lambda one: _openly(actor, one)) if firms else firms
    declared = {one: frozenset({"stakes"}) for one in {firm.id, *firms} if _hides_stakes(actor, snapshot.firms[one])}
    return _Related(firms, openly, declared)


def _openly(actor: Actor | None, firm: FirmFacts) -> FirmFacts:
    """The firm with those stakes that this actor reads without a line in the ledger."""
    if not _hides_stakes(actor, firm):
        return firm
    return replace(firm, stakes=tuple(one for one in firm.stakes if one.provenance.basis != DECLARED))


def _hides_stakes(actor: Actor | None, firm: FirmFacts) -> bool:
    own = actor is not None and actor.acts_for(firm.id)
    return not own and any(one.provenance.basis == DECLARED for one in firm.stakes)


def _against(asked: _Asked, firm: FirmFacts, related: _Related) -> list[Reason]:
    """What leaves a firm out, each reason with the declared fields that it rests on."""
    if firm.id in related.firms:
        told = say("It is under common control with %(name)s, as recorded.", name=asked.view.firm.name)
        return [(told, {} if firm.id in related.openly else related.declared)]
    declared = declared_fields(firm)
    return [(one.because, {firm.id: declared.intersection(one.restricted_fields)}) for one in _excluding(asked, firm)]


def _as_told(actor: Actor | None, because: Sentence, fields: Fields) -> Reason:
    """The reason as this reader may see it, with what was read where it was told."""
    needed = {firm_id: names for firm_id, names in fields.items() if names}
    if actor is None or all(may_read_restricted(actor, firm_id) for firm_id in needed):
        return because, needed
    return HIDDEN, {}


def _together(several: Iterable[Fields]) -> Fields:
    found: dict[str, frozenset[str]] = {}
    for firm_id, names in (each for fields in several for each in fields.items()):
        found[firm_id] = found.get(firm_id, frozenset()) | names
    return found


def _excluding(asked: _Asked, firm: FirmFacts) -> tuple[Finding, ...]:
    """The findings of the rules that exclude the firm: under the topic's strand, or without a topic under every."""
    topic, strands = asked.view.topic, (asked.view.topic.strand,) if asked.view.topic else STRANDS
    products = offered_products(firm, asked.view.coverage, current_weights()) if topic else ()
    action, settings = asked.matter.case.action, asked.matter.settings
    found = [judge_entity(entity_of(firm), action, asked.matter.day, strand, products, settings) for strand in strands]
    if any(combine(one.verdict for one in findings) is not Verdict.NOT_MET for findings in found):
        return ()
    return tuple(finding for finding in found[0] if finding.verdict is Verdict.NOT_MET)


def readable(row: RankedFirm, actor: Actor | None) -> tuple[Contribution, ...]:
    """Return what counts for a firm, strongest first, ties by name; what rests on a closed field says only that."""
    counted = sorted(
        (one for one in row.score.contributions if one.points > 0), key=lambda one: (-one.points, one.feature)
    )
    return tuple(_as_seen_by(actor, one) for one in counted)


def _as_seen_by(actor: Actor | None, one: Contribution) -> Contribution:
    if one.feature not in EVIDENCE or actor is None or actor.role in READERS:
        return one
    if one.feature == FIELD_EVIDENCE and actor.acts_for(one.subject):
        return one
    return Contribution(one.feature, one.subject, one.value, one.weight, HIDDEN)


def _note(firm: FirmFacts, partners: tuple[Partner, ...], set_aside: tuple[SetAside, ...]) -> Sentence | None:
    if partners:
        return None
    if set_aside:
        return say("Every firm that would go with %(name)s is left out.", name=firm.name)
    return say("The register holds no other firm that goes with %(name)s.", name=firm.name)
