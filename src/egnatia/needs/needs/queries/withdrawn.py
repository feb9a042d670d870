"""What the reader's organisation has withdrawn, as far as he could read it while it was there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.objectives import Objectives
from egnatia.pages.originals import in_original
from egnatia.people.marking.words import economy_name

MOST = 100


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    id: UUID
    economy: str
    objective: str
    words: str
    lang: str
    tlp: str
    withdrawn_at: datetime


def withdrawn_seen_by(reader: Reader, names: ForumNames, objectives: Objectives) -> list[WithdrawnRow]:
    """The last ones first, a hundred at most."""
    rows = Need.withdrawn_by_own_organisation(reader).order_by("-record__withdrawn_at", "-record_id")
    return [_row(need, names, objectives) for need in rows[:MOST]]


def _row(need: Need, names: ForumNames, objectives: Objectives) -> WithdrawnRow:
    gone = need.record.withdrawn_at
    assert gone is not None
    words, lang = in_original(need.text, need.language)
    economy, objective = economy_name(need.economy_id, names), objectives.full(need.objective)
    return WithdrawnRow(need.pk, economy, objective, words, lang, need.record.marking.tlp.words, gone)
