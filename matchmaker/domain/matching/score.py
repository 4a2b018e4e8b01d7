"""What a consortium is worth: a sum of named contributions, exact in millionths, nothing else.

Values have four decimals and weights at most two, so each product is a whole number of millionths. Evidence from
training is part of a member's fit and is not counted again here. A tie between a Ukrainian and a Union member is a
bridge, any other is cohesion: none is both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from matchmaker.domain.findings import Bilingual, Contribution, Score, Sentence, Verdict, say
from matchmaker.domain.matching.pool import JOINT_PROJECT, Candidate, Link, SealedInputs, SealedPart, Tie

MILLIONTHS = 1_000_000
# What a contribution of the whole team is about, where others name a firm or a part.
TEAM, COUNTRIES, SIDES = "team", "countries", "sides"
# Of `risk`: undisclosed owners are the whole of it, an open question about disclosed ones a half.
UNDISCLOSED, UNKNOWN, CONDITIONAL = 1.0, 0.5, 0.25
# Of `coordinator`: nobody took part in anything is the whole, somebody did but led nothing a half.
HALF = 0.5


def millionths(value: float, weight: float) -> int:
    """The points of a contribution as a whole number of millionths."""
    return round(value * weight * MILLIONTHS)


def is_must(sealed: SealedInputs, part: SealedPart) -> bool:
    """Products of a topic are must-haves, unless the caller chose which parts are."""
    return part.kind == "product" if sealed.must is None else part.id in sealed.must


def part_weight(sealed: SealedInputs, part: SealedPart) -> float:
    """What leading the part at full strength brings."""
    return sealed.weights.must_have if is_must(sealed, part) else sealed.weights.nice_to_have


def risk_of(row: Candidate, strand: str) -> float:
    """How much of the cost of open questions a member brings, 0..1; what is not recorded as asked costs nothing."""
    if row.owners_known is None:
        return 0.0
    if not row.owners_known:
        return UNDISCLOSED
    return {Verdict.UNKNOWN.value: UNKNOWN, Verdict.CONDITIONAL.value: CONDITIONAL}.get(row.verdicts.get(strand, ""), 0)


def team_score(sealed: SealedInputs, members: Iterable[str], leads: Mapping[str, str]) -> Score:
    """The score of a team, where `leads` names the leading member of each covered part."""
    chosen = set(members)
    rows = [row for row in sealed.candidates if row.firm_id in chosen]
    by_id = {row.firm_id: row for row in rows}
    covered = [_coverage(sealed, part, by_id[leads[part.id]]) for part in sealed.parts if part.id in leads]
    fits = [_fit(sealed, row) for row in rows]
    bridges = [_bridge(sealed, row, by_id) for row in rows]
    seats = [_seat(sealed, row) for row in rows]
    team = _weighed(
        [_cohesion(sealed, by_id), *_balance(sealed, rows), *_risks(sealed, rows), _newcomers(sealed, rows)]
    )
    return Score((*covered, *fits, *(bridge for bridge in bridges if bridge), *team, *seats))


def _weighed(found: Iterable[Contribution | None]) -> Iterator[Contribution]:
    """Without those that say nothing, among them all terms that a weights file does not use."""
    return (one for one in found if one is not None and one.weight != 0 and one.value != 0)


def _coverage(sealed: SealedInputs, part: SealedPart, lead: Candidate) -> Contribution:
    told = Bilingual(part.text_en, part.text_uk)
    product = part.kind == "product"
    because = (
        say("%(name)s leads the product “%(part)s”.", name=lead.name, part=told)
        if product
        else say("%(name)s leads the activity “%(part)s”.", name=lead.name, part=told)
    )
    return Contribution(
        feature="must_have" if is_must(sealed, part) else "nice_to_have",
        subject=part.id,
        value=lead.strengths[part.id],
        weight=part_weight(sealed, part),
        because=because,
    )


def _fit(sealed: SealedInputs, row: Candidate) -> Contribution:
    because = say("%(name)s fits the topic as a firm with %(fit)s.", name=row.name, fit=row.fit)
    return Contribution("member_fit", row.firm_id, row.fit, sealed.weights.member_fit, because)


def _bridge(sealed: SealedInputs, row: Candidate, team: Mapping[str, Candidate]) -> Contribution | None:
    links = [link for link in sealed.links if link.ukrainian == row.firm_id and link.partner in team]
    if not links:
        return None
    because = _told(links[0], row.name, team[links[0].partner].name)
    return Contribution("bridge", row.firm_id, 1.0, sealed.weights.bridge, because)


def _told(link: Link | Tie, name: str, partner: str) -> Sentence:
    """What is on record, and no more: a project may be over, and a published plan may have come to nothing."""
    if link.kind == JOINT_PROJECT:
        return say(
            "%(name)s and %(partner)s are recorded in one funded project: %(subject)s.",
            name=name,
            partner=partner,
            subject=link.subject,
        )
    if link.kind == "joint venture":
        return say(
            "A joint venture of %(name)s and %(partner)s is published: %(subject)s.",
            name=name,
            partner=partner,
            subject=link.subject,
        )
    return say(
        "A partnership of %(name)s and %(partner)s is published: %(subject)s.",
        name=name,
        partner=partner,
        subject=link.subject,
    )


def tied_members(ties: Iterable[Tie], members: Collection[str]) -> dict[str, Tie]:
    """Members with a tie to another member, each with its first one; counted by member, a clique is no more than it."""
    found: dict[str, Tie] = {}
    for tie in ties:
        if tie.one in members and tie.other in members:
            found.setdefault(tie.one, tie)
            found.setdefault(tie.other, tie)
    return found


def _cohesion(sealed: SealedInputs, team: Mapping[str, Candidate]) -> Contribution | None:
    tied, most = tied_members(sealed.ties, team), sealed.weights.cohesion_most
    if not tied:
        return None
    first = next(iter(tied.values()))
    because = say(
        "Members that share a funded project or a published partnership with another member on record: %(count)s "
        "(counted up to %(most)s), for example %(name)s and %(partner)s: %(subject)s.",
        count=len(tied),
        most=most,
        name=team[first.one].name,
        partner=team[first.other].name,
        subject=first.subject,
    )
    return Contribution("cohesion", TEAM, min(len(tied), most) / most, sealed.weights.cohesion, because)


def _balance(sealed: SealedInputs, rows: Sequence[Candidate]) -> Iterator[Contribution]:
    countries, most = {row.country for row in rows if row.country}, sealed.weights.countries_most
    because = say("Countries in the team: %(count)s (counted up to %(most)s).", count=len(countries), most=most)
    yield Contribution("balance", COUNTRIES, min(len(countries), most) / most, sealed.weights.countries, because)
    if both_sides_twice(sealed, rows):
        told = say("Ukraine and the Union hold more than one seat each.")
        yield Contribution("balance", SIDES, 1.0, sealed.weights.sides, told)


def both_sides_twice(sealed: SealedInputs, rows: Sequence[Candidate]) -> bool:
    """Whether each side that the topic asks for holds two seats; False for a topic that asks for none."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.side] += 1
    return bool(sealed.gates.sides) and all(counts[side] > 1 for side in sealed.gates.sides)


