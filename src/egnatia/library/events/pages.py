"""The pages of events and calls: those of every kind, with what is coming first; what is past by a filter."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from egnatia.formats.calendars import Day, calendar_file
from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.lists import Filter, FilteredList
from egnatia.kernel.records.content import Content
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.library.events.models import PublicEvent
from egnatia.pages.record_forms import RecordFilterForm, filters_described
from egnatia.pages.record_pages import RecordPages
from egnatia.people.addresses import whole_address
from egnatia.taxonomy.forum import forum, shows_asterisk, told

ICALENDAR = "text/calendar; charset=utf-8"
MOST_DAYS = 500
WHEN = {"past": gettext_lazy("past"), "all": gettext_lazy("coming and past")}


C = TypeVar("C", bound=Content)


class EventPages(RecordPages[PublicEvent, C]):
    """What is over leaves the list and stays where it is searched for."""

    @property
    def filtered(self) -> FilteredList:
        when = Filter(gettext_lazy("When"), WHEN)
        described = lambda: {**filters_described(self.kind.content), "when": when}  # noqa: E731 - read for each reader
        return FilteredList(self.words.many, self.list_route(), described, self._listed)

    @property
    def urlpatterns(self) -> list[URLPattern]:
        one, many = self.name.partition(":")[2], self.names
        return [
            *super().urlpatterns,
            path("events.ics", expensive("GET", "HEAD")(require_safe(self.calendar)), name=f"{many}-ical"),
            path("<uuid:record>/event.ics", require_safe(self.calendar_of_one), name=f"{one}-ical"),
        ]

    def _filter_form(self, request: ReaderRequest) -> RecordFilterForm:
        form = RecordFilterForm(self.kind.content, request.GET, reader=request.reader)
        form.data["when"] = request.GET.get("when", "")  # type: ignore[index]  # a dict of its own
        choices = [("", _("coming")), *WHEN.items()]
        form.fields["when"] = forms.ChoiceField(label=gettext_lazy("When"), required=False, choices=choices)
        return form

    def _listed(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the kind
        rows, when = self._rows(reader, wanted), wanted.get("when", "")
        if when == "all":
            return rows.order_by("-begins_on", "-record_id")
        if when == "past":
            return rows.filter(ends_on__lt=clock.today()).order_by("-ends_on", "-record_id")
        return rows.filter(ends_on__gte=clock.today()).order_by("begins_on", "ends_on", "record_id")

    def calendar(self, request: ReaderRequest) -> HttpResponse:
        """The public events to come, for whoever subscribes to them: the same for every reader."""
        wanted = self._filter_form(request).wanted
        found = [(row, self.kind.known(ANONYMOUS, row)) for row in self._listed(ANONYMOUS, wanted)[:MOST_DAYS]]
        return self._answer([self._day(request, row, known) for row, known in found])

    def calendar_of_one(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        row = self.row(request.reader, record)
        day = self._day(request, row, self.kind.known(request.reader, row))
        return self._answer([day], marking=row.record.marking.tlp.words if row.record.tlp else "")

    def _answer(self, days: list[Day], *, marking: str = "") -> HttpResponse:
        footnote = f"* {forum().footnote}" if any(shows_asterisk(f"{day.summary} {day.place}") for day in days) else ""
        said = "\n".join(each for each in (marking, footnote) if each)
        name = f"{forum().name}: {self.words.many}"
        disposition = {"Content-Disposition": 'attachment; filename="events.ics"'}
        return HttpResponse(calendar_file(name, days, said=said), content_type=ICALENDAR, headers=disposition)

    def _day(self, request: ReaderRequest, row: PublicEvent, known: Mapping[str, Any]) -> Day:
        title = told(known["title"].texts, *known["title"].first()).text
        first, last = known["begins_on"] or known["ends_on"], known["ends_on"]
        return Day(
            uid=f"{self.kind.model.KIND}-{row.pk}@egnatia",
            on=first,
            summary=title,
            url=whole_address(request, reverse(self.route(), args=[row.pk])),
            stamp=row.record.changed_at,
            last=last if last and last > first else None,
            place=known["place"],
        )
