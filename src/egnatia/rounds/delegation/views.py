"""Sections asked of colleagues: asking, what came back, and what a link or a colleague's account opens."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.guests.rules import ASKED_BY_ACCOUNT
from egnatia.guests.views import GuestPages, GuestWords
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import number_of, text_of, version_of
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.limits.actions import count
from egnatia.rounds.delegation.actions import (
    LINKS,
    SectionEntry,
    ask,
    enter,
    hand_in,
    make_link,
    open_as_colleague,
    send_section_letter,
    set_aside,
    take_over,
)
from egnatia.rounds.delegation.forms import SectionRequestForm
from egnatia.rounds.delegation.queries.choices import going_to, offer_for
from egnatia.rounds.delegation.queries.requests import Looking
from egnatia.rounds.delegation.queries.section import OwnSection, SectionContext
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile
from egnatia.rounds.rounds.rules import LONGEST_NOTE
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

READ = "read"  # the digest of the questions that were shown
NUMBER = "number-"  # then the identifier of what it is about


def _opened(request: ReaderRequest, secret: str) -> OwnSection | None:
    return SectionContext(request.reader, forum(), objectives()).of_session(secret)


PAGES = GuestPages(
    links=LINKS,
    letters=send_section_letter,
    opened=_opened,
    words=GuestWords(
        title=gettext_lazy("A colleague asks for your input"),
        lead=gettext_lazy("A few questions from your organisation, one at a time. Press the button to see them."),
        note=gettext_lazy(
            "Your replies are saved as you go and sent to your colleague only when you submit. "
            "After two hours, open the link again."
        ),
        nothing=gettext_lazy(
            "Open the link again. If this does not help, ask your colleague for a new link. "
            "Nothing you have submitted is lost."
        ),
        thanks=gettext_lazy("Your colleague receives your replies, reviews them and decides on the final replies."),
        after=gettext_lazy("Your link no longer works. To correct something, contact your colleague."),
        home=gettext_lazy("Go to the home page"),
        unsent=gettext_lazy(
            "E-mail is not set up here. Colleagues with an account see the request on their home page; "
            "for others, create a link below."
        ),
    ),
)


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
    form = SectionRequestForm(data, offer=offer, language=get_language() or "en")
    context = {"form": form, "offer": offer, "letters": mail.leaves_here()}
    if not form.is_bound or not form.is_valid():
        return render(request, "rounds/delegation/new.html", context)
    read = request.POST.get(READ, "")
    if read:
        count(ASKED_BY_ACCOUNT, request.reader.person)
        try:
            made = ask(participant, form.asked(read), by=request.reader)
        except AnsweredMeanwhile:
            messages.warning(request, _("The questions have changed since you saw them. Check them again."))
        else:
            PAGES.send(request, made)
            return redirect("rounds:section-request", made)
    going = going_to(request.reader, participant, form.cleaned_data["branch"], forum(), objectives())
    return render(request, "rounds/delegation/new.html", context | {"going": going})


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    return render(request, "rounds/delegation/request.html", {"asked": _looking(request).page(record)})


@require_POST
@members_only
def new_link(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = _looking(request).page(record)
    context = {
        "whom": page.row.whom,
        "back": reverse("rounds:section-request", args=[record]),
        "trail": "rounds/delegation/trail.html",
        "asked": page,
    }
    return PAGES.new_link(request, make_link(record, by=request.reader), page.row.language, context)


@require_POST
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    LINKS.recall(record, by=request.reader)
    messages.success(request, _("Withdrawn. The questions can no longer be opened."))
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
            _("Nothing was confirmed. A need or a reply has changed in the meantime; the current version is below."),
        )
    else:
        said = ngettext("%(count)s reply confirmed.", "%(count)s replies confirmed.", taken)
        messages.success(request, said % {"count": taken})
    return redirect("rounds:section-request", record)


@require_POST
@members_only
def setting_aside(request: ReaderRequest, record: UUID) -> HttpResponse:
    about = _identifier(request.POST.get("about", ""))
    if about is None:
        raise NotFound
    set_aside(record, about, by=request.reader)
    messages.success(request, _("Set aside. The reply is not used."))
    return redirect("rounds:section-request", record)


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def beginning(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A colleague comes with their account. Looking tells nothing: the button says whether it is for them."""
    if request.method != "POST":
        return PAGES.button(request)
    try:
        return PAGES.begin(request, open_as_colleague(record, by=request.reader))
    except NotFound:
        return PAGES.nothing_here(request)


@require_safe
@PAGES.through_session
def own(request: ReaderRequest, own: OwnSection) -> HttpResponse:
    return render(request, "rounds/delegation/own.html", {"own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@PAGES.through_session
def row(request: ReaderRequest, own: OwnSection, about: UUID) -> HttpResponse:
    found = own.row(about)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "rounds/delegation/row.html", {"own": own, "row": found, "typed": found.note})
    note = text_of(request.POST, "note", LONGEST_NOTE)
    entry = SectionEntry(request.POST.get("verdict", ""), note, version_of(request.POST))
    try:
        enter(PAGES.secret_of(request), about, entry, by=request.reader)
    except AnsweredMeanwhile:
        context = {"own": own, "row": found, "typed": note, "clash": True}
        return render(request, "rounds/delegation/row.html", context, status=409)
    rest = [each.about for each in own.open if each.about != about]
    return redirect("rounds:section-row", rest[0]) if rest else redirect("rounds:section-own")


@require_POST
@PAGES.through_session
def handing_in(request: ReaderRequest, own: OwnSection) -> HttpResponse:
    if not own.answered:
        return redirect("rounds:section-own")
    hand_in(PAGES.secret_of(request), by=request.reader)
    return PAGES.end(request)
