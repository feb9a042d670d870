"""Submitting, clearing, accepting and returning answers, and the page that a refusal leads back to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.rooms import refusals
from egnatia.pages.forms import text_of
from egnatia.people.access import members_only
from egnatia.rounds.rounds.actions.acceptance import accept, give_back, take_acceptance_back
from egnatia.rounds.rounds.actions.answers import hand_in
from egnatia.rounds.rounds.actions.clearance import clear, take_back
from egnatia.rounds.rounds.rules import LONGEST_NOTE
from egnatia.rounds.rounds.views.answers import shown_to

READ = "round-read"
# What whoever may do it can mend on the page itself; every other rule has a page of its own.
MENDED_HERE = frozenset({"round-reason", "round-nothing", "round-no-seat", "round-unwritten", READ})


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on the page: whom one consulted, a word on the whole, comments by what they are about."""

    consulted: str = ""
    note: str = ""
    comments: Mapping[UUID, str] = field(default_factory=dict)


def done_or_again(
    request: ReaderRequest, participant: UUID, act: Callable[[], object], typed: Typed
) -> HttpResponse | None:
    """None where it was done. Raises NotAllowed where nothing on the page mends it."""
    try:
        act()
    except NotAllowed as refused:
        if refused.code not in MENDED_HERE:
            raise
        return _again(request, participant, refused.code, typed)
    return None


def _again(request: ReaderRequest, participant: UUID, code: str, typed: Typed) -> HttpResponse:
    page = shown_to(request).page(participant)
    items = tuple(replace(item, typed=typed.comments.get(item.about, "")) for item in page.items)
    context = {"answers": replace(page, items=items), "refusal": refusals()[code], "typed": typed}
    status = HTTPStatus.CONFLICT if code == READ else HTTPStatus.OK
    return render(request, "rounds/rounds/answers.html", context, status=status)


COMMENT = "comment-"  # then the identifier of what it is about
CLEARED_DIGEST = "read"  # the digest of the answers that the page showed


@require_POST
@members_only
def handing_in(request: ReaderRequest, participant: UUID) -> HttpResponse:
    again = done_or_again(request, participant, partial(hand_in, participant, by=request.reader), Typed())
    if again:
        return again
    messages.success(request, _("Submitted. The focal point reviews and clears the replies of your organisation."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def clearance(request: ReaderRequest, participant: UUID) -> HttpResponse:
    consulted, read = text_of(request.POST, "consulted", LONGEST_NOTE), request.POST.get(CLEARED_DIGEST, "")
    act = partial(clear, participant, consulted, read, by=request.reader)
    again = done_or_again(request, participant, act, Typed(consulted=consulted))
    if again:
        return again
    messages.success(
        request,
        _("Cleared and visible to the secretariat. You can withdraw the clearance until the replies are accepted."),
    )
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def clearance_undoing(request: ReaderRequest, participant: UUID) -> HttpResponse:
    take_back(participant, by=request.reader)
    messages.success(request, _("Clearance withdrawn. The replies can be changed again."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def acceptance(request: ReaderRequest, participant: UUID) -> HttpResponse:
    act = partial(accept, participant, request.POST.get(CLEARED_DIGEST, ""), by=request.reader)
    again = done_or_again(request, participant, act, Typed())
    if again:
        return again
    messages.success(request, _("Accepted. You can withdraw the acceptance until adoption."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def acceptance_undoing(request: ReaderRequest, participant: UUID) -> HttpResponse:
    take_acceptance_back(participant, by=request.reader)
    messages.success(request, _("Acceptance withdrawn."))
    return redirect("rounds:round-answers", participant)


@require_POST
@members_only
def returning(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """`note` on the whole; `comment-…` on single items."""
    names = [name for name in request.POST if name.startswith(COMMENT)]
    comments = {about: text_of(request.POST, name, LONGEST_NOTE) for name in names if (about := _identifier(name))}
    note = text_of(request.POST, "note", LONGEST_NOTE)
    act = partial(give_back, participant, note, comments, request.POST.get(CLEARED_DIGEST, ""), by=request.reader)
    again = done_or_again(request, participant, act, Typed(note=note, comments=comments))
    if again:
        return again
    messages.success(request, _("Returned. The participant sees your comments and can change the replies."))
    return redirect("rounds:round-answers", participant)


def _identifier(name: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(COMMENT))
    except ValueError:
        return None
