"""The page on which one's calendar gets its secret address, and the calendar at that address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.formats.calendars import Day, calendar_file
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.rooms import CalendarEntry, days_of
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.calendars.actions import end_address, make_address
from egnatia.people.calendars.queries import made_at, subscriber
from egnatia.taxonomy.forum import forum, shows_asterisk


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def calendar(request: ReaderRequest) -> HttpResponse:
    """A POST makes the address anew and shows it in its answer: this once."""
    address, feed = "", ""
    if request.method == "POST":
        secret = make_address(by=request.reader)
        address = whole_address(request, reverse("people:calendar-file", args=[secret]))
        feed = whole_address(request, reverse("exchange:week-feed", args=[secret]))
    context = {"address": address, "feed": feed, "made_at": made_at(request.reader)}
    return render(request, "people/calendars/page.html", context)


@require_POST
@members_only
def ending(request: ReaderRequest) -> HttpResponse:
    end_address(by=request.reader)
    messages.success(request, _("Calendar link disabled."))
    return redirect("people:calendar")


@require_safe
def file(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever asks needs no session: the address is the key. Nothing keeps the answer, or learns when it changed."""
    whose = subscriber(secret)
    with translation.override(whose.language):
        days = [_day(request, entry) for entry in days_of(whose.reader)]
        footnote = f"* {forum().footnote}" if any(shows_asterisk(day.summary) for day in days) else ""
        content = calendar_file(_("Egnatia: upcoming dates"), days, said=footnote)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _day(request: HttpRequest, entry: CalendarEntry) -> Day:
    uid = f"{entry.kind}-{entry.record}@egnatia"
    return Day(uid, entry.day, entry.words, whole_address(request, entry.url), entry.changed_at)
