"""What the focal point of an economy says to a need that was drafted for it: one button."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.actions.answering import answer_need
from egnatia.needs.needs.actions.limiting import TooManyHighs
from egnatia.needs.needs.rules import CONFIRMED, DECLINED
from egnatia.needs.needs.views.saying import refusal_words
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only


@require_POST
@members_only
def confirmation(request: ReaderRequest, record: UUID) -> HttpResponse:
    """`verdict` is "declined" for what the economy sets aside. `waiting` leads on to the others that wait."""
    verdict = DECLINED if request.POST.get("verdict") == DECLINED else CONFIRMED
    try:
        answer_need(record, verdict, expected=version_of(request.POST), by=request.reader)
    except TooManyHighs as refused:
        messages.error(request, refusal_words(refused))
        return redirect("needs:need", record)
    if verdict == CONFIRMED:
        messages.success(request, _("Confirmed. The need counts from now on."))
    else:
        messages.success(request, _("Set aside. It stands in no figure; you can confirm it later all the same."))
    return redirect("needs:needs-waiting") if "waiting" in request.POST else redirect("needs:need", record)
