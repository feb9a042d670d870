"""Opening, changing, withdrawing and restoring a round."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import version_of
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.rounds.rounds.actions.lifecycle import change_round, open_round, restore_round, withdraw_round
from egnatia.rounds.rounds.forms import ChangingForm, OpeningForm
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.initial import changeable_by, frameworks_offered
from egnatia.rounds.rounds.queries.lists import MOST, require_withdrawer, withdrawn_seen_by
from egnatia.rounds.rounds.rules import require_opener
from egnatia.taxonomy.forum import forum

USUAL = Marking(Tlp.GREEN)  # whoever takes part has to see it


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    require_opener(request.reader)
    data = request.POST if request.method == "POST" else None
    quiet = data is None or ASKED in data
    form = OpeningForm(data, reader=request.reader, names=forum(), frameworks=frameworks_offered(), quiet=quiet)
    marking = MarkingForm(data, reader=request.reader, initial=USUAL)
    if not quiet and all([form.is_valid(), marking.is_valid()]):
        record = open_round(form.opening(), marking.marking(), by=request.reader)
        messages.success(request, _("Opened. Participants see it on their home page. No e-mails have been sent yet."))
        return redirect("rounds:round", record)
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    return render(request, "rounds/rounds/new.html", {"form": form, "marking": marking, "preview": preview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Where somebody was quicker, what they saved stands beside what was typed, whatever else is wrong with that."""
    names = forum()
    data = request.POST if request.method == "POST" else None
    now = changeable_by(request.reader, record, names)
    form = ChangingForm(data, reader=request.reader, names=names, round_now=now)
    try:
        if form.is_bound and _saved(request, form):
            messages.success(request, _("Saved. Participants see the changes on the page of the round."))
            return redirect("rounds:round", record)
    except ChangedMeanwhile:
        form = form.beside(changeable_by(request.reader, record, names))
    return render(request, "rounds/rounds/change.html", {"form": form, "round": form.now})


def _saved(request: ReaderRequest, form: ChangingForm) -> bool:
    """Whether it could be. Raises ChangedMeanwhile where the form was opened over another version."""
    expected = version_of(request.POST)
    if expected != form.now.version:
        raise ChangedMeanwhile
    if not form.is_valid():
        return False
    change_round(form.now.id, form.opening(), expected=expected, by=request.reader)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_round(record, by=request.reader)
        messages.success(request, _("Withdrawn. You can restore it here."))
        return redirect("rounds:rounds-withdrawn")
    require_withdrawer(request.reader, record)
    page = round_page(request.reader, record, forum())
    return render(request, "rounds/rounds/withdrawal.html", {"round": page})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    context = {"rows": withdrawn_seen_by(request.reader), "most": MOST}
    return render(request, "rounds/rounds/withdrawn.html", context)


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    restore_round(record, by=request.reader)
    messages.success(request, _("Restored. It is visible to the same users as before."))
    return redirect("rounds:round", record)
