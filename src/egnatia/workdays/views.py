"""The calendars: all of them for members, the form of one for the secretariat."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import version_of
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import forum
from egnatia.workdays.actions import set_calendar
from egnatia.workdays.forms import CalendarForm, weekday
from egnatia.workdays.queries import calendar_set, calendars_set
from egnatia.workdays.rules import may_set

FORUM = "forum"  # in the address, where there is no economy


@require_safe
@members_only
def calendars(request: ReaderRequest) -> HttpResponse:
    rows = [(row, [weekday(day) for day in row.weekend], row.economy or FORUM) for row in calendars_set(forum())]
    return render(request, "workdays/list.html", {"rows": rows, "sets": may_set(request.reader)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def calendar(request: ReaderRequest, economy: str) -> HttpResponse:
    code = "" if economy == FORUM else economy
    row = calendar_set(code, forum())
    if not may_set(request.reader):
        raise NotAllowed(request.reader.why_not("secretariat"))
    start = {
        "weekend": [str(day) for day in row.weekend],
        "holidays": "\n".join(day.isoformat() for day in row.holidays),
    }
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        days = form.cleaned_data
        try:
            set_calendar(code, days["weekend"], days["holidays"], expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            messages.warning(
                request,
                _("Someone else has changed these settings in the meantime. Check them; your entries are still here."),
            )
        else:
            messages.success(request, _("Saved."))
            return redirect("workdays:calendars")
    return render(request, "workdays/form.html", {"form": form, "row": row})
