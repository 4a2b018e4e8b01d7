"""An administrator's file: preview it with findings for each row, then apply it once, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matchmaker.domain.findings import Country, Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.normalise import match_keys
from matchmaker.domain.registry.records import FirmRecord, RegisterRecords, RowFinding, Severity
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import ImportRun
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import Conflict, NotFound, Rejected
from matchmaker.services.firms import commit
from matchmaker.services.importing.administrators import firms_from_csv, firms_from_json
from matchmaker.services.importing.marked import carries_marking
from matchmaker.services.importing.storing import People, Progress, Store, opaque_id
from matchmaker.services.importing.tables import Notes, decoded
from matchmaker.services.occasion import Occasion
from matchmaker.services.proposals.archive import Archive, to_json

LARGEST_FILE = 10_000_000
LONGEST_FILE_NAME = 200
READERS = {".csv": firms_from_csv, ".json": firms_from_json}
ARCHIVE = Archive(RowFinding, Severity, Sentence, Country)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change: rows that would be written, and what there is to say about rows."""

    run_id: str
    state: str
    file_name: str
    rows: int
    findings: tuple[RowFinding, ...]
    made_at: datetime
    applied_at: datetime | None

    def count(self, severity: Severity) -> int:
        """How many findings are this severe."""
        return sum(finding.severity is severity for finding in self.findings)


def preview_file(uow: UnitOfWork, file_name: str, content: bytes, occasion: Occasion) -> str:
    """Read a file, keep it with its findings and return the run's id; the register is not touched.

    Raises Rejected for a file that is neither CSV nor JSON by its name, larger than 10 MB, marked or unreadable.
    """
    occasion.need_role(Role.ADMINISTRATOR)
    file_name = file_name[-LONGEST_FILE_NAME:]
    firms, findings = read_firms(uow, file_name, content)
    run = ImportRun(
        id=occasion.new_id(),
        file_name=file_name,
        content=content,
        state="previewed",
        outcome={"rows": len(firms), "findings": to_json(tuple(findings))},
        account_id=occasion.actor.account_id,
        made_at=occasion.now,
    )
    uow.imports.add(run)
    uow.commit()
    return run.id


def show_run(uow: UnitOfWork, run_id: str, occasion: Occasion) -> Preview:
    """Return what a file would change, or what it changed."""
    occasion.need_role(Role.ADMINISTRATOR)
    return _preview(_run(uow, run_id))


def latest_runs(uow: UnitOfWork, occasion: Occasion) -> Sequence[Preview]:
    """Return the newest runs, applied or not."""
    occasion.need_role(Role.ADMINISTRATOR)
    return [_preview(run) for run in uow.imports.latest()]


def _preview(run: ImportRun) -> Preview:
    return Preview(
        run_id=run.id,
        state=run.state,
        file_name=run.file_name,
        rows=run.outcome["rows"],
        findings=ARCHIVE.from_json(run.outcome["findings"]),
        made_at=run.made_at,
        applied_at=run.applied_at,
    )


def apply_run(uow: UnitOfWork, run_id: str, occasion: Occasion, *, progress: Progress = lambda *_: None) -> int:
    """Write the rows that have no error, all or none of them, and return their number.

    The file is read anew, because the register may have moved since the preview. Raises Conflict where the
    run was applied before.
    """
    occasion.need_role(Role.ADMINISTRATOR)
    run = _run(uow, run_id, to_change=True)
    if run.state != "previewed":
        raise Conflict(Problem("", say("This file was imported already.")))
    firms, findings = read_firms(uow, run.file_name, run.content)
    store = Store(uow, occasion.now, People(occasion.actor.account_id), progress)
    store.write(RegisterRecords(firms=tuple(firms)))
    run.state, run.applied_at = "applied", occasion.now
    run.outcome = {"rows": len(firms), "findings": to_json(tuple(findings))}
    occasion.record(uow, "import.applied", "import", run.id, f"{len(firms)} rows of {run.file_name}")
    commit(uow)
    return len(firms)


def read_firms(uow: UnitOfWork, file_name: str, content: bytes) -> tuple[list[FirmRecord], list[RowFinding]]:
    """Read the firms of a file; rows that mean a firm of the register already stay out with a finding."""
    if problems := validate.line("file", file_name):
        raise Rejected(*problems)
    suffix = file_name[file_name.rfind(".") :].lower()
    if suffix not in READERS:
        raise Rejected(Problem("file", say("Choose a file whose name ends in .csv or .json.")))
    if len(content) > LARGEST_FILE:
        raise Rejected(Problem("file", say("The file is larger than 10 MB.")))
    notes = Notes(file_name)
    if decoded(content, notes) is None:
        raise Rejected(*(Problem("file", one.because) for one in notes.findings))
    if carries_marking(content):
        raise Rejected(Problem("file", say("This text carries a classification marking. It was not stored.")))
    known = {concept.id for scheme in ("CPV", "ML") for concept in uow.firms.concepts(scheme)}
    register = _Register.of(uow)
    firms = []
    for record in READERS[suffix](content, known, notes):
        if twin := register.twin(record):
            notes.error(record.row, "name", say("The register has %(name)s already.", name=twin))
        else:
            firms.append(record)
    return firms, notes.findings


@dataclass(frozen=True, slots=True)
class _Register:
    by_identifier: dict[tuple[str, str], str]
    by_name: dict[tuple[str | None, str], str]
    names: dict[str, str]

    @classmethod
    def of(cls, uow: UnitOfWork) -> _Register:
        known = uow.imports.known_firms()
        by_name = {(one.country, key): one.id for one in known for key in match_keys(one.name, one.name_uk)}
        return cls(uow.imports.identifier_owners(), by_name, {one.id: one.name for one in known})

    def twin(self, record: FirmRecord) -> str | None:
        """The name of another firm that the record means; the same record imported before is no twin."""
        own_id = opaque_id("firm", record.key)
        return next((self.names[firm_id] for firm_id in self._met(record) if firm_id != own_id), None)

    def _met(self, record: FirmRecord) -> Iterator[str]:
        identifiers = [(one.scheme, one.value) for one in record.identifiers]
        keys = [(record.country, key) for key in match_keys(record.name, record.name_uk)]
        yield from _found(self.by_identifier, identifiers)
        yield from _found(self.by_name, keys)


def _found(index: dict[Any, str], keys: Collection[Any]) -> Iterator[str]:
    return (index[key] for key in keys if key in index)


def _run(uow: UnitOfWork, run_id: str, *, to_change: bool = False) -> ImportRun:
    run = uow.imports.get(run_id, to_change=to_change)
    if run is None:
        raise NotFound(run_id)
    return run
