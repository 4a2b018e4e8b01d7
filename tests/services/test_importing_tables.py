"""Readers of an administrator's file: good rows become records, broken rows findings with their number."""

import gzip
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.registry.records import FirmRecord, Severity
from matchmaker.services.importing.administrators import COLUMNS, firms_from_csv, firms_from_json
from matchmaker.services.importing.tables import Notes

KNOWN = {"ML:ML10"}
HEADING = "name,country,edrpou,description_en,concepts,source"
GOOD = "Firm One,UA,14360570,We make drones.,ML:ML10,a published page"


def read(*lines: str) -> tuple[list[FirmRecord], list[tuple[int, str]]]:
    return read_bytes("\r\n".join(lines).encode())


def read_bytes(content: bytes) -> tuple[list[FirmRecord], list[tuple[int, str]]]:
    notes = Notes("firms.csv")
    records = list(firms_from_csv(content, KNOWN, notes))
    assert all(one.severity is Severity.ERROR and str(one.because) for one in notes.findings)
    return records, [(one.row, one.field) for one in notes.findings]


def test_a_good_row_is_a_firm_with_its_source() -> None:
    [firm], findings = read(HEADING, GOOD)
    assert findings == []
    assert (firm.key, firm.country, firm.row, firm.provenance.source) == (
        "edrpou:14360570",
        "UA",
        2,
        "a published page",
    )
    [capability] = firm.capabilities
    assert capability.concepts == ("ML:ML10",) and capability.provenance.basis == "published_description"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (",UA,,,,s", "name"),
        ("A,XX,,,,s", "country"),
        ("A,UA,14360571,,,s", "edrpou"),
        ("A,EE,14360570,,,s", "edrpou"),
        ("A,UA,,Text.,ML:ML99,s", "concepts"),
        ("A,UA,,,,", "source"),
        ("A,UA,,NATO SECRET,,s", "description_en"),
        ("SECRET,UA,,,,s", "name"),
        ("A,UA,,,,NATO SECRET", "source"),
        ("A,UA,14360570", ""),
        ("A,UA,,,,s,one,too,many", ""),
        ("Firm One again,UA,14360570,,,s", "name"),
    ],
)
def test_a_broken_row_is_a_finding_and_the_others_go_on(line: str, field: str) -> None:
    records, findings = read(HEADING, GOOD, line, "Last,EE,,,,s")
    assert findings == [(3, field)]
    assert [firm.name for firm in records] == ["Firm One", "Last"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00n",
        b"",
        b"a,b\n1,2",
        gzip.compress(HEADING.encode(), mtime=0)[:-6],
        b"\x1f\x8bnothing",
        b"name,country,source,shoe_size\nA,UA,s,9",
        b'name,country,source\n"A,UA,s',
        b"name,country,source,name\nA,UA,s,B",
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(content: bytes) -> None:
    records, findings = read_bytes(content)
    assert records == [] and len(findings) == 1


def test_a_byte_order_mark_and_gzip_are_read() -> None:
    content = f"\ufeff{HEADING}\n{GOOD}".encode()
    assert [firm.name for firm in read_bytes(gzip.compress(content, mtime=0))[0]] == ["Firm One"]


def read_json(document: object) -> tuple[list[FirmRecord], list[tuple[int, str]]]:
    notes = Notes("firms.json")
    records = list(firms_from_json(json.dumps(document).encode(), KNOWN, notes))
    return records, [(one.row, one.field) for one in notes.findings]


def test_json_gives_the_same_firm_as_csv() -> None:
    entry = {
        "name": "Firm One",
        "country": "UA",
        "edrpou": "14360570",
        "description_en": "We make drones.",
        "concepts": ["ML:ML10"],
        "source": "a published page",
    }
    [from_json], findings = read_json([entry])
    [from_csv], _ = read(HEADING, GOOD)
    assert findings == []
    assert (from_json.key, from_json.capabilities) == (from_csv.key, from_csv.capabilities)


def test_wrong_json_is_found() -> None:
    assert read_json([{"name": "\ud800", "country": "UA", "source": "s"}])[1] == [(1, "name")] * 2
    assert read_json({"name": "A"})[1] == [(0, "")]
    assert read_json(["A", {"name": 1, "country": "UA", "source": "s"}])[1] == [(1, ""), (2, "name")]


def texts() -> st.SearchStrategy[str]:
    return st.text(max_size=12)


@given(st.binary(max_size=80))
def test_no_bytes_raise(content: bytes) -> None:
    list(firms_from_csv(content, KNOWN, Notes("x")))
    list(firms_from_json(content, KNOWN, Notes("x")))


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), texts(), min_size=3), max_size=3))
def test_no_values_raise_and_each_entry_is_a_record_or_has_a_finding(entries: list[dict[str, str]]) -> None:
    notes = Notes("x")
    records: Iterator[FirmRecord] = firms_from_json(json.dumps(entries).encode(), KNOWN, notes)
    rows = {record.row for record in records} | {one.row for one in notes.findings}
    assert rows == set(range(1, len(entries) + 1))
