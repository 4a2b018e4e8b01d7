"""The YAML files of the law, read once."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.strict_yaml import read_own

HOUSE = Path(__file__).parent
LAW = HOUSE / "law"


@cache
def law_file(name: str) -> Any:
    """The content of one file under `law/`, as nested text."""
    return read_own((LAW / name).read_bytes())


@cache
def law_files(folder: str) -> dict[str, Any]:
    """All entries of the files of a folder under `law/`, by key; ValueError where two files share a key."""
    found: dict[str, Any] = {}
    for path in sorted((LAW / folder).glob("*.yaml")):
        entries = law_file(f"{folder}/{path.name}")
        if repeated := found.keys() & entries.keys():
            raise ValueError(f"{path.name} repeats {min(repeated)}")
        found |= entries
    return found


@cache
def country_codes() -> frozenset[str]:
    """All ISO 3166 alpha-2 codes."""
    return frozenset(law_file("countries.yaml")["codes"])


@cache
def rulebook_version() -> str:
    """Twelve hex digits that change whenever a legal text, a number or the source of a rule changes.

    Golden cases are evidence, not law: a new one does not move the version.
    """
    digest = hashlib.sha256()
    texts = (path for path in LAW.rglob("*.yaml") if path.parent.name != "cases")
    for path in sorted([*HOUSE.rglob("*.py"), *texts]):
        digest.update(path.relative_to(HOUSE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
