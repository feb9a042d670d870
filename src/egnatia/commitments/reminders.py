"""The reports on follow-ups that are due, on the start page and by e-mail: to whoever sees them and may give them."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import ReportSchedule, awaited_since, may_speak, next_due
from egnatia.kernel import clock
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.inbox import DEADLINES, Due, InboxItem, MailRecipient, NotificationKind, counted, one_by_one
from egnatia.reminders.queries import mailboxes_of, people_of

BEFORE = timedelta(days=14)


def due_soon(waiting: ReportSchedule, today: date) -> date | None:
    """The day within two weeks on which a report will be waited for; None where none will be."""
    coming = next_due(waiting.due, waiting.recurrence, today)
    if coming is None or not today <= coming <= today + BEFORE:
        return None
    return coming if awaited_since(waiting, coming) else None


def reports_due() -> Iterator[Due]:
    """Who is to know of which day within two weeks: the people of the organisation who may give the report, or, where
    there are none, its functional mailbox. One for each day, whatever is due then."""
    organisations = _organisations_with_days()
    told: set[tuple[str, date]] = set()
    for each in people_of(organisations):
        for day in sorted(days_for(each)):
            told.add((each.reader.organisation, day))
            yield Due(each, day)
    for each in mailboxes_of(organisations):
        yield from (Due(each, day) for day in sorted(days_for(each)) if (each.reader.organisation, day) not in told)


def _organisations_with_days() -> frozenset[UUID]:
    """The organisations that follow something up until a day, whoever sees it: a first, wide choice."""
    rows = FollowUp.visible_to(SYSTEM).filter(due__isnull=False).order_by()
    return frozenset(rows.values_list("record__owner", flat=True).distinct())


def days_for(to: MailRecipient) -> frozenset[date]:
    """The days within two weeks on which a report of their organisation is due that they see, and may give."""
    reader, today = to.reader, to.now.date()
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__isnull=False)
    found = rows.order_by().values_list("economy", "due", "recurrence", "reported_on", "due_set_on")
    able = to.person is None  # whoever reads the mailbox passes it on
    days = (
        due_soon(ReportSchedule(*waiting), today)
        for economy, *waiting in found
        if able or may_speak(reader, economy or "")
    )
    return frozenset(day for day in days if day)


def reports(reader: Reader) -> Iterator[InboxItem]:
    """The reports of the reader's organisation that are due within two weeks or overdue, and that they may give."""
    if not reader.strong:
        return
    today = clock.today()
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__lte=today + BEFORE)
    found = rows.order_by().values_list("economy", "due", "recurrence", "reported_on", "due_set_on")
    schedules = [ReportSchedule(*waiting) for economy, *waiting in found if may_speak(reader, economy or "")]
    count = sum(1 for each in schedules if awaited_since(each, today) or due_soon(each, today))
    said = ngettext("%(count)s report on a commitment is due", "%(count)s reports on commitments are due", count)
    text = gettext("State what has been done since the last report, or that it is still true.")
    words = said % {"count": counted(count)}
    yield InboxItem("reports", count, words, text, reverse("commitments:own-reports"), gettext("Review"), each=5.0)


REPORT = NotificationKind(
    name="report",
    template="commitments/mails/due",
    due=reports_due,
    lines=one_by_one(lambda _about: reverse("commitments:own-reports"), lambda due: due.day in days_for(due.to)),
    line=_("A report from your organisation is due soon"),
    letters=DEADLINES,
)
