"""Asking a colleague for a section, whom was asked, what came back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.objectives import objectives
from egnatia.pages.posted import number_of
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.limits.actions import count
from egnatia.rounds.delegation.actions import ask, link_address, make_link, recall, set_aside, take_over
from egnatia.rounds.delegation.forms import AskForm
from egnatia.rounds.delegation.jobs import send
from egnatia.rounds.delegation.queries.offering import going_to, offer_for
from egnatia.rounds.delegation.queries.requests import Looking
from egnatia.rounds.delegation.rules import ASKED_BY_ACCOUNT
from egnatia.rounds.rounds.actions.answering import AnsweredMeanwhile

READ = "read"  # the digest of the questions that were shown
NUMBER = "number-"  # then the identifier of what it is about


def _looking(request: ReaderRequest) -> Looking:
    return Looking(request.reader, forum(), objectives())


@require_safe
@members_only
def sections(request: ReaderRequest, participant: UUID) -> HttpResponse:
    page = _looking(request).of_participant(participant)
    return render(request, "rounds/delegation/list.html", {"sections": page})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, participant: UUID) -> HttpResponse:
    offer = offer_for(request.reader, participant, objectives())
    data = request.POST if request.method == "POST" else None
    form = AskForm(data, offer=offer, language=get_language() or "en")
    context = {"form": form, "offer": offer, "letters": mail.leaves_here()}
    if not form.is_bound or not form.is_valid():
        return render(request, "rounds/delegation/new.html", context)
    read = request.POST.get(READ, "")
    if read:
        count(ASKED_BY_ACCOUNT, request.reader.person)
        try:
            made = ask(participant, form.asked(read), by=request.reader)
        except AnsweredMeanwhile:
            messages.warning(request, _("These are not the questions that you saw before. Look at them again."))
        else:
            _send(request, made)
            return redirect("rounds:section-request", made)
    going = going_to(request.reader, participant, form.cleaned_data["branch"], forum(), objectives())
    return render(request, "rounds/delegation/new.html", context | {"going": going})


def _send(request: ReaderRequest, made: UUID) -> None:
    if mail.leaves_here():
        send(made, whole_address(request, "/"))
        messages.success(request, _("The letter is on its way. What comes back waits here for your confirmation."))
    else:
        messages.warning(
            request,
            _("No letters leave this installation. A colleague finds it on the start page; a link you make below."),
        )


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    return render(request, "rounds/delegation/request.html", {"asked": _looking(request).page(record)})


@require_POST
@members_only
def new_link(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The link is shown once, here: to hand over where no letter arrives."""
    page = _looking(request).page(record)
    secret = make_link(record, by=request.reader)
    link = whole_address(request, link_address(secret, get_language() or "en"))
    return render(request, "rounds/delegation/new_link.html", {"link": link, "asked": page})


@require_POST
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    recall(record, by=request.reader)
    messages.success(request, _("Recalled: it opens nothing now."))
    return redirect("rounds:section-request", record)


@require_POST
@members_only
def taking(request: ReaderRequest, record: UUID) -> HttpResponse:
    """`number-…`: the version of the own answer that is replaced, for each question that is taken over."""
    posted = request.POST
    names = [name for name in posted if name.startswith(NUMBER)]
    chosen = {about: number_of(posted, name) for name in names if (about := _identifier(name.removeprefix(NUMBER)))}
    try:
        taken = take_over(record, chosen, by=request.reader)
    except AnsweredMeanwhile:
        messages.warning(
            request,
            _("Nothing was taken over: a need or an answer was changed meanwhile. It stands below as it is now."),
        )
    else:
        said = ngettext("%(count)s answer taken over.", "%(count)s answers taken over.", taken)
        messages.success(request, said % {"count": taken})
    return redirect("rounds:section-request", record)


@require_POST
@members_only
def setting_aside(request: ReaderRequest, record: UUID) -> HttpResponse:
    about = _identifier(request.POST.get("about", ""))
    if about is None:
        raise NotFound
    set_aside(record, about, by=request.reader)
    messages.success(request, _("Set aside: it is not said."))
    return redirect("rounds:section-request", record)


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
