"""The parts of a marking form that answer while somebody chooses."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.marking import queries
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import preview_of


@require_POST
@members_only
def preview(request: ReaderRequest, record_id: UUID | None = None) -> HttpResponse:
    """Who would see it: a fragment, for a new record or one that exists."""
    record = queries.marked_record(request.reader, record_id) if record_id else None
    form = MarkingForm(request.POST, reader=request.reader, initial=record.marking if record else None)
    owner, author = (record.owner, record.author) if record else ("", "")
    shown = preview_of(form, asker=request.reader, owner=owner, author=author)
    return render(request, "components/marking_preview.html", {"preview": shown})


@require_GET
@members_only
def organisations(request: ReaderRequest) -> HttpResponse:
    """Names to choose from while somebody types one."""
    typed = str(next((value for name, value in request.GET.items() if name.endswith("actor_name")), "")).strip()
    found = queries.organisations_like(request.reader, typed) if typed else ()
    return render(request, "people/marking/organisations.html", {"organisations": found})
