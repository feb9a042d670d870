"""One page for each question."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from egnatia.commitments.overview.tabs import CommitmentTab
from egnatia.commitments.standard_reports.forms import ChangedForm, DayForm, StandardReportForm
from egnatia.commitments.standard_reports.queries import agenda as agenda_page
from egnatia.commitments.standard_reports.queries import changed as changed_page
from egnatia.commitments.standard_reports.queries import funded as funded_page
from egnatia.commitments.standard_reports.queries import page_of
from egnatia.commitments.standard_reports.queries import unreported as unreported_by
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import forum


@require_safe
def unreported(request: ReaderRequest) -> HttpResponse:
    """Supported, and not reported on."""
    names = forum()
    form = StandardReportForm(request.GET, names)
    found = page_of(request.reader, unreported_by(request.reader, form.asked), names, page=page_number(request.GET))
    return _page(request, "unreported", form=form, listing=found)


@require_safe
def funded(request: ReaderRequest) -> HttpResponse:
    """Of those, what a partner pays for."""
    names = forum()
    form = StandardReportForm(request.GET, names)
    follow_ups = unreported_by(request.reader, form.asked)
    found = funded_page(request.reader, follow_ups, names, page=page_number(request.GET))
    return _page(request, "funded", form=form, listing=found)


@require_safe
@members_only
def agenda(request: ReaderRequest) -> HttpResponse:
    """What waits on the day of a meeting."""
    names = forum()
    form = DayForm(request.GET, names)
    found = agenda_page(request.reader, form.whose, form.meeting, names, page=page_number(request.GET))
    return _page(request, "agenda", form=form, listing=found, day=form.meeting)


@require_safe
def changed(request: ReaderRequest) -> HttpResponse:
    """Answers that are not what they were."""
    names = forum()
    form = ChangedForm(request.GET, names)
    found = changed_page(request.reader, form.whose, form.then, names, page=page_number(request.GET))
    return _page(request, "changed", form=form, listing=found, since=form.then)


def _page(request: ReaderRequest, question: str, **shown: object) -> HttpResponse:
    tabs = questions_for(question, member=not request.reader.is_anonymous)
    return render(request, f"commitments/standard_reports/{question}.html", {"tabs": tabs, **shown})


def questions_for(current: str, *, member: bool) -> list[CommitmentTab]:
    """The same for all members, whatever there is to see behind them."""
    named = [
        (_("Supported, no report yet"), "unreported"),
        (_("No report yet, partner-funded"), "funded"),
        (_("Changed positions"), "changed"),
    ]
    if member:
        named.insert(2, (_("For the next agenda"), "agenda"))
    return [CommitmentTab(label, reverse(f"commitments:{name}"), name == current) for label, name in named]
