"""Paths of control in words, in both languages, so that a finding can name the way on which control passes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from matchmaker.domain.eligibility.control.holders import Holder
from matchmaker.domain.eligibility.control.paths import Link, Path
from matchmaker.domain.findings import Bilingual

A_PERSON = Bilingual("a natural person", "фізична особа")
RIGHT_WORDS = {
    "veto_over_strategy": Bilingual("has a veto over the strategy of {held}", "має право вето щодо стратегії {held}"),
    "appoints_majority": Bilingual(
        "appoints the majority of the board of {held}", "призначає більшість керівного органу {held}"
    ),
    "agreement": Bilingual("is party to an agreement on {held}", "є стороною угоди про управління {held}"),
    "dominant_lender": Bilingual("is the dominant lender of {held}", "є головним кредитором {held}"),
    "dominant_customer": Bilingual("is the dominant customer of {held}", "є головним замовником {held}"),
}
# A longer path is told by its first links and its last one.
LINKS_TOLD = 6

Holders = Mapping[str, Holder]


def named(holder: Holder) -> Bilingual:
    """A natural person whose name was kept out of the case is called what it is."""
    return A_PERSON if holder.kind == "person" and holder.name == holder.id else Bilingual(holder.name, holder.name)


def path_words(path: Path, holders: Holders) -> tuple[Bilingual, ...]:
    """One phrase for each link, to be joined by commas; in English a link goes on with `which`."""
    phrases = tuple(link_words(link, holders, goes_on=link is not path[0]) for link in path)
    left_out = len(path) - LINKS_TOLD
    if left_out <= 0:
        return phrases
    gap = Bilingual(
        f"and so on over {left_out + 1} further links to {holders[path[-1].holder].name}",
        f"і так далі ще через ланок: {left_out + 1}, до {holders[path[-1].holder].name}",
    )
    return (*phrases[: LINKS_TOLD - 2], gap, phrases[-1])


def link_words(link: Link, holders: Holders, *, goes_on: bool = False) -> Bilingual:
    """What one holder has in the next, figures as recorded."""
    holder, held = named(holders[link.holder]), named(holders[link.held])
    parts = [_filled(part, held) for part in _parts(link, holders)]
    return Bilingual(
        f"{'which' if goes_on else holder.en} {' and '.join(part.en for part in parts)}",
        f"{holder.uk} {' і '.join(part.uk for part in parts)}",
    )


def _filled(phrase: Bilingual, held: Bilingual) -> Bilingual:
    return Bilingual(phrase.en.replace("{held}", held.en), phrase.uk.replace("{held}", held.uk))


def _parts(link: Link, holders: Holders) -> list[Bilingual]:
    if link.through:
        return [_joint(link, holders)]
    parts = [RIGHT_WORDS[right] for right in link.rights if right in RIGHT_WORDS]
    if link.votes is not None and link.votes != link.share:
        votes = percent(link.votes)
        parts.insert(0, Bilingual(f"has {votes} of the votes in {{held}}", f"має {votes} голосів у {{held}}"))
    holding = _holding(link)
    if holding is not None:
        parts.insert(0, holding)
    return parts or [Bilingual("holds an unrecorded part of {held}", "має незаписану частку в {held}")]


def _holding(link: Link) -> Bilingual | None:
    """The share or its range; None where nothing is recorded of it."""
    if link.share is not None:
        return _of(percent(link.share), percent(link.share))
    if link.majority:
        return _of("the majority", "більшість")
    least, most = link.share_min, link.share_max
    if least is not None and most is not None:
        return _of(f"{percent(least)} to {percent(most)}", f"від {percent(least)} до {percent(most)}")
    if least is not None:
        return _of(f"at least {percent(least)}", f"щонайменше {percent(least)}")
    return None if most is None else _of(f"at most {percent(most)}", f"щонайбільше {percent(most)}")


def _of(en: str, uk: str) -> Bilingual:
    return Bilingual(f"holds {en} of {{held}}", f"має {uk} у {{held}}")


def _joint(link: Link, holders: Holders) -> Bilingual:
    parts = [named(holders[part]) for part in link.through]
    en, uk = " and ".join(part.en for part in parts), " і ".join(part.uk for part in parts)
    share = max(link.share or Decimal(0), link.votes or Decimal(0))
    if not share:
        return Bilingual(f"has parts of {{held}} through {en}", f"має частки в {{held}} через {uk}")
    return Bilingual(
        f"commands {percent(share)} of {{held}} through {en}", f"має разом {percent(share)} у {{held}} через {uk}"
    )


def percent(share: Decimal) -> str:
    """A share in 0..1 as a per cent figure without needless zeros."""
    return f"{(share * 100).normalize():f} %"
