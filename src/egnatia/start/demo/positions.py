"""What the owners of the stories say about their matches: each once, through the action that everybody uses."""

from uuid import UUID

from egnatia.kernel.readers import reader_named
from egnatia.matching.actions import state_position
from egnatia.matching.models import Match, Position
from egnatia.matching.rules import match_id
from egnatia.start.demo import fixtures, works
from egnatia.start.demo.accounts import writers
from egnatia.start.demo.bodies import natural_key, organisations
from egnatia.start.demo.fixtures import DemoView


def state_all() -> int:
    """State the views whose match is there and on which their organisation never said anything; how many."""
    records = {record.natural_key: record.pk for record in works.stored()}
    bodies = organisations()
    return sum(_state(view, records, bodies[view.by]) for view in fixtures.views())


def _state(view: DemoView, records: dict[str | None, UUID], organisation: UUID) -> bool:
    match = match_id(records[natural_key(view.left)], records[natural_key(view.right)])
    # One that was taken back since stays so.
    spoken = Position.objects.filter(match=match, record__owner=organisation).exists()
    if spoken or not Match.objects.filter(pk=match, gone_at__isnull=True).exists():
        return False
    state_position(match, view.verdict, view.note, by=reader_named(writers()[view.by]))
    return True
