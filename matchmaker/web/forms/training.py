"""Forms on training events and on who fields what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.registry.validate import LONGEST_LINE
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.models import Mission
from matchmaker.services.commands import PlanTraining, StateFielding
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import CountryField, EntryForm
from matchmaker.web.wording import text

CHOSEN = InputRequired(lazy_gettext("Choose one."))
NEEDED = InputRequired(lazy_gettext("Fill this in."))
KINDS = {
    "course": lazy_gettext("course"),
    "exercise": lazy_gettext("exercise"),
    "rotation": lazy_gettext("rotation of units"),
}
DIRECTIONS = {
    "joint": lazy_gettext("joint: both train and learn"),
    "eu_trains_ua": lazy_gettext("forces of the EU train Ukraine's"),
    "ua_trains_eu": lazy_gettext("Ukraine's forces train those of the EU"),
}
SEGMENTS = {
    "": lazy_gettext("not on the eastern flank, or not stated"),
    "north": lazy_gettext("northern segment: Finland to Poland"),
    "south": lazy_gettext("southern segment: Ukraine"),
}
STATES = {
    "proposed": lazy_gettext("proposed"),
    "planned": lazy_gettext("planned"),
    "held": lazy_gettext("held"),
    "dropped": lazy_gettext("dropped"),
}


class TrainingForm(EntryForm):
    """Training with a joint product; by month and country only."""

    module_id = SelectField(lazy_gettext("Type of training"), [CHOSEN])
    kind = RadioField(lazy_gettext("Kind"), [CHOSEN], choices=choices(KINDS), default="course")
    direction = RadioField(lazy_gettext("Who trains whom"), [CHOSEN], choices=choices(DIRECTIONS), default="joint")
    mission_id = SelectField(lazy_gettext("Mission"), [Optional()])
    month = StringField(
        lazy_gettext("Month"),
        [NEEDED, Length(max=7, message=lazy_gettext("At most %(max)d characters."))],
        render_kw={"type": "month", "placeholder": "2027-03"},
    )
    country = CountryField(lazy_gettext("Country"))
    segment = RadioField(lazy_gettext("Segment"), [Optional()], choices=choices(SEGMENTS), default="")
    states = StringField(
        lazy_gettext("Contributing states"),
        [Optional(), Length(max=200, message=lazy_gettext("At most %(max)d characters."))],
    )
    seats = IntegerField(lazy_gettext("Seats"), [Optional()])

    @classmethod
    def asked(cls, wanted: MultiDict[str, str], day: date) -> TrainingForm:
        """Return the form as a proposal on the page fills it in."""
        month = date(day.year + (day.month > 9), (day.month + 2) % 12 + 1, 1)
        filled = {name: wanted[name] for name in ("module_id", "direction", "states") if name in wanted}
        return cls(formdata=None, month=f"{month:%Y-%m}", **filled)

    def know(self, snapshot: Snapshot, missions: Sequence[Mission]) -> None:
        """Offer the types of training and the missions of the register."""
        named = {one.id: text(Bilingual(one.name_en, one.name_uk)) for one in snapshot.modules.values()}
        self.module_id.choices = choices(dict(sorted(named.items(), key=lambda pair: pair[1])))
        led = {one.id: text(Bilingual(one.name_en, one.name_uk)) for one in missions}
        self.mission_id.choices = choices({"": lazy_gettext("none"), **led})

    def to_command(self, project_id: str) -> PlanTraining:
        """Return what was typed."""
        return PlanTraining(
            joint_project_id=project_id,
            module_id=self.module_id.data or "",
            kind=self.kind.data or "",
            direction=self.direction.data or "",
            month=self.month.data or "",
            country=(self.country.data or "").strip(),
            segment=self.segment.data or "",
            states=tuple((self.states.data or "").replace(",", " ").split()),
            seats=self.seats.data,
            mission_id=self.mission_id.data or "",
        )


class EventStateForm(EntryForm):
    """What became of a training event."""

    state = RadioField(lazy_gettext("What became of it"), [CHOSEN])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = choices({state: STATES[state] for state in ("planned", "held", "dropped")})


class FieldingForm(EntryForm):
    """Which state's forces field a type."""

    country = CountryField(lazy_gettext("State"))
    source = StringField(
        lazy_gettext("Where this is known from"),
        [NEEDED, Length(max=LONGEST_LINE, message=lazy_gettext("At most %(max)d characters."))],
    )

    def to_command(self, equipment_id: str) -> StateFielding:
        """Return what was typed."""
        return StateFielding(equipment_id, (self.country.data or "").strip(), self.source.data or "")
