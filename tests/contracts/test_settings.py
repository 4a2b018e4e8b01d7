"""Every setting that the product reads stands in the README's table, and the other way round."""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib

import pytest

from config import BadConfig, Config
from tests.contracts.sources import ROOT, python_files, tree

SETTING = re.compile(r"MATCHMAKER_[A-Z_]+")
ROW = re.compile(r"^\|\s*`(MATCHMAKER_[A-Z_]+)`", re.MULTILINE)
DERIVED = {"secure_cookies"}


def settings_read() -> set[str]:
    files = [ROOT / "config.py", *python_files("matchmaker")]
    literals = (node for path in files for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    return {node.value for node in literals if isinstance(node.value, str) and SETTING.fullmatch(node.value)}


def test_the_readme_lists_every_setting() -> None:
    assert set(ROW.findall((ROOT / "README.md").read_text("utf-8"))) == settings_read()


def test_every_field_comes_from_a_setting_of_its_name() -> None:
    fields = {field.name for field in dataclasses.fields(Config)} - DERIVED
    assert {f"MATCHMAKER_{name.upper()}" for name in fields} == settings_read()


def test_all_faults_are_told_at_once() -> None:
    wrong = {"MATCHMAKER_MODE": "production", "MATCHMAKER_PORT": "many", "MATCHMAKER_THREADS": "0"}
    with pytest.raises(BadConfig) as caught:
        Config.from_env(wrong)
    assert set(SETTING.findall(str(caught.value))) == {"MATCHMAKER_SECRET_KEY", "MATCHMAKER_PORT", "MATCHMAKER_THREADS"}


def test_every_direct_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    direct = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {name.partition("[")[0] for name in direct}
    rows = re.findall(r"^\| ([\w-]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(row for row in rows if row != "Package") == sorted(names)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_wheels_with_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    pins = re.findall(r"^[\w.-]+==\S+(?: ;[^\\]+)?(.*)$", text, re.MULTILINE)
    assert "--only-binary :all:" in text
    assert "://" not in text
    assert pins and all(rest.strip() == "\\" for rest in pins)
