"""An administrator uploads a file, sees what it would do, and applies it once."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.domain.vocabulary import Role
from tests.site import Door

ROWS = (
    "name,country,source\nZorya Robotics,UA,https://example.org/zorya\nNowhere Works,Atlantis,https://example.org/n\n"
)


@pytest.fixture(autouse=True)
def administrator(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.ADMINISTRATOR)


def upload(client: FlaskClient, name: str = "firms.csv", content: str = ROWS) -> TestResponse:
    return client.post("/admin/imports", data={"file": (io.BytesIO(content.encode()), name)})


def test_a_preview_names_row_column_and_fault_and_writes_nothing(client: FlaskClient) -> None:
    answer = upload(client)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "error: this row stays out" in page and "<code>country</code>" in page
    assert "Write 1 row to the register" in page
    assert "Zorya Robotics" not in client.get("/firms").text


def test_confirming_writes_once(client: FlaskClient) -> None:
    run = upload(client).location
    assert client.post(f"{run}/apply").status_code == 303
    assert "Zorya Robotics" in client.get("/firms").text
    again = client.post(f"{run}/apply")
    assert again.status_code == 409 and "This file was imported already." in again.text
    assert "Write 1 row" not in again.text
    assert run in client.get("/admin/imports").text


def test_a_file_without_a_good_row_cannot_be_confirmed(client: FlaskClient) -> None:
    page = client.get(upload(client, content="name,country,source\nNowhere,Atlantis,x\n").location).text
    assert "Nothing in this file can be written." in page
    assert "/apply" not in page


@pytest.mark.parametrize(("name", "content"), [("firms.xlsx", ROWS), ("", ROWS)])
def test_a_wrong_file_comes_back_at_its_field(client: FlaskClient, name: str, content: str) -> None:
    answer = upload(client, name, content)
    assert answer.status_code == 422 and 'href="#file"' in answer.text


def test_the_example_of_the_page_can_be_imported(client: FlaskClient) -> None:
    page = client.get("/admin/imports").text
    example = page.partition('<pre class="example" tabindex="0">')[2].partition("</pre>")[0]
    header, row = example.splitlines()
    columns = [(name, cell) for name, cell in zip(header.split(","), row.split(","), strict=True) if name != "concepts"]
    content = "\n".join(",".join(line) for line in zip(*columns, strict=True))
    assert "Nothing: every row is as it should be." in client.get(upload(client, content=content).location).text


def test_others_stay_outside(client: FlaskClient, sign_in: Door) -> None:
    run = upload(client).location
    sign_in(client, Role.PROGRAMME_OFFICER)
    for address in ("/admin", "/admin/imports", run):
        assert client.get(address).status_code == 403
    assert client.post(f"{run}/apply").status_code == 403
    sign_in(client, Role.ADMINISTRATOR)
    assert client.get("/admin/imports/nothing").status_code == 404
    assert client.get("/admin").status_code == 200
