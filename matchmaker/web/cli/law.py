"""`law check`, `law judge` and `law diff`: the rule book for the shell, without a database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from matchmaker.domain.eligibility.casefile import CaseFile, FiledCase
from matchmaker.domain.eligibility.checking import Mismatch, mismatches
from matchmaker.domain.eligibility.judging import judge as judge_case
from matchmaker.domain.eligibility.lawdiff import law_changes
from matchmaker.web.cli.casefiles import read_files, without_expectation
from matchmaker.web.cli.lawwords import changes_as_json, changes_as_lines, report_lines

BAD_INPUT = 2
FILES = click.Path(path_type=Path)


@click.group()
def law() -> None:
    """Check cases against the rule book, judge cases, compare the law of two days."""


@law.command()
@click.argument("files", nargs=-1, type=FILES, metavar="[FILE]...")
def check(files: tuple[Path, ...]) -> None:
    """Judge the cases of each FILE (a folder: all its .yaml files) and print every expectation that differs.

    Without FILE the rule book's own cases are checked. Ends with 1 where a case failed, and with 2 and a line for
    each fault where a file cannot be read; then nothing is judged.
    """
    read = _read(files, expectations=True)
    failed = 0
    for name, file in read.items():
        for filed in file.cases:
            found = mismatches(filed)
            failed += bool(found)
            for one in found:
                click.echo(_line(name, one))
    total = sum(len(file.cases) for file in read.values())
    click.echo(f"{total - failed} passed, {failed} failed")
    raise SystemExit(1 if failed else 0)


@law.command()
@click.argument("files", nargs=-1, type=FILES, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def judge(files: tuple[Path, ...], as_json: bool) -> None:
    """Judge the cases of FILE under every strand of their programme, whatever they expect.

    What the settings of a case leave out is taken from the rule book for the day of the case; what an administrator
    changed stands in the database and is not read.

    Ends with 2 and a line for each fault where a file cannot be read; then nothing is judged.
    """
    cases = [filed for file in _read(files, expectations=False).values() for filed in file.cases]
    if as_json:
        click.echo(json.dumps([_row(filed) for filed in cases], ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join("\n".join(report_lines(filed.case, judge_case(filed.case))) for filed in cases))


@law.command()
@click.argument("days", nargs=2, metavar="DAY DAY")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def diff(days: tuple[str, str], as_json: bool) -> None:
    """Print what changes in the law between two days (like 2026-11-23), in whatever order they are given."""
    changes = law_changes(*_days(days))
    if as_json:
        click.echo(json.dumps(changes_as_json(changes), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(changes_as_lines(changes)))


def _read(places: Sequence[Path], *, expectations: bool) -> dict[str, CaseFile]:
    files, faults = read_files(places)
    if expectations and not faults:
        faults = without_expectation(files)
    if faults:
        _refuse(*faults)
    return files


def _line(file: str, one: Mismatch) -> str:
    subject = f", {one.subject}" if one.subject else ""
    return f"{file}: {one.case}: {one.rule}{subject}: expected {one.expected}, got {one.got}"


def _row(filed: FiledCase) -> dict[str, Any]:
    report = judge_case(filed.case)
    return {"name": report.case, "results": report.results(), "missing": list(report.missing())}


def _days(written: tuple[str, str]) -> tuple[date, date]:
    found = [_day(text) for text in written]
    wrong = [text for text, day in zip(written, found, strict=True) if day is None]
    if wrong:
        _refuse(*(f"{text!r} is not a day like 2026-11-23" for text in wrong))
    one, other = (day for day in found if day is not None)
    return one, other


def _day(text: str) -> date | None:
    """Read one way of writing only: `20261123` or a week number is more likely a slip than a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
