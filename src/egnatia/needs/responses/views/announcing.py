"""The secretariat tells an economy of a measure that it read of."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.forum import forum
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.responses.actions.saying import announce_measure
from egnatia.needs.responses.forms.announcing import AnnouncementForm
from egnatia.needs.responses.rules import may_announce
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of

USUAL = Marking(Tlp.GREEN)  # what stands in a gazette is no secret among members


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    if not may_announce(request.reader):
        raise NotAllowed("secretariat")
    data = request.POST if request.method == "POST" else None
    quiet = data is None or ASKED in data
    form = AnnouncementForm(data, names=forum(), vocabulary=vocabulary(), quiet=quiet)
    marking = MarkingForm(data, reader=request.reader, initial=USUAL)
    if not quiet and all([form.is_valid(), marking.is_valid()]):
        announce_measure(form.said(), marking.marking(), by=request.reader)
        messages.success(request, _("Announced. It waits for the economy's focal point, and stands in no figure."))
        return redirect("start:home")
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    return render(request, "needs/responses/new.html", {"form": form, "marking": marking, "preview": preview})
