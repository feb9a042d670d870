"""The pages of receiving institutions."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.institutions import presenters
from egnatia.activities.institutions.forms import InstitutionFilterForm
from egnatia.activities.institutions.presenters import basis_words, table_of
from egnatia.activities.institutions.queries import WorkloadFilters, institution_page, institutions_seen_by
from egnatia.activities.institutions.rules import month_asked
from egnatia.kernel import clock
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import FORMATS
from egnatia.pages.pagination import page_number
from egnatia.taxonomy.forum import forum


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


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names = forum()
    filters = InstitutionFilterForm(request.GET, names=names).filters
    listing = institutions_seen_by(request.reader, filters, page=1, names=names, whole=True)
    return FORMATS[form](table_of(listing.rows, basis_words(listing, request.reader), names))


@require_safe
def institution(request: ReaderRequest, key: str) -> HttpResponse:
    today = clock.today()
    said = {name: request.GET.get(name, "") for name in ("since", "month", "partner")}
    asked = WorkloadFilters(
        first=month_asked(said["since"], today),
        month=month_asked(said["month"], today) if said["month"] else None,
        partner=said["partner"][:300],
    )
    page = institution_page(request.reader, key, asked, forum())
    context = {
        "institution": page,
        "lead": presenters.lead(page),
        "months": presenters.month_rows(page, asked),
        "around": presenters.around(asked),
        "chosen": presenters.chosen_words(page, asked),
        "narrowed": bool(asked.month or asked.partner),
        "most": presenters.most_words(page),
    }
    return render(request, "activities/institutions/page.html", context)
