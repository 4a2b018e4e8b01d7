"""What is asked for in one language only finds what is written in the other, and is told in the words of both.

All firms and texts here are made up.
"""

from __future__ import annotations

from dataclasses import replace

from matchmaker.domain.eligibility import Action, Case, Matter
from matchmaker.domain.facts import CatalogueFacts, FirmFacts
from matchmaker.domain.matching.coverage import shared_words, topic_coverage
from matchmaker.domain.matching.partners import view_partners
from matchmaker.domain.matching.rank import Ranking
from matchmaker.domain.matching.weights import current_weights
from matchmaker.services.gaps import LEAST, for_gap
from tests.domain.factories import make_capability, make_firm, make_part, make_topic
from tests.ranking.worlds import DAY, snapshot, world

WEIGHTS = current_weights()
MATTER = Matter(Case("partners", DAY, Action("12(1)"), ()))
# No term of the trade stands in these words: they meet by their translation alone.
ENGLISH = "Coating of turbine blades and welding of pipes"
UKRAINIAN = "Покриття лопаток турбін та зварювання труб"


def offering(id: str, *, en: str = "", uk: str = "", direction: str = "offer") -> FirmFacts:
    texts = make_capability(id=f"cap-{id}", direction=direction, text_en=en, text_uk=uk)
    return make_firm(id=id, country="PL", capabilities=[texts])


def register(*firms: FirmFacts) -> CatalogueFacts:
    return replace(world(), firms=(*world().firms, *firms))


def test_a_ukrainian_gap_finds_a_firm_that_writes_english_and_names_both_words() -> None:
    answer = for_gap(snapshot(register(offering("pl-weld", en=ENGLISH))), UKRAINIAN, day=DAY, count=3)
    [found] = [one for one in answer.firms["union"] if one.firm.id == "pl-weld"]
    assert answer.firms["union"][0] is found
    [described] = [one for one in found.because if one.feature == "described_fit"]
    assert described.value * 10_000 >= LEAST
    assert "зварювання = welding" in str(described.because) and "турбін = turbine" in str(described.because)


def test_a_part_in_ukrainian_only_ranks_english_and_ukrainian_twins_alike() -> None:
    facts = register(offering("pl-en", en=ENGLISH), offering("pl-uk", uk=UKRAINIAN))
    topic = make_topic(parts=[make_part(text_uk=UKRAINIAN)])
    found = topic_coverage(snapshot(facts), topic, WEIGHTS)
    english, ukrainian = (found.described[found.firms.rows[id], 0] for id in ("pl-en", "pl-uk"))
    assert 0.6 * ukrainian <= english <= ukrainian
    others = [row for id, row in found.firms.rows.items() if id not in ("pl-en", "pl-uk")]
    assert found.described[others].max() < english / 2


def test_words_that_met_are_words_that_somebody_wrote() -> None:
    facts = register(offering("pl-en", en=ENGLISH), offering("pl-uk", uk=UKRAINIAN))
    for written, id in ((UKRAINIAN, "pl-en"), (ENGLISH, "pl-uk")):
        part = make_part(text_uk=written) if written is UKRAINIAN else make_part(text_en=written)
        match = topic_coverage(snapshot(facts), make_topic(parts=[part]), WEIGHTS).best(id)["P1"]
        assert match.origins and match.query not in (ENGLISH, UKRAINIAN)
        met = shared_words(snapshot(facts), match)
        assert len(met) >= 3
        assert all(word.query_surface in written for word in met)
        assert all(word.doc_surface in (ENGLISH + UKRAINIAN) for word in met)


def test_where_both_languages_are_written_nothing_is_rendered() -> None:
    topic = make_topic(parts=[make_part(text_en=ENGLISH, text_uk=UKRAINIAN)])
    found = topic_coverage(snapshot(register(offering("pl-en", en=ENGLISH))), topic, WEIGHTS)
    assert [wording.text for _, wording in found.queries] == [ENGLISH, UKRAINIAN]
    assert not found.best("pl-en")["P1"].origins


def test_a_need_in_ukrainian_is_met_by_an_english_offer() -> None:
    seeking = offering("pl-seek", uk=UKRAINIAN, direction="need")
    held = snapshot(register(seeking, offering("pl-weld", en=ENGLISH)))
    view = view_partners(held, held.firms["pl-seek"], None, WEIGHTS, MATTER)
    rows = Ranking(view.scored, view.facts)
    [met] = [one for one in rows[rows.place_of("pl-weld") - 1].score.contributions if one.feature == "meets_needs"]
    assert met.value >= 0.2 and "зварювання = welding" in str(met.because)
