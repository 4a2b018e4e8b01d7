"""`propose`: the same consortia as the page, for scripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from matchmaker.domain.matching.propose import Proposal, ProposalSet
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.proposals.search import consortia
from matchmaker.web.context import snapshot

BAD_INPUT = 2


@click.command()
@click.option("--topic", required=True, help="Identifier of the topic, for example EDF-EDIP-USI-2027-LS-IRA-CUXS.")
@click.option("--count", default=5, show_default=True, help="How many different consortia.")
@click.option("--point", default=None, help="Point of Article 12(1), a to e; left out: not chosen.")
@click.option("--with-firm", "required", multiple=True, help="Id of a firm that must be a member; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@with_appcontext
def propose(topic: str, count: int, point: str | None, required: tuple[str, ...], as_json: bool) -> None:
    """Propose consortia for a topic; nothing is stored."""
    try:
        command = ProposeConsortia(topic, count, point, required)
        found = consortia(snapshot(), command, day=datetime.now(UTC).date())
    except NotFound:
        _refuse(f"--topic: the register has no topic {topic}")
    except Rejected as wrong:
        _refuse(*(f"--{problem.field}: {problem.because}" for problem in wrong.problems))
    click.echo(json.dumps(as_rows(found), ensure_ascii=False, indent=2) if as_json else _as_lines(found))


def as_rows(found: ProposalSet) -> list[dict[str, Any]]:
    """Return one plain object for each proposal; a firm is its id and its name."""
    return [_row(proposal, found.sealed.catalogue_revision) for proposal in found.proposals]


def _row(proposal: Proposal, revision: int) -> dict[str, Any]:
    return {
        "members": [
            {
                "firm": {"id": member.firm_id, "name": member.name},
                "country": member.country,
                "role": member.role,
                "fictional": member.fictional,
                "covers": [cover.part_id for cover in member.covers],
                "leads": [cover.part_id for cover in member.covers if cover.leads],
            }
            for member in proposal.members
        ],
        "score": proposal.score,
        "bound": proposal.bound,
        "optimal": proposal.optimal,
        "verdicts": {strand: verdict.value for strand, verdict in proposal.verdicts.items()},
        "rules": proposal.report.results(),
        "revision": revision,
    }


def _as_lines(found: ProposalSet) -> str:
    lines = [] if found.note is None else [str(found.note)]
    for number, proposal in enumerate(found.proposals, start=1):
        proof = "proven optimal" if proposal.optimal else f"bound {proposal.bound:.6f}"
        lines.append(f"{number}. score {proposal.score:.6f}, {proof}")
        lines += [f"   {member.name} ({member.country or '?'})" for member in proposal.members]
        lines += [f"   {strand}: {verdict.value}" for strand, verdict in proposal.verdicts.items()]
    return "\n".join(lines)


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
