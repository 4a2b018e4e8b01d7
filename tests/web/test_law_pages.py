"""The law pages: a way in by instrument, a page for every known rule, and a case that anybody may try."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from flask.testing import FlaskClient

from matchmaker.domain.eligibility import cases_for, coverage, golden_cases, instruments, rules, strand_of, unverified
from matchmaker.web.presenters.law.words import SECTIONS
from tests.site import close, make_app

SLUGS = [slug for slug, _, _ in SECTIONS]
UKRAINIAN = {"Accept-Language": "uk"}
GOLDEN = "owned by a Ukrainian group"
CASE = """- name: paste
  as_of: "2026-11-23"
  action: {article: "12(1)(a)"}
  entities:
    - {id: firm, role: recipient, kind: company, seat: UA, seat_place: Kyiv, management: UA}
"""


def typed(page: str) -> str:
    """What stands in the text area."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1]).replace("\r\n", "\n").strip() + "\n"


# --- Instruments ------------------------------------------------------------------------------------------------


def test_the_law_leads_to_every_instrument_and_every_source(client: FlaskClient) -> None:
    page = client.get("/law").text
    for slug in SLUGS:
        assert f'href="/law/{slug}"' in page
    for instrument in instruments().values():
        assert instrument.number.en in page
    assert 'href="/law/try"' in page


def test_counts_by_state_add_up_to_the_whole_register(client: FlaskClient) -> None:
    page = client.get("/law").text
    totals = re.findall(r'<td class="figure" data-label="All">(\d+)</td>', page)
    assert sum(map(int, totals)) == len(coverage())
    for status, word in (("encoded", "judged"), ("by_hand", "read by people")):
        counted = re.findall(rf'<td class="figure" data-label="{word}">(\d+)</td>', page)
        assert sum(map(int, counted)) == sum(known.status == status for known in coverage().values())


def test_what_is_not_verified_stands_in_order_of_harm(client: FlaskClient) -> None:
    page = client.get("/law", headers=UKRAINIAN).get_data(as_text=True)
    places = [page.index(str(escape(point.what.uk))) for point in unverified()]
    assert places == sorted(places)
    assert 'href="/law/rules/EDIP-U-A08"' in page


@pytest.mark.parametrize("slug", SLUGS)
def test_an_instrument_lists_its_rules(client: FlaskClient, slug: str) -> None:
    page = client.get(f"/law/{slug}").text
    key = next(key for own, key, _ in SECTIONS if own == slug)
    for rule_id in coverage():
        assert (f'id="rule-{rule_id}"' in page) == (strand_of(rule_id) == key), rule_id


def test_an_instrument_shows_numbers_with_day_and_place_and_marks_assumptions(client: FlaskClient) -> None:
    page = client.get("/law/edip-p").text
    assert "27 countries" in page
    assert "Germany" in page
    assert "Article 9(1)" in page
    assert "assumption</span>" in page
    assert "EDF-EDIP-USI-2027-LS-IRA-CUXS" in client.get("/law/topics").text


def test_an_unknown_instrument_is_not_found(client: FlaskClient) -> None:
    assert client.get("/law/horizon").status_code == 404


# --- Rules ------------------------------------------------------------------------------------------------------


def test_every_known_rule_has_a_page_with_its_sentence_its_act_and_its_state(client: FlaskClient) -> None:
    texts = {text.id: text for text in rules()}
    for rule_id, known in coverage().items():
        answer = client.get(f"/law/rules/{rule_id}", headers=UKRAINIAN)
        page = unescape(answer.get_data(as_text=True))
        assert answer.status_code == 200, rule_id
        assert known.note.uk in page, rule_id
        if rule_id in texts:
            assert texts[rule_id].sentence.uk in page, rule_id
            assert all(citation.url in page for citation in texts[rule_id].citations), rule_id


def test_a_rule_leads_to_its_twin_and_back(client: FlaskClient) -> None:
    twins = {text.id: text.twin for text in rules() if text.twin}
    assert twins
    for rule_id, twin in twins.items():
        assert f'href="/law/rules/{twin}"' in client.get(f"/law/rules/{rule_id}").text


