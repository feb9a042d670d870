"""What a page of the public site says, and its pages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.library.fields import site_topics
from egnatia.library.site_pages.models import SitePage
from egnatia.pages.record_pages import KindWords, RecordPages

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECTIONS: "Mapping[str, _StrPromise]" = {
    "about": _("About us"),
    "help": pgettext_lazy("section", "Help"),
    "teachers": _("Teachers and schools"),
    "parents": _("Parents and families"),
    "municipalities": _("Municipalities"),
    "journalists": _("Journalists"),
    "researchers": _("Researchers"),
    "worried": _("Worried about somebody?"),
}


def sections(_reader: Reader) -> "Mapping[str, _StrPromise]":
    return SECTIONS


class SitePageContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    lead: Annotated[ByLanguage, Field(_("Lead"), longest=600, lines=2, search=True, public=True)] = ByLanguage()
    text: Annotated[ByLanguage, Field(_("Text"), longest=20_000, lines=12, search=True, public=True)] = ByLanguage()
    section: Annotated[str, Field(_("Section"), choices=sections, filter=True, column=True, public=True)] = "about"
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=site_topics, filter=True, column=True, public=True)
    ] = ()


def columns_of(content: SitePageContent) -> Mapping[str, object]:
    return {"section": content.section}


SITE_PAGE = RecordKind(model=SitePage, content=SitePageContent, columns=columns_of)
SITE_PAGES = RecordPages(
    kind=SITE_PAGE,
    words=KindWords(
        one=_("Page"),
        many=_("Pages"),
        lead=_("Pages of the public site: about us, and for teachers, parents and other readers."),
        new=_("Add a page"),
        change=_("Edit this page"),
        withdraw=_("Withdraw this page?"),
        none=_("No pages are listed here."),
    ),
    name="library:page",
    names="pages",
    place=32,
    visitors=True,
)
