"""Case files from the disk, for the commands that judge them: read whole, or refused with a line for each fault."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from matchmaker.domain.eligibility.casefile import CaseFile, cases_of
from matchmaker.domain.eligibility.casereader import Fault
from matchmaker.domain.eligibility.lawtext import LAW, law_file
from matchmaker.domain.findings import say
from matchmaker.domain.strict_yaml import UnreadableYaml, read_plain

LARGEST_FILE = 4 * 1024 * 1024
OWN_CASES = LAW / "cases"


def read_files(places: Sequence[Path]) -> tuple[dict[str, CaseFile], tuple[str, ...]]:
    """The files by name, those of a folder in order, and every fault; without places the rule book's own cases."""
    if not places:
        own = sorted(OWN_CASES.glob("*.yaml"))
        return {path.name: cases_of(law_file(f"cases/{path.name}"), path.name) for path in own}, ()
    files = {str(path): _file(path) for place in places for path in _paths(place)}
    empty = tuple(f"{place}: holds no .yaml file" for place in places if place.is_dir() and not any(_paths(place)))
    return files, (*empty, *(fault for file in files.values() for fault in file.faults))


def without_expectation(files: dict[str, CaseFile]) -> tuple[str, ...]:
    """A fault for each case that expects nothing, so that checking it would say nothing."""
    return tuple(
        f"{name}: case {filed.case.name!r}: expect: is required"
        for name, file in files.items()
        for filed in file.cases
        if not filed.expect
    )


def _paths(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path for path in place.glob("*.yaml") if path.is_file())
    else:
        yield place


def _file(path: Path) -> CaseFile:
    try:
        return cases_of(read_plain(_text(path)), str(path))
    except UnreadableYaml as error:
        return _refused(path, str(error))
    except UnicodeDecodeError:
        return _refused(path, "is not text in UTF-8")
    except OSError as error:
        return _refused(path, os.strerror(error.errno).lower() if error.errno else str(error))


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UnreadableYaml(f"is larger than {LARGEST_FILE // 1024 // 1024} MiB")
    return content.decode("utf-8-sig")


def _refused(path: Path, fault: str) -> CaseFile:
    return CaseFile((), (Fault(str(path), say("%(fault)s", fault=fault)),))
