"""What every number behind a score is called, and what it means, in a few plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class Words:
    """A short name for headings, and one line that says what is counted."""

    label: LazyString
    meaning: LazyString


# What contributes to the score of a team.
TEAM: Mapping[str, Words] = {
    "must_have": Words(
        lazy_gettext("Products of the topic, by the member that leads them"),
        lazy_gettext("For each must-have: how strong its lead is."),
    ),
    "nice_to_have": Words(
        lazy_gettext("Activities of the topic, by the member that leads them"),
        lazy_gettext("For each other part: how strong its lead is."),
    ),
    "member_fit": Words(
        lazy_gettext("How each firm fits the topic"), lazy_gettext("The fit of each member, as in the ranking.")
    ),
    "bridge": Words(
        lazy_gettext("Published links between members from Ukraine and the Union"),
        lazy_gettext("For each member with such a link to another member."),
    ),
    "cohesion": Words(
        lazy_gettext("Members that worked together before"),
        lazy_gettext("How many members have a project, partnership or link with another member."),
    ),
    "balance": Words(
        lazy_gettext("How seats spread over countries and sides"),
        lazy_gettext("How many countries there are, and whether each side has more than one seat."),
    ),
    "risk": Words(
        lazy_gettext("What open questions about members cost"),
        lazy_gettext("For each member: how many rules cannot be answered yet."),
    ),
    "coordinator": Words(
        lazy_gettext("What it costs that nobody is known to have coordinated"),
        lazy_gettext("Whether a member is recorded to have coordinated a funded project."),
    ),
    "seat": Words(lazy_gettext("What each seat costs"), lazy_gettext("A fixed number for each member.")),
}
# The weights of a team's score that are told by themselves: what a point is given for.
TEAM_WEIGHTS: Mapping[str, LazyString] = {
    "must_have": lazy_gettext("a must-have that somebody leads"),
    "nice_to_have": lazy_gettext("another part that somebody leads"),
    "member_fit": lazy_gettext("the fit of each member"),
    "bridge": lazy_gettext("a published link between Ukraine and the Union"),
    "cohesion": lazy_gettext("members that worked together before"),
    "countries": lazy_gettext("several countries"),
    "sides": lazy_gettext("more than one seat for each side"),
    "risk": lazy_gettext("open questions about a member"),
    "coordinator": lazy_gettext("nobody with experience of coordinating"),
    "seat": lazy_gettext("the cost of a seat"),
}
# What contributes to the score of a firm for a topic; set by hand.
FIRM: Mapping[str, Words] = {
    "described_fit": Words(
        lazy_gettext("Own or published text"),
        lazy_gettext("How much of the topic the firm's own or published descriptions meet."),
    ),
    "fielded_equipment": Words(
        lazy_gettext("Equipment in service"), lazy_gettext("Equipment that it makes and forces use, near the topic.")
    ),
    "field_evidence": Words(
        lazy_gettext("Observations on its equipment"),
        lazy_gettext(
            "How many people saw its equipment do its task, how lately and how widely; mended faults in part."
        ),
    ),
    "gap_evidence": Words(
        lazy_gettext("A gap that it could close"),
        lazy_gettext("How strongly its texts meet what forces lack, and how many people reported that."),
    ),
    "record_quality": Words(
        lazy_gettext("Quality of the record"), lazy_gettext("How sure the register is of what it has.")
    ),
}
# What goes into the score of a partner besides.
PARTNER: Mapping[str, Words] = {
    "meets_needs": Words(
        lazy_gettext("Meets what the firm looks for"),
        lazy_gettext("How well its texts answer the needs that the firm wrote down."),
    ),
    "completes": Words(
        lazy_gettext("Does what the firm cannot"),
        lazy_gettext("Parts of the topic that it leads better than the firm."),
    ),
    "other_side": Words(
        lazy_gettext("Seat on the other side"), lazy_gettext("One from Ukraine, one from the Union: a team needs both.")
    ),
    "recorded_together": Words(
        lazy_gettext("Recorded together"), lazy_gettext("A published partnership, project or order of the two.")
    ),
}
# What the weights were learned for, from real consortia.
LEARNED: Mapping[str, Words] = {
    "nearest_project_words": Words(
        lazy_gettext("Words of its nearest project"),
        lazy_gettext("How many words its nearest text shares with the topic."),
    ),
    "nearest_project_themes": Words(
        lazy_gettext("Themes of its nearest project"),
        lazy_gettext("How near its nearest text is in themes, even in other words."),
    ),
    "record_words": Words(
        lazy_gettext("Words of all its texts"),
        lazy_gettext("How many words all its texts together share with the topic."),
    ),
    "record_themes": Words(
        lazy_gettext("Themes of all its texts"), lazy_gettext("How near all its texts together are in themes.")
    ),
    "same_field": Words(
        lazy_gettext("Projects in the same field"), lazy_gettext("Its projects under calls of the same kind.")
    ),
    "projects_so_far": Words(
        lazy_gettext("Projects so far"), lazy_gettext("How many funded projects it took part in.")
    ),
    "recent_projects": Words(
        lazy_gettext("Recent projects"), lazy_gettext("How many of them began in the last years.")
    ),
    "similar_projects": Words(
        lazy_gettext("Projects like this one"),
        lazy_gettext("Whether it took part in the projects nearest to the topic."),
    ),
    "continuation": Words(
        lazy_gettext("Follow-up of its project"), lazy_gettext("Whether this continues a project that it was in.")
    ),
    "similar_teams": Words(
        lazy_gettext("Teams like this one"), lazy_gettext("Whether it was in teams that resemble this one.")
    ),
    "closest_team": Words(
        lazy_gettext("The team most like this one"), lazy_gettext("How near the most similar team is that it was in.")
    ),
    "nearest_team_and_text": Words(
        lazy_gettext("Nearest project by team and text"),
        lazy_gettext("The project of its own that is nearest when members and text count together."),
    ),
    "joint_projects": Words(
        lazy_gettext("Projects with the members"), lazy_gettext("How often it worked with those already chosen.")
    ),
    "same_group": Words(
        lazy_gettext("Same group"), lazy_gettext("Whether it belongs to the group of a firm already chosen.")
    ),
}
# Searches that were stored before the weights were learned.
FORMER: Mapping[str, Words] = {
    "project_fit": Words(lazy_gettext("Project texts"), lazy_gettext("How much of the topic its project texts meet.")),
    "graph_nearness": Words(
        lazy_gettext("Nearness in the graph"), lazy_gettext("How near it is to the topic in the graph.")
    ),
    "experience": Words(lazy_gettext("Funded projects"), lazy_gettext("How many funded projects it took part in.")),
}
EVERY: Mapping[str, Words] = {**FORMER, **LEARNED, **PARTNER, **FIRM, **TEAM}


def label_of(feature: str) -> str:
    """The short name of a feature; one that this version no longer knows keeps its own."""
    return str(EVERY[feature].label) if feature in EVERY else feature


def meaning_of(feature: str) -> str:
    """What is counted, in one line; empty for a feature that this version no longer knows."""
    return str(EVERY[feature].meaning) if feature in EVERY else ""
