"""What was handed in: read with what it would change, confirmed, set aside, taken back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.partners.actions.deciding import confirm, set_aside, undo
from egnatia.activities.partners.queries.answers import Asking
from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only


@require_safe
@members_only
def answers(request: ReaderRequest) -> HttpResponse:
    rows = Asking(request.reader, forum(), vocabulary()).waiting()
    return render(request, "activities/partners/answers.html", {"rows": rows})


@require_safe
@members_only
def answer(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = Asking(request.reader, forum(), vocabulary()).one(record)
    return render(request, "activities/partners/answer.html", {"row": row})


@require_POST
@members_only
def confirmation(request: ReaderRequest, record: UUID) -> HttpResponse:
    expected = version_of(request.POST)
    return _decided(
        request, record, lambda: confirm(record, expected=expected, by=request.reader), _("Confirmed: it counts now.")
    )


@require_POST
@members_only
def setting_aside(request: ReaderRequest, record: UUID) -> HttpResponse:
    set_aside(record, by=request.reader)
    messages.success(request, _("Set aside: nothing was changed."))
    return redirect("activities:partner-answers")


@require_POST
@members_only
def undoing(request: ReaderRequest, record: UUID) -> HttpResponse:
    return _decided(
        request, record, lambda: undo(record, by=request.reader), _("Taken back: what was there before stands again.")
    )


def _decided(request: ReaderRequest, record: UUID, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except ChangedMeanwhile:
        messages.error(request, _("The activity was changed meanwhile. Look at the difference again."))
        return redirect("activities:partner-answer", record)
    messages.success(request, done)
    return redirect("activities:partner-answers")
