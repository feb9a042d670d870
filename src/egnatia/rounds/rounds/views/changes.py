from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.rounds.rounds.queries.changes import changes_of_participant, changes_of_round
from egnatia.rounds.rounds.views.answers import shown_to


@require_safe
@members_only
def of_participant(request: ReaderRequest, participant: UUID) -> HttpResponse:
    page = changes_of_participant(shown_to(request), participant)
    return render(request, "rounds/rounds/changes.html", {"changed": page})


@require_safe
@members_only
def of_round(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = changes_of_round(shown_to(request), record)
    return render(request, "rounds/rounds/changes.html", {"changed": page})
