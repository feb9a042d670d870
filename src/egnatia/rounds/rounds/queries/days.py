"""Last days of rounds in somebody's calendar."""

from django.utils.translation import gettext as _

from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.rooms import CalendarEntry
from egnatia.people.addresses import page_of
from egnatia.rounds.rounds.models import Round

MOST = 100


def days_of(reader: Reader) -> list[CalendarEntry]:
    """The rounds that they see and that have not closed, the one that closes first at the beginning."""
    rows = Round.visible_to(reader).filter(closes__gte=clock.today()).defer("record__search")
    found = [each for each in rows.order_by("closes", "pk")[:MOST] if may_read(reader, each.record.envelope).allowed]
    return [_entry(each) for each in found]


def _entry(found: Round) -> CalendarEntry:
    return CalendarEntry(
        record=found.pk,
        kind=Round.KIND,
        day=found.closes,
        words=_("Reply by this date: %(round)s") % {"round": found.title},
        url=page_of(Round.KIND, found.pk),
        changed_at=found.record.changed_at,
    )
