"""An administrator's area: imports."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from matchmaker.domain.vocabulary import Role
from matchmaker.services.errors import Rejected
from matchmaker.services.importing import runs
from matchmaker.web import context
from matchmaker.web.forms.admin import ConfirmForm, ImportForm
from matchmaker.web.presenters.admin import imports_page, run_page
from matchmaker.web.security import roles

blueprint = Blueprint("admin", __name__)


@blueprint.get("/admin")
@roles(Role.ADMINISTRATOR)
def show() -> ResponseReturnValue:
    """Show what an administrator can do."""
    return render_template("admin/index.html")


@blueprint.get("/admin/imports")
@roles(Role.ADMINISTRATOR)
def imports() -> ResponseReturnValue:
    """Show the form, the columns that are read, and the latest files."""
    return _imports(ImportForm(formdata=None))


@blueprint.post("/admin/imports")
@roles(Role.ADMINISTRATOR)
def preview() -> ResponseReturnValue:
    """Read a file and lead to what it would change; nothing is written to the register."""
    form = ImportForm()
    if not form.validate():
        return _imports(form), 422
    try:
        uploaded = form.file.data
        run_id = runs.preview_file(
            context.unit_of_work(writes=True), uploaded.filename or "", uploaded.read(), context.occasion()
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _imports(form), status
    return redirect(url_for("admin.show_import", run_id=run_id), 303)


@blueprint.get("/admin/imports/<run_id>")
@roles(Role.ADMINISTRATOR)
def show_import(run_id: str) -> ResponseReturnValue:
    """Show what a file would change, or what it changed."""
    return _run(run_id, ConfirmForm(formdata=None))


@blueprint.post("/admin/imports/<run_id>/apply")
@roles(Role.ADMINISTRATOR)
def apply(run_id: str) -> ResponseReturnValue:
    """Write the rows once; a second time is refused."""
    form = ConfirmForm()
    try:
        written = runs.apply_run(context.unit_of_work(writes=True), run_id, context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _run(run_id, form), status
    flash(ngettext("%(num)s firm was written to the register.", "%(num)s firms were written to the register.", written))
    return redirect(url_for("admin.show_import", run_id=run_id), 303)


def _imports(form: ImportForm) -> str:
    page = imports_page(form, runs.latest_runs(context.unit_of_work(), context.occasion()))
    return render_template("admin/imports.html", page=page)


def _run(run_id: str, form: ConfirmForm) -> str:
    found = runs.show_run(context.unit_of_work(), run_id, context.occasion())
    return render_template("admin/import.html", page=run_page(found, form))
