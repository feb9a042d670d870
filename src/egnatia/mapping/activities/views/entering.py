"""Adding and changing an activity. A preview or more rows show the same page again with everything typed."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.mapping.activities.actions.entering import ChangedMeanwhile, change_activity, register_activity
from egnatia.mapping.activities.forms.bodies import MORE, OrganisationForm, bodies_of, rows
from egnatia.mapping.activities.forms.entering import ActivityForm
from egnatia.mapping.activities.forms.facts import facts_of_form, initial_of
from egnatia.mapping.activities.queries.editing import Editable, editable_by
from egnatia.mapping.activities.queries.vocabulary import vocabulary
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
        initial = initial_of(editable, names, words) if editable else {"source": request.reader.actor_name}
        return cls(
            form=ActivityForm(data, names=names, vocabulary=words, initial=initial, quiet=not final),
            bodies=rows(data, editable.facts if editable else None, reporter=request.reader.actor_name),
            marking=None if editable else MarkingForm(data, reader=request.reader, releasing=True),
            final=final,
        )

    def is_valid(self) -> bool:
        """All parts are asked, so that all faults are shown at once."""
        parts = [self.form.is_valid(), self.bodies.is_valid()]
        if self.marking:
            parts.append(self.marking.is_valid())
        return all(parts)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    entering = Entering.of(request, None)
    if entering.final and entering.is_valid() and entering.marking:
        record = register_activity(
            facts_of_form(entering.form, bodies_of(entering.bodies), None),
            marking=entering.marking.marking(),
            by=request.reader,
            sort=entering.form.cleaned_data["sort"] or "project",
            status=entering.form.cleaned_data["status"],
            shares=entering.form.shares(entering.form.cleaned_data),
            updated_at=clock.now(),
        )
        messages.success(request, _("Saved. Who exactly sees it stands below."))
        return redirect("mapping:activity", record)
    preview = preview_of(entering.marking, asker=request.reader) if entering.marking and ASKED in request.POST else None
    return _page(request, entering, {"preview": preview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    editable = editable_by(request.reader, record)
    entering = Entering.of(request, editable)
    if entering.final and entering.is_valid():
        try:
            _change(request, editable, entering)
        except ChangedMeanwhile:
            entering.form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect("mapping:activity", record)
    return _page(request, entering, {"activity": editable})


def _change(request: ReaderRequest, editable: Editable, entering: Entering) -> None:
    posted = request.POST.get("version", "")
    change_activity(
        editable.id,
        facts_of_form(entering.form, bodies_of(entering.bodies), editable.facts),
        expected=int(posted) if posted.isascii() and posted.isdigit() else 0,
        by=request.reader,
        sort=entering.form.cleaned_data["sort"] or "project",
        measure=editable.measure if entering.form.cleaned_data["sort"] == "own-measure" else "",
        status=entering.form.cleaned_data["status"],
        shares=entering.form.shares(entering.form.cleaned_data),
        content=editable.content,
        provenance=editable.provenance,
        digest=editable.digest,
        updated_at=clock.now(),
    )


def _page(request: ReaderRequest, entering: Entering, more: dict[str, object]) -> HttpResponse:
    context = {"form": entering.form, "bodies": entering.bodies, "marking": entering.marking, **more}
    return render(request, "mapping/activities/form.html", context)
