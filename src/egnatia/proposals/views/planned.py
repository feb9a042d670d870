"""Keep a checked proposal as a planned activity of one's own, under a marking."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from egnatia import overlap
from egnatia.activities.activities.actions import register_activity
from egnatia.activities.activities.labels import LANGUAGE
from egnatia.kernel import clock
from egnatia.kernel.requests import ReaderRequest
from egnatia.overlap import Organisation, Text
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.proposals.forms.sheet import Sheet, sheet_of
from egnatia.proposals.understanding import activity_of

SAVE = "save"  # the button


@in_memory
@cache_control(private=True, no_store=True)
@require_POST
@members_only
def planned(request: ReaderRequest) -> HttpResponse:
    """Who will see it, then store it. It comes from the page of the proposal with all that stands there."""
    sheet = sheet_of(request.POST, None, reader=request.reader)
    if sheet.understood is None:
        return render(request, "proposals/page.html", {"sheet": sheet})
    chosen = SAVE in request.POST or ASKED in request.POST
    marking = MarkingForm(request.POST if chosen else None, reader=request.reader)
    title = sheet.title
    if SAVE in request.POST and marking.is_valid() and title:
        record = register_activity(
            _facts(sheet, request.reader.organisation_name),
            marking=marking.marking(),
            by=request.reader,
            status="pipeline",
            shares=sheet.percentages,
            updated_at=clock.now(),
        )
        messages.success(request, _("Saved as a planned activity. Who exactly sees it stands below."))
        return redirect("activities:activity", record)
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    context = {"sheet": sheet, "title": title, "marking": marking, "preview": preview}
    return render(request, "proposals/planned.html", context)


def _facts(sheet: Sheet, organisation: str) -> overlap.Activity:
    """The proposal as its own organisation reports it: whoever saves the chips of objectives has confirmed them.

    The language is said only where it is sure.
    """
    assert sheet.understood is not None
    facts = activity_of(sheet.understood)
    return replace(
        facts,
        source=organisation,
        reporters=(Organisation(organisation),),
        objectives=frozenset(sheet.understood.values("objective")),
        titles=tuple(map(_spoken, facts.titles)),
        descriptions=tuple(map(_spoken, facts.descriptions)),
    )


def _spoken(text: Text) -> Text:
    return text if text.lang in LANGUAGE else replace(text, lang="")