def test_a_rule_shows_all_its_golden_cases_with_their_facts(client: FlaskClient) -> None:
    page = unescape(client.get("/law/rules/EDIP-P-E03").text)
    for case in cases_for("EDIP-P-E03"):
        assert case.name in page
        assert case.why in page
    assert "managed in Germany" in page
    assert "the two answer differently:" in page


def test_examples_beyond_the_first_of_each_verdict_are_folded(client: FlaskClient) -> None:
    page = client.get("/law/rules/EDIP-P-E03").text
    shown = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    assert 0 < shown.count('class="example-case"') <= 15 < page.count('class="example-case"')


def test_a_rule_that_nobody_knows_is_not_found(client: FlaskClient) -> None:
    assert client.get("/law/rules/EDIP-P-Z99").status_code == 404


# --- Try --------------------------------------------------------------------------------------------------------


def test_a_golden_case_opens_as_its_author_wrote_it(client: FlaskClient) -> None:
    assert typed(client.get("/law/try", query_string={"case": GOLDEN}).text) == golden_cases()[GOLDEN].text
    assert client.get("/law/try?case=nobody+wrote+this").status_code == 404


def test_the_first_example_can_be_judged_as_it_stands(client: FlaskClient) -> None:
    text = typed(client.get("/law/try").text)
    answer = client.post("/law/try", data={"file": text})
    assert answer.status_code == 200
    assert "A rule is not met." in answer.text
    assert "No blocking rule was found on the evidence given." in answer.text
    assert "What would mend it" in answer.text
    assert "Who controls whom" in answer.text
    assert "eligible" not in answer.text


def test_a_judged_case_shows_both_strands_why_they_differ_and_what_it_assumes(client: FlaskClient) -> None:
    page = client.post("/law/try", data={"file": CASE}).text
    assert "The registered seat is in Ukraine, outside the territory." in page
    assert "The registered seat is in Ukraine, inside the territory." in page
    assert "Why they differ:" in page
    assert "no list was set" in page
    assert 'href="/law/rules/EDIP-P-E01"' in page
    assert typed(page) == CASE


def test_a_golden_case_of_every_kind_can_be_tried(client: FlaskClient) -> None:
    for case in list(golden_cases().values())[::45]:
        answer = client.post("/law/try", data={"file": case.text})
        assert answer.status_code == 200, case.name
        assert "The rule book answers what the case expects." in answer.text, case.name


def test_faults_stand_at_the_field_and_the_text_is_kept(client: FlaskClient) -> None:
    wrong = CASE.replace("seat: UA", "seat: EL")
    answer = client.post("/law/try", data={"file": wrong})
    assert answer.status_code == 422
    assert "case 'paste': entities[firm].seat: 'EL' is not a country code" in unescape(answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert typed(answer.text) == wrong


def test_too_much_is_refused_with_the_limit(client: FlaskClient) -> None:
    answer = client.post("/law/try", data={"file": CASE + "# " + "x" * 40_000})
    assert answer.status_code == 422
    assert "At most 40000 characters" in answer.text.replace("40,000", "40000")


def test_marked_text_is_neither_judged_nor_shown_again(client: FlaskClient) -> None:
    answer = client.post("/law/try", data={"file": CASE + "# SECRET UE/EU SECRET\n"})
    assert answer.status_code == 422
    assert "SECRET UE" not in answer.text
    assert "classification marking" in answer.text


def test_markup_in_a_case_stays_text(client: FlaskClient) -> None:
    page = client.post("/law/try", data={"file": CASE.replace("id: firm", 'id: firm, name: "<script>x</script>"')}).text
    assert "<script>x" not in page


def test_a_forged_form_is_refused(database: str) -> None:
    guarded = make_app(database, forgery_guard=True)
    answer = guarded.test_client().post("/law/try", data={"file": CASE})
    close(guarded)
    assert answer.status_code == 400


def test_another_programme_is_judged_alone(client: FlaskClient) -> None:
    page = client.post("/law/try", data={"file": CASE.replace("as_of", "programme: EDF\n  as_of")}).text
    assert "EDIP-U" not in page.split("What can be written")[0].split("<textarea")[0]


def test_a_case_of_long_ago_is_answered_without_a_measure_of_control(client: FlaskClient) -> None:
    answer = client.post("/law/try", data={"file": CASE.replace("2026-11-23", "1990-01-01")})
    assert answer.status_code == 200
    assert "not applicable" in answer.text
