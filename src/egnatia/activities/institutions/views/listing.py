from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.institutions.forms import InstitutionFilterForm
from egnatia.activities.institutions.queries.listing import institutions_seen_by
from egnatia.activities.institutions.shown import basis_words, table_of
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import FORMATS
from egnatia.pages.paging import page_number


@require_safe
def institutions(request: ReaderRequest) -> HttpResponse:
    names = forum()
    form = InstitutionFilterForm(request.GET, names=names)
    page = page_number(request.GET)
    listing = institutions_seen_by(request.reader, form.filters, page=page, names=names)
    context = {
        "form": form,
        "listing": listing,
        "basis": basis_words(listing, request.reader),
    }
    return render(request, "activities/institutions/list.html", context)


@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names = forum()
    filters = InstitutionFilterForm(request.GET, names=names).filters
    listing = institutions_seen_by(request.reader, filters, page=1, names=names, whole=True)
    return FORMATS[form](table_of(listing.rows, basis_words(listing, request.reader), names))
