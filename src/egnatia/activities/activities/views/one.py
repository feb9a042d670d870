from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from egnatia.activities.activities.queries.one import Asking
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest


@require_safe
def activity(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = Asking(request.reader, forum(), vocabulary()).page(record)
    return render(request, "activities/activities/page.html", {"activity": page})


@require_safe
def marking(request: ReaderRequest, record: UUID) -> HttpResponse:  # noqa: ARG001 - the page asks for itself
    return redirect("people:marking", record)
