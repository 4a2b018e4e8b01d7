"""Lessons: identified from a gap, endorsed, implemented, validated, learned; and sent out as documents."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.feedback.filed import Doubt
from matchmaker.domain.feedback.lessons import Move
from matchmaker.domain.vocabulary import LESSON_STATES
from matchmaker.services import lesson_reading, lessons
from matchmaker.services.errors import Rejected
from matchmaker.services.lesson_documents import docx_of, json_of
from matchmaker.services.lesson_reading import Exported
from matchmaker.web import context, language
from matchmaker.web.forms.lessons import LessonForm, MoveForm
from matchmaker.web.presenters.lesson_draft import drafted, lesson_form_page
from matchmaker.web.presenters.lesson_papers import papers_of
from matchmaker.web.presenters.lesson_words import NOTES
from matchmaker.web.presenters.lessons import lessons_page, shown_lesson
from matchmaker.web.security import signed_in

blueprint = Blueprint("lessons", __name__)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/lessons")
@signed_in
def index() -> ResponseReturnValue:
    """List the lessons, by state if one is asked for; for companies there is no such page."""
    asked = request.args.get("state", "")
    state = asked if asked in LESSON_STATES else ""
    sizes, found = lesson_reading.list_lessons(context.unit_of_work(), state, context.occasion())
    return render_template("lessons/index.html", page=lessons_page(sizes, found, state))


@blueprint.get("/lessons/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show the form, filled in from the gap of the address as far as the record goes."""
    begun = _begun(request.args.get("gap", ""))
    asked = request.args.get("language", "")
    words = drafted(begun, asked if asked in language.LANGUAGES else language.current())
    return render_template("lessons/form.html", page=lesson_form_page(LessonForm.started(words), begun))


@blueprint.post("/lessons/new")
@signed_in
def send_new() -> ResponseReturnValue:
    """Identify the lesson and lead to it."""
    form, gap_id = LessonForm(), request.args.get("gap", "")
    begun = _begun(gap_id)
    try:
        if found := _doubts(form):
            return _asked_again(lesson_form_page(form, begun, found=found), found)
        uow = context.unit_of_work(writes=True)
        token = form.form_token.data or ""
        lesson_id = lessons.form_lesson(uow, gap_id, form.to_command(), context.occasion(), token=token)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return render_template("lessons/form.html", page=lesson_form_page(form, begun)), status
    flash(
        gettext("The lesson is identified. Somebody else must endorse it; the authors of its observations were told.")
    )
    return _to(lesson_id)


@blueprint.get("/lessons/<lesson_id>")
@signed_in
def show(lesson_id: str) -> ResponseReturnValue:
    """Show a lesson to those who work with observations; for companies there is none."""
    return _page(lesson_id, MoveForm(formdata=None))


@blueprint.get("/lessons/<lesson_id>/edit")
@signed_in
def edit(lesson_id: str) -> ResponseReturnValue:
    """Show the form to the one who formed it, as long as it is not endorsed."""
    lesson = lessons.lesson_to_move(context.unit_of_work(), lesson_id, Move.AMEND, context.occasion())
    fields = [name for name in LessonForm.started({})._fields if hasattr(lesson, name)]
    form = LessonForm.started({name: getattr(lesson, name) for name in fields})
    return render_template("lessons/form.html", page=lesson_form_page(form, _begun(lesson.gap_id), lesson))


@blueprint.post("/lessons/<lesson_id>/edit")
@signed_in
def send_edit(lesson_id: str) -> ResponseReturnValue:
    """Reword a lesson that is not endorsed."""
    form, occasion = LessonForm(), context.occasion()
    lesson = lessons.lesson_to_read(context.unit_of_work(), lesson_id, occasion)
    begun = _begun(lesson.gap_id)
    try:
        if found := _doubts(form):
            return _asked_again(lesson_form_page(form, begun, lesson, found), found)
        uow = context.unit_of_work(writes=True)
        lessons.amend_lesson(uow, lesson_id, form.to_command(), occasion, token=form.form_token.data or "")
    except Rejected as rejected:
        status = form.put_back(rejected)
        return render_template("lessons/form.html", page=lesson_form_page(form, begun, lesson)), status
    flash(gettext("The lesson is reworded."))
    return _to(lesson_id)


