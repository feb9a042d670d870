from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from egnatia.kernel.requests import ReaderRequest
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.reminders.jobs import send_soon
from egnatia.rounds.rounds.actions.reminders import remind
from egnatia.rounds.rounds.forms import ReminderForm
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.reminders import remindable
from egnatia.rounds.rounds.rules import require_opener
from egnatia.taxonomy.forum import forum


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def reminder(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The secretariat writes to those who have not cleared yet: all or some, in its own words."""
    names = forum()
    page = round_page(request.reader, record, names)
    require_opener(request.reader)
    offered = remindable(request.reader, record, names)
    data = request.POST if request.method == "POST" else None
    usual = _(
        "Your replies are requested in a mapping round. Questions appear one at a time and replies "
        "are saved immediately; you can stop and continue later."
    )
    form = ReminderForm(data, offered=offered, text=usual)
    if form.is_bound and mail.leaves_here() and form.is_valid():
        letters = remind(record, form.participants(), form.cleaned_data["text"], names, by=request.reader)
        _send(request, letters)
        return redirect("rounds:round", record)
    context = {"form": form, "round": page, "offered": offered, "letters": mail.leaves_here()}
    return render(request, "rounds/rounds/reminder.html", context)


def _send(request: ReaderRequest, letters: list[UUID]) -> None:
    send_soon(letters, whole_address(request, "/"))
    said = ngettext("%(count)s e-mail is being sent.", "%(count)s e-mails are being sent.", len(letters))
    messages.success(request, said % {"count": len(letters)})
