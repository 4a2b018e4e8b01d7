"""Firms describe themselves: identity, ownership, submission to review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from matchmaker.domain.findings import say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.duplicates import Candidate, KnownFirm, candidates
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.domain.registry.normalise import match_key, match_keys, search_key
from matchmaker.domain.registry.validate import IdentifierClaim, Problem, StakeClaim
from matchmaker.domain.vocabulary import FirmOrigin, FirmState, Role
from matchmaker.persistence.models import Firm, Identifier, Membership, Stake, Statement
from matchmaker.persistence.unit_of_work import AlreadyThere, UnitOfWork
from matchmaker.services.commands import DeclareOwnership, DescribeFirm
from matchmaker.services.errors import Conflict, NotFound, Rejected
from matchmaker.services.occasion import Occasion

TICK = timedelta(microseconds=1)
IDENTITY_KINDS = ("city", "website", "size", "management_country", "site_country")


def register_firm(uow: UnitOfWork, command: DescribeFirm, occasion: Occasion, *, token: str = "") -> str:
    """Start a draft entry that the actor acts for, and return its id.

    Raises Rejected for faults, Conflict where an identifier belongs to another firm or a firm of the same
    name and country is listed already (that one can be claimed). The same token twice makes one firm.
    """
    occasion.need_role(Role.COMPANY)
    if before := occasion.taken_before(uow, token):
        return before
    _check_identity(uow, command, own_id="")
    firm = _draft(occasion)
    uow.firms.add(firm)
    uow.flush()
    uow.firms.add(_membership(firm.id, occasion))
    _write_identity(uow, firm, command, occasion)
    occasion.take(uow, token, firm.id)
    occasion.record(uow, "firm.registered", "firm", firm.id)
    return commit_once(uow, token, firm.id, occasion)


def amend_firm(uow: UnitOfWork, firm_id: str, command: DescribeFirm, occasion: Occasion) -> None:
    """Replace what a firm says about its identity; what public records say stays beside it."""
    firm = own_firm(uow, firm_id, occasion)
    _check_identity(uow, command, own_id=firm.id)
    _write_identity(uow, firm, command, occasion)
    amended(uow, firm, occasion, "firm.identity_amended")


def declare_ownership(uow: UnitOfWork, firm_id: str, command: DeclareOwnership, occasion: Occasion) -> None:
    """Replace the declared interests of a firm; published ones stay beside them."""
    firm = own_firm(uow, firm_id, occasion)
    refuse(validate.ownership(command.stakes))
    uow.firms.clear_declared_stakes(firm.id)
    uow.firms.clear_declared_statements(firm.id, ("ownership_complete",))
    uow.firms.add(*(_stake(firm.id, claim, occasion) for claim in command.stakes))
    if command.complete is not None:
        _state(uow, firm.id, [("ownership_complete", "yes" if command.complete else "no")], occasion)
    amended(uow, firm, occasion, "firm.ownership_declared")


def submit_firm(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> None:
    """Hand a draft, or an entry that was sent back, to the officers; it needs a seat and one capability."""
    firm = own_firm(uow, firm_id, occasion)
    if firm.state == FirmState.SUBMITTED:
        return
    if firm.state not in (FirmState.DRAFT, FirmState.RETURNED):
        raise Rejected(Problem("state", say("This entry is in the register already; changes are reviewed there.")))
    refuse(_missing_parts(uow, firm))
    firm.state = FirmState.SUBMITTED
    firm.changed_at = occasion.now
    occasion.record(uow, "firm.submitted", "firm", firm.id)
    uow.commit()


def own_firm(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> Firm:
    """Return a firm that the actor acts for; anything else does not exist for this actor."""
    firm = uow.firms.get(firm_id) if occasion.actor.acts_for(firm_id) else None
    if firm is None:
        raise NotFound(firm_id)
    return firm


def amended(uow: UnitOfWork, firm: Firm, occasion: Occasion, action: str) -> None:
    """Mark an entry as changed after all decisions about it so far, leave the audit line, commit."""
    decided = [decision.decided_at + TICK for decision in uow.firms.decisions(firm.id)]
    firm.changed_at = max([occasion.now, firm.changed_at + TICK, *decided])
    occasion.record(uow, action, "firm", firm.id)
    commit(uow)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Rejected if there is any problem."""
    if found := tuple(problems):
        raise Rejected(*found)


