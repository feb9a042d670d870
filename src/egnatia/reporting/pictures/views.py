"""The pages of pictures: a timeline, a network, the key numbers. Each has a table that says the same."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from egnatia.coverage import OBJECTIVE, level_of
from egnatia.kernel import clock
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.matching.tables import funding_pictures
from egnatia.pages.downloads import FORMATS, MOST_ROWS, DownloadTable
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.reporting.pictures import presenters
from egnatia.reporting.pictures.queries import key_numbers_seen_by, network_seen_by, timeline_seen_by
from egnatia.reporting.pictures.rules import BY_INSTITUTION, BY_OBJECTIVE, PictureFilters
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.vocabularies import Objectives, objectives

MOST_CURRENCIES = 1  # on the page of key numbers; its file has them all


class NetworkFilterForm(forms.Form):
    """A value that no list knows narrows nothing and says so beside its field."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any], *, names: ForumNames, words: Objectives) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        known = [(code, words.full(code)) for code in words.labels if level_of(code) <= OBJECTIVE and ":" not in code]
        self._offer("objective", known)
        self._offer("economy", [(each.code, each.name) for each in names.economies])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *choices]

    @property
    def filters(self) -> PictureFilters:
        """What can be used of the address."""
        self.full_clean()
        return PictureFilters(**{name: value for name, value in self.cleaned_data.items() if value})


class TimelineFilterForm(NetworkFilterForm):
    by = forms.ChoiceField(
        label=_("Group by"),
        required=False,
        choices=[(BY_OBJECTIVE, _("Objective")), (BY_INSTITUTION, _("Receiving institution"))],
    )
    soon = forms.BooleanField(label=_("Ending within 12 months only"), required=False)


@require_safe
@members_only
def timeline(request: ReaderRequest) -> HttpResponse:
    names, words, today = forum(), objectives(), clock.today()
    form = TimelineFilterForm(request.GET, names=names, words=words)
    found = timeline_seen_by(request.reader, form.filters, today, page=page_number(request.GET), names=names)
    lines = presenters.timeline_lines(found, form.filters, words)
    context = {
        "form": form,
        "listing": found,
        "lines": lines,
        "picture": presenters.timeline_picture(lines, today),
        "legend": presenters.LEGEND,
        "by_institution": form.filters.by == BY_INSTITUTION,
    }
    return render(request, "reporting/pictures/timeline.html", context)


def _timeline_table(request: ReaderRequest, names: ForumNames, today: date) -> DownloadTable:
    words = objectives()
    filters = TimelineFilterForm(request.GET, names=names, words=words).filters
    found = timeline_seen_by(request.reader, filters, today, page=None, names=names)
    return presenters.timeline_table(presenters.timeline_lines(found, filters, words)[:MOST_ROWS], names, today)


@require_safe
@members_only
def network(request: ReaderRequest) -> HttpResponse:
    form = NetworkFilterForm(request.GET, names=forum(), words=objectives())
    found = network_seen_by(request.reader, form.filters, clock.today())
    context = {
        "form": form,
        "network": found,
        "picture": presenters.network_picture(found),
        "nodes": presenters.node_lines(found),
        "edges": presenters.edge_lines(found),
    }
    return render(request, "reporting/pictures/network.html", context)


def _network_table(request: ReaderRequest, names: ForumNames, today: date) -> DownloadTable:
    """All of it, also what is too much for a picture."""
    filters = NetworkFilterForm(request.GET, names=names, words=objectives()).filters
    found = network_seen_by(request.reader, filters, today, most=(MOST_ROWS, MOST_ROWS))
    return presenters.network_table(found, names, today)


@require_safe
@members_only
def key_numbers(request: ReaderRequest) -> HttpResponse:
    found = key_numbers_seen_by(request.reader, clock.today(), objectives())
    context = {
        "figures": found,
        "day": clock.today(),
        "needs": presenters.needs_picture(found.headings),
        "states": presenters.states_legend(),
        "ending": presenters.ending_picture(found.ending),
        "ending_lines": presenters.ending_lines(found.ending),
        "funding": funding_pictures(found.funding, MOST_CURRENCIES),
    }
    return render(request, "reporting/pictures/key_numbers.html", context)


def _figures_table(request: ReaderRequest, names: ForumNames, today: date) -> DownloadTable:
    found = key_numbers_seen_by(request.reader, today, objectives())
    return presenters.figures_table(found, names, today)


TABLES: dict[str, Callable[[ReaderRequest, ForumNames, date], DownloadTable]] = {
    "timeline": _timeline_table,
    "network": _network_table,
    "key-numbers": _figures_table,
}


@expensive("GET", "HEAD")
@require_safe
@members_only
def download(request: ReaderRequest, picture: str, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    return FORMATS[form](TABLES[picture](request, forum(), clock.today()))
