"""The ownership of a firm as a picture, as the table that says the same, and as what the rules on control answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import Ownership
from matchmaker.domain.eligibility.control import Extent, Holder, Interest, Link, Path, Reach
from matchmaker.domain.eligibility.control.wording import path_words
from matchmaker.domain.findings import Finding
from matchmaker.persistence.models import Firm
from matchmaker.services.ownership import OwnershipView
from matchmaker.web.presenters import firm_words
from matchmaker.web.presenters.firm_words import word
from matchmaker.web.presenters.firms import names_of
from matchmaker.web.presenters.law.words import strand_words
from matchmaker.web.presenters.ownership_picture import Drawing, Holding, drawings
from matchmaker.web.presenters.rule_titles import articles
from matchmaker.web.wording import country, share, text

MOST_ROWS, MOST_PATHS, MOST_DECIDING = 60, 4, 4
STANDINGS: Mapping[Extent, LazyString] = {
    Extent.EVERY: lazy_gettext("controls in every case"),
    Extent.SOME: lazy_gettext("controls in some cases"),
    Extent.NONE: lazy_gettext("controls in no case"),
}
Holders = Mapping[str, Holder]


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A holder and how it stands above the firm; `standing` is the word of the extent, `extent` its key.

    `deciding` are the facts that would settle it, `more` paths were left out.
    """

    anchor: str
    name: str
    kind: str
    country: str
    holds: tuple[str, ...]
    extent: str
    standing: str
    paths: tuple[str, ...]
    more: bool
    deciding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rule on control of one strand answers."""

    strand: str
    title: str
    articles: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class OwnershipPage:
    """The page; `left_out` holders are in neither picture nor table, `undrawn` ones in the table only."""

    firm: Firm
    name: str
    own: bool
    complete: str
    answers: tuple[Answer, ...]
    drawings: tuple[Drawing, ...]
    rows: tuple[HolderLine, ...]
    undrawn: int
    left_out: int


def ownership_page(view: OwnershipView) -> OwnershipPage:
    """Write the page in the reader's language."""
    ownership, firm_id = view.ownership, view.entity.id
    holders = _named(ownership, firm_id, names_of(view.firm)[0])
    standings = ownership.standings(firm_id)
    anchors = {holder: f"holder-{number}" for number, holder in enumerate(standings, start=1)}
    shown = list(islice(standings, MOST_ROWS))
    holdings = list(_holdings(ownership, holders, {firm_id, *shown}))
    facts = {holder: _facts(holders[holder], standings.get(holder)) for holder in (firm_id, *shown)}
    names = {holder: holders[holder].name for holder in facts}
    pictures, undrawn = drawings(firm_id, names, facts, holdings, anchors)
    complete = {True: "yes", False: "no", None: ""}[view.entity.ownership_complete]
    return OwnershipPage(
        firm=view.firm,
        name=names_of(view.firm)[0],
        own=view.own,
        complete=word(firm_words.YES_NO, complete) or str(gettext("not stated")),
        answers=tuple(map(_answer, view.findings)),
        drawings=pictures,
        rows=tuple(_line(ownership.reach(firm_id, one), anchors[one], holders, holdings) for one in shown),
        undrawn=undrawn,
        left_out=len(standings) - len(shown),
    )


def _named(ownership: Ownership, firm_id: str, firm_name: str) -> Holders:
    """Whoever has no name of their own gets a number, so that two natural persons are told apart."""
    found: dict[str, Holder] = {}
    unnamed = 0
    for holder in (firm_id, *ownership.standings(firm_id)):
        known = ownership.holders[holder]
        if holder == firm_id:
            known = replace(known, name=firm_name)
        elif known.kind == "person" and known.name == known.id:
            unnamed += 1
            known = replace(known, name=str(gettext("natural person %(number)s", number=unnamed)))
        found[holder] = known
    return {**ownership.holders, **found}


def _facts(holder: Holder, extent: Extent | None) -> tuple[str, ...]:
    """What stands under the name in the picture; the firm itself has no extent."""
    if extent is None:
        return (f"{country(holder.places[0])} · {word(firm_words.FIRM_KINDS, holder.kind or '')}",)
    kind = word(firm_words.HOLDER_KINDS, holder.kind or "")
    return " · ".join(part for part in (_places(holder), kind) if part), str(STANDINGS[extent])


