from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.exchange.week.queries import week_for
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only


@require_safe
@members_only
def week(request: ReaderRequest) -> HttpResponse:
    return render(request, "exchange/week.html", {"week": week_for(request.reader)})
