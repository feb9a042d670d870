"""The first page: a file, what its rows are, and who will see them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from egnatia.activities.imports.actions.uploading import Upload
from egnatia.activities.imports.planning import Wish
from egnatia.activities.imports.queries.standing import codes
from egnatia.activities.imports.sheets import ours_among
from egnatia.activities.imports.shown import refusal
from egnatia.activities.imports.uploads import receives_files
from egnatia.formats import Refused
from egnatia.formats.sheets import Mapping, read_tables, tables_in
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.spreadsheets.actions.choosing import begin_sheet
from egnatia.needs.spreadsheets.forms.beginning import SheetForm
from egnatia.needs.spreadsheets.queries.kept import Kept, kept_seen_by
from egnatia.needs.spreadsheets.rules import likely, outline_of
from egnatia.needs.spreadsheets.shown import steps_of
from egnatia.pages.listings import returned_words
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@receives_files
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    """Choose a file. It is read at once, so that one that cannot be used says why beside the field."""
    sent = request.POST if request.method == "POST" else None
    kept = kept_seen_by(request.reader)
    choices = [(str(each.id), each.name) for each in kept]
    form, marking = SheetForm(sent, request.FILES or None, kept=choices), MarkingForm(sent, reader=request.reader)
    preview = None
    if sent and ASKED in sent:
        preview = preview_of(marking, asker=request.reader)
        form = SheetForm(None, None, kept=choices)
        form.initial = {name: sent.get(name, "") for name in ("rows", "source", "kept")}
    elif sent and all([form.is_valid(), marking.is_valid()]):
        made = _begun(request, form, marking, kept)
        if made:
            return redirect("needs:wizard", made)
    context = {"form": form, "marking": marking, "preview": preview, "steps": steps_of("new")}
    return render(request, "needs/spreadsheets/new.html", context)


def _begun(request: ReaderRequest, form: SheetForm, marking: MarkingForm, kept: list[Kept]) -> UUID | None:
    """The import, or None with the sentence beside the field."""
    upload = form.cleaned_data["upload"]
    found = read_tables(upload.file, upload.name or "")
    if isinstance(found, Refused):
        form.add_error("upload", refusal(found.code, found.params, found.sentence))
        return None
    if ours := ours_among(found, upload.name or "", form.cleaned_data["rows"]):
        form.add_error("upload", returned_words(ours))
        return None
    source = form.cleaned_data["source"].strip() or (upload.name or "")
    wish = Wish(marking.marking(), source[:200])
    return begin_sheet(
        Upload(upload.name or "", upload.size or 0, upload.file),
        wish,
        outline=outline_of(found),
        draft=likely(tables_in(found), form.cleaned_data["rows"], codes(), _wanted(form, kept)),
        by=request.reader,
    )


def _wanted(form: SheetForm, kept: list[Kept]) -> list[Mapping]:
    """The mapping that was chosen, else all that were kept."""
    chosen = form.cleaned_data.get("kept", "")
    return [each.mapping for each in kept if not chosen or str(each.id) == chosen]
