"""The pages on which many records are changed at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.activities.forms.filters import ActivityFilterForm as ActivityFilter
from egnatia.activities.activities.queries.lists import records_of
from egnatia.activities.activities.queries.organisations import resolved
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.bulk_changes.actions import carry_out, tried, undo
from egnatia.needs.bulk_changes.forms import ALL, FORMS, WishForm, choice_packed, packed, plan_of, ticked
from egnatia.needs.bulk_changes.queries.history import MOST_LISTED, change_page, changes_of
from egnatia.needs.bulk_changes.queries.names import BulkLabels
from egnatia.needs.bulk_changes.queries.preview import BulkSelection, Previewing, chosen_by
from egnatia.needs.bulk_changes.rules import ACTIVITIES, MOST, NEEDS, BulkPlan, BulkResult, asked_for
from egnatia.needs.needs.forms import NeedFilterForm as NeedFilter
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.pages.amounts import figure
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives, vocabulary

LISTS = {ACTIVITIES: "activities:activities", NEEDS: "needs:needs"}


def all_of(request: ReaderRequest, listed: str) -> tuple[UUID, ...]:
    """One more than may be changed at once where there are more."""
    if listed == ACTIVITIES:
        form = ActivityFilter(request.GET, names=forum(), vocabulary=vocabulary(), regional=True)
        filters, _offer = resolved(request.reader, form.filters)
        return records_of(request.reader, filters, most=MOST + 1)
    names, framework = forum(), objectives()
    wanted = NeedFilter(request.GET, names=names, objectives=framework).filters
    return NeedListQuery(request.reader, names, framework).records(wanted, most=MOST + 1)


POST_ONLY = ["GET", "HEAD", "POST"]  # opened like a page, each leads back to the list


@dataclass(frozen=True, slots=True)
class Wishing:
    """The page on which somebody says what is changed: for which records, in both its forms."""

    listed: str
    chosen: BulkSelection
    form: WishForm
    marking: MarkingForm

    @classmethod
    def of(
        cls, request: ReaderRequest, listed: str, chosen: BulkSelection, *, sent: bool, plan: BulkPlan | None = None
    ) -> "Wishing":
        data, initial = request.POST if sent else None, dict[str, Any]()
        if plan:
            initial = asked_for(plan.wish) | {"remark": plan.marking is not None}
        start = (plan.marking if plan else None) or chosen.marking
        return cls(
            listed,
            chosen,
            FORMS[listed](data, vocabulary=vocabulary(), initial=initial, quiet=ASKED in request.POST),
            MarkingForm(data, reader=request.reader, initial=start),
        )

    def is_valid(self) -> bool:
        """The marking is asked for only where there is to be another one."""
        said = self.form.is_valid()
        return (not self.form.cleaned_data.get("remark") or self.marking.is_valid()) and said

    def plan(self, request: ReaderRequest) -> BulkPlan:
        marking = self.marking.marking() if self.form.cleaned_data["remark"] else None
        return self.chosen.plan(request.reader, self.listed, self.form.wish(), marking)


@require_http_methods(POST_ONLY)
@members_only
def choosing(request: ReaderRequest, listed: str) -> HttpResponse:
    """What is changed: asked for what was ticked in a list, for all that its filter shows, or again."""
    if listed not in LISTS:
        raise NotFound
    if request.method != "POST":
        return _back(request, listed)
    plan = plan_of(request.POST.get("plan", ""), person=request.reader.person, listed=listed)
    records = tuple(row.record for row in plan.rows) if plan else _records(request, listed)
    chosen = _chosen(request, listed, records)
    if chosen is None:
        return _back(request, listed)
    return _page(request, Wishing.of(request, listed, chosen, sent=False, plan=plan))


@require_http_methods(POST_ONLY)
@members_only
def preview(request: ReaderRequest, listed: str) -> HttpResponse:
    """What the change would do, record by record; or its form again."""
    if listed not in LISTS:
        raise NotFound
    chosen = _chosen(request, listed, ticked(request.POST)) if request.method == "POST" else None
    if chosen is None:
        return redirect(LISTS[listed])
    wishing = Wishing.of(request, listed, chosen, sent=True)
    if ASKED in request.POST or not wishing.is_valid():
        return _page(request, wishing)
    plan = wishing.plan(request)
    words = BulkLabels(request.reader, forum(), vocabulary())
    shown = Previewing(words, plan).of(chosen, tried(plan, by=request.reader))
    return render(
        request,
        "needs/bulk_changes/preview.html",
        {"listed": listed, "list_url": LISTS[listed], "preview": shown, "plan": packed(plan)},
    )


@expensive("POST")
@require_http_methods(POST_ONLY)
@members_only
def carrying_out(request: ReaderRequest, listed: str) -> HttpResponse:
    """Does what the preview showed, but for what has changed since."""
    if listed not in LISTS:
        raise NotFound
    if request.method != "POST":
        return redirect(LISTS[listed])
    plan = plan_of(request.POST.get("plan", ""), person=request.reader.person, listed=listed)
    if plan is None:
        messages.error(request, _("This preview has expired or is not yours. Select the records again."))
        return redirect(LISTS[listed])
    outcome = carry_out(plan, by=request.reader)
    if outcome.change is None:
        messages.error(
            request, _("Nothing was changed. The records were changed in the meantime, or this change is not allowed.")
        )
        return redirect(LISTS[listed])
    _say(request, outcome)
    return redirect("needs:bulk-change", outcome.change)


def _say(request: ReaderRequest, outcome: BulkResult) -> None:
    number = len(outcome.changed)
    said = ngettext("%(count)s record changed.", "%(count)s records changed.", number) % {"count": number}
    messages.success(request, f"{said} {_('You can undo this here.')}")
    if outcome.waits:
        waits = ngettext(
            "%(count)s record: the wider marking awaits approval by a second person.",
            "%(count)s records: the wider marking awaits approval by a second person.",
            len(outcome.waits),
        )
        messages.warning(request, waits % {"count": len(outcome.waits)})
    if outcome.missing:
        gone = ngettext(
            "%(count)s selected record is not available to you and was left out.",
            "%(count)s selected records are not available to you and were left out.",
            outcome.missing,
        )
        messages.warning(request, gone % {"count": outcome.missing})


def _back(request: ReaderRequest, listed: str) -> HttpResponse:
    """The list as it was filtered: the form of its boxes is sent to an address that says so."""
    filters = request.GET.urlencode()
    return redirect(reverse(LISTS[listed]) + (f"?{filters}" if filters else ""))


def _records(request: ReaderRequest, listed: str) -> tuple[UUID, ...]:
    return all_of(request, listed) if ALL in request.POST else ticked(request.POST)


def _chosen(request: ReaderRequest, listed: str, records: tuple[UUID, ...]) -> BulkSelection | None:
    """None, with a word of why, where there is nothing that could be changed."""
    if len(records) > MOST:
        most = _("You can change up to %(most)s records at once. Use the filters to shorten the list.")
        messages.error(request, most % {"most": figure(MOST)})
        return None
    chosen = chosen_by(request.reader, listed, records)
    if not chosen.rows:
        messages.warning(request, _("Select at least one record."))
        return None
    return chosen


def _page(request: ReaderRequest, wishing: Wishing) -> HttpResponse:
    asked = ASKED in request.POST
    context = {
        "listed": wishing.listed,
        "list_url": LISTS[wishing.listed],
        "form": wishing.form,
        "marking": wishing.marking,
        "records": wishing.chosen.named(wishing.listed),
        "missing": wishing.chosen.missing,
        "choice": choice_packed(tuple(wishing.chosen.rows)),
        "preview": preview_of(wishing.marking, asker=request.reader) if asked else None,
    }
    return render(request, "needs/bulk_changes/wishing.html", context)


@require_safe
@members_only
def changes(request: ReaderRequest) -> HttpResponse:
    rows = changes_of(BulkLabels(request.reader, forum(), vocabulary()))
    return render(request, "needs/bulk_changes/changes.html", {"rows": rows, "most": MOST_LISTED})


@require_safe
@members_only
def change(request: ReaderRequest, change: UUID) -> HttpResponse:
    found = change_page(BulkLabels(request.reader, forum(), vocabulary()), change)
    return render(request, "needs/bulk_changes/change.html", {"change": found, "row": found.row})


@require_POST
@members_only
def undoing(request: ReaderRequest, change: UUID) -> HttpResponse:
    undone = undo(change, by=request.reader)
    if undone.stay:
        said = _("Restored: %(back)s. Not restored: %(stay)s; the reasons are listed below.")
        messages.warning(request, said % {"back": undone.back, "stay": undone.stay})
    else:
        messages.success(request, _("Restored: %(back)s.") % {"back": undone.back})
    if undone.waits:
        messages.warning(
            request,
            _("Wider marking awaiting approval by a second person: %(count)s.") % {"count": undone.waits},
        )
    return redirect("needs:bulk-change", change)
