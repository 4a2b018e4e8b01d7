"""The packaged data: every file says where it comes from, and nothing curated goes beyond its source."""

import csv
import gzip
from functools import cache
from importlib.resources import files
from io import StringIO

import pytest

from matchmaker.domain.eligibility.topics import topics as law_topics
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.strict_yaml import read_own
from matchmaker.domain.vocabulary import Role

DEMO = files("matchmaker.demo")
SOURCES = read_own((DEMO / "SOURCES.yaml").read_bytes())["files"]
WITHOUT_ENTRY = {"SOURCES.yaml", "README.md", "__init__.py"}


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((DEMO / name).read_text(encoding="utf-8"))))


def test_every_file_names_origin_licence_and_changes() -> None:
    present = {entry.name for entry in DEMO.iterdir() if entry.is_file()} - WITHOUT_ENTRY
    assert present == set(SOURCES)
    for name, entry in SOURCES.items():
        assert {"what", "origin", "date", "licence", "changed"} <= entry.keys(), name
        assert "NC" not in entry["licence"], f"{name} must not be shipped"


@pytest.mark.parametrize("row", table("ownership.csv"), ids=lambda row: f"{row['firm']} - {row['holder']}")
def test_a_holding_quotes_words_that_stand_in_its_source(row: dict[str, str]) -> None:
    assert any(row["quote"] in source[row["column"]] for source in table(row["source"]))


@pytest.mark.parametrize(
    "row",
    [row for row in table("ownership.csv") if row["share"]],
    ids=lambda row: f"{row['firm']} - {row['holder']}",
)
def test_a_share_is_filled_only_where_a_figure_is_published(row: dict[str, str]) -> None:
    percent = f"{float(row['share']) * 100:g}"
    assert percent in row["quote"] or "half each" in row["quote"]


@pytest.mark.parametrize(
    "row",
    [row for row in table("ownership.csv") if row["majority"]],
    ids=lambda row: f"{row['firm']} - {row['holder']}",
)
def test_a_majority_is_filled_only_where_words_say_so(row: dict[str, str]) -> None:
    telling = (
        "majority", "owned", "100 %", "51%", "part of", "subsidiary", "state", "group company", "bought", "held",
        "acquired", "within", "controlled", "parent", "minority owner",
    )  # fmt: skip
    assert any(word in row["quote"].casefold() for word in telling)


@pytest.mark.parametrize("row", table("corrections.csv"), ids=lambda row: row["firm"])
def test_a_correction_quotes_words_that_stand_in_its_source(row: dict[str, str]) -> None:
    assert row["quote"] in _spaced(row["source"]) and row["reason"]


@cache
def _spaced(name: str) -> str:
    content = (DEMO / name).read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    return " ".join(text.decode("utf-8").split())


def test_no_file_carries_a_classification_marking() -> None:
    for name in SOURCES:
        content = (DEMO / name).read_bytes()
        text = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
        assert find_marking(text) is None, name


def test_the_military_list_has_labels_in_both_languages() -> None:
    rows = table("eu_common_military_list.csv")
    assert [row["code"] for row in rows] == [f"ML{number}" for number in range(1, 23)]
    assert all(row["en"] and row["uk"] for row in rows)


def test_invented_firms_have_no_register_number_and_say_what_they_show() -> None:
    firms = read_own((DEMO / "fictional_firms.yaml").read_bytes())["firms"]
    assert len(firms) == len({firm["key"] for firm in firms}) >= 10
    for firm in firms:
        assert firm["shows"] and "identifiers" not in firm


def test_demo_accounts_are_those_that_were_decided() -> None:
    accounts = read_own((DEMO / "demo_accounts.yaml").read_bytes())["accounts"]
    roles = sorted(account["role"] for account in accounts)
    assert roles == sorted(
        [Role.COMPANY, Role.COMPANY, Role.PROGRAMME_OFFICER, Role.PROGRAMME_OFFICER]
        + [Role.TRAINING_OFFICER, Role.ANALYST, Role.ADMINISTRATOR]
    )
    assert all(account["email"].endswith("@matchmaker.example") for account in accounts)
    assert {account["language"] for account in accounts} == {"en", "uk"}


def test_the_law_has_numbers_only_for_topics_that_the_demo_has() -> None:
    wording = read_own((DEMO / "topics_uk.yaml").read_bytes())["topics"]
    assert set(law_topics()) <= set(wording)
