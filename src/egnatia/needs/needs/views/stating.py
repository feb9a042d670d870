"""Stating and changing a need. A preview shows the same page again with everything typed."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.actions.limiting import TooManyHighs
from egnatia.needs.needs.actions.stating import change_need, restate_need, state_need
from egnatia.needs.needs.authority import may_state_any
from egnatia.needs.needs.forms.stating import NeedForm, Offer, initial_of
from egnatia.needs.needs.queries.limits import most_highs
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.queries.offering import economies_for, usual_marking
from egnatia.needs.needs.queries.one import Editable, draft_for, editable_by
from egnatia.needs.needs.views.saying import refusal_words
from egnatia.pages.posted import version_of
from egnatia.pages.ways_back import redirect_back
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@dataclass(frozen=True, slots=True)
class Stating:
    """The parts of the page. `draft` is the need that is changed, or said in the reader's own words."""

    form: NeedForm
    marking: MarkingForm | None
    draft: Editable | None
    final: bool  # sent to be saved

    @classmethod
    def of(cls, request: ReaderRequest, draft: Editable | None, *, changing: bool) -> "Stating":
        if not may_state_any(request.reader):
            raise NotAllowed(request.reader.why_not("need-economy"))
        names = forum()
        offer = Offer(economies_for(request.reader, names), names, objectives())
        data = request.POST if request.method == "POST" else None
        final = data is not None and ASKED not in data
        asked = {name: request.GET[name] for name in ("economy", "objective") if name in request.GET}
        initial = initial_of(draft.said) if draft else {"priority": "medium", **asked}
        economy = str(initial.get("economy", "")) or (offer.economies[0] if len(offer.economies) == 1 else "")
        usual = usual_marking(request.reader, economy if economy in offer.economies else "")
        return cls(
            form=NeedForm(data, offer=offer, most_highs=most_highs(), initial=initial, quiet=not final),
            marking=None if changing else MarkingForm(data, reader=request.reader, initial=usual),
            draft=draft,
            final=final,
        )

    def is_valid(self) -> bool:
        """Both parts are asked, so that all faults are shown at once."""
        parts = [self.form.is_valid(), self.marking.is_valid() if self.marking else True]
        return all(parts)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    stating = Stating.of(request, None, changing=False)
    if stating.final and stating.is_valid() and stating.marking:
        try:
            record = state_need(stating.form.said(), stating.marking.marking(), by=request.reader)
        except TooManyHighs as refused:
            stating.form.add_error("priority", refusal_words(refused))
        else:
            messages.success(request, _("Saved. Who exactly sees it stands below."))
            return redirect_back(request, "needs:need", record)
    return _page(request, stating, "new")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def own_words(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A draft said in the economy's own words: a need of its own, and the draft is set aside."""
    stating = Stating.of(request, draft_for(request.reader, record), changing=False)
    if stating.final and stating.is_valid() and stating.marking:
        try:
            made = restate_need(record, stating.form.said(), stating.marking.marking(), by=request.reader)
        except TooManyHighs as refused:
            stating.form.add_error("priority", refusal_words(refused))
        else:
            messages.success(request, _("Saved in your own words. The draft was set aside."))
            return redirect_back(request, "needs:need", made)
    return _page(request, stating, "own-words")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    draft = editable_by(request.reader, record)
    stating = Stating.of(request, draft, changing=True)
    if stating.final and stating.is_valid():
        try:
            change_need(record, stating.form.said(draft.said), expected=version_of(request.POST), by=request.reader)
        except TooManyHighs as refused:
            stating.form.add_error("priority", refusal_words(refused))
        except ChangedMeanwhile:
            stating.form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect_back(request, "needs:need", record)
    return _page(request, stating, "change")


def _page(request: ReaderRequest, stating: Stating, deed: str) -> HttpResponse:
    asked = stating.marking is not None and ASKED in request.POST
    context = {
        "form": stating.form,
        "marking": stating.marking,
        "need": stating.draft,
        "deed": deed,
        "preview": preview_of(stating.marking, asker=request.reader) if stating.marking and asked else None,
    }
    return render(request, "needs/needs/form.html", context)
