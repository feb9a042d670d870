from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.activities.forms.filtering import FilterForm
from egnatia.kernel.requests import ReaderRequest
from egnatia.matching.queries.money import money_seen_by
from egnatia.matching.tables import table_of_money
from egnatia.matching.views.listing import naming
from egnatia.pages.downloads import MOST_ROWS, as_csv, as_xlsx
from egnatia.people.access import members_only

FORMS = {"csv": as_csv, "xlsx": as_xlsx}
KINDS = ("same", "chain")


def _form(request: ReaderRequest) -> FilterForm:
    called = naming()
    return FilterForm(request.GET, names=called.names, vocabulary=called.vocabulary)


def _kind(request: ReaderRequest) -> str:
    """Which steps are shown: all, the double reports or the passed-on grants."""
    asked = request.GET.get("steps", "")
    return asked if asked in KINDS else ""


@require_safe
@members_only
def money(request: ReaderRequest) -> HttpResponse:
    form, kind = _form(request), _kind(request)
    counted = money_seen_by(request.reader, form.filters, kind=kind)
    context: dict[str, Any] = {"form": form, "money": counted, "steps": kind}
    return render(request, "matching/money.html", context)


@require_safe
@members_only
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    counted = money_seen_by(request.reader, _form(request).filters, kind=_kind(request), most=MOST_ROWS)
    return FORMS[form](table_of_money(counted, naming().names))
