"""The words for what is recorded about firms."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

STATES = {
    "listed": lazy_gettext("From public records, not claimed"),
    "draft": lazy_gettext("Draft"),
    "submitted": lazy_gettext("Under review"),
    "returned": lazy_gettext("Sent back"),
    "verified": lazy_gettext("Verified by an officer"),
}
SHORT_STATES = {
    **STATES,
    "listed": lazy_gettext("not claimed"),
    "verified": lazy_gettext("verified"),
}
NEXT_FOR_OWN = {
    "draft": lazy_gettext("Only you see it. Fill in what is missing, then submit it for review."),
    "submitted": lazy_gettext("An officer looks at it next. You can still correct it meanwhile."),
    "returned": lazy_gettext("Read the officer's reason, change the entry and submit it again."),
    "verified": lazy_gettext("It can be proposed for consortia. Changes you make are looked at again by an officer."),
}
NEXT_FOR_OTHERS = {
    "listed": lazy_gettext("Nobody from the firm has confirmed it. It can be proposed; the firm gets no notice yet."),
    "submitted": lazy_gettext("It waits for an officer's decision."),
    "returned": lazy_gettext("The firm has been asked to change it."),
    "verified": lazy_gettext("It can be proposed for consortia."),
}
INVENTED = lazy_gettext("Invented for the demonstration, so that the rules are seen at work. It is no real firm.")
CLAIM_STATES = {
    "open": lazy_gettext("An officer has not decided yet"),
    "accepted": lazy_gettext("Accepted"),
    "refused": lazy_gettext("Refused"),
}
FIRM_KINDS = {
    "company": lazy_gettext("company"),
    "authority": lazy_gettext("public authority"),
    "international_organisation": lazy_gettext("international organisation"),
    "seap": lazy_gettext("structure for a European armament programme"),
    "research": lazy_gettext("research organisation"),
    "other": lazy_gettext("other organisation"),
}
SIZES = {
    "micro": lazy_gettext("micro: fewer than 10 people"),
    "small": lazy_gettext("small: fewer than 50 people"),
    "medium": lazy_gettext("medium: fewer than 250 people"),
    "mid-cap": lazy_gettext("mid-cap: up to 3,000 people"),
    "large": lazy_gettext("large: more than 3,000 people"),
}
STATEMENTS = {
    "city": lazy_gettext("City of the seat"),
    "founded": lazy_gettext("Founded"),
    "legal_form": lazy_gettext("Legal form"),
    "size": lazy_gettext("Size"),
    "domain": lazy_gettext("Field of work"),
    "certification": lazy_gettext("Certificates"),
    "eu_presence": lazy_gettext("Presence in the EU"),
    "ukraine_link": lazy_gettext("Links with Ukraine"),
    "published_ownership": lazy_gettext("Ownership as published"),
    "activity_type": lazy_gettext("Type of activity"),
    "website": lazy_gettext("Website"),
    "management_country": lazy_gettext("Country of the executive management"),
    "site_country": lazy_gettext("Countries of production for joint work"),
    "ownership_complete": lazy_gettext("Are these all holders?"),
}
FIELDS: dict[str, LazyString | str] = {
    **STATEMENTS,
    "stakes": lazy_gettext("Declared holders"),
    "components": lazy_gettext("Components and their origin"),
    "EDRPOU": "EDRPOU",
    "LEI": "LEI",
    "VAT": lazy_gettext("VAT number"),
    "PIC": "PIC",
    "NCAGE": "NCAGE",
}
YES_NO = {"yes": lazy_gettext("yes"), "no": lazy_gettext("no")}
HOLDER_KINDS = {
    "company": lazy_gettext("company"),
    "person": lazy_gettext("natural person"),
    "state": lazy_gettext("state or public body"),
    "fund": lazy_gettext("investment fund"),
    "other": lazy_gettext("other"),
}
RIGHTS = {
    "veto_over_strategy": lazy_gettext("veto over strategic decisions"),
    "appoints_majority": lazy_gettext("appoints the majority of the board"),
    "agreement": lazy_gettext("control by agreement"),
    "dominant_lender": lazy_gettext("dominant lender"),
    "dominant_customer": lazy_gettext("dominant customer"),
}
DIRECTIONS = {"offer": lazy_gettext("offer"), "need": lazy_gettext("need")}
PARTICIPANTS = {
    "coordinator": lazy_gettext("coordinator"),
    "participant": lazy_gettext("participant"),
    "partner": lazy_gettext("partner"),
    "associatedPartner": lazy_gettext("associated partner"),
    "associated_partner": lazy_gettext("associated partner"),
    "thirdParty": lazy_gettext("affiliated or third party"),
}
SCHEMES = {
    "EDRPOU": lazy_gettext("EDRPOU (Ukraine)"),
    "LEI": lazy_gettext("LEI"),
    "VAT": lazy_gettext("VAT number"),
    "PIC": lazy_gettext("PIC (EU Funding & Tenders Portal)"),
    "NCAGE": lazy_gettext("NCAGE (NATO)"),
}


def word(words: dict[str, LazyString] | dict[str, LazyString | str], key: str) -> str:
    """Return the words for a key; a key without words stands for itself."""
    return str(words.get(key, key))
