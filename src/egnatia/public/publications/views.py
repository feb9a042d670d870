from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.context import opened
from egnatia.needs.matrix.names import with_query
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.pages.downloads import FORMATS
from egnatia.public.publications.tables import table_of
from egnatia.reporting.publications.queries import PublicationPage, publication_seen_by, publications_seen_by
from egnatia.reporting.snapshots.board import FrozenNaming, basis_words, board_of, cell_of, naming_of, shown


@dataclass(frozen=True, slots=True)
class PublicationContext:
    publication: PublicationPage
    naming: FrozenNaming
    narrowing: list[str]

    @classmethod
    def of(cls, request: ReaderRequest, record: UUID) -> "PublicationContext":
        """Raises NotFound where the reader sees no such publication."""
        publication = publication_seen_by(request.reader, record)
        matrix = opened(request.reader, publication.asked, without=("economy",))
        root = reverse("public:publication", args=[record])
        return cls(publication, naming_of(matrix.naming.names, matrix.naming.objectives, root), matrix.form.narrowing)

    def said(self, request: ReaderRequest) -> dict[str, object]:
        """What every page of a publication says. Nobody but members asks who sees it."""
        row = self.publication.row
        why = "" if request.reader.is_anonymous else reverse("people:marking", args=[row.id])
        return {"publication": self.publication, "as_of": as_of_words(row.as_of), "why": why}


@require_safe
def publications(request: ReaderRequest) -> HttpResponse:
    return render(request, "public/publications/list.html", {"rows": publications_seen_by(request.reader)})


@require_safe
def publication(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = PublicationContext.of(request, record)
    sources, part = page.publication.sources, page.publication.part
    context = {
        **page.said(request),
        "board": board_of(sources, part, page.naming),
        "inside": shown(sources, page.naming),
        "basis": basis_words(sources),
        "narrowing": page.narrowing,
        "legend": labels.legend(),
        "under": page.naming.objectives.full(part.under) if part.under else "",
        "again": with_query(reverse("reporting:publication-new"), page.publication.asked),
    }
    return render(request, "public/publications/page.html", context)


@require_safe
def cell(request: ReaderRequest, record: UUID, economy: str, code: str) -> HttpResponse:
    """What stands behind one figure."""
    page = PublicationContext.of(request, record)
    found = cell_of(page.publication.sources, page.publication.part, page.naming, economy, code)
    if found is None:
        raise Http404
    return render(
        request, "public/publications/cell.html", {**page.said(request), "cell": found, "inside": found.inside}
    )


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    page = PublicationContext.of(request, record)
    return FORMATS[form](table_of(page.publication, page.naming, page.narrowing, form))
