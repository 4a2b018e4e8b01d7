"""A note of the law is shown without the words that only a judged rule needs."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_a_note_asks_nothing_and_gives_no_verdict(client: FlaskClient) -> None:
    page = client.get("/law/rules/EDIP-X-I05").text
    assert "A note is not judged, so there are no cases." in page and "What a note is" in page
    assert "How verdicts are given" not in page and "Asked of" not in page
    assert "Article 56(10)" in page and "Certainty" in page


def test_words_of_a_list_are_written_for_readers(client: FlaskClient) -> None:
    page = client.get("/law/rules/EDIP-U-O02").text
    assert "tier one declared" not in page and "as declared for each listed component" in page
    assert "Åland Islands (Finland)" in client.get("/law/rules/EDIP-P-E03").text
