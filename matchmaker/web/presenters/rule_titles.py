"""What a rule is about in a word or two; a rule without a title is shown by its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import RuleText, instruments, rule, rules
from matchmaker.domain.findings import Bilingual
from matchmaker.web.wording import text

SEAT = lazy_gettext("Registered seat")
MANAGEMENT = lazy_gettext("Executive management")
CONTROL = lazy_gettext("Control")
SITES = lazy_gettext("Sites and resources")
SMALLEST = lazy_gettext("Smallest consortium")
SHARE = lazy_gettext("Share of components from outside")
DESIGN = lazy_gettext("Design authority")
RATE = lazy_gettext("Largest EU share of the cost")
UNPAID = lazy_gettext("Unpaid cooperation")
FORM = lazy_gettext("Form of the action")
CONTRACTORS = lazy_gettext("Contractors")
GUARANTEES = lazy_gettext("Guarantees against control from outside")
PUBLIC = lazy_gettext("Public bodies and control")
OUTSIDE = lazy_gettext("Own assets outside")
FROM_OUTSIDE = lazy_gettext("Subcontractor from outside")
ESTABLISHED = lazy_gettext("Seat and management")
PROCURERS = lazy_gettext("Countries that procure together")
INVOLVED = lazy_gettext("Subcontractor in the sense of the act")
TITLES: Mapping[str, LazyString] = {
    "EDIP-P-E01": SEAT,
    "EDIP-P-E02": MANAGEMENT,
    "EDIP-P-E03": CONTROL,
    "EDIP-P-E04": GUARANTEES,
    "EDIP-P-E05": PUBLIC,
    "EDIP-P-E06": UNPAID,
    "EDIP-P-F01": SITES,
    "EDIP-P-F02": OUTSIDE,
    "EDIP-P-S02": CONTRACTORS,
    "EDIP-P-S03": FROM_OUTSIDE,
    "EDIP-P-O01": SHARE,
    "EDIP-P-O02": SHARE,
    "EDIP-P-D01": DESIGN,
    "EDIP-P-D03": lazy_gettext("Licence on a Ukrainian design"),
    "EDIP-P-A01": FORM,
    "EDIP-P-C01": PROCURERS,
    "EDIP-P-C02": lazy_gettext("Procurement agent"),
    "EDIP-P-C03": SMALLEST,
    "EDIP-P-C05": SMALLEST,
    "EDIP-P-C10": lazy_gettext("Countries of a common project"),
    "EDIP-P-C11": lazy_gettext("Who is paid in a common project"),
    "EDIP-P-M02": RATE,
    "EDIP-P-M04": RATE,
    "EDIP-P-M05": RATE,
    "EDIP-U-E01": SEAT,
    "EDIP-U-E02": MANAGEMENT,
    "EDIP-U-E03": lazy_gettext("Area of the seat in Ukraine"),
    "EDIP-U-E04": CONTROL,
    "EDIP-U-E05": GUARANTEES,
    "EDIP-U-E06": PUBLIC,
    "EDIP-U-E07": UNPAID,
    "EDIP-U-F01": SITES,
    "EDIP-U-F02": OUTSIDE,
    "EDIP-U-S02": CONTRACTORS,
    "EDIP-U-S03": FROM_OUTSIDE,
    "EDIP-U-O01": SHARE,
    "EDIP-U-O02": SHARE,
    "EDIP-U-D01": DESIGN,
    "EDIP-U-A01": FORM,
    "EDIP-U-A07": lazy_gettext("A member from Ukraine"),
    "EDIP-U-A08": lazy_gettext("Financing agreement"),
    "EDIP-U-C01": SMALLEST,
    "EDIP-U-M01": RATE,
    "EDIP-U-M02": RATE,
    "EDIP-X-E08": lazy_gettext("Grounds for exclusion"),
    "EDIP-X-S01": INVOLVED,
    "EDIP-X-O03": lazy_gettext("Origin of components"),
    "EDIP-X-D02": lazy_gettext("Ammunition and missiles"),
    "EDIP-X-A02": lazy_gettext("Forbidden subjects"),
    "EDIP-X-A05": lazy_gettext("Start of work"),
    "EDIP-X-A06": lazy_gettext("No cost paid twice"),
    "EDIP-X-C07": lazy_gettext("Largest consortium"),
    "EDIP-X-C08": lazy_gettext("Smallest action"),
    "EDIP-X-Z01": lazy_gettext("Small or medium-sized enterprise"),
    "EDIP-X-Z03": lazy_gettext("Mid-cap"),
    "EDIP-X-Z04": lazy_gettext("Small mid-cap"),
    "EDIP-P-T01": lazy_gettext("Equity fund FAST"),
    "EDIP-U-T03": lazy_gettext("Equity fund FAST"),
    "EDIP-X-T04": lazy_gettext("Sales catalogue"),
    "EDIP-X-T05": lazy_gettext("Off-take system"),
    "EDF-E01": SEAT,
    "EDF-E02": lazy_gettext("Management and facilities"),
    "EDF-E03": CONTROL,
    "EDF-E04": INVOLVED,
    "EDF-E05": OUTSIDE,
    "EDF-C01": SMALLEST,
    "EDF-C02": lazy_gettext("Actions without a minimum"),
    "EDF-A01": lazy_gettext("Agreed requirements"),
    "EDF-A02": lazy_gettext("States that intend to buy"),
    "EDF-M01": RATE,
    "SAFE-C01": PROCURERS,
    "SAFE-C02": lazy_gettext("Procurement by one state"),
    "SAFE-E01": ESTABLISHED,
    "SAFE-E02": GUARANTEES,
    "SAFE-S01": INVOLVED,
    "SAFE-S02": FROM_OUTSIDE,
    "SAFE-F01": SITES,
    "SAFE-O01": SHARE,
    "SAFE-O02": lazy_gettext("Origin of components"),
    "SAFE-D01": DESIGN,
    "USL-E01": ESTABLISHED,
    "USL-E02": GUARANTEES,
    "USL-S01": FROM_OUTSIDE,
    "USL-O01": SHARE,
    "USL-D01": DESIGN,
    "USL-X02": lazy_gettext("Day of the contract"),
    "EDIRPA-C01": PROCURERS,
    "EDIRPA-O01": lazy_gettext("Share of components from home"),
    "EDIRPA-S01": INVOLVED,
    "EDIRPA-D01": DESIGN,
    "EDIRPA-M01": RATE,
    "TOPIC-A01": lazy_gettext("End of the action"),
    "TOPIC-A02": lazy_gettext("Length of the action"),
    "TOPIC-M01": lazy_gettext("Largest EU contribution"),
    "TOPIC-M02": lazy_gettext("Largest contribution to the optional part"),
}


def matter(rule_id: str) -> str:
    """Return what a rule is about: its title, else its sentence, else its id."""
    if rule_id in TITLES:
        return str(TITLES[rule_id])
    known = rule_text(rule_id)
    return text(known.sentence) if known else rule_id


def articles(rule_id: str) -> str:
    """Return the first article that a rule cites, in words; empty for a rule that is no longer encoded.

    A rule of EDIP that stands in another act names that act too.
    """
    known = rule_text(rule_id)
    if known is None or not known.citations:
        return ""
    first = known.citations[0]
    if first.act in ("EDIP", known.programme):
        return place(first.pinpoint)
    act = instruments()[first.act]
    return f"{place(first.pinpoint)}, {text(Bilingual(act.title_en, act.title_uk)).split(',')[0]}"


def place(pinpoint: str) -> str:
    """Write a pinpoint in words: Article 9(1), recital 26; a topic or a convention by its name."""
    if pinpoint.startswith("recital "):
        return str(gettext("recital %(number)s", number=pinpoint.removeprefix("recital ")))
    return str(gettext("Article %(place)s", place=pinpoint)) if pinpoint[:1].isdigit() else pinpoint


def rule_text(rule_id: str) -> RuleText | None:
    """A stored proposal may name a rule that later editions of the rule book do not have."""
    return rule(rule_id) if rule_id in {known.id for known in rules()} else None
