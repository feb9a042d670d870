"""What a notice says."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import terms
from egnatia.kernel.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field


def priorities(_reader: Reader) -> Mapping[str, str]:
    """Headings and priorities of the framework in use, by code."""
    return {code: f"{code} {words}" for code, words in terms("objective").items() if code.count(".") < 2}


class NoticeContent(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), longest=200, search=True, public=True)]
    text: Annotated[ByLanguage, Field(_("Text"), longest=5_000, lines=6, search=True, public=True)] = ByLanguage()
    topics: Annotated[
        tuple[str, ...], Field(_("Topics"), choices=priorities, filter=True, column=True, public=True)
    ] = ()
    economies: Annotated[
        tuple[str, ...], Field(_("Economies"), choices="economy", filter=True, column=True, public=True)
    ] = ()
    valid_until: Annotated[
        date | None, Field(_("Valid until"), help=_("The last day on which it matters."), column=True, public=True)
    ] = None
    contact: Annotated[str, Field(_("Whom to ask"), help=_("A function or a mailbox, no name of a person."))] = ""
