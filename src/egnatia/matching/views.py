"""The pages of matches: list, one, money counted once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.activities.activities.forms.filters import ActivityFilterForm
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.matching import labels
from egnatia.matching.actions import USUAL, state_position, take_back
from egnatia.matching.forms import MatchFilterForm, ViewForm
from egnatia.matching.queries.lists import MatchNames, basis_for, first_rows, matches_seen_by, queue_of, waiting_count
from egnatia.matching.queries.money import money_seen_by
from egnatia.matching.queries.page import match_seen_by
from egnatia.matching.queries.series import series_seen_by
from egnatia.matching.rules import MOST_LISTED, PAGE
from egnatia.matching.tables import funding_pictures, funding_trees, table_of, table_of_money, tree_legend, tree_picture
from egnatia.pages.amounts import figure
from egnatia.pages.downloads import MOST_ROWS, as_csv, as_xlsx
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary

FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def naming() -> MatchNames:
    return MatchNames(forum(), vocabulary())


@require_safe
@members_only
def matches(request: ReaderRequest) -> HttpResponse:
    called = naming()
    form = MatchFilterForm(request.GET, naming=called)
    page = page_number(request.GET, most=MOST_LISTED // PAGE)
    listing = matches_seen_by(request.reader, form.filters, page=page, naming=called)
    context = {
        "form": form,
        "listing": listing,
        "waiting": waiting_count(request.reader),
        "basis": basis_for(request.reader),
        "most": figure(MOST_ROWS),
    }
    return render(request, "matching/list.html", context)


@expensive("GET", "HEAD")
@require_safe
@members_only
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    called = naming()
    filters = MatchFilterForm(request.GET, naming=called).filters
    rows = first_rows(request.reader, filters, most=MOST_ROWS, naming=called)
    return FORMS[form](table_of(rows, called.names))


@require_safe
@members_only
def batch(request: ReaderRequest) -> HttpResponse:
    """The matches that wait for a view of the reader's organisation, one a row."""
    queue = queue_of(request.reader, naming=naming())
    context = {"queue": queue, "form": ViewForm(), "verdicts": labels.VERDICT.items()}
    return render(request, "matching/batch.html", context)


@require_safe
@members_only
def series(request: ReaderRequest, activity_id: UUID) -> HttpResponse:
    """The other parts of an activity's programme: a page, or the part of one that its page asks for."""
    found = series_seen_by(request.reader, activity_id, naming=naming())
    fragment = request.headers.get("HX-Request") == "true"
    template = "matching/series_parts.html" if fragment else "matching/series.html"
    return render(request, template, {"series": found})


FORMS_MONEY = {"csv": as_csv, "xlsx": as_xlsx}
KINDS = ("same", "chain")


def _form(request: ReaderRequest) -> ActivityFilterForm:
    called = naming()
    return ActivityFilterForm(request.GET, names=called.names, vocabulary=called.vocabulary)


def _kind(request: ReaderRequest) -> str:
    """Which steps are shown: all, the double reports or the passed-on funding."""
    asked = request.GET.get("steps", "")
    return asked if asked in KINDS else ""


@require_safe
@members_only
def money(request: ReaderRequest) -> HttpResponse:
    form, kind = _form(request), _kind(request)
    counted = money_seen_by(request.reader, form.filters, kind=kind)
    context: dict[str, Any] = {
        "form": form,
        "money": counted,
        "steps": kind,
        "pictures": funding_pictures(counted.totals),
        "tree": tree_picture(funding_trees(counted.steps)),
        "legend": tree_legend(),
    }
    return render(request, "matching/money.html", context)


@expensive("GET", "HEAD")
@require_safe
@members_only
def download_money(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMS_MONEY:
        raise Http404
    counted = money_seen_by(request.reader, _form(request).filters, kind=_kind(request), most=MOST_ROWS)
    return FORMS_MONEY[form](table_of_money(counted, naming().names))


@require_safe
@members_only
def match(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    return _page(request, match_id, ViewForm(), MarkingForm(reader=request.reader, initial=USUAL))


def _page(request: ReaderRequest, match_id: UUID, form: ViewForm, marking: MarkingForm) -> HttpResponse:
    found = match_seen_by(request.reader, match_id, naming=naming())
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    context = {
        "match": found,
        "form": form,
        "marking": marking,
        "preview": preview,
        "verdicts": labels.VERDICT.items(),
        "pressed": request.POST.get("verdict", ""),
        "opened": marking.is_bound,
    }
    return render(request, "matching/page.html", context)


@require_POST
@members_only
def say(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    """POST /matches/…/views: one more view. Where something is amiss, the page again with all that was typed."""
    form = ViewForm(request.POST)
    marking = MarkingForm(request.POST if _chose_marking(request) else None, reader=request.reader, initial=USUAL)
    if ASKED in request.POST or not form.is_valid() or (marking.is_bound and not marking.is_valid()):
        return _page(request, match_id, form, marking)
    said = form.cleaned_data
    chosen: Marking = marking.marking() if marking.is_bound else USUAL
    state_position(match_id, said["verdict"], said["note"], chosen, by=request.reader)
    what = {"view": labels.label(labels.VERDICT, said["verdict"])}
    messages.success(request, _("Position saved: %(view)s. You can withdraw it on the page of the overlap.") % what)
    return _next(form, match_id)


def _chose_marking(request: ReaderRequest) -> bool:
    """Not in a queue, where the usual marking is meant."""
    return any(name.startswith("marking-") for name in request.POST)


def _next(form: ViewForm, match_id: UUID) -> HttpResponseRedirect:
    return redirect("matching:match-batch") if form.in_batch else redirect("matching:match", match_id)


@require_POST
@members_only
def withdrawal(request: ReaderRequest, match_id: UUID, view_id: UUID) -> HttpResponse:
    """POST /matches/…/views/…/withdrawal: take one's own newest view back."""
    there = take_back(match_id, view_id, by=request.reader)
    messages.success(request, _("Position withdrawn."))
    return redirect("matching:match", match_id) if there else redirect("matching:matches")