def commit(uow: UnitOfWork) -> None:
    """Commit; what somebody else wrote a moment earlier is a Conflict and not an error of ours."""
    try:
        uow.commit()
    except AlreadyThere as collision:
        raise Conflict(Problem("", say("Somebody registered the same a moment ago. Please look again."))) from collision


def commit_once(uow: UnitOfWork, token: str, made: str, occasion: Occasion) -> str:
    """Commit what a form made and return its id; where the same form won a moment earlier, return what that made."""
    try:
        commit(uow)
    except Conflict:
        if before := occasion.taken_before(uow, token):
            return before
        raise
    return made


def entries_to_claim(uow: UnitOfWork, command: DescribeFirm) -> Sequence[Firm]:
    """Return the entries of the register that make this description a duplicate, so that one can be claimed."""
    found = uow.firms.names(twin.id for twin in _duplicates(uow, command, own_id=""))
    return [firm for firm in found.values() if firm.state == FirmState.LISTED]


def twins(uow: UnitOfWork, command: DescribeFirm, *, own_id: str = "") -> tuple[Candidate, ...]:
    """Return the firms of the register that this description may duplicate, drafts of others left out."""
    near = [firm for firm in uow.firms.of_country(command.country) if firm.state != FirmState.DRAFT]
    holders = {uow.firms.owned_by_identifier(*pair) for pair in _checked(command)} - {None, own_id}
    named = {firm.id: firm for firm in near} | uow.firms.names(str(holder) for holder in holders)
    numbers = uow.firms.identifiers_among(list(named))
    new = _known(own_id, (command.name, command.name_uk), command.country, frozenset(_checked(command)))
    known = [_known(one.id, (one.name, one.name_uk), one.country, frozenset(numbers[one.id])) for one in named.values()]
    return candidates(new, known)


def _check_identity(uow: UnitOfWork, command: DescribeFirm, *, own_id: str) -> None:
    refuse(_identity_problems(command))
    if duplicates := _duplicates(uow, command, own_id=own_id):
        found = uow.firms.names(twin.id for twin in duplicates)
        raise Conflict(*(_duplicate(twin, found[twin.id].state, command) for twin in duplicates))


def _identity_problems(command: DescribeFirm) -> list[Problem]:
    fields = _statement_fields(command)
    problems = validate.firm(
        name=command.name,
        name_uk=command.name_uk,
        country=command.country,
        identifiers=command.identifiers,
        statements=_statements(command),
    )
    return [Problem(fields.get(one.field.partition(".")[0], one.field), one.because) for one in problems]


def _statement_fields(command: DescribeFirm) -> dict[str, str]:
    """Say which field of the command each statement comes from, so that a complaint stands where it was typed."""
    kinds = [kind for kind, _ in _statements(command)]
    first_site = len(kinds) - len(command.site_countries)
    names = [*kinds[:first_site], *(f"site_countries[{row}]" for row in range(len(command.site_countries)))]
    return {f"statements[{number}]": name for number, name in enumerate(names)}


def _duplicates(uow: UnitOfWork, command: DescribeFirm, *, own_id: str) -> list[Candidate]:
    return [twin for twin in twins(uow, command, own_id=own_id) if twin.certain or twin.nearness == 1.0]


def _duplicate(twin: Candidate, state: str, command: DescribeFirm) -> Problem:
    field = _shared_identifier(twin, command.identifiers) if twin.certain else "name"
    name = twin.name
    if state == FirmState.LISTED:
        claim = say("The register has %(name)s already. If it is your firm, claim that entry.", name=name)
        return Problem(field, claim)
    if state == FirmState.VERIFIED:
        return Problem(field, say("The register has %(name)s already, and somebody acts for it.", name=name))
    return Problem(field, say("Another entry under review uses this. If it is your firm, write to the officers."))


def _shared_identifier(twin: Candidate, identifiers: tuple[IdentifierClaim, ...]) -> str:
    shared = {reason.values.get("scheme") for reason in twin.because}
    return next((f"identifiers[{row}].value" for row, one in enumerate(identifiers) if one.scheme in shared), "name")


