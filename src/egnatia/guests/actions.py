"""The life of a personal link: made, sent, opened, handed in, recalled. Its secret is stored nowhere."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from egnatia.guests.models import GuestRequest
from egnatia.guests.readers import reader_behind
from egnatia.guests.rules import SESSION, digest_of, last_moment
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotFound
from egnatia.kernel.inbox import MailRecipient
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.records import audit
from egnatia.people import mail
from egnatia.people.addresses import without_language

R = TypeVar("R", bound=GuestRequest)


@dataclass(frozen=True, slots=True)
class Letter:
    """Where a letter goes and what it says besides who asks, the way in and the last day.

    `way_in`: the path of those who come with an account; without one the letter makes a link.
    """

    to: str
    context: Mapping[str, object] = field(default_factory=dict)
    files: tuple[mail.Attachment, ...] = ()
    way_in: str = ""


@dataclass(frozen=True, slots=True)
class Links(Generic[R]):
    """The links of one kind of request. `route`: what the names of its addresses begin with ("rounds:section").

    `template`, `letter`: the letter with the link. `own`: a request that somebody may act on; raises NotFound.
    """

    model: type[R]
    route: str
    template: str
    letter: Callable[[R], Letter]
    own: Callable[[Reader, UUID], R]

    @property
    def kind(self) -> str:
        return str(self.model.KIND)

    def address(self, token: str, language: str) -> str:
        """The page with the button, in the language of the letter."""
        path = without_language(reverse(f"{self.route}-link", args=[token]))
        return f"{path}?language={language}"

    def own_live(self, record: UUID, *, by: Reader) -> R:
        """A live request that they may act on, for this transaction alone. Raises AlreadyThere where it is over."""
        records.hold(record)
        found = self.own(by, record)
        if not self.model.live().filter(pk=found.pk).exists():
            raise AlreadyThere
        return found

    @transaction.atomic
    def make(self, record: UUID, *, by: Reader) -> str:
        """A new secret for the link, to hand over by oneself; the one before it opens nothing from now on."""
        request = self.own_live(record, by=by)
        secret = _renewed(request)
        audit.record("made link", self.kind, request.pk, by=by)
        return secret

    @transaction.atomic
    def made_for(self, to: MailRecipient, days: int, **said: object) -> str:
        """The address of a new link in an e-mail that is being written to somebody with an account: theirs alone."""
        now, nothing = clock.now(), records.VersionContent()
        record = records.create(self.kind, nothing, Marking(Tlp.RED), by=to.reader)
        until = last_moment(now, days)
        row = self.model(record=record, language=to.language, asked_at=now, sent_at=now, expires_at=until, **said)
        row.save(force_insert=True)
        return self.address(self.make(record.pk, by=to.reader), to.language)

    @transaction.atomic
    def answer(self, token: str, act: Callable[[R], None]) -> None:
        """One deed, and the link is over. Raises NotFound for a link that opens nothing now, and what `act` raises."""
        request = _locked(self.model.by_link(token)).first()
        if request is None:
            raise NotFound
        act(request)
        self.hand_in(request, by=reader_behind(request))

    @transaction.atomic
    def recall(self, record: UUID, *, by: Reader) -> None:
        """It opens nothing from the next request on, and whoever has it open is out; what they typed is not handed
        in."""
        request = self.own_live(record, by=by)
        request.recalled_at, request.session_digest = clock.now(), None
        request.save(update_fields=["recalled_at", "session_digest"])
        audit.record("recalled", self.kind, request.pk, by=by)

    @transaction.atomic
    def send_letter(self, record: UUID, *, site: str) -> bool:
        """Whether a letter left: none for a request that is over, was sent already, or whose link was made by hand.

        The link is made here, so that its secret stands in no queue and no table.
        """
        records.hold(record)
        waiting = self.model.live().filter(pk=record, link_digest__isnull=True, sent_at__isnull=True)
        found: R | None = _locked(waiting).first()
        letter = self.letter(found) if found else None
        if found is None or letter is None or not letter.to:
            return False
        way_in = letter.way_in or self.address(_renewed(found), found.language)
        with translation.override(found.language):
            until = date_format(timezone.localtime(found.expires_at), "DATE_FORMAT")
        found.sent_at = clock.now()
        found.save(update_fields=["sent_at"])
        context = {"who": found.record.owner.name, "link": site.rstrip("/") + way_in, "until": until, **letter.context}
        mail.send(self.template, letter.to, context, language=found.language, files=letter.files)
        return True

    @transaction.atomic
    def open(self, token: str) -> tuple[str, str]:
        """(secret of the session, language of the letter). Raises NotFound for a link that opens nothing now."""
        request = _locked(self.model.by_link(token)).first()
        if request is None:
            raise NotFound
        return self.begin(request, by=reader_behind(request)), request.language

    def begin(self, request: R, *, by: Reader) -> str:
        """The secret of a short session bound to the request. Nothing of it names a person or a machine.

        A session that was open before ends: one link, one place where it is open.
        """
        now, secret = clock.now(), secrets.token_urlsafe(24)
        first = request.opened_at is None
        request.session_digest, request.session_until = digest_of(secret), now + SESSION
        request.opened_at = request.opened_at or now
        request.save(update_fields=["session_digest", "session_until", "opened_at"])
        if first:
            audit.record("opened", self.kind, request.pk, by=by)
        return secret

    def opened(self, secret: str) -> R:
        """The live request of this session, for this transaction alone. Raises NotFound where it opens nothing now."""
        found: R | None = _locked(self.model.by_session(secret)).first()
        if found is None:
            raise NotFound
        return found

    def hand_in(self, request: R, *, by: Reader, **counts: int) -> None:
        """Link and session are over; `counts` of what was entered, for the trail."""
        request.handed_in_at, request.session_digest = clock.now(), None
        request.save(update_fields=["handed_in_at", "session_digest"])
        audit.record("handed in", self.kind, request.pk, by=by, **counts)


def _locked(rows: RecordQuerySet) -> RecordQuerySet:
    return rows.select_for_update(of=("self",)).select_related("record__owner")


def _renewed(request: GuestRequest) -> str:
    """The secret is known to whoever calls this, and to nobody after the letter has left."""
    secret = secrets.token_urlsafe(24)
    request.link_digest, request.session_digest = digest_of(secret), None
    request.save(update_fields=["link_digest", "session_digest"])
    return secret
