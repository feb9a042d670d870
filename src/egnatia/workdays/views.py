"""The calendars: all of them for members, the form of one for the secretariat."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import version_of
from egnatia.pages.hours import WEEKDAYS
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import forum
from egnatia.workdays.actions import set_calendar
from egnatia.workdays.queries import calendar_set, calendars_set
from egnatia.workdays.rules import may_set

MOST_WEEKEND = 3
MOST_HOLIDAYS = 400
FORUM = "forum"  # in the address, where there is no economy


class CalendarForm(forms.Form):
    weekend = forms.MultipleChoiceField(
        label=_("Weekend"),
        choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    holidays = forms.CharField(
        label=_("Public holidays"),
        help_text=_("One date per line, like 2026-11-28."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=8_000,
    )

    def clean_weekend(self) -> list[int]:
        days = [int(day) for day in self.cleaned_data["weekend"]]
        if len(days) > MOST_WEEKEND:
            raise forms.ValidationError(_("Select at most three days."))
        return days

    def clean_holidays(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["holidays"].splitlines()]
        days = [_day(number, line) for number, line in enumerate(lines, start=1) if line]
        if len(days) > MOST_HOLIDAYS:
            raise forms.ValidationError(_("Too many dates. Remove those in the past."))
        return days


def _day(number: int, line: str) -> date:
    try:
        return date.fromisoformat(line)
    except ValueError:
        said = gettext("Line %(number)s: “%(line)s” is not a date. Enter a date like 2026-11-28.")
        raise forms.ValidationError(said % {"number": number, "line": line[:40]}) from None


@require_safe
@members_only
def calendars(request: ReaderRequest) -> HttpResponse:
    rows = [(row, [str(WEEKDAYS[day]) for day in row.weekend], row.economy or FORUM) for row in calendars_set(forum())]
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
                gettext(
                    "Someone else has changed these settings in the meantime. Check them; your entries are still here."
                ),
            )
        else:
            messages.success(request, gettext("Saved."))
            return redirect("workdays:calendars")
    return render(request, "workdays/form.html", {"form": form, "row": row})
