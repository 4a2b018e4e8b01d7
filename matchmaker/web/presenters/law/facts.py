"""The facts of a case in words, straight from its file, so that keys to come are shown too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.web.wording import country, day, money, number, share

COUNTRY_KEYS = frozenset(
    ("seat", "management", "sites", "country", "residence", "origin", "authority", "restricted_by")
    + ("hostile_origins", "edip_associated", "countries")
)
SHARE_KEYS = frozenset(("share", "votes", "share_min", "share_max"))
NAMING_KEYS = ("name", "id", "holder")
PLAIN_KEYS = ("role", "kind", "country", "share")
LABELS: Mapping[str, LazyString] = {
    "as_of": lazy_gettext("judged on"),
    "article": lazy_gettext("Article"),
    "topic": lazy_gettext("topic"),
    "product_kind": lazy_gettext("product"),
    "total_cost_eur": lazy_gettext("total cost"),
    "started": lazy_gettext("starts"),
    "ends": lazy_gettext("ends"),
    "grounds": lazy_gettext("grounds"),
    "role": lazy_gettext("role"),
    "kind": lazy_gettext("kind"),
    "seat": lazy_gettext("seat"),
    "seat_place": lazy_gettext("place of the seat"),
    "management": lazy_gettext("managed in"),
    "sites": lazy_gettext("sites in"),
    "owners": lazy_gettext("owners"),
    "ownership_complete": lazy_gettext("ownership complete"),
    "decisive_rights": lazy_gettext("decisive rights"),
    "guarantee": lazy_gettext("guarantee"),
    "accepted_by_commission": lazy_gettext("accepted by the Commission"),
    "authority": lazy_gettext("authority"),
    "status": lazy_gettext("answer of the authority"),
    "excluded": lazy_gettext("in a situation of exclusion"),
    "headcount": lazy_gettext("staff"),
    "turnover_eur": lazy_gettext("turnover"),
    "balance_sheet_eur": lazy_gettext("balance sheet"),
    "subcontract": lazy_gettext("subcontract"),
    "same_group_as": lazy_gettext("same group as"),
    "enterprises": lazy_gettext("partner and linked enterprises"),
    "outside_assets": lazy_gettext("own assets outside"),
    "share": lazy_gettext("share"),
    "votes": lazy_gettext("votes"),
    "country": lazy_gettext("country"),
    "residence": lazy_gettext("lives in"),
    "via": lazy_gettext("through"),
    "majority": lazy_gettext("called a majority"),
    "components": lazy_gettext("components"),
    "origin": lazy_gettext("origin"),
    "cost_eur": lazy_gettext("cost"),
    "value_eur": lazy_gettext("value of the product"),
    "raw_material": lazy_gettext("raw material"),
    "design_authority": lazy_gettext("design authority"),
    "restricted_by": lazy_gettext("restricted by"),
    "commitment_by": lazy_gettext("commitment by"),
    "hostile_origins": lazy_gettext("countries taken as acting against the Union"),
    "edip_associated": lazy_gettext("countries taken as associated"),
}
WORDS: Mapping[str, LazyString] = {
    "yes": lazy_gettext("yes"),
    "no": lazy_gettext("no"),
    "none": lazy_gettext("none"),
    "recipient": lazy_gettext("recipient"),
    "cooperating": lazy_gettext("cooperating without pay"),
    "contractor": lazy_gettext("contractor"),
    "subcontractor": lazy_gettext("subcontractor"),
    "supplier": lazy_gettext("supplier"),
    "procurement_agent": lazy_gettext("procurement agent"),
    "company": lazy_gettext("company"),
    "person": lazy_gettext("person"),
    "state": lazy_gettext("state"),
    "fund": lazy_gettext("fund"),
    "international_organisation": lazy_gettext("international organisation"),
    "seap": lazy_gettext("structure for European armament programmes"),
    "approved": lazy_gettext("approved"),
    "refused": lazy_gettext("refused"),
    "veto_over_strategy": lazy_gettext("veto over strategy"),
    "appoints_majority": lazy_gettext("appoints the majority"),
    "agreement": lazy_gettext("agreement"),
    "dominant_lender": lazy_gettext("dominant lender"),
    "dominant_customer": lazy_gettext("dominant customer"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class FactLine:
    """Who or what is described, and how; the text is empty where nothing is recorded."""

    label: str
    text: str


def fact_lines(facts: Mapping[str, Any]) -> tuple[FactLine, ...]:
    """Describe the action, each entity and product, and the settings of a case."""
    lines = [FactLine(str(gettext("Action")), _phrases(facts.get("action", {})))]
    lines += [FactLine(_named(entity), _phrases(entity)) for entity in facts.get("entities", ())]
    lines += [FactLine(_product(product), _phrases(product)) for product in facts.get("products", ())]
    if facts.get("settings"):
        lines.append(FactLine(str(gettext("Assumptions")), _phrases(facts["settings"])))
    return tuple(lines)


def _named(entry: Mapping[str, Any]) -> str:
    names = [str(entry[key]) for key in NAMING_KEYS if entry.get(key)]
    return f"{names[0]} ({names[1]})" if len(names) > 1 and names[1] not in names[0] else next(iter(names), "–")


def _product(entry: Mapping[str, Any]) -> str:
    return str(gettext("Product %(id)s", id=_named(entry)))


def _phrases(entry: Mapping[str, Any], between: str = "; ") -> str:
    return between.join(_told(entry))


def _told(entry: Mapping[str, Any]) -> Iterator[str]:
    for key, value in entry.items():
        if key in ("name", "id"):
            continue
        label = str(LABELS.get(key, key.replace("_", " ")))
        if isinstance(value, str) and (key in PLAIN_KEYS or _is_activity(key, value)):
            yield _word(key, value)
        elif value in ([], {}):
            yield f"{label}: {gettext('none')}"
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{label}: {_value(key, value)}"
        else:
            yield f"{label} {_value(key, value)}"


def _is_activity(key: str, value: str) -> bool:
    """Other instruments than EDIP have words where EDIP has the number of an article: study, design."""
    return key == "article" and not value[:1].isdigit()


def _value(key: str, value: Any) -> str:
    if isinstance(value, dict):
        return f"({_phrases(value, ', ')})"
    if isinstance(value, list):
        return ", ".join(_item(key, one) for one in value)
    return _word(key, str(value))


def _item(key: str, one: Any) -> str:
    if not isinstance(one, dict):
        return _word(key, str(one))
    name, inner = _named(one), _phrases({key: value for key, value in one.items() if key != "holder"}, ", ")
    return f"{name} ({inner})" if inner else name


def _word(key: str, value: str) -> str:
    if value in WORDS:
        return str(WORDS[value])
    if key in COUNTRY_KEYS and re.fullmatch("[A-Z]{2}", value):
        return country(value)
    if _DAY.fullmatch(value):
        return _day(value)
    return _amount(key, value)


def _day(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def _amount(key: str, value: str) -> str:
    try:
        if key in SHARE_KEYS:
            return share(Decimal(value))
        if key.endswith("_eur"):
            return money(Decimal(value))
        return number(Decimal(value)) if key == "headcount" else value.replace("_", " ")
    except InvalidOperation:
        return value
