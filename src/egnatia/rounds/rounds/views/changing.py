"""The secretariat changes a round after it was opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only
from egnatia.rounds.rounds.actions.changing import change_round
from egnatia.rounds.rounds.forms import ChangingForm
from egnatia.rounds.rounds.queries.changing import changeable_by


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Where somebody was quicker, what he saved stands beside what was typed, whatever else is wrong with that."""
    names = forum()
    data = request.POST if request.method == "POST" else None
    now = changeable_by(request.reader, record, names)
    form = ChangingForm(data, reader=request.reader, names=names, round_now=now)
    try:
        if form.is_bound and _saved(request, form):
            messages.success(request, _("Saved. Who takes part sees it on the page of the round."))
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
