from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.matching import labels
from egnatia.matching.forms.filtering import MatchFilterForm
from egnatia.matching.forms.viewing import ViewForm
from egnatia.matching.queries.basis import basis_for
from egnatia.matching.queries.listing import Naming, first_rows, matches_seen_by, queue_of, waiting_count
from egnatia.matching.queries.series import series_seen_by
from egnatia.matching.rules import MOST_LISTED, PAGE
from egnatia.matching.tables import table_of
from egnatia.pages.downloads import MOST_ROWS, as_csv, as_xlsx
from egnatia.pages.paging import page_number
from egnatia.people.access import members_only

FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def naming() -> Naming:
    return Naming(forum(), vocabulary())


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
        "most": MOST_ROWS,
    }
    return render(request, "matching/list.html", context)


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
