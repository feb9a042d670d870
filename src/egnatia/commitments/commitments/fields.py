"""What a commitment says, and its kind."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.likeness import meaning_of
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.rules import LONGEST, place_of
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.taxonomy.vocabularies import objectives_at_any_level


class CommitmentContent(Content, frozen=True, kw_only=True):
    source: Annotated[
        str,
        Field(
            _("Source"),
            help=_("The title of the document: conclusions, a roadmap, a plan or the minutes of a meeting."),
            search=True,
            column=True,
            public=True,
        ),
    ]
    paragraph: Annotated[
        str,
        Field(
            _("Paragraph"),
            help=_("Its number in the document, such as 12 or 4.1."),
            longest=40,
            column=True,
            public=True,
        ),
    ] = ""
    agreed_on: Annotated[date | None, Field(_("Agreed on"), column=True, public=True)] = None
    text: Annotated[
        ByLanguage,
        Field(
            _("Agreed text"),
            help=_("The wording of the document, in any language."),
            search=True,
            lines=5,
            longest=LONGEST,
            public=True,
        ),
    ]
    objective: Annotated[str, Field(_("Objective"), choices=objectives_at_any_level, filter=True, public=True)] = ""
    topics: Annotated[
        str,
        Field(
            _("Topics"),
            help=_("A few key words, separated by commas."),
            search=True,
            longest=200,
            public=True,
        ),
    ] = ""


def columns_of(content: CommitmentContent) -> Mapping[str, object]:
    return {
        "source": content.source,
        "paragraph": content.paragraph,
        "place": place_of(content.paragraph),
        "agreed_on": content.agreed_on,
        "objective": content.objective,
        "meaning": meaning_of(content.text.texts),
    }


def refuses(reader: Reader, _content: object) -> str:
    """Whatever its marking, a commitment is written with the second step."""
    return "" if reader.strong else "second-factor"


COMMITMENT = RecordKind(model=Commitment, content=CommitmentContent, columns=columns_of, refuses=refuses)
