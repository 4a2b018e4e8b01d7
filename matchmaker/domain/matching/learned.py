"""What real consortia taught: the features of the learned model as columns of the register, made once a snapshot."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from matchmaker.domain.affinity.history import History, Organisation, Participation, PastProject, Question, family_of
from matchmaker.domain.affinity.model import Affinity
from matchmaker.domain.affinity.reasons import Reasons
from matchmaker.domain.affinity.texts import Texts, Themes
from matchmaker.domain.facts import FirmFacts, ProjectFacts, TopicFacts
from matchmaker.domain.findings import Sentence
from matchmaker.domain.matching.columns import WHOLE, FirmColumns, rounded
from matchmaker.domain.matching.scoring import Feature
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import capability_texts, joined, project_document
from matchmaker.domain.text.generation import Generation
from matchmaker.domain.text.index import TextIndex

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def affinity_of(snapshot: Snapshot) -> Affinity:
    """The learned model over the firms of a snapshot, in the order of their rows; kept as long as the snapshot is.

    One that grew out of the newest by a change to firms costs what has changed, and is the same as made anew.
    Threads that ask at once wait for the one that makes it.
    """
    held = _HELD.get(snapshot)
    if held is None:
        with _MAKING:
            held = _HELD.get(snapshot) or _newest(snapshot)
    return held


def _newest(snapshot: Snapshot) -> Affinity:
    last = next(iter(_LAST), None)
    held = _renewed(snapshot, last) if last is not None and last.serves(snapshot) else _made(snapshot)
    _HELD[snapshot] = held
    _LAST.append(_Last(snapshot.firms, snapshot.projects, held))
    return held


@dataclass(frozen=True, eq=False)
class _Last:
    """A model and the facts that it was made of."""

    firms: Mapping[str, FirmFacts]
    projects: Mapping[str, ProjectFacts]
    affinity: Affinity

    def serves(self, snapshot: Snapshot) -> bool:
        """Whether firms' own facts are all that may differ, under the same generation of text."""
        same_words = self.affinity.texts.index.generation is snapshot.index.generation
        return same_words and self.projects == snapshot.projects and list(self.firms) == list(snapshot.firms)


def _made(snapshot: Snapshot) -> Affinity:
    history, index = _history(snapshot), snapshot.index
    return Affinity(history, Texts.of(history, index, _themes(index)))


def _renewed(snapshot: Snapshot, last: _Last) -> Affinity:
    history = last.affinity.history
    told = tuple(
        held if last.firms[firm.id] is firm else _organisation(firm)
        for held, firm in zip(history.organisations, snapshot.firms.values(), strict=True)
    )
    return last.affinity.renewed(history.described(told), snapshot.index)


def _themes(index: TextIndex) -> Themes:
    """One set of themes for each generation of text, so that a change moves no text but its own."""
    held = _THEMES.get(index.generation)
    if held is None:
        held = _THEMES[index.generation] = Themes.of(index)
    return held


_HELD: WeakKeyDictionary[Snapshot, Affinity] = WeakKeyDictionary()
# Held firmly, so one and no more: a model holds its index and with it the generation, so none would ever leave.
_LAST: deque[_Last] = deque(maxlen=1)
_MAKING = Lock()
_THEMES: WeakKeyDictionary[Generation, Themes] = WeakKeyDictionary()


def learned_features(
    snapshot: Snapshot, firms: FirmColumns, question: Question, names: Collection[str]
) -> tuple[Feature, ...]:
    """The columns that are named, for a question."""
    reasons = Reasons.of(affinity_of(snapshot), question)
    columns = reasons.columns

    def feature(at: int, name: str) -> Feature:
        def told(row: int) -> Sentence:
            return reasons.because(firms.ids[row], name)

        return Feature(name, rounded(columns.values[:, at] * WHOLE), told)

    return tuple(feature(at, name) for at, name in enumerate(columns.features) if name in names)


def topic_question(topic: TopicFacts) -> Question:
    """A topic as the model is asked about it, in both languages, so that a firm's texts in either may meet it.

    No family of calls is named: the open topics belong to none that any past project belongs to.
    """
    english = (topic.title_en, topic.aim_en, *(part.text_en for part in topic.parts))
    ukrainian = (topic.title_uk, topic.aim_uk, *(part.text_uk for part in topic.parts))
    return Question(joined(*english, *ukrainian))


def partner_question(firm: FirmFacts, topic: TopicFacts | None) -> Question:
    """A firm as the first member of a team, with its own words and those of what they would do together."""
    own = [text for one in firm.capabilities for text in capability_texts(one).values()]
    return Question(joined(*own, topic_question(topic).text if topic else ""), members=(firm.id,))


def _history(snapshot: Snapshot) -> History:
    return History.of_everyone(map(_past, snapshot.projects.values()), map(_organisation, snapshot.firms.values()))


def _past(project: ProjectFacts) -> PastProject:
    return PastProject(
        id=project.id,
        text=project_document(project).text,
        year=_year(project),
        family=family_of(project.call),
        participants=tuple(Participation(firm_id, role) for firm_id, role in project.participants),
        name=project.acronym,
    )


def _year(project: ProjectFacts) -> int | None:
    """The year of the call, which stands in its identifier; else the year of the start."""
    named = _YEAR.search(project.call)
    if named:
        return int(named.group())
    return project.start.year if project.start else None


def _organisation(firm: FirmFacts) -> Organisation:
    """Its texts are in the index already."""
    return Organisation(firm.id, firm.name, firm.country or "", firm.kind)
