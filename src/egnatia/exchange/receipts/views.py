"""Who has seen a record or downloaded a file, for its owner; recalls; requests to share a record more widely."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.exchange.receipts.actions import (
    acknowledge_file_recall,
    acknowledge_recall,
    answer_widening,
    ask_to_widen,
    recall,
    recall_file,
)
from egnatia.exchange.receipts.queries.inbox import asked_to_widen, file_recall_for, recall_for
from egnatia.exchange.receipts.queries.overview import RecallNote, file_overview_for, overview_for, recallable
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only

LONGEST = 1_000
AREA = {"rows": 3}


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason for the recall"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("Those who are notified of the recall read this. Do not repeat the recalled content."),
    )
    copies = forms.CharField(
        label=gettext_lazy("What to do with copies"), max_length=LONGEST, widget=forms.Textarea(attrs=AREA)
    )


class FileRecallForm(RecallForm):
    """Of one version, or of all that there are."""

    def __init__(self, data: Any, *, versions: tuple[int, ...], initial: dict[str, Any]) -> None:  # noqa: ANN401 - what was sent
        super().__init__(data, initial=initial)
        every = [(0, _("All versions"))] if len(versions) > 1 else [(0, _("The file"))]
        single = [(each, _("Version %(number)s") % {"number": each}) for each in versions]
        choices = [*every, *(single if len(versions) > 1 else [])]
        self.fields["number"] = forms.TypedChoiceField(label=_("Recall"), coerce=int, choices=choices)
        if len(choices) == 1:
            self.fields["number"].widget = forms.HiddenInput()
        self.order_fields(["number", "reason", "copies"])


class WideningAnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("The person who asked sees this."),
    )


@require_safe
@members_only
def receipts(request: ReaderRequest, record: UUID) -> HttpResponse:
    """For the originator: who has received, opened and acknowledged it."""
    return render(request, "exchange/receipts/receipts.html", {"overview": overview_for(request.reader, record)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks for a reason first; the deed itself is a POST."""
    shown = recallable(request.reader, record)
    form = RecallForm(request.POST or None, initial={"copies": _usual()})
    if form.is_valid():
        recall(record, form.cleaned_data["reason"], form.cleaned_data["copies"], by=request.reader)
        messages.success(request, _("Recalled. Those who opened it are being notified."))
        return redirect("exchange:receipts", record)
    return render(request, "exchange/receipts/recalling.html", {"form": form, "shown": shown})


def _usual() -> str:
    return _("Delete all copies, destroy printouts and inform those to whom you passed them on.")


def _to_read(note: RecallNote) -> RecallNote:
    """In the language of the reader, where the originator left the usual sentence as it was."""
    for code, _name in settings.LANGUAGES_OF_MEMBERS:
        with override(code):
            usual = note.copies == _usual()
        if usual:
            return replace(note, copies=_usual())
    return note


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recalled(request: ReaderRequest, record: UUID) -> HttpResponse:
    """For whoever could read a record that was recalled since: why, and what to do with copies; those who opened it
    acknowledge."""
    note, receipt = recall_for(request.reader, record)
    if request.method == "POST":
        acknowledge_recall(record, by=request.reader)
        messages.success(request, _("Acknowledged. The originator sees this."))
        return redirect("exchange:recalled", record)
    context = {
        "recall": _to_read(note),
        "opened_at": receipt.opened_at if receipt else None,
        "asks": receipt is not None,
        "acknowledged_at": receipt.recall_acknowledged_at if receipt else None,
    }
    return render(request, "exchange/receipts/recalled.html", context)


@require_safe
@members_only
def file_receipts(request: ReaderRequest, file: UUID) -> HttpResponse:
    """For the owner of its record, after its recall too: who has downloaded it, and acknowledged its recall."""
    overview = file_overview_for(request.reader, file)
    return render(request, "exchange/receipts/file_receipts.html", {"overview": overview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def file_recalling(request: ReaderRequest, file: UUID) -> HttpResponse:
    overview = file_overview_for(request.reader, file)
    if not overview.there or not overview.versions:
        raise NotFound
    form = FileRecallForm(request.POST or None, versions=overview.versions, initial={"copies": _usual(), "number": 0})
    if form.is_valid():
        said = form.cleaned_data
        recall_file(file, said["number"], said["reason"], said["copies"], by=request.reader)
        messages.success(request, _("Recalled. Those who downloaded it are being notified."))
        return redirect("exchange:file-receipts", file)
    return render(request, "exchange/receipts/recalling.html", {"form": form, "file": overview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def file_recalled(request: ReaderRequest, recall: UUID) -> HttpResponse:
    """For whoever downloaded a file that was recalled since."""
    note, receipt, copies = file_recall_for(request.reader, recall)
    if request.method == "POST":
        acknowledge_file_recall(recall, by=request.reader)
        messages.success(request, _("Acknowledged. The originator sees this."))
        return redirect("exchange:file-recalled", recall)
    context = {
        "recall": _to_read(note),
        "asks": True,
        "file": True,
        "own_copies": copies,
        "acknowledged_at": receipt.acknowledged_at,
    }
    return render(request, "exchange/receipts/recalled.html", context)


@require_POST
@members_only
def widening(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = ask_to_widen(record, by=request.reader)
    messages.success(request, _("Request sent. The answer will appear on this page."))
    return redirect(page)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def widening_answer(request: ReaderRequest, request_id: UUID) -> HttpResponse:
    """The owner agrees, and then changes the marking, or declines."""
    asked = asked_to_widen(request.reader, request_id)
    form = WideningAnswerForm(request.POST or None)
    if form.is_valid():
        agreed = "agree" in request.POST
        answer_widening(request_id, agreed=agreed, answer=form.cleaned_data["answer"], by=request.reader)
        if agreed:
            messages.success(request, _("Answered. Choose the wider marking here."))
            return redirect("people:marking", asked.record)
        messages.success(request, _("Answered. The marking is unchanged."))
        return redirect(asked.title.url or "start:home")
    return render(request, "exchange/receipts/widening.html", {"asked": asked, "form": form})
