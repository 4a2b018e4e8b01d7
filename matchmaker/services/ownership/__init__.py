"""Who holds a firm and what that means under the rules on control; the same as statements of the BODS standard."""

from matchmaker.services.ownership.exchange import LONGEST_FILE, MOST_HOLDERS, Incoming, is_marked, read_file, take_over
from matchmaker.services.ownership.reading import RULES, OwnershipView, show_ownership, statements_of

__all__ = [
    "LONGEST_FILE",
    "MOST_HOLDERS",
    "RULES",
    "Incoming",
    "OwnershipView",
    "is_marked",
    "read_file",
    "show_ownership",
    "statements_of",
    "take_over",
]
