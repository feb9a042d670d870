"""Who is to be written to about which days: worked out for each from what he sees."""

from datetime import date
from uuid import UUID

from egnatia.commitments.follow_ups.authority import may_speak
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import Waiting
from egnatia.commitments.reminders.rules import due_soon
from egnatia.kernel.reader import SYSTEM
from egnatia.people.letters.queries import Recipient


def organisations_with_days() -> frozenset[UUID]:
    """The organisations that follow something up until a day, whoever sees it: a first, wide choice."""
    rows = FollowUp.visible_to(SYSTEM).filter(due__isnull=False).order_by()
    return frozenset(rows.values_list("record__owner", flat=True).distinct())


def days_for(recipient: Recipient) -> frozenset[date]:
    """The days within two weeks on which a report of his organisation is due that he sees, and may give."""
    reader, today = recipient.reader, recipient.today
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__isnull=False)
    found = rows.order_by().values_list("economy", "due", "recurrence", "reported_on", "due_set_on")
    able = recipient.person is None  # whoever reads the mailbox passes it on
    days = (
        due_soon(Waiting(*waiting), today) for economy, *waiting in found if able or may_speak(reader, economy or "")
    )
    return frozenset(day for day in days if day)
