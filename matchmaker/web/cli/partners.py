"""`match partners`: who goes with a firm of the register, for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from matchmaker.domain.facts import FirmFacts
from matchmaker.domain.findings import EXACT, say
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.naming import AmbiguousName, UnknownName, firm_named
from matchmaker.services.partners import MOST_PARTNERS, Outlook, Partner, for_firm
from matchmaker.web.cli.readiness import require_register
from matchmaker.web.context import now, snapshot, surroundings

BAD_INPUT = 2
LONGEST_NAME = 300


@click.command()
@click.option("--firm", "name", required=True, help="Name or id of a firm in the register.")
@click.option("--count", default=10, show_default=True, help="How many partners.")
@click.option("--topic", default=None, help="What they would do together; left out: the best that needs both sides.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@with_appcontext
def partners(name: str, count: int, topic: str | None, as_json: bool) -> None:
    """Print the firms that go best with one firm, each with its reasons, the strongest first.

    The firm itself, firms under common control with it and firms that a rule excludes are left out; a line on
    standard error names each that would have stood among the partners. Wrong input ends with exit code 2.
    """
    if not 1 <= count <= MOST_PARTNERS:
        _refuse(f"--count: {say('Ask for 1 to %(most)s partners.', most=MOST_PARTNERS)}")
    if len(name) > LONGEST_NAME:
        _refuse(f"--firm: a name of {len(name)} characters; {LONGEST_NAME} are the most")
    require_register()
    register = snapshot()
    if topic is not None and topic not in register.topics:
        _refuse(f"--topic: the register has no topic {topic}")
    firm = _meant(register, name)
    with UnitOfWork(surroundings().sessions) as uow:
        settings = settings_on(uow, now().date())
    found = for_firm(register, firm.id, day=now().date(), count=count, topic_id=topic, settings=settings)
    for line in remarks(found):
        click.echo(line, err=True)
    click.echo(json.dumps(as_rows(found.partners), ensure_ascii=False, indent=2) if as_json else _as_lines(found))


def as_rows(found: Sequence[Partner]) -> list[dict[str, Any]]:
    """Return one plain object for each partner."""
    return [
        {
            "firm": partner.firm.name,
            "country": partner.firm.country,
            "score": partner.score,
            "because": [str(one.because) for one in partner.because],
        }
        for partner in found
    ]


def remarks(found: Outlook) -> list[str]:
    """Return what the list of partners does not say: what it is for, whom it leaves out, why it is empty."""
    lines = [f"for the topic {found.topic.id}" if found.topic else "no open topic meets this firm"]
    lines += [f"{one.firm.name} is left out: {' '.join(map(str, one.because))}" for one in found.set_aside]
    return lines if found.note is None else [*lines, str(found.note)]


def _as_lines(found: Outlook) -> str:
    lines = []
    for partner in found.partners:
        lines.append(f"{partner.rank}. {partner.score:.{EXACT}f} {partner.firm.name} ({partner.firm.country or '?'})")
        lines += [f"   {one.points:.{EXACT}f} {one.because}" for one in partner.because]
    return "\n".join(lines)


def _meant(register: Snapshot, name: str) -> FirmFacts:
    try:
        return firm_named(register, name)
    except UnknownName as unknown:
        _refuse(f"--firm: the register has no firm {name[:200]!r}", *_listed("did you mean", unknown.near))
    except AmbiguousName as several:
        _refuse(f"--firm: {len(several.firms)} firms bear this name; give the id", *_listed("", several.firms))


def _listed(lead: str, firms: Sequence[FirmFacts]) -> list[str]:
    rows = [f"  {firm.id}  {firm.name} ({firm.country or '?'})" for firm in firms]
    return [lead, *rows] if lead and rows else rows


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
