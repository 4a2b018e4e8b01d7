"""What an officer asks for: how many consortia, under which point, with which firms."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext
from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.proposals.search import MOST_PROPOSALS
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm

USUAL = 5
POINTS = {
    "": lazy_gettext("Not chosen yet"),
    "a": lazy_gettext("(a) more, newer or modernised capacity"),
    "b": lazy_gettext("(b) cross-border industrial partnership"),
    "c": lazy_gettext("(c) reserved surge capacity"),
    "d": lazy_gettext("(d) bringing funded or joint products to production and market"),
    "e": lazy_gettext("(e) certification of tests and reconditioning"),
}


def _whole(typed: object) -> int:
    """A number of the list; 0, which the search refuses, for anything else."""
    return int(str(typed)) if re.fullmatch("[0-9]{1,2}", str(typed)) else 0


class SelectMultipleChecks(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ProposeForm(EntryForm):
    """`firm` are names as typed, one a line; `required` the ids of the firms that they turned out to mean.

    `must` are ids of parts; none chosen means all products.
    """

    count = SelectField(
        lazy_gettext("How many consortia"),
        choices=choices({number: str(number) for number in range(1, MOST_PROPOSALS + 1)}),
        coerce=_whole,
        default=USUAL,
        validate_choice=False,
    )
    point = SelectField(lazy_gettext("Point of Article 12(1)"), choices=choices(POINTS), validate_choice=False)
    must = SelectMultipleChecks(lazy_gettext("Must-haves"), choices=[], validate_choice=False)
    required = SelectMultipleChecks(
        lazy_gettext("Firms that every consortium includes"), choices=[], validate_choice=False
    )
    firm = TextAreaField(lazy_gettext("Firms that every consortium must include"))

    def to_command(self, topic_id: str) -> ProposeConsortia:
        """Return the question; an empty choice is an open one."""
        return ProposeConsortia(
            topic_id=topic_id,
            count=self.count.data or 0,
            point=self.point.data or None,
            required=tuple(dict.fromkeys(self.required.data or ())),
            must=tuple(self.must.data or ()),
        )
