"""Planning letters before due days, and sending each once."""

from collections.abc import Iterator
from datetime import date
from logging import getLogger
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse

from egnatia.commitments.reminded.models import DueLetter
from egnatia.commitments.reminded.queries import (
    Recipient,
    days_for,
    houses_with_days,
    mailboxes_of,
    people_of,
    recipient_of,
)
from egnatia.kernel import audit, clock
from egnatia.kernel.machine import MACHINE
from egnatia.people import mail
from egnatia.people.letters.queries import ended, epoch_of, is_ended
from egnatia.people.letters.rules import REPORTS, Ending, is_daytime, local, token_for

LOG = getLogger(__name__)
# The mail server said no: nothing left. After any other failure than these it may have said yes.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)


@transaction.atomic
def plan_letters() -> int:
    """Letters to whom a report is due within two weeks, in his daytime; how many are new.

    The people of the house who may give the report are written to; where there are none, its functional mailbox.
    """
    unwanted = ended(REPORTS)
    wanted = [pair for pair in _pairs() if pair[0].key not in unwanted and _is_time(pair[0])]
    letters = [DueLetter(**_to(each), due=day) for each, day in wanted]
    known = DueLetter.objects.filter(due__in={day for _, day in wanted})
    before = known.count()
    DueLetter.objects.bulk_create(letters, ignore_conflicts=True)
    made = known.count() - before
    if made:
        audit.record("planned letters", "letters", REPORTS, by=MACHINE, letters=made)
    return made


def _pairs() -> Iterator[tuple[Recipient, date]]:
    """Who is to know of which day, whatever the hour and whatever he wants."""
    houses = houses_with_days()
    told: set[tuple[str, date]] = set()
    for each in people_of(houses):
        for day in sorted(days_for(each)):
            told.add((each.reader.actor, day))
            yield each, day
    for each in mailboxes_of(houses):
        yield from ((each, day) for day in sorted(days_for(each)) if (each.reader.actor, day) not in told)


def _to(recipient: Recipient) -> dict[str, UUID]:
    if recipient.person:
        return {"person_id": recipient.person}
    return {"house_id": UUID(recipient.reader.actor)}


def send_letters() -> int:
    """Send what waits; how many left. Each statement stands by itself, so that what was sent stays sent.

    Raises what the connection raises where no mail server answers: all that has not left waits.
    """
    uncertain = DueLetter.objects.filter(taken_at__isnull=False, sent_at__isnull=True).count()
    if uncertain:
        LOG.warning("%d letters were cut off while they were sent: nobody knows whether they arrived", uncertain)
    waiting = DueLetter.objects.filter(taken_at__isnull=True, due__gte=clock.today()).order_by("planned_at", "pk")
    return sum(_sent(letter) for letter in list(waiting.values_list("pk", flat=True)))


def _sent(letter: UUID) -> bool:
    """Whether it left. What is due no more, or would come at night, waits.

    It is taken once the connection stands, since before nothing can have left. Another worker may have taken it then.
    """
    found = DueLetter.objects.select_related("person", "house").get(pk=letter)
    to = recipient_of(found.person, found.house)
    if to is None or not _is_time(to) or found.due not in days_for(to) or is_ended(to.key, REPORTS):
        return False
    with get_connection() as connection:
        if not DueLetter.objects.filter(pk=letter, taken_at__isnull=True).update(taken_at=clock.now()):
            return False
        try:
            _write(to, connection)
        except REFUSED:
            DueLetter.objects.filter(pk=letter).update(taken_at=None)
            return False
        DueLetter.objects.filter(pk=letter).update(sent_at=clock.now())
    return True


def _is_time(to: Recipient) -> bool:
    return is_daytime(local(clock.now(), to.zone))


def _ending(to: Recipient) -> Ending:
    return Ending(to.key, REPORTS, epoch_of(to.key, REPORTS), house=to.person is None)


def _write(to: Recipient, connection: BaseEmailBackend) -> None:
    site = settings.SITE_ADDRESS.rstrip("/")
    end = site + reverse("people:letters-ending", args=[token_for(_ending(to))])
    context = {"link": site + reverse("commitments:own-reports"), "end": end}
    one_click = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    letter = mail.letter("commitments/mails/due", to.mailbox, context, language=to.language, headers=one_click)
    letter.connection = connection
    letter.send()
