"""The words of the life cycle of an observation: states, stages, steps, outcomes, queues, answers of makers."""

from __future__ import annotations

from flask_babel import lazy_gettext

STATES = {
    "filed": lazy_gettext("not screened yet"),
    "asked": lazy_gettext("a question is with the author"),
    "analysed": lazy_gettext("analysed"),
    "closed": lazy_gettext("closed"),
}
OUTCOMES = {
    "fixed": lazy_gettext("fixed"),
    "not_fixed": lazy_gettext("not fixed"),
    "accepted_risk": lazy_gettext("risk accepted"),
    "duplicate": lazy_gettext("repeats another one"),
    "not_taken_up": lazy_gettext("not taken up"),
}
# What an analyst chooses from, with what each means.
OUTCOME_CHOICES = {
    "fixed": lazy_gettext("Fixed: the fault is mended"),
    "not_fixed": lazy_gettext("Not fixed: it stays as it is"),
    "accepted_risk": lazy_gettext("Risk accepted: those responsible know it and live with it"),
    "duplicate": lazy_gettext("Repeats another observation: whoever reported it counts there"),
    "not_taken_up": lazy_gettext("Not taken up: it does not count as evidence"),
}
STAGES = {
    "filed": lazy_gettext("Filed"),
    "analysed": lazy_gettext("Analysed"),
    "gap": lazy_gettext("Behind a gap"),
    "lesson_identified": lazy_gettext("Lesson identified"),
    "endorsed": lazy_gettext("Endorsed"),
    "implemented": lazy_gettext("Implemented"),
    "validated": lazy_gettext("Validated"),
    "lesson_learned": lazy_gettext("Lesson learned"),
    "closed": lazy_gettext("Closed"),
}
STEPS = {
    "filed": lazy_gettext("Filed"),
    "taken": lazy_gettext("Taken for screening"),
    "asked": lazy_gettext("Question to the author"),
    "answered": lazy_gettext("Answer of the author"),
    "analysed": lazy_gettext("Accepted as analysed"),
    "closed": lazy_gettext("Closed"),
    "reopened": lazy_gettext("Reopened by the author"),
    "typed": lazy_gettext("Type of equipment set"),
}
QUEUES = {
    "waiting": lazy_gettext("To screen"),
    "new": lazy_gettext("New, with nobody"),
    "mine": lazy_gettext("Mine"),
    "asked": lazy_gettext("Author asked"),
    "overdue": lazy_gettext("Overdue"),
    "danger": lazy_gettext("Danger to life"),
    "untyped": lazy_gettext("Without a type"),
    "analysed": lazy_gettext("Analysed"),
    "all": lazy_gettext("All"),
}
ANSWERS = {
    "answer": lazy_gettext("answers"),
    "fixed": lazy_gettext("says that it is fixed"),
    "dispute": lazy_gettext("disputes it"),
}
YES_OR_NO = {True: lazy_gettext("yes"), False: lazy_gettext("no")}
