"""What the reader's organisation has withdrawn, as far as he could read it while it was there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from egnatia.kernel.forum import ForumNames
from egnatia.kernel.marking import Tlp
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.mapping.needs.models import Need
from egnatia.mapping.needs.objectives import Objectives
from egnatia.mapping.needs.rules import in_original
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


def withdrawn_by_own_house(reader: Reader) -> RecordQuerySet:
    """Withdrawn needs of his organisation; RED ones only where he wrote them or is named in them."""
    if reader.is_anonymous:
        return Need.objects.none()
    his = Q(record__author=reader.person) | Q(record__persons__contains=[reader.person])
    seen = Q(record__tlp__lt=Tlp.RED) | his
    if not reader.strong:
        seen &= Q(record__tlp__lte=Tlp.GREEN)
    gone = Need.objects.filter(seen, record__owner=UUID(reader.actor), record__withdrawn_at__isnull=False)
    rows: RecordQuerySet = gone.select_related("record")
    return rows


def withdrawn_seen_by(reader: Reader, names: ForumNames, objectives: Objectives) -> list[WithdrawnRow]:
    """The last ones first, a hundred at most."""
    rows = withdrawn_by_own_house(reader).order_by("-record__withdrawn_at", "-record_id")
    return [_row(need, names, objectives) for need in rows[:MOST]]


def _row(need: Need, names: ForumNames, objectives: Objectives) -> WithdrawnRow:
    gone = need.record.withdrawn_at
    assert gone is not None
    words, lang = in_original(need.text, need.language)
    economy, objective = economy_name(need.economy_id, names), objectives.full(need.objective)
    return WithdrawnRow(need.pk, economy, objective, words, lang, need.record.marking.tlp.words, gone)
