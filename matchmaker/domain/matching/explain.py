"""Why a proposal looks as it does: paths through the graph, and what speaks most for and against it."""

from __future__ import annotations

from collections.abc import Iterator

from matchmaker.domain.eligibility import Report
from matchmaker.domain.findings import Bilingual, Contribution, Sentence, Verdict, say
from matchmaker.domain.graph.paths import Step, shortest_explained_path
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.matching.consortium import Team
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.score import inexperience, is_must
from matchmaker.domain.snapshot import Snapshot

STRONGEST = 3


def path_for(snapshot: Snapshot, topic_id: str, firm_id: str, part_id: str | None = None) -> tuple[Step, ...]:
    """The shortest path from the part (or, without one, the topic) to the firm; empty where nothing ties them."""
    firm = node_id(NodeKind.FIRM, firm_id)
    if part_id is not None:
        path = shortest_explained_path(snapshot.graph, node_id(NodeKind.PART, f"{topic_id}/{part_id}"), firm)
        if path:
            return path
    return shortest_explained_path(snapshot.graph, node_id(NodeKind.TOPIC, topic_id), firm)


def speaks_for(sealed: SealedInputs, team: Team) -> tuple[Sentence, ...]:
    """What speaks most for the team: covered must-haves, its strongest leads, published links."""
    must = [part.id for part in sealed.parts if is_must(sealed, part)]
    covered = say(
        "Must-haves that somebody leads: %(count)s of %(total)s.",
        count=sum(part in team.leads for part in must),
        total=len(must),
    )
    leads = sorted(_leads(team), key=lambda one: (-one.points, one.subject))[: STRONGEST - 1]
    bridges = [one.because for one in team.score.contributions if one.feature == "bridge"]
    ties = [one.because for one in team.score.contributions if one.feature == "cohesion"]
    return (covered, *(one.because for one in leads), *bridges[:STRONGEST], *ties)


def speaks_against(sealed: SealedInputs, team: Team, report: Report) -> tuple[Sentence, ...]:
    """What speaks most against it: must-haves without a lead, the weakest lead, open and failed rules."""
    return (*_uncovered(sealed, team), *_newcomers(sealed, team), *_weakest(sealed, team), *_rules(sealed, report))


def _leads(team: Team) -> list[Contribution]:
    return [one for one in team.score.contributions if one.feature in ("must_have", "nice_to_have")]


def _uncovered(sealed: SealedInputs, team: Team) -> Iterator[Sentence]:
    for part in sealed.parts:
        if is_must(sealed, part) and part.id not in team.leads:
            yield say("Nobody leads the must-have “%(part)s”.", part=Bilingual(part.text_en, part.text_uk))


def _newcomers(sealed: SealedInputs, team: Team) -> Iterator[Sentence]:
    """Only where projects were counted: what was sealed before says nothing of it."""
    rows = [sealed.candidate(member) for member in team.members]
    if all(row.projects is not None for row in rows) and inexperience(rows) == 1:
        yield say("These are newcomers without an experienced coordinator: none is recorded in a funded project.")


def _weakest(sealed: SealedInputs, team: Team) -> Iterator[Sentence]:
    weakest = min(_leads(team), key=lambda one: (one.value, one.subject), default=None)
    if weakest is not None:
        part = next(part for part in sealed.parts if part.id == weakest.subject)
        yield say(
            "The weakest lead is that of %(name)s for “%(part)s”, with %(strength)s.",
            name=sealed.candidate(team.leads[part.id]).name,
            part=Bilingual(part.text_en, part.text_uk),
            strength=weakest.value,
        )


def _rules(sealed: SealedInputs, report: Report) -> Iterator[Sentence]:
    failed = [one for one in report.of(sealed.strand) if one.verdict is Verdict.NOT_MET]
    if failed:
        yield say("Rules of %(strand)s that are not met: %(count)s.", count=len(failed), strand=sealed.strand)
    questions = report.questions(sealed.strand)
    if questions:
        yield say("Open questions under %(strand)s: %(count)s.", count=len(questions), strand=sealed.strand)
