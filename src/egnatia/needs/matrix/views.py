"""The pages of the matrix: board, cell, tiles, map, lists, who works where."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egnatia.activities.activities.queries.lists import with_ids
from egnatia.coverage import OBJECTIVE
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.context import MatrixContext, opened
from egnatia.needs.matrix.map.dots import dots_of
from egnatia.needs.matrix.names import OWN, with_query
from egnatia.needs.matrix.presenters.answers import CellSubject, answers, title_words
from egnatia.needs.matrix.presenters.board import Drawing
from egnatia.needs.matrix.presenters.cell import closing_words, sections
from egnatia.needs.matrix.presenters.chart import NOWHERE, chart_of, places_words
from egnatia.needs.matrix.presenters.figures import figure_of
from egnatia.needs.matrix.presenters.lines import CellRow, crumbs, groups_of, lines_of, ranked
from egnatia.needs.matrix.presenters.opportunities import opportunities_shown
from egnatia.needs.matrix.presenters.partners import Presentation, presentation
from egnatia.needs.matrix.presenters.tiles import tiles_of
from egnatia.needs.matrix.queries.cell import CellContent, content_of
from egnatia.needs.matrix.queries.cells import cells_of, leaves_of, stated
from egnatia.needs.matrix.queries.open import cells_of_economy, cells_of_objective, rooms, sentences_of_economy
from egnatia.needs.matrix.queries.partners import presences, works_of_partner
from egnatia.needs.matrix.queries.places import Whereabouts, whereabouts
from egnatia.needs.matrix.rules import LEVELS, MOST_OF_A_CELL
from egnatia.needs.matrix.sentences import as_of_words, basis_words, estimates_words
from egnatia.needs.matrix.tables import table_of, table_of_partners
from egnatia.needs.needs.rules import may_confirm, may_state
from egnatia.pages.downloads import FORMATS, DownloadTable
from egnatia.people.access import members_only

WITHOUT = ("economy",)


@require_safe
@members_only
def matrix(request: ReaderRequest) -> HttpResponse:
    if _opens_at_own_economy(request):
        return redirect("needs:my-economy")
    page = opened(request.reader, request.GET, without=WITHOUT)
    said, needs = page.form.said, stated(page.asking)
    level, under = LEVELS[said.get("level", "priority")], said.get("under", "")
    tallies, works = page.asking.tallies_and_works({OBJECTIVE, level}, under)
    cells = cells_of(tallies, needs.confirmed, level, under=under)
    drawing = Drawing(page.naming, cells, level, under, needs.economies, "all_rows" in said, "all_columns" in said)
    drawing = replace(drawing, own=request.reader.economies | request.reader.focal_economies())
    board = drawing.board()
    shown = {column.code for column in board.columns}
    context = {
        "form": page.form,
        "board": board,
        "tabs": page.tabs("matrix"),
        "as_of": as_of_words(page.as_of),
        "basis": basis_words(works, needs),
        "estimates": estimates_words(cell for (_, economy), cell in cells.items() if economy in shown),
        "legend": labels.legend(),
        "under": page.naming.objectives.full(under) if under else "",
        "publication_url": _publication_url(request, page),
    }
    return render(request, "needs/matrix/matrix.html", context)


def _opens_at_own_economy(request: ReaderRequest) -> bool:
    """A phone has no room for a table of thirteen columns: whoever speaks for an economy begins with their own. The tab
    beside it leads to the table all the same."""
    phone = "Mobi" in request.headers.get("User-Agent", "")
    return phone and not request.GET and bool(request.reader.economies)


def _publication_url(request: ReaderRequest, page: MatrixContext) -> str:
    """Where a publication of just this is prepared; nobody but the secretariat's desk publishes one."""
    address = with_query(reverse("reporting:publication-new"), page.form.address)
    return address if request.reader.is_secretariat else ""


@expensive("GET", "HEAD")
@require_safe
@members_only
def download(request: ReaderRequest, form: str) -> HttpResponse:
    """Every cell of every objective, whatever the page shows: a table that can be counted again."""
    if form not in FORMATS:
        raise Http404
    page = opened(request.reader, request.GET, without=WITHOUT)
    return FORMATS[form](_table(page))


