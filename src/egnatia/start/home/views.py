from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import listed
from egnatia.kernel.installation import last_backup
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.rooms import inbox_of
from egnatia.matching.queries.positions import said_by
from egnatia.people.changes.queries import news_for as changed_for
from egnatia.people.filters.queries import filters_of
from egnatia.public.portal.views import home_context
from egnatia.reporting.publications.queries import publications_seen_by
from egnatia.start.demo.tour import guests, tour_for
from egnatia.start.handover.queries import is_newly_here
from egnatia.start.home.queries import kind_for, news_for, public_count, steps_for
from egnatia.start.onboarding.guide import Guide, guide_of
from egnatia.start.onboarding.queries import is_over, is_put_away, there_for
from egnatia.start.onboarding.rules import is_led
from egnatia.taxonomy.forum import forum

MOST_PUBLICATIONS = 5


@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    return _visitor(request) if request.reader.is_anonymous else _member(request)


def _visitor(request: ReaderRequest) -> HttpResponse:
    tour = tour_for(request.reader)
    context = {
        "news": news_for(request.reader, forum()),
        "count": public_count(request.reader),
        "publications": publications_seen_by(request.reader, most=MOST_PUBLICATIONS),
        "tour": tour,
        "guests": list(guests()) if tour else [],
        **home_context(request),
    }
    return render(request, "start/home/visitor.html", context)


def _member(request: ReaderRequest) -> HttpResponse:
    reader = request.reader
    waiting = inbox_of(reader)
    names = forum()
    kind = kind_for(reader)
    tour = tour_for(reader)
    newly = is_newly_here(reader)
    context = {
        "kind": kind,
        "newly": newly,
        "first": None if tour else first_round_for(reader),
        "waiting": waiting,
        "minutes": sum(each.minutes for each in waiting),
        "news": news_for(reader, names),
        "asked": listed(waiting, "asked"),
        "said": said_by(reader),
        "changed": changed_for(reader),
        "filters": filters_of(reader),
        "steps": steps_for(kind, without="desk" if newly else ""),
        "tour": tour,
        "backup": last_backup() if reader.administrator else None,
    }
    return render(request, "start/home/member.html", context)


def first_round_for(reader: Reader) -> Guide | None:
    """The way to a first round, for the secretariat: until one is adopted or somebody puts it away from their home."""
    if not is_led(reader) or is_put_away(reader) or (reader.is_secretariat and is_over(reader)):
        return None
    return guide_of(there_for(reader))
