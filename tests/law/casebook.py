"""The golden case files, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matchmaker.domain.eligibility import CaseFile, read_case_file
from matchmaker.domain.eligibility.lawtext import LAW

FILES = sorted((LAW / "cases").glob("*.yaml"))


@cache
def read(path: Path) -> CaseFile:
    return read_case_file(path.read_text(encoding="utf-8"), path.name)


GOLDEN = [filed for path in FILES for filed in read(path).cases]
