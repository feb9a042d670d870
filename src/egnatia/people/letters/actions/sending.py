"""Planning letters, and giving them to the mail server, each once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from logging import getLogger
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Generic, TypeVar

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet
from django.urls import reverse

from egnatia.kernel import audit, clock
from egnatia.kernel.machine import MACHINE
from egnatia.people import mail
from egnatia.people.letters.models import LetterOnce
from egnatia.people.letters.queries.chosen import epoch_of, is_ended
from egnatia.people.letters.queries.recipients import Recipient, recipient_of
from egnatia.people.letters.rules import Ending, token_for

LOG = getLogger(__name__)
# The mail server said no: nothing left. After any other failure than these it may have said yes.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)
L = TypeVar("L", bound=LetterOnce)


def planned(letters: Sequence[L], among: "QuerySet[L]", kind: str) -> int:
    """How many of the letters are new, which wait from now on. `among` holds all that they could be already."""
    before = among.count()
    among.model._default_manager.bulk_create(letters, ignore_conflicts=True)  # noqa: SLF001 - public, for all its name
    made = among.count() - before
    if made:
        audit.record("planned letters", "letters", kind, by=MACHINE, letters=made)
    return made


@dataclass(frozen=True, slots=True)
class Sending(Generic[L]):
    """How letters of one kind go: `still` says whether one is wanted at this moment, `template` and `page` what it says
    and where its link leads.
    """

    kind: str
    still: Callable[[L, Recipient], bool]
    template: Callable[[L], str]
    page: Callable[[L], str]

    def send(self, rows: "QuerySet[L]", waiting: Q) -> int:
        """Send those of the rows that wait; how many left.

        Each statement stands by itself, so that what was sent stays sent. Raises what the connection raises where no
        mail server answers: all that has not left waits.
        """
        uncertain = rows.filter(taken_at__isnull=False, sent_at__isnull=True).count()
        if uncertain:
            LOG.warning("%d letters were cut off while they were sent: nobody knows whether they arrived", uncertain)
        found = rows.filter(waiting, taken_at__isnull=True).order_by("planned_at", "pk").values_list("pk", flat=True)
        return sum(self._sent(rows.filter(pk=letter)) for letter in list(found))

    def _sent(self, itself: "QuerySet[L]") -> bool:
        """Whether it left. What is wanted no more, or would come at night, waits.

        It is taken once the connection stands, since before nothing can have left. Another worker may have taken it
        then.
        """
        letter = itself.select_related("person", "organisation").get()
        to = recipient_of(letter)
        if to is None or not to.is_time or not self.still(letter, to) or is_ended(to.key, self.kind):
            return False
        with get_connection() as connection:
            if not itself.filter(taken_at__isnull=True).update(taken_at=clock.now()):
                return False
            try:
                self._write(letter, to, connection)
            except REFUSED:
                itself.update(taken_at=None)
                return False
            itself.update(sent_at=clock.now())
        return True

    def _write(self, letter: L, to: Recipient, connection: BaseEmailBackend) -> None:
        site = settings.SITE_ADDRESS.rstrip("/")
        ending = Ending(to.key, self.kind, epoch_of(to.key, self.kind), organisation=to.person is None)
        end = site + reverse("people:letters-ending", args=[token_for(ending)])
        context = {"link": site + self.page(letter), "end": end}
        one_click = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        written = mail.letter(self.template(letter), to.mailbox, context, language=to.language, headers=one_click)
        written.connection = connection
        written.send()
