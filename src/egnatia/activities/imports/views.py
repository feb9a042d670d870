"""Pages of imports: choose files, look at what would happen, confirm, follow, undo."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.imports import jobs, presenters
from egnatia.activities.imports.actions.storage import UnusableError, begin_small, confirm, is_small
from egnatia.activities.imports.actions.undo import ask_to_undo
from egnatia.activities.imports.actions.uploads import Upload, begin, begin_tables, discard
from egnatia.activities.imports.forms import ImportForm, RowFilters
from egnatia.activities.imports.plan import Wish
from egnatia.activities.imports.queries.lists import ImportPage, import_seen_by, imports_seen_by
from egnatia.activities.imports.queries.rows import ImportRows, rows_of
from egnatia.activities.imports.sheets import tables_at_entry, words_at_entry
from egnatia.kernel.audience import audience_of
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import MOST_ROWS, as_csv, as_xlsx
from egnatia.pages.pagination import page_number
from egnatia.pages.uploads import on_disk
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum


@require_safe
@members_only
def imports(request: ReaderRequest) -> HttpResponse:
    """All imports that the reader may see, newest first."""
    listing = imports_seen_by(request.reader, page=page_number(request.GET))
    return render(request, "activities/imports/list.html", {"listing": listing})


@on_disk
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    """Choose a file of any kind and who will see it; what it is decides about the next step."""
    sent = request.POST if request.method == "POST" else None
    form, marking = ImportForm(sent, request.FILES or None), MarkingForm(sent, reader=request.reader)
    preview = None
    if sent and ASKED in sent:
        preview = preview_of(marking, asker=request.reader)
        form = ImportForm(initial={"source": sent.get("source", "")})
    elif sent and _both_valid(form, marking):
        made = _begun(request, form, marking)
        if made:
            return redirect("needs:wizard" if form.table else "activities:import", made)
    form.say_forgotten([file.name or "" for file in request.FILES.getlist("upload")])
    context = {"form": form, "marking": marking, "preview": preview, "steps": presenters.steps_of("new")}
    return render(request, "activities/imports/new.html", context)


def _both_valid(form: ImportForm, marking: MarkingForm) -> bool:
    return all([form.is_valid(), marking.is_valid()])


def _begun(request: ReaderRequest, form: ImportForm, marking: MarkingForm) -> UUID | None:
    """The import, or None with the sentences of its files beside the field."""
    wish, uploads = Wish(marking.marking(), form.cleaned_data["source"].strip()), form.uploads()
    if form.table:
        return _begun_with_tables(request, form, uploads[0], wish)
    if is_small(uploads):
        try:
            return begin_small(uploads, wish, by=request.reader)
        except UnusableError as fault:
            for refused in fault.refused:
                form.add_error("upload", words_at_entry(refused))
            return None
    made = begin(uploads, wish, by=request.reader)
    jobs.send(made, request.reader.person)
    return made


def _begun_with_tables(request: ReaderRequest, form: ImportForm, upload: Upload, wish: Wish) -> UUID | None:
    """The same of a spreadsheet or a document: what its columns mean is asked next. One of ours that comes back from
    another page is sent there."""
    found, fault = tables_at_entry(upload.stream, upload.name)
    if fault:
        form.add_error("upload", fault)
        return None
    wish = replace(wish, source=(wish.source or upload.name)[:200])
    return begin_tables(upload, found, wish, by=request.reader)


@require_safe
@members_only
def one(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """An import: what would be or was stored, row by row."""
    found = import_seen_by(request.reader, import_id)
    if found.state == "choosing" and found.own:
        return redirect("needs:wizard", import_id)
    filters, rows = _filtered(request, found)
    page = rows.page(presenters.place_asked(request.GET))
    context = _context(request, found) | {
        "filters": filters,
        "rows": [presenters.row(line) for line in page.lines],
        "pages": page,
    }
    return render(request, "activities/imports/one.html", context)


def _context(request: ReaderRequest, found: ImportPage) -> dict[str, Any]:
    audience = audience_of(found.target, owner=found.owner, author=found.author, asker=request.reader)
    return {
        "found": found,
        "title": presenters.title(found),
        "lead": presenters.lead(found),
        "steps": presenters.steps_of(found.state),
        "files": [presenters.file(file) for file in found.files],
        "sums": presenters.sums(found),
        "dropped": presenters.dropped(found.dropped),
        "failure": presenters.failure(found.failure),
        "audience": audience,
        "progress": presenters.progress(found),
        "choice": presenters.choice(found.preview),
        "warnings": presenters.warnings(found.preview),
    }


def _filtered(request: ReaderRequest, found: ImportPage) -> tuple[RowFilters, ImportRows]:
    files = [(file.position, file.name) for file in found.files]
    elsewhere, undone = bool(found.preview.elsewhere), found.state == "undone"
    filters = RowFilters(request.GET, files=files, was_undone=undone, elsewhere=elsewhere)
    return filters, rows_of(request.reader, found.id).only(**filters.chosen())


@require_safe
@members_only
def progress(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """How far it is: a fragment that a page asks for every other second; at the end it asks for the page anew."""
    found = import_seen_by(request.reader, import_id)
    context = {"found": found, "progress": presenters.progress(found)}
    response = render(request, "activities/imports/progress.html", context)
    if not found.at_work:
        response.headers["HX-Refresh"] = "true"
    return response


@expensive("GET", "HEAD")
@require_safe
@members_only
def download(request: ReaderRequest, import_id: UUID, form: str) -> HttpResponse:
    """The report as it is filtered."""
    found = import_seen_by(request.reader, import_id)
    _, rows = _filtered(request, found)
    table = presenters.table(found, rows.first(MOST_ROWS), forum().footnote)
    return as_csv(table) if form == "csv" else as_xlsx(table)


@expensive("POST")
@require_POST
@members_only
def confirmation(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """Store what was looked at: all of it, or only what is in the region."""
    confirm(import_id, by=request.reader, only_region=request.POST.get("take") == "region")
    jobs.send(import_id, request.reader.person)
    return redirect("activities:import", import_id)


@require_POST
@members_only
def dismissal(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """Give up what was only looked at."""
    discard(import_id, by=request.reader)
    presenters.say(request, _("The files were discarded. Nothing was imported."))
    return redirect("activities:imports")


@require_POST
@members_only
def undoing(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """Undo a stored import."""
    ask_to_undo(import_id, by=request.reader)
    jobs.send(import_id, request.reader.person)
    return redirect("activities:import", import_id)
