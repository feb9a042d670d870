"""Planning letters before due days, and sending each once."""

from collections.abc import Iterator
from datetime import date
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
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
from egnatia.people.letters.queries import ended, is_ended
from egnatia.people.letters.rules import REPORTS, is_daytime, local, token_for

# The mail server said no: nothing left. After any other failure than these it may have said yes.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)


@transaction.atomic
def plan_letters() -> int:
    """Letters to whom a report is due within two weeks, in his daytime; how many are new.

    The people of the house who may give the report are written to; where there are none, its functional mailbox.
    """
    unwanted = ended(REPORTS)
    wanted = [pair for pair in _pairs() if pair[0].key not in unwanted and is_daytime(local(clock.now(), pair[0].zone))]
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

    Raises ConnectionRefusedError where no mail server answers: the rest waits.
    """
    waiting = DueLetter.objects.filter(taken_at__isnull=True, due__gte=clock.today()).order_by("planned_at", "pk")
    return sum(_sent(letter) for letter in list(waiting.values_list("pk", flat=True)))


def _sent(letter: UUID) -> bool:
    """Whether it left. Another worker may have taken it meanwhile; what is due no more waits until it is again."""
    if not DueLetter.objects.filter(pk=letter, taken_at__isnull=True).update(taken_at=clock.now()):
        return False
    found = DueLetter.objects.select_related("person", "house").get(pk=letter)
    to = recipient_of(found.person, found.house)
    if to is None or found.due not in days_for(to) or is_ended(to.key, REPORTS):
        return _given_back(letter)
    try:
        _write(to)
    except REFUSED:
        return _given_back(letter)
    except ConnectionRefusedError:
        _given_back(letter)
        raise
    DueLetter.objects.filter(pk=letter).update(sent_at=clock.now())
    return True


def _given_back(letter: UUID) -> bool:
    DueLetter.objects.filter(pk=letter).update(taken_at=None)
    return False


def _write(to: Recipient) -> None:
    site = settings.SITE_ADDRESS.rstrip("/")
    end = site + reverse("people:letters-ending", args=[token_for(to.key, REPORTS)])
    context = {"link": site + reverse("commitments:own"), "end": end}
    one_click = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail.send("commitments/mails/due", to.mailbox, context, language=to.language, headers=one_click)