@blueprint.post("/lessons/<lesson_id>/steps")
@signed_in
def step(lesson_id: str) -> ResponseReturnValue:
    """Take the step of the button that was pressed."""
    form, snapshot = MoveForm(), context.snapshot()
    command = form.to_command(request.form.get("move", ""))
    lessons.lesson_to_read(context.unit_of_work(), lesson_id, context.occasion())
    try:
        found = lessons.look_over_note(command)
        if found and _must_ask(form, found):
            return _page(lesson_id, form, found), _status(found)
        uow, token = context.unit_of_work(writes=True), form.form_token.data or ""
        lessons.take_step(uow, snapshot, lesson_id, command, context.occasion(), token=token)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(lesson_id, form), status
    flash(gettext("It is noted. Those whom it concerns were told."))
    return _to(lesson_id)


@blueprint.get("/lessons/<lesson_id>/lesson.docx")
@signed_in
def show_document(lesson_id: str) -> ResponseReturnValue:
    """Send an endorsed lesson as a document; the audit keeps who took it out."""
    return _document(_exported("docx", lesson_id))


@blueprint.get("/lessons/<lesson_id>/lesson.json")
@signed_in
def show_json(lesson_id: str) -> ResponseReturnValue:
    """Send an endorsed lesson as JSON; the audit keeps who took it out."""
    return _json(_exported("json", lesson_id))


@blueprint.get("/lessons/endorsed.docx")
@signed_in
def show_all_documents() -> ResponseReturnValue:
    """Send all endorsed lessons as one document."""
    return _document(_exported("docx"))


@blueprint.get("/lessons/endorsed.json")
@signed_in
def show_all_json() -> ResponseReturnValue:
    """Send all endorsed lessons as JSON."""
    return _json(_exported("json"))


def _begun(gap_id: str) -> lesson_reading.Begun:
    return lesson_reading.begin_lesson(context.unit_of_work(), context.snapshot(), gap_id, context.occasion())


def _page(lesson_id: str, form: MoveForm, found: tuple[Doubt, ...] = ()) -> str:
    view = lesson_reading.show_lesson(context.unit_of_work(), context.snapshot(), lesson_id, context.occasion())
    form.known.data = str(len(view.steps))
    form.note.label.text = NOTES.get(view.lesson.state, form.note.label.text)
    return render_template("lessons/lesson.html", page=shown_lesson(view, form, found))


def _doubts(form: LessonForm) -> tuple[Doubt, ...]:
    """What the author must still settle or has not been shown yet; raises Rejected for faults and markings."""
    found = lessons.look_over(form.to_command())
    return found if _must_ask(form, found) else ()


def _must_ask(form: LessonForm | MoveForm, found: tuple[Doubt, ...]) -> bool:
    """Words that only raise a question are shown once; the others until they are gone or confirmed."""
    shown, form.seen.data = form.seen.data, "yes"
    return any(not one.question or not shown for one in found)


def _asked_again(page: object, found: tuple[Doubt, ...]) -> ResponseReturnValue:
    return render_template("lessons/form.html", page=page), _status(found)


def _status(found: tuple[Doubt, ...]) -> int:
    return 422 if any(not one.question for one in found) else 200


def _exported(form: str, lesson_id: str = "") -> Exported:
    uow, snapshot, occasion = context.unit_of_work(writes=True), context.snapshot(), context.occasion()
    if lesson_id:
        return lesson_reading.export_lesson(uow, snapshot, lesson_id, form, occasion)
    return lesson_reading.export_endorsed(uow, snapshot, form, occasion)


def _document(exported: Exported) -> Response:
    papers = papers_of(exported)
    single = len(papers) == 1
    title = papers[0].kind if single else str(gettext("Endorsed lessons"))
    spoken = exported.lessons[0].lesson.language if single else language.current()
    return _file(docx_of(papers, title, spoken, exported.at), DOCX, f"{_name(exported)}.docx")


def _json(exported: Exported) -> Response:
    return _file(json_of(exported), "application/json", f"{_name(exported)}.json")


def _name(exported: Exported) -> str:
    numbers = [str(one.lesson.number) for one in exported.lessons]
    return f"lesson-{numbers[0]}" if len(numbers) == 1 else "lessons-endorsed"


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def _to(lesson_id: str) -> ResponseReturnValue:
    return redirect(url_for("lessons.show", lesson_id=lesson_id), 303)
