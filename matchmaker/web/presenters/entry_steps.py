"""The steps in which a firm fills in its entry, and the codes that it can tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, lazy_gettext

from matchmaker.domain.facts import ConceptFacts
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.registry.normalise import folded
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.models import Firm
from matchmaker.services.profiles import CapabilityView, FirmView
from matchmaker.web.forms.capabilities import CapabilityForm
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.presenters.firms import HolderRow, holder_rows, names_of
from matchmaker.web.wording import text

STEPS = (
    ("identity", lazy_gettext("Identity"), "firms.edit_identity"),
    ("ownership", lazy_gettext("Ownership"), "firms.edit_ownership"),
    ("capabilities", lazy_gettext("Capabilities"), "firms.show_capabilities"),
    ("check", lazy_gettext("Check and submit"), "firms.check"),
)
DEFENCE = ("351", "352", "353", "354", "355", "356", "357", "358")
MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `address` is empty while the entry does not exist yet."""

    label: str
    address: str
    done: bool
    here: bool


@dataclass(frozen=True, slots=True)
class StepPage:
    """A page of one step; `firm` is None before the first was sent, `recorded` are published holders."""

    steps: tuple[Step, ...]
    form: EntryForm
    firm: Firm | None
    name: str
    twins: tuple[Firm, ...] = ()
    recorded: tuple[HolderRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One code that can be ticked."""

    id: str
    code: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """Codes under one heading; `open` shows them without a click."""

    title: str
    open: bool
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class CapabilityPage:
    """The form of one capability; `capability_id` is empty for a new one."""

    steps: tuple[Step, ...]
    form: CapabilityForm
    firm: Firm
    name: str
    capability_id: str
    groups: tuple[CodeGroup, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The capabilities of an entry; those from public records are shown and not edited."""

    steps: tuple[Step, ...]
    view: FirmView
    name: str


@dataclass(frozen=True, slots=True)
class DeletePage:
    """The question before a capability goes."""

    form: EntryForm
    firm: Firm
    name: str
    capability_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that an entry should have; `needed` ones keep it from being submitted."""

    label: str
    there: bool
    needed: bool
    address: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The last step: what is there, what is missing, who decides."""

    steps: tuple[Step, ...]
    form: EntryForm
    view: FirmView
    name: str
    checks: tuple[Check, ...]
    ready: bool


def steps(here: str, view: FirmView | None) -> tuple[Step, ...]:
    """Return the steps of an entry, or of one that does not exist yet."""
    done = _done(view) if view else {}
    return tuple(
        Step(
            label=str(label),
            address=url_for(endpoint, firm_id=view.firm.id) if view else "",
            done=done.get(key, False),
            here=key == here,
        )
        for key, label, endpoint in STEPS
    )


def step_page(here: str, form: EntryForm, view: FirmView | None, twins: Sequence[Firm] = ()) -> StepPage:
    """Write the page of a step."""
    name = names_of(view.firm)[0] if view else ""
    recorded = holder_rows(one for one in view.stakes if one.basis != "declared") if view else ()
    return StepPage(steps(here, view), form, view.firm if view else None, name, tuple(twins), recorded)


def capability_page(form: CapabilityForm, view: FirmView, snapshot: Snapshot, capability_id: str) -> CapabilityPage:
    """Write the form of a capability."""
    groups = code_groups(snapshot, frozenset(form.concepts.data or ()), form.find.data or "")
    name = names_of(view.firm)[0]
    return CapabilityPage(steps("capabilities", view), form, view.firm, name, capability_id, groups)


def list_page(view: FirmView) -> ListPage:
    """Write the list of capabilities."""
    return ListPage(steps("capabilities", view), view, names_of(view.firm)[0])


def delete_page(view: FirmView, stored: CapabilityView, form: EntryForm) -> DeletePage:
    """Write the question before a capability goes."""
    capability = stored.capability
    title = text(Bilingual(capability.title_en, capability.title_uk))
    return DeletePage(form, view.firm, names_of(view.firm)[0], capability.id, title)


def check_page(form: EntryForm, view: FirmView) -> CheckPage:
    """Write the last step."""
    checks = _checks(view)
    ready = all(one.there for one in checks if one.needed)
    return CheckPage(steps("check", view), form, view, names_of(view.firm)[0], checks, ready)


def code_groups(snapshot: Snapshot, ticked: frozenset[str], find: str) -> tuple[CodeGroup, ...]:
    """Return what was looked for, what is ticked elsewhere, defence divisions, the military list; each code once."""
    known = snapshot.concepts
    found = _found(known.values(), find)
    fixed = {one.id for one in known.values() if _division(one)}
    elsewhere = [known[one] for one in sorted(ticked) if one in known and one not in fixed]
    seen: set[str] = set()
    groups = [
        _code_group(str(gettext("Ticked")), elsewhere, ticked, seen, open_=True),
        _code_group(str(gettext("Found")), found, ticked, seen, open_=True),
    ]
    for division in (*DEFENCE, "ML"):
        codes = [one for one in known.values() if _division(one) == division]
        groups.append(_code_group(_division_title(division, codes), codes, ticked, seen))
    return tuple(group for group in groups if group.codes)


def _division(concept: ConceptFacts) -> str:
    if concept.scheme == "ML":
        return "ML"
    return concept.code[:3] if concept.scheme == "CPV" and concept.code[:3] in DEFENCE else ""


def _division_title(division: str, codes: Sequence[ConceptFacts]) -> str:
    if division == "ML":
        return str(gettext("Common Military List of the EU"))
    head = next((one for one in codes if one.code.startswith(f"{division}00000")), None)
    return f"CPV {division}: {_label(head)}" if head else f"CPV {division}"


def _code_group(
    title: str, concepts: Iterable[ConceptFacts], ticked: frozenset[str], seen: set[str], *, open_: bool = False
) -> CodeGroup:
    codes = tuple(Code(one.id, one.code, _label(one), one.id in ticked) for one in concepts if one.id not in seen)
    seen.update(code.id for code in codes)
    return CodeGroup(title, open_ or any(code.ticked for code in codes), codes)


def _found(concepts: Iterable[ConceptFacts], find: str) -> list[ConceptFacts]:
    """Every word must occur at the beginning of a word of a label, or the code must begin so."""
    words = folded(find).split()
    if not words:
        return []
    hits = (one for one in concepts if all(_has(one, word) for word in words))
    return [one for one, _ in zip(hits, range(MOST_FOUND), strict=False)]


def _has(concept: ConceptFacts, word: str) -> bool:
    if concept.code.casefold().startswith(word):
        return True
    labels = folded(f"{concept.label_en} {concept.label_uk}").split()
    return any(label.startswith(word) for label in labels)


def _label(concept: ConceptFacts) -> str:
    return text(Bilingual(concept.label_en, concept.label_uk))


def _done(view: FirmView) -> dict[str, bool]:
    return {
        "identity": bool(view.firm.name and view.firm.country),
        "ownership": any(one.basis == "declared" for one in view.stakes) or _says(view, "ownership_complete"),
        "capabilities": bool(view.capabilities),
        "check": view.firm.state in ("submitted", "verified"),
    }


def _says(view: FirmView, kind: str) -> bool:
    return any(one.kind == kind for one in view.statements)


def _checks(view: FirmView) -> tuple[Check, ...]:
    identity, ownership, capabilities, _ = (url_for(endpoint, firm_id=view.firm.id) for *_, endpoint in STEPS)
    return (
        Check(str(gettext("Country of the registered seat")), bool(view.firm.country), True, identity),
        Check(str(gettext("At least one capability")), bool(view.capabilities), True, capabilities),
        Check(str(gettext("A register number that an officer can check")), bool(view.identifiers), False, identity),
        Check(str(gettext("Country of the executive management")), _says(view, "management_country"), False, identity),
        Check(str(gettext("Countries of production for joint work")), _says(view, "site_country"), False, identity),
        Check(str(gettext("Holders of the firm")), bool(view.stakes), False, ownership),
        Check(str(gettext("Whether these are all holders")), _says(view, "ownership_complete"), False, ownership),
        Check(str(gettext("Codes on every capability")), _all_have_codes(view), False, capabilities),
    )


def _all_have_codes(view: FirmView) -> bool:
    return bool(view.capabilities) and all(one.concepts for one in view.capabilities)
