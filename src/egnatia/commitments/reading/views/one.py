from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.commitments.reading.queries.one import page_of
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest


@require_safe
def commitment(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    return render(request, "commitments/reading/page.html", {"shown": page, "row": page.row})
