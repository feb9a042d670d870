from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.activities.forms.filtering import FilterForm
from egnatia.activities.activities.queries.listing import activities_seen_by, basis_of, first_rows
from egnatia.activities.activities.queries.organisations import resolved
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.activities.activities.rules import MOST_LISTED, PAGE
from egnatia.activities.activities.tables import basis_words, table_of
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.paging import page_number


@require_safe
def activities(request: ReaderRequest) -> HttpResponse:
    names = forum()
    form = FilterForm(request.GET, names=names, vocabulary=vocabulary())
    page = page_number(request.GET, most=MOST_LISTED // PAGE)
    filters, offer = resolved(request.reader, form.filters)
    listing = activities_seen_by(request.reader, filters, page=page, names=names)
    context = {
        "form": form,
        "offer": offer,
        "listing": listing,
        "basis": basis_words(listing.basis, request.reader),
        "most": MOST_ROWS,
        "choosing": any(row.owner == request.reader.organisation for row in listing.rows),
        "changeable": 0 if listing.basis.capped else listing.basis.activities,
    }
    return render(request, "activities/activities/list.html", context)


@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names, words = forum(), vocabulary()
    filters, _offer = resolved(request.reader, FilterForm(request.GET, names=names, vocabulary=words).filters)
    rows = first_rows(request.reader, filters, most=MOST_ROWS, names=names)
    about = basis_words(basis_of(request.reader, filters), request.reader)
    return FORMATS[form](table_of(rows, words, names, about))
