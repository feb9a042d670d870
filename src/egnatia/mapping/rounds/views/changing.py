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
from egnatia.mapping.rounds.actions.changing import change_round
from egnatia.mapping.rounds.forms.changing import ChangingForm
from egnatia.mapping.rounds.queries.changing import changeable_by
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    names = forum()
    now = changeable_by(request.reader, record, names)
    data = request.POST if request.method == "POST" else None
    form = ChangingForm(data, reader=request.reader, names=names, round_now=now)
    if form.is_bound and form.is_valid():
        try:
            change_round(record, form.opening(), expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
        else:
            messages.success(request, _("Saved. Who takes part sees it on the page of the round."))
            return redirect("mapping:round", record)
    return render(request, "mapping/rounds/change.html", {"form": form, "round": now})
