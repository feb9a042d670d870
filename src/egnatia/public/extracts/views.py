from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.mapping.extracts.queries.reading import ExtractPage, extract_seen_by, extracts_seen_by
from egnatia.mapping.extracts.showing import ExtractNaming, basis_words, board_of, cell_of, naming_of, shown
from egnatia.mapping.matrix import labels
from egnatia.mapping.matrix.naming import with_query
from egnatia.mapping.matrix.opening import opened
from egnatia.mapping.matrix.sentences import as_of_words
from egnatia.pages.downloads import FORMATS
from egnatia.public.extracts.tables import table_of


@dataclass(frozen=True, slots=True)
class Opened:
    extract: ExtractPage
    naming: ExtractNaming
    narrowing: list[str]

    @classmethod
    def of(cls, request: ReaderRequest, record: UUID) -> "Opened":
        """Raises NotFound where the reader sees no such extract."""
        extract = extract_seen_by(request.reader, record)
        matrix = opened(request.reader, extract.asked, without=("economy",))
        root = reverse("public:extract", args=[record])
        return cls(extract, naming_of(matrix.naming.names, matrix.naming.objectives, root), matrix.form.narrowing)

    def said(self, request: ReaderRequest) -> dict[str, object]:
        """What every page of an extract says. Nobody but members asks who sees it."""
        row = self.extract.row
        why = "" if request.reader.is_anonymous else reverse("people:marking", args=[row.id])
        return {"extract": self.extract, "as_of": as_of_words(row.as_of), "why": why}


@require_safe
def extracts(request: ReaderRequest) -> HttpResponse:
    return render(request, "public/extracts/list.html", {"rows": extracts_seen_by(request.reader)})


@require_safe
def extract(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = Opened.of(request, record)
    sources, part = page.extract.sources, page.extract.part
    context = {
        **page.said(request),
        "board": board_of(sources, part, page.naming),
        "inside": shown(sources, page.naming),
        "basis": basis_words(sources),
        "narrowing": page.narrowing,
        "legend": labels.legend(),
        "under": page.naming.objectives.full(part.under) if part.under else "",
        "again": with_query(reverse("mapping:extract-new"), page.extract.asked),
    }
    return render(request, "public/extracts/page.html", context)


@require_safe
def cell(request: ReaderRequest, record: UUID, economy: str, code: str) -> HttpResponse:
    """What stands behind one figure."""
    page = Opened.of(request, record)
    found = cell_of(page.extract.sources, page.extract.part, page.naming, economy, code)
    if found is None:
        raise Http404
    return render(request, "public/extracts/cell.html", {**page.said(request), "cell": found, "inside": found.inside})


@require_safe
def download(request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    page = Opened.of(request, record)
    return FORMATS[form](table_of(page.extract, page.naming, page.narrowing, form))
