"""Own measures and events by their short forms. A preview or a clash shows the page again as it was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia import overlap
from egnatia.activities.activities.actions.entering import change_activity, register_activity
from egnatia.activities.activities.forms.event import EventForm, event_of, new_event
from egnatia.activities.activities.forms.measure import MeasureForm, measure_of, new_measure
from egnatia.activities.activities.forms.short import ShortForm
from egnatia.activities.activities.queries.editing import Editable, editable_by
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.activities.storing import Fields
from egnatia.activities.activities.views.clashing import unseen
from egnatia.kernel import clock
from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.forum import ForumNames, forum
from egnatia.kernel.reader import Reader
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.pages.ways_back import redirect_back
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@dataclass(frozen=True, slots=True)
class Short:
    """One of the short forms: what it starts from, where it is new and where it is changed."""

    form: type[ShortForm]
    proposed: Callable[[Reader], tuple[dict[str, Any], overlap.Activity]]
    initial: Callable[[Editable, ForumNames], dict[str, Any]]


SHORT = {
    "own-measure": Short(MeasureForm, new_measure, measure_of),
    "event": Short(EventForm, new_event, event_of),
}


def _form(request: ReaderRequest, short: Short, initial: dict[str, Any], names: ForumNames) -> ShortForm:
    data = request.POST if request.method == "POST" else None
    quiet = data is None or ASKED in data
    return short.form(data, names=names, vocabulary=vocabulary(), initial=initial, quiet=quiet)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, sort: str) -> HttpResponse:
    short = SHORT[sort]
    proposed, before = short.proposed(request.reader)
    form = _form(request, short, proposed, forum())
    marking = MarkingForm(form.data or None, reader=request.reader, releasing=True)
    context: dict[str, object] = {"form": form, "marking": marking, "sort": sort}
    if ASKED in request.POST:
        context["preview"] = preview_of(marking, asker=request.reader)
    elif form.is_bound and all([form.is_valid(), marking.is_valid()]):
        facts = form.facts(before)
        clashes = unseen(request, facts, form.SORT, form.vocabulary)
        if not clashes:
            return _registered(request, form, facts, marking)
        context["clashes"] = clashes
    return render(request, "activities/activities/short.html", context)


def _registered(request: ReaderRequest, form: ShortForm, facts: overlap.Activity, marking: MarkingForm) -> HttpResponse:
    fields = form.stored()
    fields["updated_at"] = clock.now()
    record = register_activity(facts, marking=marking.marking(), by=request.reader, **fields)
    messages.success(request, _("Saved. Who exactly sees it stands below."))
    return redirect("activities:activity", record)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A project has the whole form only."""
    editable = editable_by(request.reader, record)
    if editable.sort not in SHORT:
        return redirect("activities:activity-change", record)
    names, short = forum(), SHORT[editable.sort]
    form = _form(request, short, short.initial(editable, names), names)
    context: dict[str, object] = {"form": form, "activity": editable, "sort": editable.sort}
    if form.is_bound and form.is_valid():
        facts = form.facts(editable.facts)
        context["clashes"] = unseen(request, facts, form.SORT, form.vocabulary, but=record)
        if not context["clashes"] and _changed(request, editable, form, facts):
            messages.success(request, _("Saved as a new version."))
            return redirect_back(request, "activities:activity", record)
    return render(request, "activities/activities/short.html", context)


def _changed(request: ReaderRequest, editable: Editable, form: ShortForm, facts: overlap.Activity) -> bool:
    expected = version_of(request.POST)
    try:
        change_activity(editable.id, facts, expected=expected, by=request.reader, **_fields(editable, form))
    except ChangedMeanwhile:
        form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
        return False
    return True


def _fields(editable: Editable, form: ShortForm) -> Fields:
    """What the form says, and what it does not ask for as it was."""
    fields = form.stored()
    kept = {name: value for name, value in editable.provenance.items() if name not in ("link", "document")}
    fields["provenance"] = kept | fields.get("provenance", {})
    fields["shares"], fields["content"] = editable.shares, editable.content
    fields["digest"], fields["updated_at"] = editable.digest, clock.now()
    return fields