def _table(page: MatrixContext) -> DownloadTable:
    needs = stated(page.asking)
    under = page.form.said.get("under", "")
    tallies, works = page.asking.tallies_and_works({OBJECTIVE}, under)
    cells = leaves_of(tallies, needs.confirmed, under=under)
    about = [as_of_words(page.as_of), basis_words(works, needs), estimates_words(cells.values())]
    return table_of(cells, page.naming, about)


WITHOUT_CELL = ("level", "under", "economy", "all_rows", "all_columns")


@require_safe
@members_only
def cell(request: ReaderRequest, economy: str, code: str) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT_CELL)
    name = page.naming.names.economy(economy)
    if name is None or code not in page.naming.objectives.labels:
        raise Http404
    content = content_of(page.asking, page.naming, page.vocabulary, economy, code)
    place = CellSubject(name.name, page.naming.objectives.label(code), content.needs, content.works)
    context = {
        "form": page.form,
        "title": title_words(place),
        "answers": answers(place),
        "as_of": as_of_words(page.as_of),
        "figure": figure_of(content.cell, url="", column=name.label),
        "trail": crumbs(page.naming, name, code),
        "confirmed": place.confirmed,
        "drafts": [need for need in content.needs if need.drafted],
        "code": code,
        "economy": name,
        "may_state": may_state(request.reader, economy),
        "may_confirm": may_confirm(request.reader, economy),
        **_done(page, content, economy),
    }
    return render(request, "needs/matrix/cell.html", context)


def _done(page: MatrixContext, content: CellContent, economy: str) -> dict[str, object]:
    return {
        "sections": sections(content.works, content.rows, content.words),
        "closing": closing_words(content.cell, content.works, page.as_of),
        "matches": content.matches,
        "inside": lines_of(content.inside, page.naming, economy),
        "narrowed": page.naming.filters.narrowed,
    }


WITHOUT_CHART = ("level", "under", "economy", "all_rows", "all_columns", "perspective")


@require_safe
@members_only
def chart(request: ReaderRequest) -> HttpResponse:
    """Only for whoever asks for it: the equal tiles are the usual view."""
    page = opened(request.reader, request.GET, without=WITHOUT_CHART)
    context = {
        "form": page.form,
        "tabs": page.tabs("tiles"),
        "chart": chart_of(whereabouts(page.asking), page.naming),
        "as_of": as_of_words(page.as_of),
        "tiles_url": page.naming.address("tiles"),
    }
    return render(request, "needs/matrix/map.html", context)


@require_safe
@members_only
def activities(request: ReaderRequest) -> HttpResponse:
    """The activities of one dot, or those without a place on the map."""
    page = opened(request.reader, request.GET, without=WITHOUT_CHART)
    asked, found = request.GET.get("spot", ""), whereabouts(page.asking)
    ids = sorted(found.at("" if asked == NOWHERE else asked or "0"))
    if not ids:
        raise Http404
    rows = with_ids(request.reader, ids[:MOST_OF_A_CELL], page.naming.names)
    context = {
        "places": _places(found, asked),
        "rows": [rows[each] for each in ids if each in rows],
        "more": len(ids) - len(rows),
        "back": page.naming.address("map"),
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/map_activities.html", context)


def _places(found: Whereabouts, asked: str) -> str:
    return next((places_words(dot) for dot in dots_of(found.points) if dot.key == asked), "")


WITHOUT_LISTS = ("level", "under", "economy", "all_rows", "all_columns")


@require_safe
@members_only
def economy(request: ReaderRequest) -> HttpResponse:
    """One economy as a column of sentences; the reader's own where they ask for none."""
    own = next(iter(sorted(request.reader.economies)), "")
    address = {"economy": own, **request.GET.dict()}
    page = opened(request.reader, address, without=("level", "under", "all_rows", "all_columns"))
    code = page.form.said.get("economy", "")
    name = page.naming.names.economy(code)
    context = {
        "form": page.form,
        "tabs": page.tabs(OWN if code in request.reader.economies else "tiles"),
        "economy": name,
        "as_of": as_of_words(page.as_of),
        "groups": groups_of(sentences_of_economy(page.asking, code), page.naming, code) if name else (),
        "open_url": page.naming.address("open-needs-of-economy", code) if name else "",
        "may_state": may_state(request.reader, code),
    }
    return render(request, "needs/matrix/economy.html", context)


@require_safe
@members_only
def of_economy(request: ReaderRequest, economy: str) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT_LISTS)
    name = page.naming.names.economy(economy)
    if name is None:
        raise Http404
    cells = cells_of_economy(page.asking, economy)
    rows = [
        CellRow(
            page.naming.objectives.full(code),
            figure_of(cells[code], url=page.naming.cell(economy, code), column=""),
        )
        for code in ranked(cells, list(page.naming.objectives.labels))
    ]
    context = {
        "form": page.form,
        "rows": rows,
        "title": name.name,
        "as_of": as_of_words(page.as_of),
        "inside_economy": True,
        "back": page.naming.address("my-economy", economy=economy),
    }
    return render(request, "needs/matrix/open.html", context)


