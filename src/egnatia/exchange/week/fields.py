"""What the secretariat writes on top of a week."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from egnatia.exchange.week.models import WeekNote
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind

LONGEST = 600


class WeekNoteContent(Content, frozen=True):
    text: Annotated[ByLanguage, Field(_("Introduction"), longest=LONGEST, lines=3)]
    week: Annotated[date | None, Field(_("Week"))] = None


def _secretariats(reader: Reader, _content: WeekNoteContent | None) -> str:
    return "" if reader.is_secretariat else "secretariat"


NOTE = RecordKind(
    model=WeekNote, content=WeekNoteContent, refuses=_secretariats, columns=lambda content: {"week": content.week}
)
