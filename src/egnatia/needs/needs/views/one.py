from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.queries.one import page_of


@require_safe
def need(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum(), objectives())
    return render(request, "needs/needs/page.html", {"need": page})


@require_safe
def marking(request: ReaderRequest, record: UUID) -> HttpResponse:  # noqa: ARG001 - the page asks for itself
    return redirect("people:marking", record)
