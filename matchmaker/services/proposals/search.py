"""Ask for consortia and keep what was proposed, with everything that a replay needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaker.domain.eligibility import Settings, judge
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.matching.pool import from_json, to_json
from matchmaker.domain.matching.propose import Proposal, ProposalSet, propose, replay
from matchmaker.domain.matching.rank import RankedFirm
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import ARTICLE_12_POINTS, Role
from matchmaker.persistence import models as tables
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.declared import declared_fields
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.firms import commit_once
from matchmaker.services.occasion import Occasion
from matchmaker.services.proposals import archive
from matchmaker.services.proposals.documents import ARCHIVE

SEED = 1
MOST_PROPOSALS = 12
RANKED_SHOWN = 25
# Of ids that nobody knows so many are told, and so much of each.
MOST_TOLD, LONGEST_TOLD = 10, 60
OFFICERS = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether the stored proposals come out of their sealed inputs again; `differs` says in what they do not."""

    proposals: int
    differs: tuple[Sentence, ...]


def consortia(
    snapshot: Snapshot, command: ProposeConsortia, *, day: date, settings: Settings | None = None
) -> ProposalSet:
    """Compute proposals without storing them; the page and the command line both come here.

    `settings` are what an administrator changed of the law's configuration, None where nothing was changed.
    """
    _check(snapshot, command)
    return propose(
        snapshot,
        command.topic_id,
        day=day,
        weights=current_weights(),
        seed=SEED,
        count=command.count,
        point=command.point,
        required=command.required,
        settings=settings,
        must=command.must or None,
    )


def propose_consortia(
    uow: UnitOfWork, snapshot: Snapshot, command: ProposeConsortia, occasion: Occasion, *, token: str = ""
) -> str:
    """Search for consortia, store the search with its proposals, and return its id.

    Nobody waits for the solver: it works between two transactions, and the second looks again whether the
    same form was taken meanwhile.
    """
    occasion.need_role(*OFFICERS)
    if before := occasion.taken_before(uow, token):
        return before
    settings = settings_on(uow, occasion.day)
    uow.pause()
    found = consortia(snapshot, command, day=occasion.day, settings=settings)
    if before := occasion.taken_before(uow, token):
        return before
    search = _search(found, snapshot, _required(snapshot, command, found), command.gap_id, occasion)
    uow.proposals.add(search)
    uow.flush()
    for position, proposal in enumerate(found.proposals, start=1):
        _keep(uow, search, position, proposal, snapshot, occasion)
    occasion.take(uow, token, search.id)
    occasion.record(uow, "consortia.proposed", "topic", command.topic_id, search.id)
    return commit_once(uow, token, search.id, occasion)


def replay_search(uow: UnitOfWork, search_id: str, occasion: Occasion) -> Replay:
    """Compute a stored search again from its sealed inputs, and judge its members' sealed facts again.

    Nobody waits for the solver, as in `propose_consortia`.
    """
    occasion.need_role(*OFFICERS)
    search = uow.proposals.search(search_id)
    if search is None:
        raise NotFound(search_id)
    stored = uow.proposals.of_search(search_id)
    uow.pause()
    teams = replay(from_json(search.sealed_inputs))
    differs = [] if len(teams) == len(stored) else [say("The number of proposals differs.")]
    for team, row in zip(teams, stored, strict=False):
        proposal: Proposal = ARCHIVE.from_json(row.document["proposal"])
        members = {member.firm_id for member in proposal.members}
        if (set(team.members), team.score.total, team.bound) != (members, row.score, row.bound):
            differs.append(say("Proposal %(number)s comes out differently.", number=row.position))
        if judge(proposal.case).findings != proposal.report.findings:
            differs.append(say("The rules judge proposal %(number)s differently now.", number=row.position))
    return Replay(len(stored), tuple(differs))


