"""What a consortium is worth: a sum of named contributions, exact in millionths, nothing else.

Values have four decimals and weights at most two, so each product is a whole number of millionths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matchmaker.domain.findings import Bilingual, Contribution, Score, Sentence, say
from matchmaker.domain.matching.pool import JOINT_PROJECT, Candidate, Link, SealedInputs, SealedPart

MILLIONTHS = 1_000_000


def millionths(value: float, weight: float) -> int:
    """The points of a contribution as a whole number of millionths."""
    return round(value * weight * MILLIONTHS)


def part_weight(sealed: SealedInputs, part: SealedPart) -> float:
    """Products of a topic are must-haves, activities nice-to-haves."""
    return sealed.weights.must_have if part.kind == "product" else sealed.weights.nice_to_have


def team_score(sealed: SealedInputs, members: Iterable[str], leads: Mapping[str, str]) -> Score:
    """The score of a team, where `leads` names the leading member of each covered part."""
    rows = [row for row in sealed.candidates if row.firm_id in set(members)]
    by_id = {row.firm_id: row for row in rows}
    covered = [_coverage(sealed, part, by_id[leads[part.id]]) for part in sealed.parts if part.id in leads]
    fits = [_fit(sealed, row) for row in rows]
    bridges = [_bridge(sealed, row, by_id) for row in rows]
    seats = [_seat(sealed, row) for row in rows]
    return Score((*covered, *fits, *(bridge for bridge in bridges if bridge), *seats))


def _coverage(sealed: SealedInputs, part: SealedPart, lead: Candidate) -> Contribution:
    must = part.kind == "product"
    template = (
        say(
            "%(name)s leads the product “%(part)s”.",
            name=lead.name,
            part=Bilingual(part.text_en, part.text_uk),
        )
        if must
        else say(
            "%(name)s leads the activity “%(part)s”.",
            name=lead.name,
            part=Bilingual(part.text_en, part.text_uk),
        )
    )
    return Contribution(
        feature="must_have" if must else "nice_to_have",
        subject=part.id,
        value=lead.strengths[part.id],
        weight=part_weight(sealed, part),
        because=template,
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


def _told(link: Link, name: str, partner: str) -> Sentence:
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


def _seat(sealed: SealedInputs, row: Candidate) -> Contribution:
    because = say("Each further member costs effort; this is the seat of %(name)s.", name=row.name)
    return Contribution("seat", row.firm_id, 1.0, -sealed.weights.seat, because)
