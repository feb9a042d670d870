"""What the owners of the stories say about their matches: each once, through the action that everybody uses."""

from uuid import UUID

from egnatia.kernel.readers import reader_named
from egnatia.mapping.demo import reading, works
from egnatia.mapping.demo.accounts import writers
from egnatia.mapping.demo.bodies import actors, natural_key
from egnatia.mapping.demo.reading import DemoView
from egnatia.mapping.matches.actions.viewing import state_view
from egnatia.mapping.matches.models import Match, View
from egnatia.mapping.matches.rules import match_id


def state_all() -> int:
    """State the views whose match is there and on which their organisation never said anything; how many."""
    records = {record.natural_key: record.pk for record in works.stored()}
    houses = actors()
    return sum(_state(view, records, houses[view.by]) for view in reading.views())


def _state(view: DemoView, records: dict[str | None, UUID], house: UUID) -> bool:
    match = match_id(records[natural_key(view.left)], records[natural_key(view.right)])
    # One that was taken back since stays so.
    spoken = View.objects.filter(match=match, record__owner=house).exists()
    if spoken or not Match.objects.filter(pk=match, gone_at__isnull=True).exists():
        return False
    state_view(match, view.verdict, view.note, by=reader_named(writers()[view.by]))
    return True
