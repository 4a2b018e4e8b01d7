"""The register and one firm's entry, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import STATEMENT_KINDS, Audience, FirmState, Role
from matchmaker.persistence.models import Claim, Firm, FirmDecision, Identifier, Stake, Statement
from matchmaker.services.occasion import Actor
from matchmaker.services.profiles import PAGE_SIZE, FirmPage, FirmView, OwnEntries
from matchmaker.web.forms.claims import ClaimForm
from matchmaker.web.presenters import firm_words
from matchmaker.web.presenters.firm_words import word
from matchmaker.web.wording import country, text

COUNTRY_STATEMENTS = ("management_country", "site_country")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one page of a list stands; addresses are None at the ends."""

    first: int
    last: int
    total: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One firm in the list."""

    firm: Firm
    name: str
    other_name: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register with its countries as (code, name, number of firms)."""

    words: str
    country: str
    countries: tuple[tuple[str, str, int], ...]
    rows: tuple[RegisterRow, ...]
    pager: Pager
    may_register: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded fact in words; `stored` carries source, day, confidence and basis."""

    text: str
    link: str
    stored: Statement


@dataclass(frozen=True, slots=True)
class FactGroup:
    """All facts of a kind, side by side; `restricted` says that only officers and the firm read them."""

    label: str
    restricted: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One interest in words."""

    stake: Stake
    kind: str
    right: str
    via: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A funded project that the firm took part in."""

    id: str
    acronym: str
    title: str
    programme: str
    role: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A published link; `firm_id` is empty where the register does not know the partner."""

    firm_id: str
    name: str
    kind: str
    subject: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Somebody read restricted fields."""

    name: str
    role: str
    fields: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """One entry; what may not be read is not in it, only named in `hidden`."""

    view: FirmView
    name: str
    other_name: str
    kind: str
    state: str
    next_step: str
    returned: FirmDecision | None
    facts: tuple[FactGroup, ...]
    published_ownership: tuple[Fact, ...]
    complete: str
    identifiers: tuple[tuple[str, Identifier], ...]
    holders: tuple[HolderRow, ...]
    hidden: tuple[str, ...]
    projects: tuple[ProjectRow, ...]
    partners: tuple[PartnerRow, ...]
    ledger: tuple[LedgerRow, ...]
    may_claim: bool
    may_review: bool


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A firm that the reader acts for."""

    row: RegisterRow
    next_step: str
    returned: FirmDecision | None


@dataclass(frozen=True, slots=True)
class OwnClaim:
    """A claim that the reader filed."""

    claim: Claim
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Where a company starts."""

    firms: tuple[OwnRow, ...]
    claims: tuple[OwnClaim, ...]


@dataclass(frozen=True, slots=True)
class ClaimFormPage:
    """The form of a claim and the entry that it is about."""

    form: ClaimForm
    firm: Firm
    name: str


def claim_form_page(form: ClaimForm, firm: Firm) -> ClaimFormPage:
    """Write the form of a claim."""
    return ClaimFormPage(form, firm, names_of(firm)[0])


def own_page(entries: OwnEntries) -> OwnPage:
    """Write the start page of a company."""
    return OwnPage(
        firms=tuple(
            OwnRow(register_row(firm), word(firm_words.NEXT_FOR_OWN, firm.state), _sent_back(firm, last))
            for firm, last in entries.firms
        ),
        claims=tuple(
            OwnClaim(claim, names_of(firm)[0], word(firm_words.CLAIM_STATES, claim.state))
            for claim, firm in entries.claims
        ),
    )


def register_page(found: FirmPage, *, words: str, code: str, may_register: bool) -> RegisterPage:
    """Write one page of the register; its addresses keep the search."""
    named = sorted(((one, country(one), number) for one, number in found.countries), key=lambda row: row[1])
    return RegisterPage(
        words=words,
        country=code,
        countries=tuple(named),
        rows=tuple(register_row(firm) for firm in found.firms),
        pager=_pager(found, {"q": words, "country": code}),
        may_register=may_register,
    )


def register_row(firm: Firm) -> RegisterRow:
    """Write one firm of a list."""
    name, other = names_of(firm)
    state = word(firm_words.SHORT_STATES, firm.state)
    return RegisterRow(firm, name, other, word(firm_words.FIRM_KINDS, firm.kind), state)


def names_of(firm: Firm) -> tuple[str, str]:
    """Return the name in the reader's language and the other one, which may be empty or the same."""
    name = text(Bilingual(firm.name, firm.name_uk))
    other = firm.name_uk if name == firm.name else firm.name
    return name, other if other != name else ""


