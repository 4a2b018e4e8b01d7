"""Who a firm is and who holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, FormField, RadioField, SelectField, StringField
from wtforms import Form as PlainForm

from matchmaker.domain.registry.validate import IdentifierClaim, StakeClaim
from matchmaker.domain.vocabulary import IDENTIFIER_SCHEMES
from matchmaker.persistence.models import Stake
from matchmaker.services.commands import DeclareOwnership, DescribeFirm
from matchmaker.services.profiles import FirmView
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import CountryField, EntryForm, PortionField, Rows, per_cent, place_in_rows
from matchmaker.web.presenters import firm_words

NOT_STATED = {"": lazy_gettext("not stated")}
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class IdentityForm(EntryForm):
    """Names, seat, numbers, where the firm is managed and where it would produce."""

    name = StringField(lazy_gettext("Name in Latin letters"), render_kw={"autocomplete": "organization"})
    name_uk = StringField(lazy_gettext("Name in Ukrainian"), render_kw={"lang": "uk"})
    country = CountryField(lazy_gettext("Country of the registered seat"))
    kind = SelectField(lazy_gettext("Kind of organisation"), choices=choices(firm_words.FIRM_KINDS))
    city = StringField(lazy_gettext("City of the registered seat"))
    website = StringField(lazy_gettext("Website"), render_kw={"inputmode": "url"})
    size = SelectField(lazy_gettext("Size"), choices=choices(NOT_STATED | firm_words.SIZES), validate_choice=False)
    EDRPOU = StringField(firm_words.SCHEMES["EDRPOU"], render_kw=DIGITS)
    LEI = StringField(firm_words.SCHEMES["LEI"])
    VAT = StringField(firm_words.SCHEMES["VAT"])
    PIC = StringField(firm_words.SCHEMES["PIC"], render_kw=DIGITS)
    NCAGE = StringField(firm_words.SCHEMES["NCAGE"])
    management_country = CountryField(lazy_gettext("Country of the executive management"))
    site_countries = Rows(CountryField(lazy_gettext("Country of production")), min_entries=2, max_entries=40)

    def field_of(self, path: str) -> str:
        """Identifiers have one field for each scheme; countries of production stand in rows."""
        if found := re.fullmatch(r"identifiers\[(\d+)\]\.\w+", path):
            return self._given_schemes()[int(found[1])]
        return place_in_rows(path, "site_countries", self._site_rows())

    def to_command(self) -> DescribeFirm:
        """Return what was typed."""
        return DescribeFirm(
            name=self.name.data or "",
            name_uk=self.name_uk.data or "",
            country=self.country.data or None,
            kind=self.kind.data,
            city=self.city.data or "",
            website=self.website.data or "",
            size=self.size.data or "",
            management_country=self.management_country.data or None,
            site_countries=tuple(self.site_countries.entries[row].data for row in self._site_rows()),
            identifiers=tuple(IdentifierClaim(scheme, self[scheme].data) for scheme in self._given_schemes()),
        )

    def _given_schemes(self) -> list[str]:
        return [scheme for scheme in IDENTIFIER_SCHEMES if (self[scheme].data or "").strip()]

    def _site_rows(self) -> list[int]:
        return [row for row, entry in enumerate(self.site_countries.entries) if entry.data]


def identity_of(view: FirmView) -> dict[str, Any]:
    """Return a stored identity as the form's content; the firm's own statement wins over public records."""
    said: dict[str, list[str]] = {}
    for one in sorted(view.statements, key=lambda one: one.basis != "declared"):
        said.setdefault(one.kind, []).append(one.value)
    numbers = {one.scheme: one.value for one in sorted(view.identifiers, key=lambda one: one.basis == "declared")}
    single = {kind: said.get(kind, [""])[0] for kind in ("city", "website", "size", "management_country")}
    sites = {"site_countries": said.get("site_country", [])}
    firm = view.firm
    own = {"name": firm.name, "name_uk": firm.name_uk, "country": firm.country or "", "kind": firm.kind}
    return {**own, **single, **numbers, **sites}


class HolderForm(PlainForm):  # type: ignore[misc]
    """One holder; a row without a name is left out."""

    holder_name = StringField(lazy_gettext("Name of the holder"))
    holder_country = CountryField(lazy_gettext("Country of the holder"))
    holder_kind = SelectField(
        lazy_gettext("Kind of holder"), choices=choices(NOT_STATED | firm_words.HOLDER_KINDS), validate_choice=False
    )
    share = PortionField(lazy_gettext("Share, per cent"), render_kw={"inputmode": "decimal", "autocomplete": "off"})
    votes = PortionField(lazy_gettext("Votes, per cent"), render_kw={"inputmode": "decimal", "autocomplete": "off"})
    majority = BooleanField(lazy_gettext("It is more than half, and no figure can be stated"))
    right = SelectField(
        lazy_gettext("Decisive right"),
        choices=choices({"": lazy_gettext("none that we know of")} | firm_words.RIGHTS),
        validate_choice=False,
    )
    via = StringField(lazy_gettext("Held through"))

    def is_empty(self) -> bool:
        """Say whether nothing was typed in this row."""
        return not any(field.data.strip() if isinstance(field.data, str) else field.data for field in self)

    def to_claim(self) -> StakeClaim:
        """Return what was typed."""
        return StakeClaim(
            holder_name=(self.holder_name.data or "").strip(),
            holder_country=self.holder_country.data or None,
            holder_kind=self.holder_kind.data or None,
            share=self.share.portion(),
            votes=self.votes.portion(),
            majority=bool(self.majority.data),
            right=self.right.data or None,
            via=(self.via.data or "").strip() or None,
        )


class OwnershipForm(EntryForm):
    """All holders, one row each, and whether the list is complete."""

    stakes = Rows(FormField(HolderForm), min_entries=2, max_entries=60)
    complete = RadioField(
        lazy_gettext("Are these all holders?"),
        choices=choices(firm_words.YES_NO | {"": lazy_gettext("we cannot say")}),
        default="",
    )

    def field_of(self, path: str) -> str:
        """Empty rows were left out of the command."""
        return place_in_rows(path, "stakes", self._rows())

    def to_command(self) -> DeclareOwnership:
        """Return what was typed."""
        stakes = tuple(self.stakes.entries[row].form.to_claim() for row in self._rows())
        return DeclareOwnership(stakes, {"yes": True, "no": False}.get(self.complete.data or ""))

    def _rows(self) -> list[int]:
        return [row for row, entry in enumerate(self.stakes.entries) if not entry.form.is_empty()]


def ownership_of(view: FirmView) -> dict[str, Any]:
    """Return the declared holders as the form's content."""
    declared = [one for one in view.stakes if one.basis in ("declared", "invented")]
    complete = next((one.value for one in view.statements if one.kind == "ownership_complete"), "")
    return {"stakes": list(_rows_of(declared)), "complete": complete}


def _rows_of(stakes: Sequence[Stake]) -> Iterable[dict[str, str | bool]]:
    names = {one.holder_id: one.holder_name for one in stakes}
    for one in stakes:
        yield {
            "holder_name": one.holder_name,
            "holder_country": one.holder_country or "",
            "holder_kind": one.holder_kind or "",
            "share": per_cent(one.share),
            "votes": per_cent(one.votes),
            "majority": one.majority,
            "right": one.right or "",
            "via": names.get(one.via or "", ""),
        }


class SubmitForm(EntryForm):
    """Nothing but a button."""
