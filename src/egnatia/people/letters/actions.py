"""Choosing which letters one wants, planning letters and giving them to the mail server, each once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from logging import getLogger
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from egnatia.kernel import audit, clock
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.people import mail
from egnatia.people.letters.models import EndedLetters, LetterOnce, LetterZone
from egnatia.people.letters.queries import Recipient, epoch_of, is_ended, may_want_for, recipient_of
from egnatia.people.letters.rules import KINDS, Ending, organisation_key, person_key, read_token, token_for, zones


@transaction.atomic
def end_letters(token: str, *, by: Reader) -> str:
    """End what the link of a letter ends: whoever holds the letter may, signed in or not. Returns the kind.

    Raises NotFound for what was not signed here, or before they were wanted again. Pressed twice, done once.
    """
    read = read_token(token)
    if read is None:
        raise NotFound
    found, new = EndedLetters.objects.select_for_update().get_or_create(who=read.who, kind=read.kind)
    if found.epoch != read.epoch:
        raise NotFound
    if new or not found.ended:
        found.ended = True
        found.save(update_fields=["ended"])
        audit.record("ended letters", "letters", read.who[:16], by=by, sort=read.kind)
    return read.kind


@transaction.atomic
def want_for_organisation(organisation: UUID, *, by: Reader) -> None:
    """Letters to the mailbox of an organisation go again: what anybody with an old letter can end, its staff can undo.

    Raises NotFound where he sees no such organisation, or none of which they ended; NotAllowed where it is another's.
    """
    if not Organisation.visible_to(by).filter(pk=organisation).exists():
        raise NotFound
    if not may_want_for(by, organisation):
        raise NotAllowed(by.why_not("owner"))
    if not _wanted_again(organisation_key(organisation), KINDS):
        raise NotFound
    audit.record("wanted letters again", "letters", str(organisation), by=by)


def _wanted_again(who: str, kinds: Collection[str]) -> int:
    """How many kinds had ended. Links that were sent before end nothing any more."""
    rows = EndedLetters.objects.filter(who=who, kind__in=sorted(kinds), ended=True)
    return rows.update(ended=False, epoch=F("epoch") + 1)


@transaction.atomic
def choose_letters(wanted: frozenset[str], zone: str, *, by: Reader) -> None:
    """What one's own page says: the kinds that one wants, and the time zone."""
    if by.is_anonymous:
        raise NotAllowed("sign-in")
    if zone not in zones() or not wanted <= set(KINDS):
        raise NotFound
    who = person_key(by.person)
    LetterZone.objects.update_or_create(person_id=UUID(by.person), defaults={"zone": zone})
    _wanted_again(who, wanted)
    for kind in sorted(set(KINDS) - wanted):
        EndedLetters.objects.update_or_create(who=who, kind=kind, defaults={"ended": True})
    audit.record("chose letters", "person", by.person, by=by, wanted=sorted(wanted))


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
