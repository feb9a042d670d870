"""The public list of outcomes, the page for those who want to join, and the desk of the secretariat."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.guests.public_forms import SUSPICIONS
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.pagination import page_number
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.public.messages import actions
from egnatia.public.messages.forms import ClosureForm, MessageAnswerForm
from egnatia.public.messages.queries import SORTS, desk_for, message_for, open_groups, outcomes

ONE, ALIKE, NOT = "one", "alike", "not"  # what the buttons for spam are called


@require_safe
def done(request: ReaderRequest) -> HttpResponse:
    """What was asked and what was done."""
    return render(request, "public/messages/outcomes.html", {"listing": outcomes(page_number(request.GET))})


@require_safe
def join(request: ReaderRequest) -> HttpResponse:
    return render(request, "public/messages/join.html", {"groups": open_groups()})


@require_safe
@members_only
def desk(request: ReaderRequest) -> HttpResponse:
    asked = request.GET
    shown = desk_for(
        request.reader,
        state=asked.get("state", ""),
        sort=asked.get("kind", ""),
        unfolded="suspected" in asked,
        number=page_number(asked),
    )
    context = {"desk": shown, "sorts": SORTS.items(), "listing": shown.page}
    return render(request, "public/messages/desk.html", context)


@require_safe
@members_only
def message(request: ReaderRequest, message_id: UUID) -> HttpResponse:
    return _shown(request, message_id)


def _shown(
    request: ReaderRequest,
    message_id: UUID,
    *,
    answering: MessageAnswerForm | None = None,
    closing: ClosureForm | None = None,
) -> HttpResponse:
    shown = message_for(request.reader, message_id)
    said = {"question": shown.question, "outcome": shown.outcome}
    context = {
        "message": shown,
        "answering": answering or MessageAnswerForm(),
        "closing": closing or ClosureForm(initial=said),
        "leaves": mail.leaves_here(),
        "trail": ({"label": _("Messages from visitors"), "url": reverse("public:messages")},),
    }
    return render(request, "public/messages/message.html", context)


@require_POST
@members_only
def answer(request: ReaderRequest, message_id: UUID) -> HttpResponse:
    """The e-mail is sent in the background, in the language of the sender."""
    form = MessageAnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, message_id, answering=form)
    if actions.answer(message_id, form.cleaned_data["answer"], by=request.reader):
        actions.send_answer.defer(message=str(message_id))
        messages.success(request, _("The answer is being sent."))
    return redirect("public:message", message_id)


@require_POST
@members_only
def closure(request: ReaderRequest, message_id: UUID) -> HttpResponse:
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return _shown(request, message_id, closing=form)
    said = form.cleaned_data
    actions.close(message_id, said["question"], said["outcome"], get_language() or "en", by=request.reader)
    messages.success(request, _("Published.") if said["outcome"] else _("Marked as done."))
    return redirect("public:messages")


@require_POST
@members_only
def spam(request: ReaderRequest, message_id: UUID) -> HttpResponse:
    """One, those like it of the same hour, or back to the new ones."""
    which = request.POST.get("which", ONE)
    if which == NOT:
        actions.mark_not_spam(message_id, by=request.reader)
        return redirect("public:message", message_id)
    number = 1
    if which == ALIKE:
        number = actions.mark_alike(message_id, by=request.reader)
    else:
        actions.mark_spam(message_id, by=request.reader)
    _tell(request, number)
    return redirect("public:messages")


@require_POST
@members_only
def suspected(request: ReaderRequest) -> HttpResponse:
    """All new ones that one check found doubtful become spam."""
    code = request.POST.get("check", "")
    _tell(request, actions.mark_suspected(code if code in SUSPICIONS else "", by=request.reader))
    return redirect("public:messages")


def _tell(request: ReaderRequest, number: int) -> None:
    said = ngettext("%(count)s message marked as spam.", "%(count)s messages marked as spam.", number)
    messages.success(request, said % {"count": number})
