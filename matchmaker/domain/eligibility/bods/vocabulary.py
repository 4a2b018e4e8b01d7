"""Words of the Beneficial Ownership Data Standard 0.4 and the words of the case format they stand for."""

from __future__ import annotations

from types import MappingProxyType

VERSION = "0.4"
WHOLE, HALF = 100, 50

SHARES, VOTES, UNKNOWN_INTEREST = "shareholding", "votingRights", "unknownInterest"
INTEREST_OF_RIGHT = MappingProxyType(
    {
        "appoints_majority": "appointmentOfBoard",
        "agreement": "rightsGrantedByContract",
        "veto_over_strategy": "controlViaCompanyRulesOrArticles",
        "dominant_lender": "otherInfluenceOrControl",
        "dominant_customer": "otherInfluenceOrControl",
    }
)
# An interest type alone does not say that a right is decisive; the details of a statement written here do.
RIGHT_IN_DETAILS = "decisive right: "

ENTITY_OF_KIND = MappingProxyType(
    {
        None: "unknownEntity",
        "company": "registeredEntity",
        "state": "state",
        "fund": "legalEntity",
        "other": "arrangement",
    }
)
KIND_OF_ENTITY = MappingProxyType(
    {
        "registeredEntity": "company",
        "legalEntity": "company",
        "arrangement": "other",
        "state": "state",
        "stateBody": "state",
    }
)

# What the standard has no field for is written as annotations of the entity's own statement.
COMPLETE, INCOMPLETE = "all holders are recorded", "not all holders are recorded"
OWNERS_RECORDED, RIGHTS_RECORDED = "holders are recorded", "decisive rights are recorded"
