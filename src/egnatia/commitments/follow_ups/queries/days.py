"""Due days of follow-ups in somebody's calendar."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from egnatia.commitments.commitments.queries.visible import rows_of, words_for
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import next_due
from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.rooms import Entry
from egnatia.people.addresses import page_of

MOST, LONGEST = 500, 120


def days_of(reader: Reader) -> list[Entry]:
    """The next due day of each follow-up of his own organisation that the reader sees: nobody else is told.

    The secret address of a calendar was made with the second step, so it may say when; it reads GREEN at most.
    """
    if reader.is_anonymous:
        return []
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__isnull=False)
    coming = _coming(rows)
    seen = rows.select_related("commitment__record").defer("record__search", "commitment__record__search")
    there = seen.in_bulk(list(coming))
    found = [there[pk] for pk in coming if pk in there and may_read(reader, there[pk].record.envelope).allowed]
    agreed = {row.id: row for row in rows_of(reader, [each.commitment_id for each in found], words_for(forum()))}
    return [_entry(each, coming[each.pk], agreed[each.commitment_id].words) for each in found]


def _coming(rows: RecordQuerySet) -> dict[UUID, date]:
    """The next days, the earliest first: what is past for good takes the place of nothing that comes."""
    today = clock.today()
    told = rows.filter(~Q(recurrence="") | Q(due__gte=today)).values_list("pk", "due", "recurrence")
    days = sorted((day, pk) for pk, due, recurrence in told if (day := next_due(due, recurrence, today)))
    return {pk: day for day, pk in days[:MOST]}


def _entry(found: FollowUp, day: date, commitment: str) -> Entry:
    return Entry(
        record=found.pk,
        kind=FollowUp.KIND,
        day=day,
        words=_("Report: %(commitment)s") % {"commitment": Truncator(commitment).chars(LONGEST)},
        url=page_of(FollowUp.KIND, found.pk),
        changed_at=max(found.record.changed_at, found.commitment.record.changed_at),
    )
