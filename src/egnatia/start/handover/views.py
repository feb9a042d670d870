"""The pages of this feature."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.start.handover.queries import desk_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives


@require_safe
@members_only
def desk(request: ReaderRequest) -> HttpResponse:
    """What whoever holds the office finds on its desk; to print as well."""
    return render(request, "start/handover/desk.html", {"desk": desk_of(request.reader, forum(), objectives())})
