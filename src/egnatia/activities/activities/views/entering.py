"""Adding and changing an activity. A preview or more rows show the same page again with everything typed."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia import overlap
from egnatia.activities.activities.actions.entering import change_activity, register_activity
from egnatia.activities.activities.forms.bodies import MORE, OrganisationForm, bodies_of, rows
from egnatia.activities.activities.forms.entering import ActivityForm
from egnatia.activities.activities.forms.facts import facts_of_form, initial_of
from egnatia.activities.activities.queries.editing import Editable, editable_by
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.activities.views.clashing import unseen
from egnatia.kernel import clock
from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.pages.ways_back import redirect_back
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


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
        data = request.POST if request.method == "POST" else None
        final = data is not None and MORE not in data and ASKED not in data
        initial = initial_of(editable, names, words) if editable else {"source": request.reader.organisation_name}
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

    def facts(self, before: overlap.Activity | None) -> overlap.Activity:
        """What was entered, after `is_valid()`."""
        return facts_of_form(self.form, bodies_of(self.bodies), before)

    @property
    def sort(self) -> str:
        return self.form.cleaned_data["sort"] or "project"


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    entering = Entering.of(request, None)
    context: dict[str, object] = {}
    if entering.final and entering.is_valid():
        context["clashes"] = unseen(request, entering.facts(None), entering.sort, entering.form.vocabulary)
        if not context["clashes"]:
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
    messages.success(request, _("Saved. Who exactly sees it stands below."))
    return redirect("activities:activity", record)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    editable = editable_by(request.reader, record)
    entering = Entering.of(request, editable)
    context: dict[str, object] = {"activity": editable}
    if entering.final and entering.is_valid():
        facts = entering.facts(editable.facts)
        context["clashes"] = unseen(request, facts, entering.sort, entering.form.vocabulary, but=record)
        if not context["clashes"] and _changed(request, editable, entering):
            messages.success(request, _("Saved as a new version."))
            return redirect_back(request, "activities:activity", record)
    return _page(request, entering, context)


def _changed(request: ReaderRequest, editable: Editable, entering: Entering) -> bool:
    try:
        _change(request, editable, entering)
    except ChangedMeanwhile:
        entering.form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
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
    context = {"form": entering.form, "bodies": entering.bodies, "marking": entering.marking, **more}
    return render(request, "activities/activities/form.html", context)
