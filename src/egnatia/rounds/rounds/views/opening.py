"""Opening a round. A preview shows the same page again with everything typed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.forum import forum
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.rounds.rounds.actions.opening import open_round
from egnatia.rounds.rounds.authority import require_opener
from egnatia.rounds.rounds.forms import OpeningForm
from egnatia.rounds.rounds.queries.offering import frameworks_offered

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
        messages.success(request, _("Opened. Who takes part finds it on the start page; nobody was written to yet."))
        return redirect("rounds:round", record)
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    return render(request, "rounds/rounds/new.html", {"form": form, "marking": marking, "preview": preview})
