"""The words of what users observe: how often, under what conditions, why, on which side; and of their ratings."""

from __future__ import annotations

from flask_babel import lazy_gettext

FREQUENCIES = {
    "once": lazy_gettext("once"),
    "sometimes": lazy_gettext("now and then"),
    "often": lazy_gettext("often"),
    "always": lazy_gettext("every time"),
}
CAUSES = {
    "kit": lazy_gettext("the kit itself"),
    "training": lazy_gettext("training"),
    "manual": lazy_gettext("the manual"),
    "language": lazy_gettext("language"),
    "supply": lazy_gettext("supply"),
    "doctrine": lazy_gettext("doctrine"),
    "unsure": lazy_gettext("not sure"),
}
WISHES = {
    "fix": lazy_gettext("a repair or change of the kit"),
    "spare": lazy_gettext("spare parts"),
    "other_kit": lazy_gettext("other kit"),
    "drill": lazy_gettext("a new drill"),
    "unsure": lazy_gettext("not sure"),
}
CONDITIONS = {
    "day": lazy_gettext("daylight"),
    "night": lazy_gettext("night"),
    "cold": lazy_gettext("cold"),
    "heat": lazy_gettext("heat"),
    "rain": lazy_gettext("rain or snow"),
    "dust": lazy_gettext("dust"),
    "mud": lazy_gettext("mud"),
    "wind": lazy_gettext("wind"),
    "urban": lazy_gettext("built-up area"),
    "forest": lazy_gettext("forest"),
    "open": lazy_gettext("open ground"),
    "jamming": lazy_gettext("jamming"),
}
DIMENSIONS = {
    "field_performance": lazy_gettext("field performance"),
    "ease_of_use": lazy_gettext("ease of use"),
    "build": lazy_gettext("build"),
    "interference": lazy_gettext("resistance to interference"),
    "maintainability": lazy_gettext("maintainability"),
    "spares": lazy_gettext("spare parts"),
}
RATINGS = {
    1: lazy_gettext("1 (poor)"),
    2: lazy_gettext("2"),
    3: lazy_gettext("3"),
    4: lazy_gettext("4"),
    5: lazy_gettext("5 (good)"),
}
SIDES = {"EU": lazy_gettext("EU or EEA forces"), "UA": lazy_gettext("Ukrainian forces")}
SETTINGS = {"training": lazy_gettext("training"), "operations": lazy_gettext("operations")}
SEGMENTS = {"north": lazy_gettext("north (Finland to Poland)"), "south": lazy_gettext("south (Ukraine)")}
