"""One word in common does not make a firm able to do a part."""

from __future__ import annotations

import pytest

from matchmaker.domain.matching.coverage import topic_coverage
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.index import Document, TextIndex
from tests.domain.factories import make_capability, make_catalogue, make_firm, make_part, make_topic


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("We bake bread.", 0),
        ("A jammer.", 1),
        ("Jamming and spoofing of satellite navigation.", 3),
        ("Jamming, jamming, jamming!", 1),
        ("Electronic warfare.", 1),
        ("Inertial units.", 0),
    ],
)
def test_different_terms_of_the_trade_are_counted_once_each(text: str, common: int) -> None:
    index = TextIndex.of([Document("d", "f", text, "capability")])
    query = "electronic-warfare support, jamming and spoofing, GNSS"
    assert int(index.concepts_in_common([query])[0, 0]) == common


def test_a_firm_that_shares_one_term_is_weaker_than_its_nearness_alone() -> None:
    topic = make_topic(parts=(make_part(text_en="assembly line"),))
    narrow = make_firm(id="narrow", capabilities=(make_capability(id="c", text_en="An assembly line for vans."),))
    snapshot = Snapshot.build(1, make_catalogue(firms=(narrow,), topics=(topic,)))
    weights = current_weights()
    match = topic_coverage(snapshot, topic, weights).best("narrow")[topic.parts[0].id]
    cosine = float(snapshot.index.rank("assembly line")[match.document])
    assert match.strength == pytest.approx(min(1.0, cosine * weights.breadth[1] / weights.strong_match), abs=1e-4)
    assert weights.breadth == tuple(sorted(weights.breadth))


@pytest.mark.parametrize(
    ("part", "text", "leads"),
    [
        ("assembly and integration", "We assemble, and we are proud to assemble.", False),
        ("assembly and integration", "Assembly and integration of vans.", True),
        ("artillery systems", "Artillery systems.", True),
        ("виявлення та глушіння дронів", "Виявлення.", False),
    ],
)
def test_one_term_of_several_never_makes_a_lead(part: str, text: str, leads: bool) -> None:
    topic = make_topic(parts=(make_part(text_en=part, text_uk=""),))
    firm = make_firm(id="f", capabilities=(make_capability(id="c", title_en="", text_en=text),))
    snapshot = Snapshot.build(1, make_catalogue(firms=(firm,), topics=(topic,)))
    match = topic_coverage(snapshot, topic, current_weights()).best("f")[topic.parts[0].id]
    assert (match.strength >= current_weights().team.covers) is leads
