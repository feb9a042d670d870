"""The pages of the wizard, and of mappings that were kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.imports import jobs
from egnatia.formats.sheets import Mapping, Refused, as_yaml
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.needs.actions import tried
from egnatia.needs.needs.queries.visible import usual_marking
from egnatia.needs.needs.rules import may_state_any
from egnatia.needs.needs.sheets import as_builtins
from egnatia.needs.needs.views import SALT
from egnatia.needs.spreadsheets.actions import choose_tables, forget, keep, save_draft, try_sheet
from egnatia.needs.spreadsheets.forms import ColumnsForm, TablesForm, ValuesForm
from egnatia.needs.spreadsheets.queries import (
    SheetDraft,
    draft_again,
    draft_seen_by,
    history_of_kept,
    is_small,
    kept_seen_by,
    one_kept,
    plan_of,
    terms,
)
from egnatia.needs.spreadsheets.rules import Outline, values_of, with_columns, with_values
from egnatia.pages.amounts import figure
from egnatia.pages.listings import returned_words
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.rules import DRAFT

STEPS = ("new", "tables", "columns", "values", "trial")


@require_safe
def new(request: ReaderRequest) -> HttpResponse:  # noqa: ARG001 - a view's form
    """Where spreadsheets were chosen before there was one page for files of every kind."""
    return redirect("activities:import-new")


def needs_report(request: ReaderRequest, draft: SheetDraft, mapping: Mapping) -> HttpResponse:
    """What the rows would change, as the page of a sheet of needs shows it; from there it is carried out."""
    if not may_state_any(request.reader):
        raise NotAllowed(request.reader.why_not("need-economy"))
    plan = plan_of(request.reader, draft, mapping)
    refused = tried(plan, DRAFT, by=request.reader)
    left_out = {fault.row for fault in refused}
    context = {
        "plan": plan,
        "faults": sorted((*plan.faults, *refused), key=lambda fault: (fault.row, fault.column)),
        "rows": [row for row in plan.rows if row.row not in left_out],
        "packed": signing.dumps(as_builtins(plan), salt=SALT, compress=True),
        "marking": MarkingForm(reader=request.reader, initial=usual_marking(request.reader, "")) if plan.new else None,
        "preview": None,
    }
    return render(request, "needs/needs/report.html", context)


METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@members_only
def tables(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """What was recognised: which tables, of activities or of needs."""
    draft, kept = draft_seen_by(request.reader, import_id), kept_seen_by(request.reader)
    form = TablesForm(request.POST if request.method == "POST" else None, draft=draft, kept=kept)
    if form.is_valid() and _chosen(request, draft, form):
        return redirect("needs:wizard-columns", import_id)
    context = context_of(draft, "tables") | {"form": form}
    return render(request, "needs/spreadsheets/tables.html", context)


def _chosen(request: ReaderRequest, draft: SheetDraft, form: TablesForm) -> bool:
    """Whether the tables can be read so; the columns are guessed anew where it is said what the rows are."""
    places, again = form.cleaned_data["table"], None
    if form.changes:
        again = draft_again(request.reader, draft, places, form.cleaned_data["rows"], form.mappings())
    if isinstance(again, Refused):
        form.add_error("rows", returned_words(again))
        return False
    choose_tables(draft.id, places, by=request.reader, draft=again)
    return True


@require_http_methods(METHODS)
@members_only
def columns(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """Which column says what."""
    draft = draft_seen_by(request.reader, import_id)
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, outline=draft.outline, draft=draft.mapping, file=draft.file)
    if sent is not None and form.is_valid():
        mapping = with_columns(draft.mapping, draft.outline, form.chosen(), terms()[1])
        save_draft(import_id, mapping, by=request.reader)
        return redirect("needs:wizard-values", import_id)
    return render(request, "needs/spreadsheets/columns.html", context_of(draft, "columns") | {"form": form})


@expensive("POST")
@require_http_methods(METHODS)
@members_only
def values(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """What the values mean; then what would happen, row by row."""
    draft = draft_seen_by(request.reader, import_id)
    known, codes = terms()
    sent = request.POST if request.method == "POST" else None
    found = list(values_of(draft.mapping, draft.outline, codes))
    form = ValuesForm(sent, values=found, terms=known, name=draft.name)
    if sent is not None and form.is_valid():
        return _tried(request, draft, form)
    return render(request, "needs/spreadsheets/values.html", context_of(draft, "values") | {"form": form})


def _tried(request: ReaderRequest, draft: SheetDraft, form: ValuesForm) -> HttpResponse:
    mapping, name = with_values(draft.mapping, form.said()), form.cleaned_data["name"].strip()
    save_draft(draft.id, mapping, by=request.reader, name=name)
    if name:
        keep(name, mapping, by=request.reader)
    if mapping.rows == "needs":
        return needs_report(request, draft, mapping)
    now = is_small(request.reader, draft.id)
    try_sheet(draft.id, by=request.reader, now=now)
    if not now:
        jobs.send(draft.id, request.reader.person)
    return redirect("activities:import", draft.id)


@require_safe
@members_only
def download(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """The mapping as a file, for `egnatia import --mapping`."""
    draft = draft_seen_by(request.reader, import_id)
    return yaml_file(as_yaml(draft.mapping))


def yaml_file(text: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="mapping.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@require_safe
@members_only
def listed(request: ReaderRequest) -> HttpResponse:
    return render(request, "needs/spreadsheets/kept.html", {"kept": kept_seen_by(request.reader)})


@require_safe
@members_only
def download_kept(request: ReaderRequest, mapping_id: UUID) -> HttpResponse:
    return yaml_file(as_yaml(one_kept(request.reader, mapping_id).mapping))


@require_safe
@members_only
def history(request: ReaderRequest, mapping_id: UUID) -> HttpResponse:
    """What each version of it changed."""
    kept, versions = history_of_kept(request.reader, mapping_id)
    return render(request, "needs/spreadsheets/history.html", {"kept": kept, "history": versions})


@require_POST
@members_only
def forgetting(request: ReaderRequest, mapping_id: UUID) -> HttpResponse:
    """It is offered no longer."""
    forget(mapping_id, by=request.reader)
    messages.success(request, _("Removed. Records imported with it are not affected."))
    return redirect("needs:sheet-mappings")


def steps_of(current: str) -> list[dict[str, str]]:
    labels = [_("File"), _("Tables"), _("Columns"), _("Values"), _("Preview")]
    at = STEPS.index(current)
    return [
        {"label": label, "state": "done" if place < at else "current" if place == at else ""}
        for place, label in enumerate(labels)
    ]


def context_of(draft: SheetDraft, step: str) -> dict[str, Any]:
    return {"draft": draft, "steps": steps_of(step), "counted": counted(draft.outline)}


def counted(outline: Outline) -> str:
    rows = sum(table.rows for table in outline.tables)
    tables = len(outline.tables)
    said = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": figure(rows)}
    if tables == 1:
        return said
    return ngettext("%(rows)s in %(tables)s table", "%(rows)s in %(tables)s tables", tables) % {
        "rows": said,
        "tables": tables,
    }
