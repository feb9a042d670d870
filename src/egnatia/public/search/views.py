"""The box for words, and what was found of each kind."""

from collections.abc import Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.language.query_expansion import MOST_TYPED, MOST_WORDS, sought
from egnatia.pages.pagination import page_number
from egnatia.public.search.queries import found_of_each_kind, found_of_kind


class SearchForm(forms.Form):
    """Takes whatever is typed: of a text that is too long its beginning."""

    q = forms.CharField(label=_("Words, a name or an identifier"), required=False)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str]) -> None:
        self.sought, self.asked_kind = sought(data.get("q", ""), get_language() or "en"), data.get("kind", "")
        super().__init__({"q": self.sought.typed, "kind": self.asked_kind[:30]})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template
        self.fields["q"].widget.attrs["maxlength"] = MOST_TYPED


@expensive("GET", "HEAD")
@require_safe
def search(request: ReaderRequest) -> HttpResponse:
    """Everything, a few of each kind; or page by page the kind that is asked for."""
    form = SearchForm(request.GET)
    context = {"form": form, "sought": form.sought, "most_words": MOST_WORDS}
    if not form.sought.typed:
        return render(request, "public/search/page.html", context)
    listing = found_of_kind(request.reader, form.sought, form.asked_kind, page_number(request.GET))
    if listing is not None:
        return render(request, "public/search/kind.html", {**context, "listing": listing})
    sections = found_of_each_kind(request.reader, form.sought)
    return render(request, "public/search/page.html", {**context, "sections": sections})
