"""What holds for every file, so that nobody can forget it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.contracts.sources import LAYERS, ROOT, imported, layer_files, place, python_files, tree

CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "urandom", "perf_counter"}
CHANCE = {"random", "secrets", "time", "uuid"}
NOT_ONLY_TEXT = re.compile(r"(safe|full|unsafe)_load|load_all|C?(Safe|Full|Unsafe)?Loader")
LONGEST = 400
LONGER_FOR_A_REASON: dict[str, str] = {
    "migrations/versions/0006_feedback_loop.py": "one step of the schema, mostly columns",
}


def test_the_layers_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_there_is_something_to_check() -> None:
    assert all(len(layer_files(layer)) > 1 for layer in LAYERS)


def test_time_chance_and_identity_are_arguments_below_the_web() -> None:
    files = layer_files("domain", "services", "persistence")
    assert [fault for path in files for fault in clocks_and_chance(path)] == []


def clocks_and_chance(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in CLOCKS:
            yield f"{place(path, node)} calls {called.attr}()"
        yield from (f"{place(path, node)} imports {name}" for name in imported(node) if name in CHANCE)


def test_the_check_for_clocks_and_chance_finds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.contracts.sources.ROOT", tmp_path)
    guilty = tmp_path / "guilty.py"
    guilty.write_text("from random import shuffle\nimport uuid\nday = date.today()\n", encoding="utf-8")
    assert len(list(clocks_and_chance(guilty))) == 3


def test_only_the_settings_and_the_entry_points_read_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in python_files("matchmaker")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert readers <= {"matchmaker/web/serve.py"}


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        place(path, inner)
        for path in python_files("matchmaker", "migrations", "tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_yaml_is_read_as_text_so_that_norway_stays_a_country() -> None:
    """`NO` is False to every loader but the base one."""
    guilty = [
        place(path, node)
        for path in python_files("matchmaker", "tests")
        for node in ast.walk(tree(path))
        for name in yaml_names(node)
        if NOT_ONLY_TEXT.match(name)
    ]
    assert guilty == []


def yaml_names(node: ast.AST) -> Iterator[str]:
    """Yield what is taken from the package `yaml`, as attribute or by import."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml":
        yield node.attr
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "yaml":
        yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("code", ["yaml.safe_load(t)", "yaml.load(t, yaml.Loader)", "from yaml import CSafeLoader"])
def test_the_check_of_yaml_finds_other_loaders(code: str) -> None:
    names = [name for node in ast.walk(ast.parse(code)) for name in yaml_names(node)]
    assert any(NOT_ONLY_TEXT.match(name) for name in names)
    assert not NOT_ONLY_TEXT.match("BaseLoader")


def test_no_file_is_too_long_to_read() -> None:
    kinds = {".py", ".html", ".css", ".js"}
    folders = ("matchmaker", "templates", "tests", "migrations", "deploy", "benchmarks")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    long = {str(path.relative_to(ROOT)) for path in paths if len(path.read_text("utf-8").splitlines()) > LONGEST}
    assert long == set(LONGER_FOR_A_REASON)


@pytest.mark.parametrize("path", python_files("matchmaker"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))