def _places(holder: Holder) -> str:
    """A country that is not recorded is said so, not left out."""
    unknown = str(gettext("country unknown"))
    return ", ".join(dict.fromkeys(country(place) if place else unknown for place in holder.places))


def _holdings(ownership: Ownership, holders: Holders, shown: set[str]) -> Iterator[Holding]:
    for held, layer in ownership.layers.items():
        for holder, interest in layer.interests.items():
            if held in shown and holder in shown:
                sure, open_ = holder in ownership.certain[held], holder in ownership.possible[held]
                extent = Extent.EVERY if sure else Extent.SOME if open_ else Extent.NONE
                label = _part(interest)
                yield Holding(holder, held, label, extent.value, _sentence(label, holder, held, holders))


def _sentence(label: str, holder: str, held: str, holders: Holders) -> str:
    return str(
        gettext("%(holder)s in %(held)s: %(part)s", holder=holders[holder].name, held=holders[held].name, part=label)
    )


def _part(interest: Interest) -> str:
    """A share or its range, votes that differ, rights; the word unknown where nothing is recorded."""
    parts = [_share(interest)]
    if interest.votes is not None and interest.votes != interest.share:
        parts.append(str(gettext("%(part)s of the votes", part=share(interest.votes))))
    parts += [word(firm_words.RIGHTS, right) for right in sorted(interest.rights)]
    return " · ".join(part for part in parts if part) or str(gettext("share unknown"))


def _share(interest: Interest) -> str:
    least, most = interest.share_min, interest.share_max
    if interest.share is not None:
        return share(interest.share)
    if interest.majority:
        return str(gettext("a majority"))
    if least is not None and most is not None:
        return str(gettext("%(least)s to %(most)s", least=share(least), most=share(most)))
    if least is not None:
        return str(gettext("at least %(least)s", least=share(least)))
    return "" if most is None else str(gettext("at most %(most)s", most=share(most)))


def _line(reach: Reach, anchor: str, holders: Holders, holdings: Iterable[Holding]) -> HolderLine:
    holder = holders[reach.holder.id]
    direct = (one for one in holdings if one.holder == holder.id)
    return HolderLine(
        anchor=anchor,
        name=holder.name,
        kind=word(firm_words.HOLDER_KINDS, holder.kind or "") or str(gettext("kind unknown")),
        country=_places(holder),
        holds=tuple(str(gettext("%(held)s: %(part)s", held=holders[one.held].name, part=one.label)) for one in direct),
        extent=reach.extent.value,
        standing=str(STANDINGS[reach.extent]),
        paths=tuple(_path(path, holders) for path in reach.paths[:MOST_PATHS]),
        more=reach.cut or len(reach.paths) > MOST_PATHS,
        deciding=_deciding(reach, holders),
    )


def _path(path: Path, holders: Holders) -> str:
    told = ", ".join(map(text, path_words(path, holders)))
    return told[:1].upper() + told[1:]


def _deciding(reach: Reach, holders: Holders) -> tuple[str, ...]:
    if reach.extent is not Extent.SOME:
        return ()
    links = [link for path in reach.paths for link in reversed(path) if link.extent is Extent.SOME]
    facts = dict.fromkeys(_fact(link, holders) for link in links if link.decides)
    return tuple(facts)[:MOST_DECIDING] or (
        str(gettext("Every fact is recorded; the law names no percentage for decisive influence.")),
    )


def _fact(link: Link, holders: Holders) -> str:
    names = {"holder": holders[link.holder].name, "held": holders[link.held].name}
    match (link.decides or "").rpartition(".")[-1]:
        case "share":
            return str(gettext("Which share %(holder)s has in %(held)s", **names))
        case "votes":
            return str(gettext("Which part of the votes %(holder)s has in %(held)s", **names))
        case "decisive_rights":
            return str(gettext("Which decisive rights %(holder)s has in %(held)s", **names))
        case _:
            return str(gettext("Whether all that %(holder)s has in %(held)s is recorded", **names))


def _answer(finding: Finding) -> Answer:
    strand = finding.rule.rpartition("-")[0]
    return Answer(strand, strand_words(strand)[0], articles(finding.rule), finding)
