"""The pages of activities: list, one, its form, the short forms of measures and events, withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia import overlap
from egnatia.activities.activities.actions import (
    change_activity,
    register_activity,
    restore_activity,
    withdraw_activity,
)
from egnatia.activities.activities.forms.activity import ActivityForm
from egnatia.activities.activities.forms.bodies import (
    ASKED_NAMES,
    MORE,
    OrganisationForm,
    answered,
    bodies_of,
    names_in,
    rows,
    rows_opened,
)
from egnatia.activities.activities.forms.event import EventForm, event_of, new_event
from egnatia.activities.activities.forms.facts import facts_of_form, initial_of, new_activity
from egnatia.activities.activities.forms.filters import ActivityFilterForm
from egnatia.activities.activities.forms.measure import MeasureForm, measure_of, new_measure
from egnatia.activities.activities.forms.short import ShortForm
from egnatia.activities.activities.queries.clashes import Clash, clashes_seen_by, mark_of
from egnatia.activities.activities.queries.detail import ActivityDetailQuery
from egnatia.activities.activities.queries.initial import Editable, editable_by
from egnatia.activities.activities.queries.lists import (
    MOST,
    activities_seen_by,
    basis_of,
    first_rows,
    sectors_used,
    withdrawn_seen_by,
)
from egnatia.activities.activities.queries.organisations import in_doubt, names_like, resolved
from egnatia.activities.activities.rules import MOST_LISTED, PAGE
from egnatia.activities.activities.storage import Fields
from egnatia.activities.activities.tables import basis_words, table_of
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.amounts import figure
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.forms import redirect_back, version_of
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.vocabularies import Vocabulary, vocabulary

NAME_FIELDS = ("receiver", "organiser", "institution")
SEEN = "clashes"  # the field that says which ones were shown


def unseen(
    request: ReaderRequest, facts: overlap.ActivityFacts, sort: str, words: Vocabulary, *, but: UUID | None = None
) -> dict[str, object]:
    """What `activities/clashes.html` shows, empty where nothing is in the way or all of it was shown before."""
    clashes: tuple[Clash, ...] = ()
    if sort == "event":
        clashes = clashes_seen_by(request.reader, facts, words, but=but)
    mark = mark_of(clashes)
    if not clashes or request.POST.get(SEEN) == mark:
        return {}
    return {"rows": clashes, "mark": mark}


def in_the_way(
    request: ReaderRequest, facts: overlap.ActivityFacts, sort: str, words: Vocabulary, editable: Editable | None = None
) -> dict[str, object]:
    """What the form asks about before it saves; empty where all is clear or was asked before."""
    before = names_in(editable.facts if editable else None)
    settled = {*before, *request.POST.getlist(ASKED_NAMES), request.reader.organisation_name}
    doubts = in_doubt(request.reader, [name for name in names_in(facts) if name not in settled])
    clashes = unseen(request, facts, sort, words, but=editable.id if editable else None)
    found = {"doubts": doubts, "settled": request.POST.getlist(ASKED_NAMES), "clashes": clashes}
    return found if doubts or clashes else {}


@dataclass(frozen=True, slots=True)
class Entering:
    """The parts of the page: the activity, its organisations and, where it is new, its marking."""

    form: ActivityForm
    bodies: "BaseFormSet[OrganisationForm]"
    marking: MarkingForm | None
    final: bool  # sent to be saved

    @classmethod
    def of(cls, request: ReaderRequest, editable: Editable | None) -> "Entering":
        names, words = forum(), vocabulary()
        data = answered(request.POST) if request.method == "POST" else None
        final = data is not None and MORE not in data and ASKED not in data
        initial = initial_of(editable, names, words) if editable else new_activity(request.reader, get_language() or "")
        return cls(
            form=ActivityForm(data, names=names, vocabulary=words, initial=initial, quiet=not final),
            bodies=rows(data, editable.facts if editable else None, reporter=request.reader.organisation_name),
            marking=None if editable else MarkingForm(data, reader=request.reader, releasing=True),
            final=final,
        )

    def is_valid(self) -> bool:
        """All parts are asked, so that all faults are shown at once."""
        parts = [self.form.is_valid(), self.bodies.is_valid()]
        if self.marking:
            parts.append(self.marking.is_valid())
        return all(parts)

    def facts(self, before: overlap.ActivityFacts | None) -> overlap.ActivityFacts:
        """What was entered, after `is_valid()`."""
        return facts_of_form(self.form, bodies_of(self.bodies), before)

    @property
    def opened(self) -> bool:
        """Whether something beside the fields in sight holds an answer or a fault."""
        return self.form.opened or self.bodies_opened

    @property
    def bodies_opened(self) -> bool:
        return (self.form.is_bound and not self.final) or rows_opened(self.bodies, quiet=not self.final)

    @property
    def sort(self) -> str:
        return self.form.cleaned_data["sort"] or "project"


@require_safe
@members_only
def names(request: ReaderRequest) -> HttpResponse:
    """Names of organisations and institutions to choose from while somebody types one, as options of a list."""
    typed = next((request.GET[name] for name in NAME_FIELDS if name in request.GET), "")
    return render(request, "activities/activities/names.html", {"names": names_like(request.reader, typed[:300])})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    entering = Entering.of(request, None)
    context: dict[str, object] = {}
    if entering.final and entering.is_valid():
        context = in_the_way(request, entering.facts(None), entering.sort, entering.form.vocabulary)
        if not context:
            return _registered(request, entering)
    if entering.marking and ASKED in request.POST:
        context["preview"] = preview_of(entering.marking, asker=request.reader)
    return _page(request, entering, context)


def _registered(request: ReaderRequest, entering: Entering) -> HttpResponse:
    assert entering.marking
    record = register_activity(
        entering.facts(None),
        marking=entering.marking.marking(),
        by=request.reader,
        sort=entering.sort,
        status=entering.form.cleaned_data["status"],
        shares=entering.form.shares(entering.form.cleaned_data),
        updated_at=clock.now(),
    )
    messages.success(request, _("Saved. See below who can see it."))
    return redirect("activities:activity", record)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    editable = editable_by(request.reader, record)
    entering = Entering.of(request, editable)
    context: dict[str, object] = {"activity": editable}
    if entering.final and entering.is_valid():
        facts = entering.facts(editable.facts)
        asked = in_the_way(request, facts, entering.sort, entering.form.vocabulary, editable)
        context |= asked
        if not asked and _changed(request, editable, entering):
            messages.success(request, _("Saved as a new version."))
            return redirect_back(request, "activities:activity", record)
    return _page(request, entering, context)


def _changed(request: ReaderRequest, editable: Editable, entering: Entering) -> bool:
    try:
        _change(request, editable, entering)
    except ChangedMeanwhile:
        entering.form.add_error(
            None, _("Someone else has changed this record in the meantime. Check the changes, then save again.")
        )
        return False
    return True


def _change(request: ReaderRequest, editable: Editable, entering: Entering) -> None:
    change_activity(
        editable.id,
        entering.facts(editable.facts),
        expected=version_of(request.POST),
        by=request.reader,
        sort=entering.sort,
        measure=editable.measure if entering.sort == "own-measure" else "",
        status=entering.form.cleaned_data["status"],
        shares=entering.form.shares(entering.form.cleaned_data),
        content=editable.content,
        provenance=editable.provenance,
        digest=editable.digest,
        updated_at=clock.now(),
    )


def _page(request: ReaderRequest, entering: Entering, more: dict[str, object]) -> HttpResponse:
    context = {
        "form": entering.form,
        "bodies": entering.bodies,
        "marking": entering.marking,
        "entering": entering,
        **more,
    }
    return render(request, "activities/activities/form.html", context)


@require_safe
def activities(request: ReaderRequest) -> HttpResponse:
    names = forum()
    form = ActivityFilterForm.of_list(request.GET, request.reader, names=names, sectors=sectors_used(request.reader))
    page = page_number(request.GET, most=MOST_LISTED // PAGE)
    filters, offer = resolved(request.reader, form.filters)
    listing = activities_seen_by(request.reader, filters, page=page, names=names)
    context = {
        "form": form,
        "offer": offer,
        "listing": listing,
        "basis": basis_words(listing.basis, request.reader),
        "most": figure(MOST_ROWS),
        "choosing": any(row.owner == request.reader.organisation for row in listing.rows),
        "changeable": 0 if listing.basis.capped else listing.basis.activities,
    }
    return render(request, "activities/activities/list.html", context)


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names, words = forum(), vocabulary()
    asked = ActivityFilterForm.of_list(request.GET, request.reader, names=names)
    filters, _offer = resolved(request.reader, asked.filters)
    rows = first_rows(request.reader, filters, most=MOST_ROWS, names=names)
    about = basis_words(basis_of(request.reader, filters), request.reader)
    return FORMATS[form](table_of(rows, words, names, about))


@require_safe
def activity(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = ActivityDetailQuery(request.reader, forum(), vocabulary()).page(record)
    return render(request, "activities/activities/page.html", {"activity": page})


@require_safe
def marking(request: ReaderRequest, record: UUID) -> HttpResponse:  # noqa: ARG001 - the page asks for itself
    return redirect("people:marking", record)


@dataclass(frozen=True, slots=True)
class Short:
    """One of the short forms: what it starts from, where it is new and where it is changed."""

    form: type[ShortForm]
    proposed: Callable[[Reader], tuple[dict[str, Any], overlap.ActivityFacts]]
    initial: Callable[[Editable, ForumNames], dict[str, Any]]


SHORT = {
    "own-measure": Short(MeasureForm, new_measure, measure_of),
    "event": Short(EventForm, new_event, event_of),
}


def _form(request: ReaderRequest, short: Short, initial: dict[str, Any], names: ForumNames) -> ShortForm:
    data = answered(request.POST) if request.method == "POST" else None
    quiet = data is None or ASKED in data
    return short.form(data, names=names, vocabulary=vocabulary(), initial=initial, quiet=quiet)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new_short(request: ReaderRequest, sort: str) -> HttpResponse:
    short = SHORT[sort]
    proposed, before = short.proposed(request.reader)
    language = new_activity(request.reader, get_language() or "")["language"]
    form = _form(request, short, proposed | {"language": language}, forum())
    marking = MarkingForm(form.data or None, reader=request.reader, releasing=True)
    context: dict[str, object] = {"form": form, "marking": marking, "sort": sort}
    if ASKED in request.POST:
        context["preview"] = preview_of(marking, asker=request.reader)
    elif form.is_bound and all([form.is_valid(), marking.is_valid()]):
        facts = form.facts(before)
        asked = in_the_way(request, facts, form.SORT, form.vocabulary)
        if not asked:
            return _short_registered(request, form, facts, marking)
        context |= asked
    return render(request, "activities/activities/short.html", context)


def _short_registered(
    request: ReaderRequest, form: ShortForm, facts: overlap.ActivityFacts, marking: MarkingForm
) -> HttpResponse:
    fields = form.stored()
    fields["updated_at"] = clock.now()
    record = register_activity(facts, marking=marking.marking(), by=request.reader, **fields)
    messages.success(request, _("Saved. See below who can see it."))
    return redirect("activities:activity", record)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change_short(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A project has the whole form only."""
    editable = editable_by(request.reader, record)
    if editable.sort not in SHORT:
        return redirect("activities:activity-change", record)
    names, short = forum(), SHORT[editable.sort]
    form = _form(request, short, short.initial(editable, names), names)
    context: dict[str, object] = {"form": form, "activity": editable, "sort": editable.sort}
    if form.is_bound and form.is_valid():
        facts = form.facts(editable.facts)
        asked = in_the_way(request, facts, form.SORT, form.vocabulary, editable)
        context |= asked
        if not asked and _short_changed(request, editable, form, facts):
            messages.success(request, _("Saved as a new version."))
            return redirect_back(request, "activities:activity", record)
    return render(request, "activities/activities/short.html", context)


def _short_changed(request: ReaderRequest, editable: Editable, form: ShortForm, facts: overlap.ActivityFacts) -> bool:
    expected = version_of(request.POST)
    try:
        change_activity(editable.id, facts, expected=expected, by=request.reader, **_fields(editable, form))
    except ChangedMeanwhile:
        form.add_error(
            None, _("Someone else has changed this record in the meantime. Check the changes, then save again.")
        )
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


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_activity(record, by=request.reader)
        messages.success(request, _("Withdrawn. You can restore it here."))
        return redirect("activities:activities-withdrawn")
    activity = editable_by(request.reader, record)
    return render(request, "activities/activities/withdrawal.html", {"activity": activity})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    rows = withdrawn_seen_by(request.reader)
    return render(request, "activities/activities/withdrawn.html", {"rows": rows, "most": MOST})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    restore_activity(record, by=request.reader)
    messages.success(request, _("Restored. It is visible to the same users as before."))
    return redirect("activities:activity", record)
