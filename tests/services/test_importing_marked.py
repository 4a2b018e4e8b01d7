"""A marking anywhere in a file is found, even in a cell that no reader looks at."""

import gzip
import json

import pytest

from matchmaker.services.importing.marked import carries_marking


@pytest.mark.parametrize(
    "content",
    [
        b"name,country,source\nA,UA,s,NATO SECRET,too,many",
        b"name,country,concepts\nA,UA,SECRET",
        "name,shoe_size\nА,ТАЄМНО".encode(),
        json.dumps([{"name": "A", "deep": {"er": ["ЦІЛКОМ ТАЄМНО"]}}]).encode(),
        json.dumps([{"name": "A", "SECRET": 1}]).encode(),
        gzip.compress(b"name\nNATO RESTRICTED", mtime=0),
        b"\xff not utf-8\nNATO SECRET",
    ],
)
def test_a_marking_is_found_wherever_it_stands(content: bytes) -> None:
    assert carries_marking(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"name,country\nTrade secrets Ltd,UA", b'[{"name": "no secret here"}]', b"\x1f\x8bdamaged"],
)
def test_plain_files_pass(content: bytes) -> None:
    assert not carries_marking(content)
