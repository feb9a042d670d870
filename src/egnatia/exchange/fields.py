"""What a notice says."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.taxonomy.vocabularies import priorities


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
        date | None,
        Field(_("Valid until"), help=_("The last day on which the notice is relevant."), column=True, public=True),
    ] = None
    contact: Annotated[str, Field(_("Contact"), help=_("A function or a mailbox, not the name of a person."))] = ""