def _check(snapshot: Snapshot, command: ProposeConsortia) -> None:
    if command.topic_id not in snapshot.topics:
        raise NotFound(command.topic_id)
    problems = []
    if not 1 <= command.count <= MOST_PROPOSALS:
        problems.append(Problem("count", say("Ask for 1 to %(most)s consortia.", most=MOST_PROPOSALS)))
    if command.point is not None and not snapshot.topics[command.topic_id].action.startswith("12"):
        problems.append(Problem("point", say("Only topics under Article 12(1) have points to choose from.")))
    elif command.point not in (None, *ARTICLE_12_POINTS):
        problems.append(Problem("point", say("Choose a point from (a) to (e), or leave it open.")))
    if unknown := [firm_id for firm_id in command.required if firm_id not in snapshot.firms]:
        problems.append(Problem("required", say("The register has no firm %(ids)s.", ids=_told(unknown))))
    parts = {part.id for part in snapshot.topics[command.topic_id].parts}
    if strange := [part for part in command.must if part not in parts]:
        problems.append(Problem("must", say("The topic has no part %(ids)s.", ids=_told(strange))))
    if problems:
        raise Rejected(*problems)


def _told(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(one[:LONGEST_TOLD] for one in ids[:MOST_TOLD])


def _required(snapshot: Snapshot, command: ProposeConsortia, found: ProposalSet) -> list[dict[str, Any]]:
    """The firms that were asked for by name, and whether a rule kept them out."""
    present = set(found.sealed.required)
    return [
        {"firm_id": firm_id, "name": snapshot.firms[firm_id].name, "present": firm_id in present}
        for firm_id in command.required
    ]


def _search(
    found: ProposalSet, snapshot: Snapshot, required: list[dict[str, Any]], gap_id: str, occasion: Occasion
) -> tables.Search:
    return tables.Search(
        id=occasion.new_id(),
        topic_id=found.sealed.topic_id,
        day=occasion.day,
        catalogue_revision=found.sealed.catalogue_revision,
        rulebook_version=found.sealed.rulebook_version,
        weights_version=found.sealed.weights_version,
        sealed_inputs=to_json(found.sealed),
        sealed_hash=found.sealed.hash,
        outcome={
            "declared": dict(_all_declared(snapshot, found)),
            "left_out": archive.to_json(found.left_out),
            "evidence_moves": archive.to_json(found.evidence_moves),
            "ranking": [_ranked(row) for row in found.ranking[:RANKED_SHOWN]],
            "note": archive.to_json(found.note),
            "missing": archive.to_json(found.missing),
            "required": required,
            **({"gap_id": gap_id} if gap_id else {}),
        },
        asked_by=occasion.actor.account_id,
        asked_at=occasion.now,
    )


def _ranked(row: RankedFirm) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "firm_id": row.firm.id,
        "name": archive.to_json(Bilingual(row.firm.name, row.firm.name_uk)),
        "country": row.firm.country,
        "fictional": row.firm.fictional,
        "score": archive.to_json(row.score),
    }


def _keep(
    uow: UnitOfWork,
    search: tables.Search,
    position: int,
    proposal: Proposal,
    snapshot: Snapshot,
    occasion: Occasion,
) -> None:
    row = tables.Proposal(
        id=occasion.new_id(),
        search_id=search.id,
        topic_id=search.topic_id,
        position=position,
        score=proposal.score,
        bound=proposal.bound,
        optimal=proposal.optimal,
        document={
            "proposal": archive.to_json(proposal),
            "declared": {
                member.firm_id: sorted(declared_fields(snapshot.firms[member.firm_id])) for member in proposal.members
            },
        },
    )
    uow.proposals.add(row)
    uow.flush()
    uow.proposals.add(
        *(tables.ProposalMember(proposal_id=row.id, firm_id=member.firm_id) for member in proposal.members)
    )


def _all_declared(snapshot: Snapshot, found: ProposalSet) -> Iterator[tuple[str, list[str]]]:
    members = {member.firm_id for proposal in found.proposals for member in proposal.members}
    for firm_id in sorted(members | {one.firm_id for one in found.left_out}):
        if declared := declared_fields(snapshot.firms[firm_id]):
            yield firm_id, sorted(declared)
