"""Delegating questions of a request to a colleague, and the one form that the colleague's link opens."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.exchange.delegation.actions import (
    LINKS,
    MOST_DAYS,
    USUAL_DAYS,
    NewPart,
    OpenPart,
    PartOffer,
    delegate,
    hand_in,
    offer_for,
    part_of_session,
    part_page,
    parts_listed,
    send_part_letter,
)
from egnatia.exchange.requests.forms import answer_field, stored_answers
from egnatia.guests.rules import ASKED_BY_ACCOUNT
from egnatia.guests.views import GuestPages, GuestWords
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.limits.actions import count

PAGE = "exchange:information-part"
PAGES = GuestPages(
    links=LINKS,
    letters=send_part_letter,
    opened=lambda _request, secret: part_of_session(secret),
    words=GuestWords(
        title=gettext_lazy("A colleague asks for your input"),
        lead=gettext_lazy("A few questions from your organisation. Press the button to see them."),
        note=gettext_lazy("Your answers are sent to your colleague when you submit them. Nothing is saved before."),
        nothing=gettext_lazy(
            "Open the link again. If this does not help, ask your colleague for a new link. "
            "Nothing you have submitted is lost."
        ),
        thanks=gettext_lazy("Your colleague receives your replies, reviews them and decides on the final replies."),
        after=gettext_lazy("Your link no longer works. To correct something, contact your colleague."),
        home=gettext_lazy("Go to the home page"),
        unsent=gettext_lazy("E-mail is not set up here. Create a link below and share it."),
    ),
)


class PartForm(forms.Form):
    """`asked()` after `is_valid()`."""

    questions = forms.MultipleChoiceField(label=gettext_lazy("Questions"), widget=forms.CheckboxSelectMultiple)
    mailbox = forms.EmailField(label=gettext_lazy("E-mail address of the colleague"), max_length=254)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the e-mail and the pages"), choices=settings.LANGUAGES_OF_MEMBERS
    )
    days = forms.IntegerField(label=gettext_lazy("Days to reply"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)

    def __init__(self, data: Mapping[str, Any] | None, *, offer: PartOffer, language: str) -> None:
        super().__init__(data, initial={"language": language})
        field = self.fields["questions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.key, each.text) for each in offer.questions]

    def asked(self) -> NewPart:
        said = self.cleaned_data
        return NewPart(tuple(said["questions"]), said["mailbox"], said["language"], said["days"])


class PartAnswers(forms.Form):
    """One field for each question, by its key; `answers()` after `is_valid()`."""

    def __init__(self, data: Mapping[str, Any] | None, *, own: OpenPart) -> None:
        super().__init__(data)
        self.own = own
        for each in own.questions:
            self.fields[each.key] = answer_field(each)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not stored_answers(self.own.questions, cleaned):
            self.add_error(self.own.questions[0].key, _("Answer at least one question."))
        return cleaned

    def answers(self) -> dict[str, str]:
        return stored_answers(self.own.questions, self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, addressee: UUID) -> HttpResponse:
    offer = offer_for(request.reader, addressee)
    form = PartForm(request.POST if request.method == "POST" else None, offer=offer, language=get_language() or "en")
    if form.is_bound and form.is_valid():
        count(ASKED_BY_ACCOUNT, request.reader.person)
        made = delegate(addressee, form.asked(), by=request.reader)
        PAGES.send(request, made)
        return redirect(PAGE, made)
    context = {
        "form": form,
        "offer": offer,
        "parts": parts_listed(request.reader, addressee),
        "letters": mail.leaves_here(),
    }
    return render(request, "exchange/delegation/new.html", context)


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    return render(request, "exchange/delegation/part.html", {"part": part_page(request.reader, record)})


@require_POST
@members_only
def new_link(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = part_page(request.reader, record)
    context = {
        "whom": page.row.mailbox,
        "back": reverse(PAGE, args=[record]),
        "trail": "exchange/delegation/trail.html",
        "request_id": page.request,
        "title": page.title,
    }
    return PAGES.new_link(request, LINKS.make(record, by=request.reader), page.row.language, context)


@require_POST
@members_only
def recall(request: ReaderRequest, record: UUID) -> HttpResponse:
    LINKS.recall(record, by=request.reader)
    messages.success(request, _("Withdrawn. The questions can no longer be opened."))
    return redirect(PAGE, record)


@require_http_methods(["GET", "HEAD", "POST"])
@PAGES.through_session
def own(request: ReaderRequest, own: OpenPart) -> HttpResponse:
    """The one form: everything is sent at once."""
    form = PartAnswers(request.POST if request.method == "POST" else None, own=own)
    if form.is_bound and form.is_valid():
        try:
            hand_in(PAGES.secret_of(request), form.answers())
        except NotFound:
            return PAGES.nothing_here(request)
        return PAGES.end(request)
    return render(request, "exchange/delegation/own.html", {"own": own, "form": form})


urlpatterns: list[URLPattern] = [
    path("addressees/<uuid:addressee>/parts/", new, name="information-part-new"),
    path("parts/<uuid:record>/", one, name="information-part"),
    path("parts/<uuid:record>/new-link/", new_link, name="information-part-new-link"),
    path("parts/<uuid:record>/withdrawal/", recall, name="information-part-recall"),
    path("part/", own, name="information-part-own"),
]
