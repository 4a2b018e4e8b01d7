"""Convergence of the forces, counted from one snapshot."""

from __future__ import annotations

from pathlib import Path

from matchmaker.domain.eligibility import Action, Case, Matter
from matchmaker.domain.feedback.convergence import Convergence, Practice, convergence
from matchmaker.domain.matching.candidates import side_of
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.strict_yaml import read_own
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Occasion
from matchmaker.services.partners import USUAL_ACTION

SEGMENTS = Path(__file__).with_name("segments.yaml")
_SIDES = {SIDE_UNION: "EU", SIDE_UKRAINE: "UA"}


def show_convergence(snapshot: Snapshot, occasion: Occasion) -> Convergence:
    """Count what the forces of the EU and of Ukraine, and the flank's two segments, have in common."""
    occasion.need_role(*READERS)
    matter = Matter(Case("convergence", occasion.day, Action(USUAL_ACTION), ()))

    def side(firm_id: str) -> str:
        firm = snapshot.firms.get(firm_id)
        return _SIDES.get(side_of(firm.country, matter), "") if firm else ""

    practice = Practice(
        equipment=tuple(snapshot.equipment.values()),
        modules=tuple(snapshot.modules.values()),
        events=tuple(snapshot.events.values()),
        observations=tuple(snapshot.observations.values()),
        joint_projects=tuple(snapshot.joint_projects.values()),
        side_of=side,
    )
    return convergence(practice, north=read_own(SEGMENTS.read_bytes())["north"])
