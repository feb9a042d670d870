"""Comments, proposed wording and decisions on what a round comes to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.forum import forum
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.tokens import SECRETARIAT
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reporting.snapshots.actions.noting import withdraw_note, write_note
from egnatia.reporting.snapshots.forms.noting import NoteForm
from egnatia.reporting.snapshots.queries.notes import line_of, may_write_on, note_row, notes_seen_by
from egnatia.rounds.rounds.queries.one import round_page

USUAL = Marking(Tlp.AMBER_STRICT, offices=frozenset({SECRETARIAT}))  # his own organisation and the secretariat


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def notes(request: ReaderRequest, record: UUID) -> HttpResponse:
    """All that he sees, and the form for another one."""
    page = round_page(request.reader, record, forum())
    data = request.POST if request.method == "POST" else None
    quiet = data is None or ASKED in data
    form = NoteForm(data)
    marking = MarkingForm(data, reader=request.reader, initial=USUAL if request.reader.strong else None)
    if not quiet and all([form.is_valid(), marking.is_valid()]):
        write_note(record, form.noted(), marking.marking(), by=request.reader)
        messages.success(request, _("Written."))
        return redirect("reporting:round-notes", record)
    context = {
        "round": page,
        "notes": notes_seen_by(request.reader, record),
        "form": form if may_write_on(request.reader, record) else None,
        "marking": marking,
        "preview": preview_of(marking, asker=request.reader) if ASKED in request.POST else None,
    }
    return render(request, "reporting/snapshots/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        round_of_it = withdraw_note(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more."))
        return redirect("reporting:round-notes", round_of_it)
    note = line_of(request.reader, note_row(request.reader, record))
    return render(request, "reporting/snapshots/note_withdrawal.html", {"note": note})
