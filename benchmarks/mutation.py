"""Plant faults in the rule book, one at a time, and see which of them the golden cases notice.

    python -m benchmarks.mutation [--faults 400] [--seed 1] [--whole] [--only rules/design.py]

Each fault lives in a process of its own and never touches a file. With `--whole` the survivors meet all tests of
the law in a copy of the sources. The report lists every survivor, to be explained or to become a case.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import multiprocessing
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.planting import Fault, faults_in

ROOT = Path(__file__).resolve().parents[1]
LAW = ROOT / "matchmaker" / "domain" / "eligibility"
PATIENCE = 60
ENGINE = ("trio", "territory", "places", "rulebook", "matter", "topics", "parameters", "billofmaterials", "sizes")
FOLDERS = ("rules", "control", "parameters")
WORDING = ("coverage.yaml", "unverified.yaml", "countries.yaml", "instruments.yaml")


def main() -> int:
    """Run the asked number of faults and print what became of them."""
    asked = _arguments()
    chosen = _chosen(asked.only, asked.faults, asked.seed)
    print(f"{len(chosen)} faults in {len({fault.path for fault in chosen})} files", flush=True)
    started, outcomes = time.monotonic(), []
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        for done, outcome in enumerate(pool.imap(_tried, chosen, chunksize=1), start=1):
            outcomes.append(outcome)
            if done % 50 == 0:
                print(f"  {done} tried, {time.monotonic() - started:.0f} s", flush=True)
    alive = [fault for fault, outcome in zip(chosen, outcomes, strict=True) if outcome == "alive"]
    print(f"golden cases: {dict(Counter(outcomes))}", flush=True)
    if asked.whole:
        alive = [fault for fault in alive if not _whole_suite_notices(fault)]
    caught = len(chosen) - len(alive)
    print(f"caught: {caught} of {len(chosen)} ({caught / len(chosen):.1%})")
    for fault in alive:
        print(f"alive: {fault.path.relative_to(LAW)}:{fault.line}: {fault.words}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a path under the rule book")
    parser.add_argument("--whole", action="store_true", help="let survivors meet all tests of the law")
    return parser.parse_args()


def _chosen(only: str, count: int, seed: int) -> list[Fault]:
    files = [path for path in sorted([*LAW.rglob("*.py"), *LAW.rglob("*.yaml")]) if only in str(path) and _is_law(path)]
    faults = [fault for path in files for fault in faults_in(path)]
    return faults if len(faults) <= count else random.Random(seed).sample(faults, count)


def _is_law(path: Path) -> bool:
    """The rules and what they stand on; reading files, wording, reports and repairs have tests of their own."""
    folders = path.relative_to(LAW).parts[:-1]
    if path.suffix == ".yaml":
        return "cases" not in folders and not (folders == ("law",) and path.name in WORDING)
    if path.stem == "wording":
        return False
    return path.stem in ENGINE or not {*folders}.isdisjoint(FOLDERS) or path.stem == "control"


def _tried(fault: Fault) -> str:
    """Import the rule book with the fault in it and judge all golden cases."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE)
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True
    if fault.path.suffix == ".py":
        sys.meta_path.insert(0, _Planted(fault))
    else:
        _plant_text(fault)
    try:
        return "caught" if _golden_cases_differ() else "alive"
    except Exception as error:  # a fault that makes the rule book fail is noticed by whoever uses it
        return f"raised {type(error).__name__}"


def _give_up(number: int, frame: Any) -> None:
    """A fault that makes the rule book run on for ever is noticed too; dying silently would stall the pool."""
    raise TimeoutError


class _Planted:
    """An import hook that hands out the changed source of one module."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        parts = fault.path.relative_to(ROOT).with_suffix("").parts
        self._name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        return importlib.util.spec_from_loader(name, _Source(name, str(self._fault.path), self._fault.text))


class _Source(SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> Any:
        return compile(self._text, self.path, "exec")


def _plant_text(fault: Fault) -> None:
    read_bytes = Path.read_bytes

    def planted(path: Path) -> bytes:
        return fault.text.encode() if path == fault.path else read_bytes(path)

    patch.object(Path, "read_bytes", planted).start()


def _golden_cases_differ() -> bool:
    book = importlib.import_module("matchmaker.domain.eligibility")
    for path in sorted((LAW / "law" / "cases").glob("*.yaml")):
        read = book.read_case_file(path.read_text(encoding="utf-8"), path.name)
        if read.faults or any(book.mismatches(filed) for filed in read.cases):
            return True
    return False


def _whole_suite_notices(fault: Fault) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("matchmaker", "tests", "pyproject.toml", "config.py", "wsgi.py"):
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / part)
        (copy / fault.path.relative_to(ROOT)).write_text(fault.text, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", "-p", "no:cacheprovider", "tests/law"]
        return subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
