"""What readers answer to an alert, what its originator sees of that, and its recall."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.exchange.notices.actions import acknowledge, acknowledge_recall, recall
from egnatia.exchange.notices.receipts import overview_for, recall_for
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only

LONGEST = 1_000


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason for the recall"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who opened the notice reads this, also after the recall."),
    )
    copies = forms.CharField(
        label=gettext_lazy("What to do with copies"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_POST
@members_only
def acknowledgement(request: ReaderRequest, record: UUID) -> HttpResponse:
    acknowledge(record, by=request.reader)
    messages.success(request, _("Acknowledged. The originator sees this."))
    return redirect("exchange:notice", record)


@require_safe
@members_only
def receipts(request: ReaderRequest, record: UUID) -> HttpResponse:
    """For the originator: who has received, opened and acknowledged it."""
    return render(request, "exchange/notices/receipts.html", {"overview": overview_for(request.reader, record)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recalling(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks for a reason first; the deed itself is a POST."""
    overview = overview_for(request.reader, record)
    if overview.recall is not None:
        raise NotFound
    usual = _("Delete all copies and printouts, and tell those to whom you passed the notice on.")
    form = RecallForm(request.POST or None, initial={"copies": usual})
    if form.is_valid():
        recall(record, form.cleaned_data["reason"], form.cleaned_data["copies"], by=request.reader)
        messages.success(request, _("Recalled. Those who opened the notice are being told."))
        return redirect("exchange:notice-receipts", record)
    return render(request, "exchange/notices/recalling.html", {"form": form, "overview": overview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recalled(request: ReaderRequest, record: UUID) -> HttpResponse:
    """For whoever opened a notice that was recalled since: why, and what to do with copies; they acknowledge."""
    note, receipt = recall_for(request.reader, record)
    if request.method == "POST":
        acknowledge_recall(record, by=request.reader)
        messages.success(request, _("Acknowledged. The originator sees this."))
        return redirect("exchange:notice-recalled", record)
    context = {
        "record": record,
        "recall": note,
        "opened_at": receipt.opened_at,
        "acknowledged_at": receipt.recall_acknowledged_at,
    }
    return render(request, "exchange/notices/recalled.html", context)
