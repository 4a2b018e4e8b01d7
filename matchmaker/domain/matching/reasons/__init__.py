"""Why a proposal stands where it stands: every reason is computed again from the sealed inputs alone."""

from matchmaker.domain.matching.reasons.absence import Absence, Change, PartStrength, Standing, absence
from matchmaker.domain.matching.reasons.departures import Departure, LostLead, departures
from matchmaker.domain.matching.reasons.dials import Turn
from matchmaker.domain.matching.reasons.newcomers import Newcomers, newcomers
from matchmaker.domain.matching.reasons.swaps import MovedLead, Swap, swaps
from matchmaker.domain.matching.reasons.teams import Difference, differences, musts_led
from matchmaker.domain.matching.reasons.turning import (
    FactTurn,
    LeadTurn,
    WeightTurn,
    fact_turns,
    firm_weight_turns,
    lead_turns,
    team_weight_turns,
)
from matchmaker.domain.matching.reasons.voices import Voices, voices

__all__ = [
    "Absence",
    "Change",
    "Departure",
    "Difference",
    "FactTurn",
    "LeadTurn",
    "LostLead",
    "MovedLead",
    "Newcomers",
    "PartStrength",
    "Standing",
    "Swap",
    "Turn",
    "Voices",
    "WeightTurn",
    "absence",
    "departures",
    "differences",
    "fact_turns",
    "firm_weight_turns",
    "lead_turns",
    "musts_led",
    "newcomers",
    "swaps",
    "team_weight_turns",
    "voices",
]