def profile_page(view: FirmView, snapshot: Snapshot, actor: Actor) -> ProfilePage:
    """Write one entry."""
    firm = view.firm
    name, other = names_of(firm)
    groups = _groups(view.statements)
    return ProfilePage(
        view=view,
        name=name,
        other_name=other,
        kind=word(firm_words.FIRM_KINDS, firm.kind),
        state=word(firm_words.STATES, firm.state),
        next_step=next_step(view),
        returned=_sent_back(firm, next(iter(view.decisions), None)),
        facts=tuple(_group(kind, rows) for kind, rows in groups.items() if kind not in _APART),
        published_ownership=tuple(_fact(one) for one in groups.get("published_ownership", ())),
        complete=next((word(firm_words.YES_NO, one.value) for one in groups.get("ownership_complete", ())), ""),
        identifiers=tuple((word(firm_words.SCHEMES, one.scheme), one) for one in view.identifiers),
        holders=holder_rows(view.stakes),
        hidden=tuple(word(firm_words.FIELDS, one) for one in view.hidden),
        projects=_projects(firm.id, snapshot),
        partners=_partners(firm.id, snapshot),
        ledger=_ledger(view),
        may_claim=actor.role == Role.COMPANY and firm.state == FirmState.LISTED and not view.claimed,
        may_review=view.officer and firm.state not in (FirmState.LISTED, FirmState.DRAFT),
    )


def next_step(view: FirmView) -> str:
    """Say what comes next for this entry, to its firm or to others."""
    if view.firm.fictional and not view.own:
        return str(firm_words.INVENTED)
    words = firm_words.NEXT_FOR_OWN if view.own else firm_words.NEXT_FOR_OTHERS
    return word(words, view.firm.state)


_APART = ("published_ownership", "ownership_complete")


def _groups(statements: Iterable[Statement]) -> Mapping[str, Sequence[Statement]]:
    found: dict[str, list[Statement]] = {}
    for kind in STATEMENT_KINDS:
        if rows := [one for one in statements if one.kind == kind]:
            found[kind] = rows
    return found


def _group(kind: str, rows: Sequence[Statement]) -> FactGroup:
    return FactGroup(
        label=word(firm_words.STATEMENTS, kind),
        restricted=STATEMENT_KINDS[kind] != Audience.PUBLIC and all(one.basis == "declared" for one in rows),
        facts=tuple(_fact(one) for one in rows),
    )


def _fact(one: Statement) -> Fact:
    if one.kind in COUNTRY_STATEMENTS:
        return Fact(country(one.value), "", one)
    if one.kind == "size":
        return Fact(word(firm_words.SIZES, one.value), "", one)
    is_address = one.kind == "website" and one.value.startswith(("http://", "https://"))
    return Fact(one.value, one.value if is_address else "", one)


def holder_rows(interests: Iterable[Stake]) -> tuple[HolderRow, ...]:
    """Write interests in a firm; what they are held through is named where the list has it."""
    stakes = tuple(interests)
    names = {one.holder_id: one.holder_name for one in stakes}
    return tuple(
        HolderRow(
            stake=one,
            kind=word(firm_words.HOLDER_KINDS, one.holder_kind or ""),
            right=word(firm_words.RIGHTS, one.right or ""),
            via=names.get(one.via or "", one.via or ""),
            restricted=one.basis == "declared",
        )
        for one in stakes
    )


def _projects(firm_id: str, snapshot: Snapshot) -> tuple[ProjectRow, ...]:
    projects = [snapshot.projects[one] for one in snapshot.participations.get(firm_id, ())]
    return tuple(
        ProjectRow(one.id, one.acronym, one.title, one.programme, _role(firm_id, one.participants))
        for one in sorted(projects, key=lambda one: one.acronym)
    )


def _role(firm_id: str, participants: Iterable[tuple[str, str]]) -> str:
    return next((word(firm_words.PARTICIPANTS, role) for firm, role in participants if firm == firm_id), "")


def _partners(firm_id: str, snapshot: Snapshot) -> tuple[PartnerRow, ...]:
    rows = []
    for one in snapshot.partnerships.values():
        if firm_id == one.firm_a:
            rows.append(PartnerRow(one.firm_b or "", one.name_b, one.kind, one.subject, one.provenance))
        elif firm_id == one.firm_b:
            rows.append(PartnerRow(one.firm_a or "", one.name_a, one.kind, one.subject, one.provenance))
    return tuple(rows)


def _ledger(view: FirmView) -> tuple[LedgerRow, ...]:
    return tuple(
        LedgerRow(
            name=account.name,
            role=line.role,
            fields=", ".join(word(firm_words.FIELDS, field) for field in line.fields.split()),
            read_at=line.read_at,
        )
        for line, account in view.ledger
    )


def _sent_back(firm: Firm, latest: FirmDecision | None) -> FirmDecision | None:
    return latest if latest and latest.decision == "returned" and firm.state == FirmState.RETURNED else None


def _pager(found: FirmPage, kept: dict[str, str]) -> Pager:
    first = (found.number - 1) * PAGE_SIZE
    return Pager(
        first=min(first + 1, found.total),
        last=first + len(found.firms),
        total=found.total,
        previous=_address(kept, found.number - 1) if found.number > 1 else None,
        next=_address(kept, found.number + 1) if found.number < found.pages else None,
    )


def _address(kept: dict[str, str], number: int) -> str:
    return "/firms?" + urlencode({**{name: value for name, value in kept.items() if value}, "page": number})
