"""Choosing an activity or a need that carries out a commitment: a search, a list, a button."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from egnatia.commitments.commitments.queries import rows_of, words_for
from egnatia.commitments.links.actions import join, part
from egnatia.commitments.links.queries import offered
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import forum


class LinkSearchForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search for activities and needs"), required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"q": data.get("q", "")})
        self.fields["q"].css_classes = "wide-field"  # type: ignore[attr-defined]  # read by the template

    @property
    def typed(self) -> str:
        """What can be used of the address."""
        self.full_clean()
        return str(self.cleaned_data.get("q", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def joining(request: ReaderRequest, record: UUID) -> HttpResponse:
    """The list of what a search finds; a POST joins one of them."""
    if not request.reader.strong:
        raise NotAllowed("second-factor")
    if request.method == "POST":
        join(record, _chosen(request), by=request.reader)
        messages.success(request, _("Linked. The link is visible to everyone who can see both records."))
        return redirect("commitments:commitment", record)
    rows = rows_of(request.reader, [record], words_for(forum()))
    if not rows:
        raise NotFound
    form = LinkSearchForm(request.GET)
    context = {"form": form, "row": rows[0], "offered": offered(request.reader, form.typed), "typed": form.typed}
    return render(request, "commitments/links/joining.html", context)


@require_POST
@members_only
def removal(request: ReaderRequest, record: UUID, link: UUID) -> HttpResponse:
    part(record, link, by=request.reader)
    messages.success(request, _("Link removed."))
    return redirect("commitments:commitment", record)


def _chosen(request: ReaderRequest) -> UUID:
    with suppress(ValueError):
        return UUID(request.POST.get("other", ""))
    raise NotFound
