"""An administrator imports a file with broken rows: a preview that names them, then all good rows at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import ADMINISTRATOR, follow, heading, main, press

ROWS = [
    "name,country,pic,description_en,source",
    "Journey Airframes,PL,900000001,We build airframes for small drones.,a published page",
    "Journey Nowhere,XX,,,a published page",
    "Journey Short Number,CZ,12,,a published page",
    "SkyFall,UA,,,a published page",
    "Journey Radars,EL,900000002,We build passive radars.,a published page",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "journey.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    return path


def test_a_file_with_broken_rows_is_previewed_and_imported_once(visit: Visit, file: Path, see: See) -> None:
    page = visit(ADMINISTRATOR)
    upload(page, file)
    findings = page.get_by_role("table", name="Findings")
    rows = findings.locator("tbody").get_by_role("row")
    assert [row.get_by_role("cell").all_inner_texts()[:2] for row in rows.all()] == [
        ["3", "country"],
        ["4", "pic"],
        ["5", "name"],
    ]
    expect(findings.get_by_role("row", name="5 name")).to_contain_text("The register has SkyFall already.")
    see(page, "preview")
    assert found(visit(ADMINISTRATOR), "Journey") == []
    second = visit(ADMINISTRATOR)
    second.goto(page.url)
    press(page, "Write 2 rows to the register")
    expect(page.get_by_role("status")).to_have_text("2 firms were written to the register.")
    see(page, "applied")
    press(second, "Write 2 rows to the register")
    expect(second.get_by_role("alert")).to_contain_text("This file was imported already.")
    assert found(second, "Journey") == ["Journey Airframes", "Journey Radars"]


def upload(page: Page, file: Path) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Administration").click()
    follow(page, "Import firms from a file")
    page.get_by_label("File").set_input_files(file)
    press(page, "Preview the file")
    expect(heading(page)).to_have_text(file.name)


def found(page: Page, words: str) -> list[str]:
    page.goto("/firms")
    page.get_by_label("Words of the name").fill(words)
    press(page, "Search")
    expect(main(page)).to_contain_text("found.")
    return page.get_by_role("rowheader").get_by_role("link").all_inner_texts()


def test_a_file_that_is_no_table_is_refused_at_the_field(visit: Visit, tmp_path: Path, see: See) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n")
    page = visit(ADMINISTRATOR)
    page.goto("/admin/imports")
    page.get_by_label("File").set_input_files(path)
    press(page, "Preview the file")
    expect(page.get_by_role("alert")).to_contain_text("Choose a file whose name ends in .csv or .json.")
    expect(page.get_by_label("File")).to_have_attribute("aria-invalid", "true")
    see(page, "refused")
