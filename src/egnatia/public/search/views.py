from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.language.query_expansion import MOST_WORDS
from egnatia.pages.pagination import page_number
from egnatia.public.search.forms import SearchForm
from egnatia.public.search.queries import found_of_each_kind, found_of_kind


@expensive("GET", "HEAD")
@require_safe
def search(request: ReaderRequest) -> HttpResponse:
    """Everything, a few of each kind; or page by page the kind that is asked for."""
    form = SearchForm(request.GET)
    sought = form.sought
    context = {"form": form, "sought": sought, "most_words": MOST_WORDS}
    if not sought.typed:
        return render(request, "public/search/page.html", context)
    listing = found_of_kind(request.reader, sought, form.asked_kind, page_number(request.GET))
    if listing is not None:
        return render(request, "public/search/kind.html", {**context, "listing": listing})
    sections = found_of_each_kind(request.reader, sought)
    return render(request, "public/search/page.html", {**context, "sections": sections})
