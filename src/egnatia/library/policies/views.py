"""Who has what, as a page and as a file; and what the economies have for those whom the council names."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from egnatia.kernel import clock
from egnatia.kernel.lists import Listing
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.library.policies.forms import OverviewForm
from egnatia.library.policies.queries import BY_OBJECTIVE, STANDS, PolicyEntry, PolicyOverview, overview, stand_page
from egnatia.pages.downloads import FORMATS, Cell, DownloadTable
from egnatia.taxonomy.forum import forum

ABOUT_ONE = ("stage", "title", "language", "consultation_until", "in_force_until", "record", "tlp")
HEADER = ("row", "row_title", "economy", *ABOUT_ONE)
BY_ECONOMY = Listing(
    "policies-by-economy",
    gettext_lazy("Policies by economy"),
    "library:policies",
    gettext_lazy("Policies"),
    HEADER,
)


@require_safe
def overview_page(request: ReaderRequest) -> HttpResponse:
    form = OverviewForm(request.GET)
    wanted = form.wanted
    found = overview(request.reader, wanted)
    context = {
        "form": form,
        "overview": found,
        "narrow": "economy" in wanted,
        "of_objectives": wanted["rows"] == BY_OBJECTIVE,
    }
    return render(request, "library/policies/overview.html", context)


@expensive("GET", "HEAD")
@require_safe
def overview_file(request: ReaderRequest, form: str) -> HttpResponse:
    """A line for each policy in each cell; a cell without one says that none is recorded."""
    if form not in FORMATS:
        raise Http404
    wanted = OverviewForm(request.GET).wanted
    rows = list(_rows(overview(request.reader, wanted), wanted.get("economy", "")))
    about = (
        _(
            "Policies by topic or objective and economy, among the records visible to the person who "
            "downloaded this file."
        ),
        _("Downloaded on %(day)s.") % {"day": date_format(clock.today())},
        *(f"{each.code}: {each.name}" for each in forum().economies),
    )
    return FORMATS[form](DownloadTable(BY_ECONOMY, HEADER, rows, about, forum().footnote))


def _rows(found: PolicyOverview, economy: str) -> Iterator[tuple[Cell, ...]]:
    for line in found.lines:
        for cell in line.cells:
            if economy in ("", cell.code):
                for entry in cell.entries:
                    yield (line.code, line.words, cell.code, *_cells(entry))
                if not cell.entries:
                    yield (line.code, line.words, cell.code, "missing", *[""] * (len(ABOUT_ONE) - 1))
        for entry in line.regional:
            yield (line.code, line.words, entry.economy, *_cells(entry))


def _cells(entry: PolicyEntry) -> tuple[Cell, ...]:
    days = (each.isoformat() if each else "" for each in (entry.consultation_until, entry.in_force_until))
    return (entry.state.stage, entry.title, entry.lang, *days, str(entry.id), entry.tlp)


@require_safe
def stand(request: ReaderRequest, slug: str) -> HttpResponse:
    page = stand_page(request.reader, slug)
    others = [{"label": each.title, "slug": code, "current": code == slug} for code, each in STANDS.items()]
    return render(request, "library/policies/stand.html", {"page_of": page, "others": others})


urlpatterns: list[URLPattern] = [
    path("by-economy/", overview_page, name="policies-overview"),
    path("by-economy.<str:form>", overview_file, name="policies-overview-file"),
    path("for/<slug:slug>/", stand, name="policies-stand"),
]
