"""The law pages show every known rule and every encoded one in words."""

from __future__ import annotations

from flask.testing import FlaskClient

from matchmaker.domain.eligibility import coverage, instruments, rules


def test_the_coverage_page_names_every_known_rule_and_instrument(client: FlaskClient) -> None:
    page = client.get("/law").text
    for rule_id in coverage():
        assert f'id="rule-{rule_id}"' in page, rule_id
    for instrument in instruments().values():
        assert instrument.number in page


def test_every_encoded_rule_has_a_page_with_its_sentence_and_its_act(client: FlaskClient) -> None:
    for text in rules():
        page = client.get(f"/law/rules/{text.id}", headers={"Accept-Language": "uk"}).get_data(as_text=True)
        assert text.sentence.uk.replace("'", "&#39;").replace('"', "&#34;") in page, text.id
        for citation in text.citations:
            assert citation.url in page, text.id


def test_a_rule_leads_to_its_twin_and_back(client: FlaskClient) -> None:
    twins = {text.id: text.twin for text in rules() if text.twin}
    assert twins
    for rule_id, twin in twins.items():
        assert f'href="/law/rules/{twin}"' in client.get(f"/law/rules/{rule_id}").text


def test_a_rule_that_is_not_encoded_is_not_found(client: FlaskClient) -> None:
    assert client.get("/law/rules/EDIP-P-Z99").status_code == 404
