"""Planning reminders that are due, and giving each to the mail server once."""

from collections.abc import Sequence
from contextlib import suppress
from logging import getLogger
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.records import audit
from egnatia.kernel.reminders import Due, MailRecipient, ReminderKind
from egnatia.kernel.rooms import reminder_kinds
from egnatia.people import mail
from egnatia.people.email_preferences.queries import ended, epoch_of, is_ended
from egnatia.people.email_preferences.rules import Ending, token_for
from egnatia.reminders.models import Reminder
from egnatia.reminders.queries import is_reachable, key_of, recipient_of

LOG = getLogger(__name__)
# The mail server said no: nothing left. After any other failure than these it may have said yes.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)


def plan_all() -> int:
    """How many reminders are new that are due today to somebody who can be reached now."""
    return sum(plan(kind) for kind in reminder_kinds().values())


@transaction.atomic
def plan(kind: ReminderKind) -> int:
    """The same of one kind; 0 where people write them."""
    if kind.due is None or kind.letters is None:
        return 0
    unwanted = ended(kind.letters.code)
    wanted = [due for due in kind.due() if key_of(due.to) not in unwanted and is_reachable(due.to)]
    among = Reminder.objects.filter(name=kind.name, day__in={due.day for due in wanted})
    before = among.count()
    store([Reminder(name=kind.name, about=due.about, day=due.day, **_addressed(due.to)) for due in wanted])
    if made := among.count() - before:
        audit.record("planned letters", "letters", kind.name, by=MACHINE, letters=made)
    return made


def _addressed(to: MailRecipient) -> dict[str, UUID]:
    return {"person_id": to.person} if to.person else {"organisation_id": UUID(to.reader.organisation)}


def store(reminders: Sequence[Reminder]) -> None:
    """They wait from now on, but for those that are there already."""
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)


def send_waiting(*, site: str) -> int:
    """Send all that waits; how many left.

    Each statement stands by itself, so that what was sent stays sent. Raises what the connection raises where no
    mail server answers: all that has not left waits.
    """
    uncertain = Reminder.objects.filter(taken_at__isnull=False, sent_at__isnull=True).count()
    if uncertain:
        LOG.warning("%d reminders were cut off while they were sent: nobody knows whether they arrived", uncertain)
    waiting = Reminder.objects.filter(day__gte=clock.today(), taken_at__isnull=True).order_by("planned_at", "pk")
    left = 0
    for reminder in list(waiting.values_list("pk", flat=True)):
        with suppress(*REFUSED):
            left += send(reminder, site=site)
    return left


def send(reminder: UUID, *, site: str) -> bool:
    """Whether it left. What is wanted no more, or comes at the wrong hour, waits. Raises what the server refuses with.

    It is taken once the connection stands, since before nothing can have left. Another worker may have taken it then.
    """
    itself = Reminder.objects.filter(pk=reminder)
    row = itself.filter(taken_at__isnull=True).select_related("person", "organisation").first()
    kind, to = (reminder_kinds().get(row.name), recipient_of(row)) if row else (None, None)
    if row is None or kind is None or to is None or not _goes_now(kind, Due(to, row.day, row.about)):
        return False
    with get_connection() as connection:
        if not itself.filter(taken_at__isnull=True).update(taken_at=clock.now()):
            return False
        written = _written(row, kind, to, site.rstrip("/"))
        written.connection = connection
        try:
            written.send()
        except REFUSED:
            itself.update(taken_at=None)
            raise
        itself.update(sent_at=clock.now())
    return True


def _goes_now(kind: ReminderKind, due: Due) -> bool:
    """What somebody wrote goes at any hour; what comes unasked does not, and not to whoever ended it."""
    unasked = kind.letters is not None
    hour = not unasked or is_reachable(due.to)
    wanted = kind.letters is None or not is_ended(key_of(due.to), kind.letters.code)
    return hour and wanted and kind.still(due)


def _written(row: Reminder, kind: ReminderKind, to: MailRecipient, site: str) -> EmailMessage:
    context, headers = {"text": row.text, "link": site + kind.page(row.about)}, {}
    if kind.letters:
        key, code = key_of(to), kind.letters.code
        ending = Ending(key, code, epoch_of(key, code), organisation=to.person is None)
        context["end"] = site + reverse("people:letters-ending", args=[token_for(ending)])
        headers = {"List-Unsubscribe": f"<{context['end']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return mail.letter(kind.template, to.mailbox, context, language=to.language, headers=headers)
