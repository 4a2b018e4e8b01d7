"""`propose`: the same consortia as the page, for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from matchmaker.domain.findings import say
from matchmaker.domain.matching.propose import Proposal, ProposalSet
from matchmaker.domain.vocabulary import ARTICLE_12_POINTS
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.proposals.search import MOST_PROPOSALS, consortia
from matchmaker.web.cli.readiness import require_register
from matchmaker.web.context import now, snapshot, surroundings

BAD_INPUT = 2


@click.command()
@click.option("--topic", required=True, help="Identifier of the topic, for example EDF-EDIP-USI-2027-LS-IRA-CUXS.")
@click.option("--count", default=5, show_default=True, help="How many different consortia.")
@click.option("--point", default=None, help="Point of Article 12(1), a to e; left out: not chosen.")
@click.option("--with-firm", "required", multiple=True, help="Id of a firm that must be a member; may be repeated.")
@click.option(
    "--must", multiple=True, help="Id of a part that has to be led; may be repeated; all products if left out."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@with_appcontext
def propose(
    topic: str, count: int, point: str | None, required: tuple[str, ...], must: tuple[str, ...], as_json: bool
) -> None:
    """Propose consortia for a topic; nothing is stored.

    A firm of --with-firm that a rule excludes is left out; a line on standard error names it and the rule, and the
    proposals without it are printed all the same (exit code 0). What is missing, such as a must-have that nobody
    leads, is told there too. Wrong input ends with exit code 2.
    """
    _refuse_at_once(count, point)
    require_register()
    try:
        command = ProposeConsortia(topic, count, point, required, must)
        with UnitOfWork(surroundings().sessions) as uow:
            settings = settings_on(uow, now().date())
        found = consortia(snapshot(), command, day=now().date(), settings=settings)
    except NotFound:
        _refuse(f"--topic: the register has no topic {topic}")
    except Rejected as wrong:
        _refuse(*(f"{_option(problem.field)}: {problem.because}" for problem in wrong.problems))
    for line in (*left_out_lines(found, required), *map(str, found.missing)):
        click.echo(line, err=True)
    click.echo(json.dumps(as_rows(found), ensure_ascii=False, indent=2) if as_json else _as_lines(found))


def left_out_lines(found: ProposalSet, required: Sequence[str]) -> list[str]:
    """Return one line for each firm that was asked for and that a rule excludes, with the rules and their reasons."""
    return [
        f"{one.name} is left out: {'; '.join(f'{finding.rule} {finding.because}' for finding in one.findings)}"
        for one in found.left_out
        if one.firm_id in required
    ]


def _refuse_at_once(count: int, point: str | None) -> None:
    """Refuse what no register could make right, before one is read."""
    faults = []
    if not 1 <= count <= MOST_PROPOSALS:
        faults.append(f"--count: {say('Ask for 1 to %(most)s consortia.', most=MOST_PROPOSALS)}")
    if point not in (None, *ARTICLE_12_POINTS):
        faults.append(f"--point: {say('Choose a point from (a) to (e), or leave it open.')}")
    if faults:
        _refuse(*faults)


def _option(field: str) -> str:
    return "--with-firm" if field == "required" else f"--{field}"


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
        lines += [f"   {sentence}" for sentence in (*proposal.added, *proposal.differs)]
    return "\n".join(lines)


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
