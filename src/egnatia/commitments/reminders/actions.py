"""Planning letters before due days, and sending each once."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from egnatia.commitments.reminders.models import DueLetter
from egnatia.commitments.reminders.queries import days_for, organisations_with_days
from egnatia.kernel import clock
from egnatia.people.letters.actions import Sending, planned
from egnatia.people.letters.queries import Recipient, ended, mailboxes_of, people_of
from egnatia.people.letters.rules import REPORTS


@transaction.atomic
def plan_letters() -> int:
    """Letters to whom a report is due within two weeks, in his daytime; how many are new.

    The people of the organisation who may give the report are written to; where there are none, its functional mailbox.
    """
    unwanted = ended(REPORTS)
    wanted = [pair for pair in _pairs() if pair[0].key not in unwanted and pair[0].is_time]
    letters = [DueLetter(**each.to, due=day) for each, day in wanted]
    known = DueLetter.objects.filter(due__in={day for _, day in wanted})
    return planned(letters, known, REPORTS)


def _pairs() -> Iterator[tuple[Recipient, date]]:
    """Who is to know of which day, whatever the hour and whatever he wants."""
    organisations = organisations_with_days()
    told: set[tuple[str, date]] = set()
    for each in people_of(organisations):
        for day in sorted(days_for(each)):
            told.add((each.reader.organisation, day))
            yield each, day
    for each in mailboxes_of(organisations):
        yield from ((each, day) for day in sorted(days_for(each)) if (each.reader.organisation, day) not in told)


def send_letters() -> int:
    """Send what waits; how many left."""
    return SENDING.send(DueLetter.objects.all(), Q(due__gte=clock.today()))


def _still(letter: DueLetter, to: Recipient) -> bool:
    return letter.due in days_for(to)


SENDING = Sending(
    kind=REPORTS,
    still=_still,
    template=lambda _letter: "commitments/mails/due",
    page=lambda _letter: reverse("commitments:own-reports"),
)
