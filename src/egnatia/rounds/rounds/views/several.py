"""Several questions on one page: whatever is ticked is still true."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only
from egnatia.rounds.rounds.actions.answering import Saying
from egnatia.rounds.rounds.actions.several import say_several
from egnatia.rounds.rounds.queries.several import several_page
from egnatia.rounds.rounds.rules import MOST_QUESTIONS, TRUE
from egnatia.rounds.rounds.views.answering import shown_to

ALL = "all"  # in the address: every box is ticked
STILL = "still"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def several(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """Whoever wants to write a note answers the question by itself."""
    if request.method == "POST":
        return _said(request, participant)
    page = several_page(shown_to(request), participant)
    if not page.waiting:
        return redirect("rounds:round-answers", participant)
    return render(request, "rounds/rounds/several.html", {"several": page, "ticked": ALL in request.GET})


def _said(request: ReaderRequest, participant: UUID) -> HttpResponse:
    sayings = dict(map(_saying, request.POST.getlist(STILL)[:MOST_QUESTIONS]))
    if not sayings:
        messages.warning(request, _("Nothing was ticked, so nothing was saved."))
        return redirect("rounds:round-several", participant)
    left = say_several(participant, sayings, by=request.reader)
    done = len(sayings) - len(left)
    if done:
        said = ngettext("%(count)s answer was saved: still true.", "%(count)s answers were saved: still true.", done)
        messages.success(request, said % {"count": done})
    if left:
        said = ngettext(
            "%(count)s was answered or changed meanwhile, and is left as it stands.",
            "%(count)s were answered or changed meanwhile, and are left as they stand.",
            len(left),
        )
        messages.warning(request, said % {"count": len(left)})
    return redirect("rounds:round-question", participant)


def _saying(token: str) -> tuple[UUID, Saying]:
    """From "question:version"; raises NotFound for what no page of ours sends."""
    about, _colon, version = token.partition(":")
    try:
        return UUID(about), Saying(TRUE, "", version_of({"version": version}), 0)
    except ValueError:
        raise NotFound from None
