"""The directory, and the pages on which stewards look after their community."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel import memberships
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.administration.actions import may_operate
from egnatia.people.administration.queries import unconfirmed_for
from egnatia.people.directory import queries
from egnatia.people.directory.forms import AppointmentForm, ProposalForm, SeatForm


@require_safe
@members_only
def directory(request: ReaderRequest) -> HttpResponse:
    shown = {
        "directory": queries.directory_for(request.reader),
        "may_operate": may_operate(request.reader),
        "names_forum": request.reader.is_secretariat,
        "unconfirmed": unconfirmed_for(request.reader),
    }
    return render(request, "people/directory/index.html", shown)


@require_safe
@members_only
def community(request: ReaderRequest, slug: str) -> HttpResponse:
    seen = queries.community_for(request.reader, slug)
    return render(request, "people/directory/community.html", {"page_of": seen})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def proposal(request: ReaderRequest, slug: str) -> HttpResponse:
    """Name somebody as a member."""
    form = ProposalForm(request.POST or None, reader=request.reader)

    def act() -> None:
        place = form.place(slug, steward=form.cleaned_data["steward"])
        memberships.propose(form.chosen_person(), place, by=request.reader)

    words = DirectoryWords(_("Propose a member"), _("Proposed. A steward must confirm."))
    return _seat_page(request, slug, form, act, words)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def appointment(request: ReaderRequest, slug: str) -> HttpResponse:
    """Give somebody the office of focal point."""
    form = AppointmentForm(request.POST or None, reader=request.reader)

    def act() -> None:
        deputy = form.cleaned_data["deputy"]
        memberships.appoint(form.chosen_holder(), form.place(slug), deputy=deputy, by=request.reader)

    return _seat_page(
        request, slug, form, act, DirectoryWords(_("Assign a focal point"), _("Saved. The role applies from today."))
    )


class DirectoryWords(NamedTuple):
    title: str
    done: str


def _seat_page(
    request: ReaderRequest, slug: str, form: SeatForm, act: Callable[[], None], words: DirectoryWords
) -> HttpResponse:
    seen = queries.community_for(request.reader, slug)
    if form.is_valid():
        try:
            act()
        except AlreadyThere:
            form.add_error("person", _("This person is already assigned."))
        else:
            messages.success(request, words.done)
            return redirect("people:community", slug)
    return render(request, "people/directory/seat.html", {"form": form, "card": seen.card, "title": words.title})


@require_POST
@members_only
def confirmation(request: ReaderRequest, slug: str, membership_id: UUID) -> HttpResponse:
    memberships.confirm(membership_id, by=request.reader)
    messages.success(request, _("Confirmed. The person is a member from today."))
    return redirect("people:community", slug)


@require_POST
@members_only
def ending(request: ReaderRequest, slug: str, membership_id: UUID) -> HttpResponse:
    memberships.end(membership_id, by=request.reader)
    messages.success(request, _("Membership ended. Access stops immediately."))
    return redirect("people:community", slug)


@require_POST
@members_only
def vacancy(request: ReaderRequest, slug: str, office_id: UUID) -> HttpResponse:
    memberships.vacate(office_id, by=request.reader)
    messages.success(request, _("The role is now vacant."))
    return redirect("people:community", slug)
