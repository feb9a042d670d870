from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.authority import may_state_any
from egnatia.needs.needs.forms.filtering import FilterForm
from egnatia.needs.needs.queries.listing import Asking
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.rules import MOST_CHANGED
from egnatia.needs.needs.sentences import basis_words
from egnatia.needs.needs.tables import table_of
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.paging import page_number


@require_safe
def needs(request: ReaderRequest) -> HttpResponse:
    names, framework = forum(), objectives()
    form = FilterForm(request.GET, names=names, objectives=framework)
    page = page_number(request.GET)
    listing = Asking(request.reader, names, framework).listing(form.filters, page=page)
    context = {
        "form": form,
        "listing": listing,
        "basis": basis_words(listing.basis, visitor=request.reader.is_anonymous),
        "may_state": may_state_any(request.reader),
        "choosing": request.reader.strong and any(row.owner == request.reader.organisation for row in listing.rows),
        "changeable": listing.basis.needs if listing.basis.needs <= MOST_CHANGED else 0,
    }
    return render(request, "needs/needs/list.html", context)


@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names, framework = forum(), objectives()
    filters = FilterForm(request.GET, names=names, objectives=framework).filters
    rows, basis = Asking(request.reader, names, framework).first_rows(filters, most=MOST_ROWS)
    about = basis_words(basis, visitor=request.reader.is_anonymous)
    return FORMATS[form](table_of(rows, framework, names, about))
