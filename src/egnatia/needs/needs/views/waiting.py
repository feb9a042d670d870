from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.queries.listing import Asking
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.queries.waiting import MOST, drafts_waiting_for
from egnatia.people.access import members_only


@require_safe
@members_only
def waiting(request: ReaderRequest) -> HttpResponse:
    """The drafts that wait for the reader's word, one card each."""
    drafts = drafts_waiting_for(request.reader).order_by("pk").values_list("pk", flat=True)[:MOST]
    rows = Asking(request.reader, forum(), objectives()).rows_with_ids(list(drafts))
    return render(request, "needs/needs/waiting.html", {"rows": rows})
