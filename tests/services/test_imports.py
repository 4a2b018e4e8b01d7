"""An administrator's file: previewed without effect, applied once, all rows or none."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from matchmaker.domain.registry.records import Severity
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Firm
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.importing import runs
from matchmaker.services.importing.tables import LARGEST
from matchmaker.services.occasion import Occasion
from tests import rows

Occasions = Callable[..., Occasion]
ADMINISTRATOR = {"role": Role.ADMINISTRATOR, "account_id": "administrator-1"}
HEADING = "name,country,edrpou,source"
GOOD = "Zorya Robotics,UA,00032112,https://example.org/zorya"
BAD = "Nowhere Works,Atlantis,,https://example.org/nowhere"


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session, id="administrator-1", role=Role.ADMINISTRATOR)
    unit.commit()
    return unit


def table(*lines: str) -> bytes:
    return "\n".join((HEADING, *lines)).encode()


def names(uow: UnitOfWork) -> list[str]:
    return [firm.name for firm in uow.session.query(Firm).order_by(Firm.name)]


def test_a_preview_says_what_would_happen_and_does_nothing(uow: UnitOfWork, occasion: Occasions) -> None:
    run_id = runs.preview_file(uow, "firms.csv", table(GOOD, BAD), occasion(**ADMINISTRATOR))
    shown = runs.show_run(uow, run_id, occasion(**ADMINISTRATOR))
    assert (shown.state, shown.rows, shown.count(Severity.ERROR)) == ("previewed", 1, 1)
    assert [(one.row, one.field) for one in shown.findings] == [(3, "country")]
    assert names(uow) == []
    assert [one.run_id for one in runs.latest_runs(uow, occasion(**ADMINISTRATOR))] == [run_id]


def test_a_file_is_applied_once(uow: UnitOfWork, occasion: Occasions) -> None:
    run_id = runs.preview_file(uow, "firms.csv", table(GOOD, BAD), occasion(**ADMINISTRATOR))
    assert runs.apply_run(uow, run_id, occasion(**ADMINISTRATOR)) == 1
    with pytest.raises(Conflict):
        runs.apply_run(uow, run_id, occasion(**ADMINISTRATOR))
    assert names(uow) == ["Zorya Robotics"]
    shown = runs.show_run(uow, run_id, occasion(**ADMINISTRATOR))
    assert shown.state == "applied" and shown.applied_at is not None


def test_the_same_rows_in_json_and_csv_are_the_same_firm(uow: UnitOfWork, occasion: Occasions) -> None:
    entry = (
        b'[{"name": "Zorya Robotics", "country": "UA", "edrpou": "00032112", "source": "https://example.org/zorya"}]'
    )
    for name, content in (("firms.csv", table(GOOD)), ("firms.json", entry)):
        run_id = runs.preview_file(uow, name, content, occasion(**ADMINISTRATOR))
        runs.apply_run(uow, run_id, occasion(**ADMINISTRATOR))
    assert names(uow) == ["Zorya Robotics"]


def test_a_firm_of_the_register_stays_as_it_is(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, name="Zorya", country="UA", match_key="zorya")
    rows.store_identifier(uow.session, scheme="EDRPOU", value="00032112")
    run_id = runs.preview_file(uow, "firms.csv", table(GOOD), occasion(**ADMINISTRATOR))
    shown = runs.show_run(uow, run_id, occasion(**ADMINISTRATOR))
    assert (shown.rows, [str(one.because) for one in shown.findings]) == (0, ["The register has Zorya already."])


def test_the_register_may_move_between_preview_and_confirmation(uow: UnitOfWork, occasion: Occasions) -> None:
    run_id = runs.preview_file(uow, "firms.csv", table(GOOD), occasion(**ADMINISTRATOR))
    rows.store_firm(uow.session, name="Zorya", country="UA", match_key="zorya")
    rows.store_identifier(uow.session, scheme="EDRPOU", value="00032112")
    assert runs.apply_run(uow, run_id, occasion(**ADMINISTRATOR)) == 0
    assert names(uow) == ["Zorya"]


@pytest.mark.parametrize("name", ["firms.xlsx", "firms", ""])
def test_only_csv_and_json_are_read(uow: UnitOfWork, occasion: Occasions, name: str) -> None:
    with pytest.raises(Rejected) as refusal:
        runs.preview_file(uow, name, table(GOOD), occasion(**ADMINISTRATOR))
    assert [problem.field for problem in refusal.value.problems] == ["file"]


def test_a_file_larger_than_ten_megabytes_is_refused(uow: UnitOfWork, occasion: Occasions) -> None:
    with pytest.raises(Rejected):
        runs.preview_file(uow, "firms.csv", b" " * (runs.LARGEST_FILE + 1), occasion(**ADMINISTRATOR))


def test_a_file_that_cannot_be_read_is_a_finding(uow: UnitOfWork, occasion: Occasions) -> None:
    for name, content in (("firms.json", b"{"), ("firms.csv", b"name\nZorya")):
        run_id = runs.preview_file(uow, name, content, occasion(**ADMINISTRATOR))
        shown = runs.show_run(uow, run_id, occasion(**ADMINISTRATOR))
        assert (shown.rows, [one.row for one in shown.findings]) == (0, [0])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("NATO SECRET.csv", table(GOOD)),
        ("firms\u202evsc.csv", table(GOOD)),
        ("firms\x00.csv", table(GOOD)),
        ("firms.csv", b"\xff\xfe"),
        ("firms.csv", table(GOOD).decode().encode("utf-16-le")),
        ("firms.csv", gzip.compress(b"0" * (LARGEST + 1), mtime=0)),
        ("firms.csv", gzip.compress(table(GOOD), mtime=0) + gzip.compress(b"NATO SECRET", mtime=0)),
        ("firms.csv", gzip.compress(table(GOOD), mtime=0)[:-6]),
    ],
)
def test_what_is_marked_or_cannot_be_read_is_not_kept(
    uow: UnitOfWork, occasion: Occasions, name: str, content: bytes
) -> None:
    with pytest.raises(Rejected) as refusal:
        runs.preview_file(uow, name, content, occasion(**ADMINISTRATOR))
    assert [problem.field for problem in refusal.value.problems] == ["file"]
    assert runs.latest_runs(uow, occasion(**ADMINISTRATOR)) == []


def test_of_a_long_file_name_the_end_is_kept(uow: UnitOfWork, occasion: Occasions) -> None:
    run_id = runs.preview_file(uow, "x" * 300 + ".csv", table(GOOD), occasion(**ADMINISTRATOR))
    assert runs.apply_run(uow, run_id, occasion(**ADMINISTRATOR)) == 1


def test_nobody_else_imports(uow: UnitOfWork, occasion: Occasions) -> None:
    officer = occasion(role=Role.PROGRAMME_OFFICER)
    with pytest.raises(NotAllowed):
        runs.preview_file(uow, "firms.csv", table(GOOD), officer)
    with pytest.raises(NotAllowed):
        runs.latest_runs(uow, officer)
    with pytest.raises(NotFound):
        runs.show_run(uow, "nothing", occasion(**ADMINISTRATOR))
