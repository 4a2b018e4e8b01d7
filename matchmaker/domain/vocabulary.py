"""Closed lists: one word per idea, everywhere."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account may be; one account has one role."""

    COMPANY = "company"
    PROGRAMME_OFFICER = "programme_officer"
    TRAINING_OFFICER = "training_officer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class FirmOrigin(StrEnum):
    """How a firm came into the register."""

    PUBLIC_RECORD = "public_record"
    SELF_REGISTERED = "self_registered"
    INVENTED = "invented"


class FirmState(StrEnum):
    """Where a firm's entry stands. Only `listed` and `verified` firms enter the snapshot."""

    LISTED = "listed"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"


class Audience(StrEnum):
    """Who may read a field: everybody signed in; officers and the firm; the firm alone."""

    PUBLIC = "public"
    OFFICER = "officer"
    FIRM = "firm"


BASES = ("public_record", "published_description", "project_text", "declared", "general_knowledge", "invented")

CONFIDENCES = ("high", "medium", "low", "unknown")

EFFECTS = ("none", "slower", "failed", "danger")

ANSWERS = ("interested", "not_now")

DIRECTIONS = ("offer", "need")

FIRM_KINDS = ("company", "authority", "international_organisation", "seap", "research", "other")

IDENTIFIER_SCHEMES = ("EDRPOU", "LEI", "VAT", "PIC", "NCAGE")

DECISIVE_RIGHTS = ("veto_over_strategy", "appoints_majority", "agreement", "dominant_lender", "dominant_customer")

HOLDER_KINDS = ("company", "person", "state", "fund", "other")

ARTICLE_12_POINTS = ("a", "b", "c", "d", "e")

STRANDS = ("EDIP-P", "EDIP-U")

STATEMENT_KINDS: dict[str, Audience] = {
    "city": Audience.PUBLIC,
    "founded": Audience.PUBLIC,
    "legal_form": Audience.PUBLIC,
    "size": Audience.PUBLIC,
    "domain": Audience.PUBLIC,
    "certification": Audience.PUBLIC,
    "eu_presence": Audience.PUBLIC,
    "ukraine_link": Audience.PUBLIC,
    "published_ownership": Audience.PUBLIC,
    "activity_type": Audience.PUBLIC,
    "website": Audience.PUBLIC,
    "management_country": Audience.OFFICER,
    "site_country": Audience.OFFICER,
    "ownership_complete": Audience.OFFICER,
}

# --- What users of equipment observe, and what follows from it --------------------------------------------------

# An observation is filed, perhaps asked about, then analysed or closed; it never becomes a lesson itself.
OBSERVATION_STATES = ("filed", "asked", "analysed", "closed")

# How an observation may be closed.
OUTCOMES = ("fixed", "not_fixed", "accepted_risk", "duplicate", "not_taken_up")

# The life cycle of a lesson; only the last state is a lesson learned.
LESSON_STATES = ("lesson_identified", "endorsed", "implemented", "validated", "lesson_learned")

FREQUENCIES = ("once", "sometimes", "often", "always")

CAUSES = ("kit", "training", "manual", "language", "supply", "doctrine", "unsure")

WISHES = ("fix", "spare", "other_kit", "drill", "unsure")

CONDITIONS = ("day", "night", "cold", "heat", "rain", "dust", "mud", "wind", "urban", "forest", "open", "jamming")

# What users rate from 1 (poor) to 5 (good), each for itself; the numbers are counted and never averaged into one.
DIMENSIONS = ("field_performance", "ease_of_use", "build", "interference", "maintainability", "spares")

# The forces that observe and train: those of EU and EEA states, and Ukraine's.
SIDES = ("EU", "UA")

SETTINGS = ("training", "operations")

# The eastern flank: from Finland to Poland, and Ukraine.
SEGMENTS = ("north", "south")

DIRECTIONS_OF_TRAINING = ("eu_trains_ua", "ua_trains_eu", "joint")

TRAINING_KINDS = ("rotation", "course", "exercise")

TRAINING_STATES = ("proposed", "planned", "held", "dropped")

GAP_KINDS = ("missing", "falls_short")

GAP_STATES = ("open", "closed")

JOINT_PROJECT_STATES = ("interest", "agreed", "fielded", "ended")

MAKER_ANSWERS = ("answer", "fixed", "dispute")
