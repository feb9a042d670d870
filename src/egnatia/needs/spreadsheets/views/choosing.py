"""Tables, columns, values: one page for each, and back again without losing anything."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.imports import jobs
from egnatia.formats.sheets import as_yaml
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.spreadsheets.actions.choosing import choose_tables, save_draft, try_sheet
from egnatia.needs.spreadsheets.actions.keeping import keep
from egnatia.needs.spreadsheets.forms.columns import ColumnsForm
from egnatia.needs.spreadsheets.forms.values import ValuesForm
from egnatia.needs.spreadsheets.queries.drafts import Draft, draft_seen_by, is_small
from egnatia.needs.spreadsheets.queries.terms import terms
from egnatia.needs.spreadsheets.rules import values_of, with_columns, with_values
from egnatia.needs.spreadsheets.shown import context_of
from egnatia.needs.spreadsheets.views.needs import needs_report
from egnatia.people.access import members_only

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@members_only
def tables(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """What was recognised. A file with one table needs no choice."""
    draft = draft_seen_by(request.reader, import_id)
    fault = ""
    if request.method == "POST":
        known = {str(table.place): table.place for table in draft.whole.tables}
        places = [known[place] for place in request.POST.getlist("table") if place in known]
        if places:
            choose_tables(import_id, places, by=request.reader)
            return redirect("needs:wizard-columns", import_id)
        fault = _("Choose at least one table.")
    context = context_of(draft, "tables") | {"fault": fault}
    return render(request, "needs/spreadsheets/tables.html", context)


@require_http_methods(METHODS)
@members_only
def columns(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """Which column says what."""
    draft = draft_seen_by(request.reader, import_id)
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, outline=draft.outline, draft=draft.mapping)
    if sent is not None and form.is_valid():
        mapping = with_columns(draft.mapping, draft.outline, form.chosen(), terms()[1])
        save_draft(import_id, mapping, by=request.reader)
        return redirect("needs:wizard-values", import_id)
    return render(request, "needs/spreadsheets/columns.html", context_of(draft, "columns") | {"form": form})


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


def _tried(request: ReaderRequest, draft: Draft, form: ValuesForm) -> HttpResponse:
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