@require_safe
@members_only
def of_objective(request: ReaderRequest, code: str) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT_LISTS)
    if code not in page.naming.codes(LEVELS["objective"]):
        raise Http404
    cells = cells_of_objective(page.asking, code)
    names = {each.code: each.name for each in page.naming.names.economies}
    rows = [
        CellRow(names[where], figure_of(cells[where], url=page.naming.cell(where, code), column=""))
        for where in ranked(cells, list(names))
    ]
    context = {
        "form": page.form,
        "rows": rows,
        "title": page.naming.objectives.full(code),
        "as_of": as_of_words(page.as_of),
        "inside_economy": False,
        "back": page.naming.address("matrix", level="objective", under=code.rpartition(".")[0]),
    }
    return render(request, "needs/matrix/open.html", context)


@require_safe
@members_only
def room(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT_LISTS)
    context = {
        "form": page.form,
        "tabs": page.tabs("rooms"),
        "rooms": opportunities_shown(rooms(page.asking), page.naming),
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/rooms.html", context)


WITHOUT_TILES = ("level", "under", "economy", "all_rows", "all_columns")


@require_safe
@members_only
def tiles(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT_TILES)
    tallies, works = page.asking.tallies_and_economies([OBJECTIVE])
    cells = leaves_of(tallies, stated(page.asking).confirmed)
    context = {
        "form": page.form,
        "tabs": page.tabs("tiles"),
        "tiles": tiles_of(cells, works, page.naming),
        "as_of": as_of_words(page.as_of),
        "map_url": page.naming.address("map"),
    }
    return render(request, "needs/matrix/tiles.html", context)


WITHOUT_WHO = ("all_rows", "all_columns", "perspective")


def _asked(page: MatrixContext) -> tuple[int, str, str]:
    said = page.form.said
    return LEVELS[said.get("level", "priority")], said.get("under", ""), said.get("economy", "")


def _presented(page: MatrixContext) -> Presentation:
    level, under, economy = _asked(page)
    found = presences(page.asking, level, economy=economy, under=under)
    return presentation(found, page.naming, level=level, under=under, economy=economy)


@require_safe
@members_only
def who(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT_WHO)
    name = page.naming.names.economy(_asked(page)[2])
    context = {
        "form": page.form,
        "tabs": page.tabs("who-works-here"),
        "presentation": _presented(page),
        "economy": name,
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/who.html", context)


@expensive("GET", "HEAD")
@require_safe
@members_only
def download_who(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    page = opened(request.reader, request.GET, without=WITHOUT_WHO)
    return FORMATS[form](table_of_partners(_presented(page), page.naming, [as_of_words(page.as_of)]))


@require_safe
@members_only
def works(request: ReaderRequest) -> HttpResponse:
    """The activities behind one number of the table."""
    page = opened(request.reader, request.GET, without=WITHOUT_WHO)
    code, partner = request.GET.get("objective", ""), request.GET.get("partner", "")
    if code not in page.naming.objectives.labels or not partner:
        raise Http404
    found = works_of_partner(page.asking, partner, code, _asked(page)[2])
    if not found:
        raise Http404
    ids = sorted(found)
    rows = with_ids(request.reader, ids[:MOST_OF_A_CELL], page.naming.names)
    context = {
        "partner": min(found.values()),
        "objective": page.naming.objectives.full(code),
        "rows": [rows[each] for each in ids if each in rows],
        "more": len(ids) - len(rows),
        "back": page.naming.address("who-works-here"),
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/works.html", context)
