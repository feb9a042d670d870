from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.opening import Opened, opened
from egnatia.needs.matrix.queries.cell import Content, content_of
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.needs.matrix.showing.answers import Place, answers, title_words
from egnatia.needs.matrix.showing.cell import closing_words, sections
from egnatia.needs.matrix.showing.figures import figure_of
from egnatia.needs.matrix.showing.lines import crumbs, lines_of
from egnatia.needs.needs.authority import may_state
from egnatia.people.access import members_only

WITHOUT = ("level", "under", "economy", "all_rows", "all_columns")


@require_safe
@members_only
def cell(request: ReaderRequest, economy: str, code: str) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    name = page.naming.names.economy(economy)
    if name is None or code not in page.naming.objectives.labels:
        raise Http404
    content = content_of(page.asking, page.naming, page.vocabulary, economy, code)
    place = Place(name.name, page.naming.objectives.label(code), content.needs, content.works)
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
        **_done(page, content, economy),
    }
    return render(request, "needs/matrix/cell.html", context)


def _done(page: Opened, content: Content, economy: str) -> dict[str, object]:
    return {
        "sections": sections(content.works, content.rows, content.words),
        "closing": closing_words(content.cell, content.works, page.as_of),
        "matches": content.matches,
        "inside": lines_of(content.inside, page.naming, economy),
        "narrowed": page.naming.filters.narrowed,
    }
