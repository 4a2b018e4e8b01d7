"""What the archive gives back is what it was given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from matchmaker.domain.findings import Bilingual, Contribution, Country, Finding, Score, Sentence, Verdict, say
from matchmaker.services.proposals.archive import Archive, to_json

ARCHIVE = Archive(Bilingual, Contribution, Country, Finding, Score, Sentence, Verdict)


def test_a_finding_comes_back_equal_through_text() -> None:
    finding = Finding(
        rule="EDIP-U-E04",
        subject="firm-1",
        verdict=Verdict.UNKNOWN,
        because=say("%(share)s of it is held in %(country)s.", share=Decimal("0.30"), country=Country("US")),
        missing=("stakes",),
        question=say("Who held it on %(day)s?", day=date(2026, 11, 23)),
    )
    assert ARCHIVE.from_json(json.loads(json.dumps(to_json(finding)))) == finding


def test_a_score_keeps_its_total() -> None:
    score = Score((Contribution("bridge", "f", 0.4321, 0.25, say("part %(text)s", text=Bilingual("a", "б"))),))
    assert ARCHIVE.from_json(json.loads(json.dumps(to_json(score)))).total == score.total


def test_a_class_that_nobody_named_is_refused() -> None:
    @dataclass(frozen=True)
    class Stranger:
        name: str

    with pytest.raises(KeyError):
        ARCHIVE.from_json(to_json(Stranger("x")))


def test_a_value_without_a_place_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        to_json(object())
