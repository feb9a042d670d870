"""The pages on which commitments are read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from egnatia.commitments.follow_ups.rules import may_speak
from egnatia.commitments.overview.forms import CommitmentFilterForm, OwnForm
from egnatia.commitments.overview.queries import (
    CommitmentSource,
    first_lines,
    listing,
    own_page,
    page_of,
    reports_given,
    sources_seen_by,
    table_of,
)
from egnatia.commitments.overview.queries import unfunded as unfunded_page
from egnatia.commitments.overview.tables import file_of
from egnatia.commitments.overview.tabs import tabs_for
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.vocabularies import terms


@require_safe
def commitments(request: ReaderRequest) -> HttpResponse:
    names, sources = forum(), sources_seen_by(request.reader)
    form = _filters(request, names, sources)
    found = listing(request.reader, form.filters, names, page=page_number(request.GET))
    context = {
        "form": form,
        "listing": found,
        "sources": sources,
        "tabs": tabs_for("commitments", member=not request.reader.is_anonymous),
        "may_add": request.reader.strong,
    }
    return render(request, "commitments/reading/list.html", context)


@require_safe
def table(request: ReaderRequest) -> HttpResponse:
    names, sources = forum(), sources_seen_by(request.reader)
    form = _filters(request, names, sources)
    found = table_of(request.reader, form.filters, names, page=page_number(request.GET))
    tabs = tabs_for("table", member=not request.reader.is_anonymous)
    context = {"form": form, "table": found, "listing": found.listing, "tabs": tabs}
    return render(request, "commitments/reading/table.html", context)


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names = forum()
    filters = _filters(request, names, sources_seen_by(request.reader)).filters
    return FORMATS[form](file_of(first_lines(request.reader, filters, names, most=MOST_ROWS), names))


@require_safe
def unfunded(request: ReaderRequest) -> HttpResponse:
    """Supported commitments to which nobody has joined an activity that the reader sees."""
    names = forum()
    economy = names.economy(request.GET.get("economy", ""))
    found = unfunded_page(request.reader, economy.code if economy else "", names, page=page_number(request.GET))
    context = {
        "listing": found,
        "economy": economy,
        "economies": names.economies,
        "tabs": tabs_for("unfunded", member=not request.reader.is_anonymous),
    }
    return render(request, "commitments/reading/unfunded.html", context)


def _filters(request: ReaderRequest, names: ForumNames, sources: list[CommitmentSource]) -> CommitmentFilterForm:
    titles = list(dict.fromkeys(each.title for each in sources))
    return CommitmentFilterForm(request.GET, names=names, objectives=terms("objective"), sources=titles)


@require_safe
def commitment(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    return render(request, "commitments/reading/page.html", {"shown": page, "row": page.row})


@require_safe
@members_only
def own(request: ReaderRequest) -> HttpResponse:
    """The reader's economy; whoever sits for several or for none chooses one."""
    names = forum()
    theirs = [each for each in names.economies if each.code in request.reader.economies]
    if len(theirs) == 1:
        return redirect("commitments:economy", theirs[0].code)
    context = {"economies": theirs or names.economies, "tabs": tabs_for("own", member=True)}
    return render(request, "commitments/reading/choosing.html", context)


@require_safe
@members_only
def reports(request: ReaderRequest) -> HttpResponse:
    """What a letter before a due day leads to: the same page for every kind of organisation."""
    listing = reports_given(request.reader, forum(), page=page_number(request.GET))
    context = {"listing": listing, "tabs": tabs_for("own", member=True)}
    return render(request, "commitments/reading/reports.html", context)


@require_safe
def economy(request: ReaderRequest, code: str) -> HttpResponse:
    names = forum()
    known = names.economy(code)
    if known is None:
        raise Http404
    form = OwnForm(request.GET)
    filters = form.filters
    context = {
        "form": form,
        "filtered": bool(filters),
        "economy": known,
        "listing": own_page(request.reader, code, filters, names, page=page_number(request.GET)),
        "may_speak": may_speak(request.reader, code),
        "tabs": tabs_for("own", member=not request.reader.is_anonymous),
    }
    return render(request, "commitments/reading/economy.html", context)
