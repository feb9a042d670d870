"""Filing a view on a follow-up, reading it, replying to it, withdrawing it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.commitments.civil_society_views.actions import (
    LONGEST,
    ObservationText,
    file_view,
    reply_to_view,
    withdraw_reply,
    withdraw_view,
)
from egnatia.commitments.civil_society_views.queries import files_views, page_of, require_owner, said_to
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import QuietForm
from egnatia.pages.labels import LANGUAGE
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum


class WordsForm(QuietForm):
    """`said()` after `is_valid()`."""

    words = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("not specified")), *LANGUAGE.items()]
    )

    def said(self) -> ObservationText:
        return ObservationText(self.cleaned_data["words"], self.cleaned_data["language"])


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, follow_up: UUID) -> HttpResponse:
    row = said_to(request.reader, follow_up, forum())
    if not files_views(request.reader):
        raise NotAllowed(request.reader.why_not("civil-society"))
    data = request.POST if request.method == "POST" else None
    asked = data is not None and ASKED in data
    form, marking = WordsForm(data), MarkingForm(data, reader=request.reader)
    form.quiet = data is None or asked
    if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
        record = file_view(follow_up, form.said(), marking.marking(), by=request.reader)
        messages.success(request, gettext("Saved. See below who can see it."))
        return redirect("commitments:observation", record)
    preview = preview_of(marking, asker=request.reader) if asked else None
    context = {"form": form, "marking": marking, "preview": preview, "follow_up": row}
    return render(request, "commitments/civil_society_views/form.html", context)


@require_safe
def observation(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    return render(
        request, "commitments/civil_society_views/page.html", {"shown": page, "row": page.row, "form": WordsForm()}
    )


@require_POST
@members_only
def reply(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            reply_to_view(record, form.said(), marked=request.POST.get("marked", ""), by=request.reader)
        except ChangedMeanwhile:
            form.add_error(
                None,
                gettext("Someone else has changed this record in the meantime. Check the changes, then save again."),
            )
        else:
            messages.success(request, gettext("Reply saved. It is visible to everyone who can see the comment."))
            return redirect("commitments:observation", record)
    if not page.row.may_reply:
        raise NotAllowed(request.reader.why_not("owner"))
    return render(request, "commitments/civil_society_views/page.html", {"shown": page, "row": page.row, "form": form})


@require_POST
@members_only
def reply_withdrawal(request: ReaderRequest, reply: UUID) -> HttpResponse:
    record = withdraw_reply(reply, by=request.reader)
    messages.success(request, gettext("Withdrawn and no longer visible. You can submit it again."))
    return redirect("commitments:observation", record)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        follow_up = withdraw_view(record, by=request.reader)
        messages.success(request, gettext("Withdrawn and no longer visible. You can submit it again."))
        return redirect("commitments:follow-up", follow_up)
    require_owner(request.reader, record)
    page = page_of(request.reader, record, forum())
    return render(request, "commitments/civil_society_views/withdrawal.html", {"shown": page, "row": page.row})
