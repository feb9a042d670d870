"""The box for words, and what was found of each kind."""

from collections.abc import Mapping
from dataclasses import replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.language.query_expansion import MOST_TYPED, MOST_WORDS, SearchFilters, sought
from egnatia.pages.labels import LANGUAGE
from egnatia.pages.pagination import page_number
from egnatia.public.search.queries import FACETS, facets_of, found_of_kind, searched, topics
from egnatia.taxonomy.forum import forum


class SearchForm(forms.Form):
    """Takes whatever is typed: of a text that is too long its beginning. What is chosen of facets stays chosen."""

    q = forms.CharField(label=_("Words, a name or an identifier"), required=False)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    economy = forms.CharField(required=False, widget=forms.HiddenInput)
    topic = forms.CharField(required=False, widget=forms.HiddenInput)
    language = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> None:
        known = {name: code for name in FACETS if (code := data.get(name, "")) in labels[name]}
        typed = sought(data.get("q", ""), get_language() or "en")
        self.sought, self.asked_kind = replace(typed, filters=SearchFilters(**known)), data.get("kind", "")
        super().__init__({"q": self.sought.typed, "kind": self.asked_kind[:30], **known})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        self.fields["q"].widget.attrs["maxlength"] = MOST_TYPED


@expensive("GET", "HEAD")
@require_safe
def search(request: ReaderRequest) -> HttpResponse:
    """Everything, a few of each kind; or page by page the kind that is asked for."""
    names, reads = forum(), get_language() or "en"
    economies = {each.code: each.name for each in names.economies}
    labels = {"economy": economies, "topic": topics(request.reader), "language": LANGUAGE}
    form = SearchForm(request.GET, labels)
    context = {"form": form, "sought": form.sought, "most_words": MOST_WORDS, "economies": names.economies}
    if not form.sought.typed:
        return render(request, "public/search/page.html", context)
    of_kind = found_of_kind(request.reader, form.sought, form.asked_kind, page_number(request.GET), reads)
    if of_kind is not None:
        facets = facets_of(form.sought, [of_kind.listing.section], labels, form.asked_kind)
        shown = {"answer": of_kind, "listing": of_kind.listing, "facets": facets}
        return render(request, "public/search/kind.html", {**context, **shown})
    answer = searched(request.reader, form.sought, reads)
    facets = facets_of(form.sought, answer.sections, labels)
    shown = {"answer": answer, "sections": answer.sections, "facets": facets}
    return render(request, "public/search/page.html", {**context, **shown})
