"""Telling an economy of a measure, and the word of an economy."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.activities.forms.measure import MeasureForm, reported_by
from egnatia.activities.activities.labels import MEASURE, label
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.rooms import inbox_of
from egnatia.needs.responses.actions import add_measure, announce_measure, answer_plan, decline_measure
from egnatia.needs.responses.forms import AnnouncementForm, initial_of
from egnatia.needs.responses.queries import may_announce, plans, report_waiting_for, reports
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary

USUAL = Marking(Tlp.GREEN)  # what stands in a gazette is no secret among members


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    if not may_announce(request.reader):
        raise NotAllowed("secretariat")
    data = request.POST if request.method == "POST" else None
    quiet = data is None or ASKED in data
    form = AnnouncementForm(data, names=forum(), vocabulary=vocabulary(), quiet=quiet)
    marking = MarkingForm(data, reader=request.reader, initial=USUAL)
    if not quiet and all([form.is_valid(), marking.is_valid()]):
        announce_measure(form.said(), marking.marking(), by=request.reader)
        messages.success(request, _("Suggested to the focal point. The measure is not counted until they add it."))
        return redirect("start:home")
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    return render(request, "needs/responses/new.html", {"form": form, "marking": marking, "preview": preview})


LONGEST = 1_000


@require_safe
@members_only
def announced(request: ReaderRequest) -> HttpResponse:
    names = forum()
    planned, measures = plans(request.reader, names), reports(request.reader, names)
    context = {
        "plans": planned,
        "reports": [(each, label(MEASURE, each.measure)) for each in measures],
        "onward": () if planned or measures else inbox_of(request.reader)[:1],
    }
    return render(request, "needs/responses/list.html", context)


@require_POST
@members_only
def plan_word(request: ReaderRequest, record: UUID) -> HttpResponse:
    answer_plan(record, request.POST.get("verdict", ""), _note(request), by=request.reader)
    messages.success(request, _("Saved. Members who can see the activity can see your reply."))
    return redirect("needs:announced")


@require_POST
@members_only
def refusal(request: ReaderRequest, record: UUID) -> HttpResponse:
    decline_measure(record, _note(request), by=request.reader)
    messages.success(request, _("Set aside. It is not counted."))
    return redirect("needs:announced")


def _note(request: ReaderRequest) -> str:
    return request.POST.get("note", "").strip()[:LONGEST]


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def addition(request: ReaderRequest, record: UUID) -> HttpResponse:
    report = report_waiting_for(request.reader, record, forum())
    data = request.POST if request.method == "POST" else None
    form = MeasureForm(
        data,
        names=forum(),
        vocabulary=vocabulary(),
        initial=initial_of(report, request.reader),
        quiet=data is None or ASKED in data,
    )
    marking = MarkingForm(data, reader=request.reader, releasing=True)
    if data is not None and ASKED not in data and all([form.is_valid(), marking.is_valid()]):
        return _added(request, record, form, marking)
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    context = {"form": form, "marking": marking, "sort": "own-measure", "preview": preview}
    return render(request, "activities/activities/short.html", context)


def _added(request: ReaderRequest, record: UUID, form: MeasureForm, marking: MarkingForm) -> HttpResponse:
    fields = form.stored()
    fields["updated_at"] = clock.now()
    facts = form.facts(reported_by(request.reader))
    measure = add_measure(record, facts, marking.marking(), by=request.reader, **fields)
    messages.success(request, _("Saved as the economy's own measure. Who can see it is shown below."))
    return redirect("activities:activity", measure)