def _checked(command: DescribeFirm) -> list[tuple[str, str]]:
    pairs = [(one.scheme, check(one.scheme, one.value, command.country)) for one in command.identifiers]
    return [(scheme, value) for scheme, value in pairs if not isinstance(value, Fault)]


def _known(
    firm_id: str, names: tuple[str, ...], country: str | None, identifiers: frozenset[tuple[str, str]]
) -> KnownFirm:
    given = tuple(name for name in names if name)
    return KnownFirm(firm_id, given or ("",), match_keys(*given), country, identifiers)


def _draft(occasion: Occasion) -> Firm:
    return Firm(
        id=occasion.new_id(),
        origin=FirmOrigin.SELF_REGISTERED,
        state=FirmState.DRAFT,
        basis="declared",
        created_by=occasion.actor.account_id,
        created_at=occasion.now,
        changed_at=occasion.now,
    )


def _membership(firm_id: str, occasion: Occasion) -> Membership:
    return Membership(
        id=occasion.new_id(), account_id=occasion.actor.account_id, firm_id=firm_id, since=occasion.day, until=None
    )


def _write_identity(uow: UnitOfWork, firm: Firm, command: DescribeFirm, occasion: Occasion) -> None:
    firm.name, firm.name_uk = command.name.strip(), command.name_uk.strip()
    firm.country, firm.kind = command.country, command.kind
    firm.search_key = search_key(f"{firm.name} {firm.name_uk}")[:700]
    firm.match_key = match_key(firm.name)[:300]
    uow.firms.clear_declared_identifiers(firm.id)
    uow.firms.clear_declared_statements(firm.id, IDENTITY_KINDS)
    published = uow.firms.identifiers_among([firm.id])[firm.id]
    for scheme, value in sorted(set(_checked(command)) - published):
        uow.firms.add(
            Identifier(id=occasion.new_id(), firm_id=firm.id, scheme=scheme, value=value, **_declared(occasion))
        )
    recorded = {(one.kind, one.value) for one in uow.firms.statements(firm.id)}
    _state(uow, firm.id, (one for one in _statements(command) if one not in recorded), occasion)


def _statements(command: DescribeFirm) -> list[tuple[str, str]]:
    single = {
        "city": command.city.strip(),
        "website": command.website.strip(),
        "size": command.size.strip(),
        "management_country": command.management_country or "",
    }
    sites = [("site_country", code) for code in command.site_countries]
    return [(kind, value) for kind, value in single.items() if value] + sites


def _state(uow: UnitOfWork, firm_id: str, statements: Iterable[tuple[str, str]], occasion: Occasion) -> None:
    uow.firms.add(
        *(
            Statement(id=occasion.new_id(), firm_id=firm_id, kind=kind, value=value, **_declared(occasion))
            for kind, value in statements
        )
    )


def _stake(firm_id: str, claim: StakeClaim, occasion: Occasion) -> Stake:
    return Stake(
        id=occasion.new_id(),
        firm_id=firm_id,
        holder_id=holder_key(claim.holder_name),
        holder_name=claim.holder_name,
        holder_country=claim.holder_country,
        holder_kind=claim.holder_kind,
        share=claim.share,
        votes=claim.votes,
        majority=claim.majority,
        right=claim.right,
        via=holder_key(claim.via) if claim.via else None,
        **_declared(occasion),
    )


def holder_key(name: str) -> str:
    """Return under which id a holder of this name is kept; legal forms and spelling do not count."""
    return match_key(name)[:200] or name[:200]  # romanised names grow; a name of symbols alone has no key


def _declared(occasion: Occasion) -> dict[str, str]:
    return {
        "source": "declared by the firm",
        "as_of": f"{occasion.day}",
        "confidence": "unknown",
        "basis": "declared",
    }


def _missing_parts(uow: UnitOfWork, firm: Firm) -> list[Problem]:
    problems = []
    if firm.country is None:
        problems.append(Problem("country", say("Say in which country the firm has its seat before you submit.")))
    if not uow.firms.capabilities(firm.id):
        problems.append(Problem("capabilities", say("Add at least one capability before you submit.")))
    return problems
