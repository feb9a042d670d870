from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.organisations.forms import OrganisationFilterForm
from egnatia.activities.organisations.queries.listing import first_rows, organisations_seen_by
from egnatia.activities.organisations.tables import count_words, table_of
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.paging import page_number


@require_safe
def organisations(request: ReaderRequest) -> HttpResponse:
    names = forum()
    form = OrganisationFilterForm(request.GET, names=names)
    page = page_number(request.GET)
    listing = organisations_seen_by(request.reader, form.filters, page=page, names=names)
    context = {
        "form": form,
        "listing": listing,
        "basis": count_words(listing.number),
    }
    return render(request, "activities/organisations/list.html", context)


@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names = forum()
    filters = OrganisationFilterForm(request.GET, names=names).filters
    rows = first_rows(request.reader, filters, most=MOST_ROWS, names=names)
    return FORMATS[form](table_of(rows, names))