def _risks(sealed: SealedInputs, rows: Sequence[Candidate]) -> Iterator[Contribution]:
    for row in rows:
        value = risk_of(row, sealed.strand)
        because = (
            say("Nobody recorded who owns %(name)s, so control over it is an open question.", name=row.name)
            if value == UNDISCLOSED
            else say("Rules about %(name)s alone still have open questions.", name=row.name)
        )
        yield Contribution("risk", row.firm_id, value, -sealed.weights.risk, because)


def _newcomers(sealed: SealedInputs, rows: Sequence[Candidate]) -> Contribution | None:
    value = inexperience(rows)
    because = (
        say("No member is recorded in a funded project, so nobody is known to have coordinated one.")
        if value == 1
        else say("Members took part in funded projects, but none is recorded as a coordinator of one.")
    )
    return Contribution("coordinator", TEAM, value, -sealed.weights.coordinator, because)


def inexperience(rows: Iterable[Candidate]) -> float:
    """1 where no member took part in a funded project, one half where none coordinated one, else 0."""
    known = list(rows)
    return HALF * (not any(row.projects for row in known)) + HALF * (not any(row.coordinated for row in known))


def _seat(sealed: SealedInputs, row: Candidate) -> Contribution:
    because = say("Each further member costs effort; this is the seat of %(name)s.", name=row.name)
    return Contribution("seat", row.firm_id, 1.0, -sealed.weights.seat, because)
