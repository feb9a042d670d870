"""Days on which nobody works: of the week, and one a line of the year."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def weekday(number: int) -> str:
    """Monday is 0."""
    return str(WEEKDAYS[number])


MOST_WEEKEND = 3
MOST_HOLIDAYS = 400


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
