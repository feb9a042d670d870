from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import FORMATS
from egnatia.people.access import members_only
from egnatia.rounds.rounds.queries.changes import changes_of_participant, changes_of_round
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.lists import rounds_seen_by
from egnatia.rounds.rounds.rules import may_open
from egnatia.rounds.rounds.tables import table_of
from egnatia.rounds.rounds.views.answers import shown_to
from egnatia.taxonomy.forum import forum


@require_safe
@members_only
def rounds(request: ReaderRequest) -> HttpResponse:
    context = {"rows": rounds_seen_by(request.reader, forum()), "may_open": may_open(request.reader)}
    return render(request, "rounds/rounds/list.html", context)


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    return render(request, "rounds/rounds/page.html", {"round": round_page(request.reader, record, forum())})


@expensive("GET", "HEAD")
@require_safe
@members_only
def download(request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names = forum()
    return FORMATS[form](table_of(round_page(request.reader, record, names), names))


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
