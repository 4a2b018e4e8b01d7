"""Taking a firm's declared holders over from statements of the BODS standard: first read, then confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.normalise import match_key
from matchmaker.domain.registry.validate import Problem, StakeClaim
from matchmaker.persistence.models import Firm, Stake
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import DeclareOwnership
from matchmaker.services.errors import Conflict, Rejected
from matchmaker.services.firms import declare_ownership, own_firm, refuse
from matchmaker.services.occasion import Occasion
from matchmaker.services.ownership.holdings import Holdings, holdings_of

LONGEST_FILE = 250_000
MOST_HOLDERS = 60
MOST_NAMED = 12
TEXT, SUBJECT = "text", "subject"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file would make of the declared holders; nothing is written.

    `subject` is the record of the file that was read as the firm, `subject_name` and `subject_country` what the file
    says of it. `replaced` is what would go, `standing` names the state of the entry that was looked at.
    """

    firm: Firm
    subject: str
    subject_name: str
    subject_country: str | None
    holdings: Holdings
    replaced: Sequence[Stake]
    standing: str


def read_file(uow: UnitOfWork, firm_id: str, text: str, subject: str, occasion: Occasion) -> Incoming:
    """Read a file for a firm that the actor acts for; `subject` is its record id there, empty to look for it.

    Raises Rejected with problems at `text` or `subject`.
    """
    firm = own_firm(uow, firm_id, occasion)
    statements = _statements(text)
    entities = dict(_entities(statements))
    record = _subject(entities, _declared_subjects(statements), firm, subject.strip())
    holdings = holdings_of(statements, record, firm, occasion.day)
    _check(holdings, firm)
    details = entities[record]
    place = details.get("jurisdiction")
    return Incoming(
        firm=firm,
        subject=record,
        subject_name=str(details.get("name") or ""),
        subject_country=str(place["code"])[:2] if isinstance(place, dict) and place.get("code") else None,
        holdings=holdings,
        replaced=[one for one in uow.firms.stakes(firm.id) if one.basis in ("declared", "invented")],
        standing=firm.changed_at.isoformat(),
    )


def take_over(
    uow: UnitOfWork,
    firm_id: str,
    text: str,
    subject: str,
    complete: bool | None,
    occasion: Occasion,
    *,
    standing: str,
    token: str = "",
) -> None:
    """Replace the declared holders by those of the file, in one transaction; the same token twice does it once.

    Raises Conflict where the entry is no longer as it was when the file was previewed.
    """
    firm = own_firm(uow, firm_id, occasion)
    if occasion.taken_before(uow, token):
        return
    incoming = read_file(uow, firm_id, text, subject, occasion)
    if incoming.standing != standing:
        changed = say("The entry was changed after this preview was made. Compare again, then confirm.")
        raise Conflict(Problem("", changed))
    occasion.take(uow, token, firm.id)
    occasion.record(uow, "firm.ownership_imported", "firm", firm.id, "BODS 0.4")
    declare_ownership(uow, firm_id, DeclareOwnership(incoming.holdings.stakes, complete), occasion)


def is_marked(text: str) -> bool:
    """Say whether a file carries a classification marking, be it written with JSON's escapes."""
    if find_marking(text):
        return True
    try:
        return any(map(find_marking, _texts(json.loads(text))))
    except (ValueError, RecursionError):
        return False


def _statements(text: str) -> object:
    if is_marked(text):
        _refuse(say("This text carries a classification marking. It was not read and not kept."))
    if not text.strip():
        _refuse(say("Choose a file, or paste its text."))
    if len(text) > LONGEST_FILE:
        _refuse(say("At most %(most)s characters are read; these are %(given)s.", most=LONGEST_FILE, given=len(text)))
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        _refuse(say("This is not JSON: line %(line)s, column %(column)s.", line=error.lineno, column=error.colno))
    except (ValueError, RecursionError):
        _refuse(say("This is not JSON as the standard has it: a name is given twice, or a number cannot be read."))


def _refuse(because: Sentence, field: str = TEXT) -> NoReturn:
    raise Rejected(Problem(field, because))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield from (key, *_texts(inner))
        case list():
            for inner in value:
                yield from _texts(inner)


def _entities(statements: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entities of the file by record id; the last statement on one wins, as the reader of the standard has it."""
    for statement in statements if isinstance(statements, list) else ():
        if not isinstance(statement, dict) or statement.get("recordType") != "entity":
            continue
        record, details = statement.get("recordId"), statement.get("recordDetails")
        if isinstance(record, str) and isinstance(details, dict):
            yield record, details


def _declared_subjects(statements: object) -> list[str]:
    """Whom the statements say that they are about."""
    found = statements if isinstance(statements, list) else []
    said = (one.get("declarationSubject") for one in found if isinstance(one, dict))
    return list(dict.fromkeys(one for one in said if isinstance(one, str)))


def _subject(entities: Mapping[str, Mapping[str, Any]], declared: list[str], firm: Firm, given: str) -> str:
    """The record that is the firm: as told, else by its own id, its name, what all statements are about, or alone."""
    if not entities:
        _refuse(say("The file describes no entity. A list of statements of BODS 0.4 is needed."))
    keys = {match_key(firm.name), match_key(firm.name_uk)} - {""}
    named = [record for record, details in entities.items() if match_key(str(details.get("name"))) in keys]
    for likely in ([given] if given else [], [firm.id], named, declared, list(entities)):
        if len(likely) == 1 and likely[0] in entities:
            return likely[0]
        if given:
            _refuse(say("The file describes no entity with this record id."), SUBJECT)
    several = tuple(f"{record} ({details.get('name') or '–'})"[:120] for record, details in entities.items())
    _refuse(
        say(
            "The file describes several entities. Write which of them is your firm: %(ids)s.", ids=several[:MOST_NAMED]
        ),
        SUBJECT,
    )


def _check(holdings: Holdings, firm: Firm) -> None:
    if not holdings.stakes:
        nobody = Problem(TEXT, say("The file names nobody who holds %(firm)s.", firm=firm.name))
        raise Rejected(nobody, *(Problem(TEXT, fault) for fault in holdings.faults[:MOST_NAMED]))
    if len(holdings.stakes) > MOST_HOLDERS:
        given = len(holdings.stakes)
        _refuse(
            say("The register keeps at most %(most)s holdings; these are %(given)s.", most=MOST_HOLDERS, given=given)
        )
    problems = [_problem(one, holdings.stakes, firm) for one in validate.ownership(holdings.stakes)]
    refuse(one for place, one in enumerate(problems) if one not in problems[:place])


def _problem(problem: Problem, stakes: Sequence[StakeClaim], firm: Firm) -> Problem:
    """What is wrong with a holding, said of the file as a whole: there is no field for it."""
    row = int(problem.field.partition("[")[2].partition("]")[0])
    if problem.field.endswith((".share", ".votes")):
        held = stakes[row].via or firm.name
        return Problem(TEXT, say("The parts of %(held)s add up to more than 100 %%.", held=held))
    if problem.field.endswith(".holder_name"):
        return Problem(TEXT, say("The name of holder %(number)s of the file cannot be kept.", number=row + 1))
    return Problem(TEXT, say("%(holder)s cannot be kept as the file has it.", holder=stakes[row].holder_name))
