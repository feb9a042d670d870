"""Answers are handed in, cleared, and accepted or returned; each of the last can be taken back until adoption."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import text_of
from egnatia.people.access import members_only
from egnatia.rounds.rounds.actions.accepting import accept, give_back, take_acceptance_back
from egnatia.rounds.rounds.actions.answering import hand_in
from egnatia.rounds.rounds.actions.clearing import clear, take_back
from egnatia.rounds.rounds.rules import LONGEST_NOTE
from egnatia.rounds.rounds.views.refusing import Typed, done_or_again

COMMENT = "comment-"  # then the identifier of what it is about
READ = "read"  # the digest of the answers that the page showed


@require_POST
@members_only
def handing_in(request: ReaderRequest, participant: UUID) -> HttpResponse:
    again = done_or_again(request, participant, partial(hand_in, participant, by=request.reader), Typed())
    if again:
        return again
    messages.success(request, _("Handed in: the focal point reads what your organisation answered, and clears it."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def clearance(request: ReaderRequest, participant: UUID) -> HttpResponse:
    consulted, read = text_of(request.POST, "consulted", LONGEST_NOTE), request.POST.get(READ, "")
    act = partial(clear, participant, consulted, read, by=request.reader)
    again = done_or_again(request, participant, act, Typed(consulted=consulted))
    if again:
        return again
    messages.success(request, _("Cleared: the secretariat reads it. Until it is accepted you can take this back."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def clearance_undoing(request: ReaderRequest, participant: UUID) -> HttpResponse:
    take_back(participant, by=request.reader)
    messages.success(request, _("Taken back: the answers can be changed again."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def acceptance(request: ReaderRequest, participant: UUID) -> HttpResponse:
    act = partial(accept, participant, request.POST.get(READ, ""), by=request.reader)
    again = done_or_again(request, participant, act, Typed())
    if again:
        return again
    messages.success(request, _("Accepted. Until adoption you can take this back."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def acceptance_undoing(request: ReaderRequest, participant: UUID) -> HttpResponse:
    take_acceptance_back(participant, by=request.reader)
    messages.success(request, _("The acceptance was taken back."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def returning(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """`note` on the whole; `comment-…` on single items."""
    names = [name for name in request.POST if name.startswith(COMMENT)]
    comments = {about: text_of(request.POST, name, LONGEST_NOTE) for name in names if (about := _identifier(name))}
    note = text_of(request.POST, "note", LONGEST_NOTE)
    act = partial(give_back, participant, note, comments, request.POST.get(READ, ""), by=request.reader)
    again = done_or_again(request, participant, act, Typed(note=note, comments=comments))
    if again:
        return again
    messages.success(request, _("Returned: its people see your comments, and the answers are open again."))
    return redirect("rounds:round-answers", participant)


def _identifier(name: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(COMMENT))
    except ValueError:
        return None
