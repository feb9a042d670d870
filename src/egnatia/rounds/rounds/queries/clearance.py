"""Which of the answers would go to the secretariat, if somebody cleared them now."""

from collections.abc import Mapping
from uuid import UUID

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT, covers
from egnatia.kernel.models import Record
from egnatia.needs.needs.queries.visible import seats_of
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.questions import Given

OPENED = (Tlp.AMBER, Tlp.AMBER_STRICT)  # the levels at which offices may be named


def offices_of(found: Participant) -> frozenset[str]:
    """The secretariat, and every focal point of the economy: a deputy reads what was cleared."""
    return (seats_of(found.economy_id) if found.economy_id else frozenset()) | {SECRETARIAT}


def opens_to(record: Record, offices: frozenset[str]) -> bool:
    """Whether all `offices` read an answer once it is released: named in its marking, or covered by it as it is."""
    return record.tlp in OPENED or covers(record.tokens, offices)


def staying(reader: Reader, found: Participant, counted: Mapping[UUID, Given]) -> frozenset[UUID]:
    """What the answers are about that count for whoever clears, and that their clearance does not send. One question.

    What another organisation handed in goes as an answer of their own: as that is marked, where they have one already.
    """
    rows = RoundAnswer.visible_to(reader).filter(participant=found, owner=reader.organisation or None)
    own = {row.about_id: row.record for row in rows.order_by("at", "-pk")}
    offices = offices_of(found)
    return frozenset(about for about in counted if about in own and not opens_to(own[about], offices))
