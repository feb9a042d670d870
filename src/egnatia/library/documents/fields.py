"""What a document says, and its pages."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind, Step
from egnatia.library.documents.models import LibraryDocument
from egnatia.library.documents.pages import DocumentPages
from egnatia.library.fields import language_names, require_web_address, site_topics
from egnatia.pages.record_pages import KindWords
from egnatia.taxonomy.vocabularies import leaf_objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CATEGORIES: "Mapping[str, _StrPromise]" = {
    "study": _("Study"),
    "training": _("Training material"),
    "minutes": _("Minutes"),
    "report": pgettext_lazy("document", "Report"),
    "guide": _("Guide"),
}


def categories(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return CATEGORIES


class DocumentContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    summary: Annotated[ByLanguage, Field(_("Summary"), longest=5_000, lines=6, search=True, public=True)] = ByLanguage()
    category: Annotated[
        str, Field(_("Kind of document"), choices=categories, filter=True, column=True, public=True)
    ] = "report"
    issued_by: Annotated[
        str, Field(_("Issued by"), help=_("The organisation that published it."), longest=300, public=True)
    ] = ""
    issued_on: Annotated[date | None, Field(_("Date of publication"), column=True, public=True)] = None
    languages: Annotated[tuple[str, ...], Field(_("Languages"), choices=language_names, filter=True, public=True)] = ()
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()
    objectives: Annotated[
        tuple[str, ...], Field(_("Objectives"), choices=leaf_objectives, filter=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    identifier: Annotated[
        str, Field(_("Identifier"), help=_("DOI, ISBN or document number."), longest=120, public=True)
    ] = ""
    address: Annotated[str, Field(_("Web address"), longest=300, public=True)] = ""


def checked(step: Step[LibraryDocument, DocumentContent]) -> None:
    require_web_address("address", step.content.address)


DOCUMENT = RecordKind(model=LibraryDocument, content=DocumentContent, before=checked)
DOCUMENTS = DocumentPages(
    kind=DOCUMENT,
    words=KindWords(
        one=_("Document"),
        many=_("Documents"),
        lead=_("Studies, training material, minutes and reports."),
        new=_("Add a document"),
        change=_("Edit this document"),
        withdraw=_("Withdraw this document?"),
        none=_("No documents are listed here."),
    ),
    name="library:document",
    names="documents",
    place=24,
    visitors=True,
    templates="library/documents",
)
