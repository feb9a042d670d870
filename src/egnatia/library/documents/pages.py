"""The pages of documents: those of every kind, and their references as files."""

from collections.abc import Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from egnatia.kernel.records.content import Content, parts_of
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.library.documents.citations import Citation, bibtex, ris
from egnatia.library.documents.models import LibraryDocument
from egnatia.pages.downloads import MOST_ROWS, file_of
from egnatia.pages.record_pages import RecordPages
from egnatia.people.addresses import whole_address
from egnatia.taxonomy.vocabularies import choices_of

FORMATS = {
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
}


C = TypeVar("C", bound=Content)


class DocumentPages(RecordPages[LibraryDocument, C]):
    @property
    def urlpatterns(self) -> list[URLPattern]:
        one, many = self.name.partition(":")[2], self.names
        listed = expensive("GET", "HEAD")(require_safe(self.citations))
        return [
            *super().urlpatterns,
            path("citations.<str:form>", listed, name=f"{many}-citations"),
            path("<uuid:record>/citation.<str:form>", require_safe(self.citation), name=f"{one}-citation"),
        ]

    def citations(self, request: ReaderRequest, form: str) -> HttpResponse:
        """Of the list as it is filtered."""
        rows = self._listed(request.reader, self._filter_form(request).wanted)[:MOST_ROWS]
        return self._file(request, rows, form, self.names)

    def citation(self, request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
        return self._file(request, [self.row(request.reader, record)], form, "document")

    def _file(self, request: ReaderRequest, rows: Iterable[LibraryDocument], form: str, name: str) -> HttpResponse:
        if form not in FORMATS:
            raise Http404
        written, kind = FORMATS[form]
        return file_of(written(self._reference(request, row) for row in rows), kind, f"{name}.{form}")

    def _reference(self, request: ReaderRequest, row: LibraryDocument) -> Citation:
        known = self.kind.known(request.reader, row)
        parts = parts_of(self.kind.content)

        def words(name: str) -> tuple[str, ...]:
            said: Mapping[str, str] = choices_of(parts[name], request.reader)
            return tuple(said.get(code, code) for code in known[name])

        return Citation(
            id=str(row.pk),
            category=known["category"],
            title=known["title"].first()[0],
            summary=known["summary"].first()[0],
            issued_by=known["issued_by"],
            issued_on=known["issued_on"],
            languages=words("languages"),
            keywords=words("topics"),
            identifier=known["identifier"],
            address=known["address"],
            page=whole_address(request, reverse(self.route(), args=[row.pk])),
        )
