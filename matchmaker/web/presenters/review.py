"""What an officer sees of entries and claims that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import Sentence
from matchmaker.domain.registry.duplicates import Candidate
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.persistence.models import Account, Claim, Firm, Identifier
from matchmaker.services.claims import ClaimReview
from matchmaker.services.verification import ReviewQueue
from matchmaker.web.forms.review import ReasonForm
from matchmaker.web.presenters import firm_words
from matchmaker.web.presenters.firm_words import word
from matchmaker.web.presenters.firms import ProfilePage, RegisterRow, names_of, register_row


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim that waits."""

    claim: Claim
    firm_name: str
    by: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What waits, the oldest first in each list."""

    submitted: tuple[RegisterRow, ...]
    changed: tuple[RegisterRow, ...]
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    """A number with what its own form says: the fault, or None where it is well formed. No register was asked."""

    label: str
    stored: Identifier
    fault: Sentence | None


@dataclass(frozen=True, slots=True)
class EntryReviewPage:
    """One entry with what helps to decide about it."""

    profile: ProfilePage
    numbers: tuple[CheckedNumber, ...]
    twins: tuple[Candidate, ...]
    waits: bool
    form: ReasonForm


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim: the number given beside the numbers on record."""

    claim: Claim
    firm: Firm
    account: Account
    name: str
    scheme: str
    state: str
    on_record: tuple[tuple[str, Identifier], ...]
    agrees: bool | None
    form: ReasonForm


def queue_page(queue: ReviewQueue) -> QueuePage:
    """Write the queue."""
    return QueuePage(
        submitted=tuple(register_row(firm) for firm in queue.submitted),
        changed=tuple(register_row(firm) for firm in queue.changed),
        claims=tuple(ClaimRow(claim, names_of(firm)[0], who.name) for claim, firm, who in queue.claims),
    )


def entry_page(profile: ProfilePage, twins: Sequence[Candidate], waits: bool, form: ReasonForm) -> EntryReviewPage:
    """Write one entry for an officer."""
    country = profile.view.firm.country
    numbers = tuple(CheckedNumber(label, one, _fault(one, country)) for label, one in profile.identifiers)
    return EntryReviewPage(profile, numbers, tuple(twins), waits, form)


def claim_page(review: ClaimReview, form: ReasonForm) -> ClaimPage:
    """Write one claim; `agrees` is None where the register has no number of this kind."""
    same_kind = [one.value for one in review.on_record if one.scheme == review.claim.scheme]
    return ClaimPage(
        claim=review.claim,
        firm=review.firm,
        account=review.account,
        name=names_of(review.firm)[0],
        scheme=word(firm_words.SCHEMES, review.claim.scheme),
        state=word(firm_words.CLAIM_STATES, review.claim.state),
        on_record=tuple((word(firm_words.SCHEMES, one.scheme), one) for one in review.on_record),
        agrees=review.claim.value in same_kind if same_kind else None,
        form=form,
    )


def _fault(one: Identifier, country: str | None) -> Sentence | None:
    checked = check(one.scheme, one.value, country)
    return checked.because if isinstance(checked, Fault) else None
