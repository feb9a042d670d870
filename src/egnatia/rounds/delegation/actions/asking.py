"""Asking a colleague for a section, making the link, recalling it. Each is one transaction and one audit event."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries.live import live
from egnatia.rounds.delegation.queries.offering import chosen_for, colleagues_of, read_of, require_askable
from egnatia.rounds.delegation.queries.requests import request_row
from egnatia.rounds.delegation.rules import digest_of, kept
from egnatia.rounds.rounds.actions.answering import AnsweredMeanwhile, begin
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.visible import participant_row


@dataclass(frozen=True, slots=True)
class Asked:
    """Which section, and whom: a colleague with an account (his identifier) or a mail address. `read` is the digest of
    the questions that were shown to whoever asks.
    """

    branch: str
    language: str
    days: int
    person: str = ""
    mailbox: str = ""
    read: str = ""


@transaction.atomic
def ask(participant: UUID, asked: Asked, *, by: Reader) -> UUID:
    """A request without a link yet: whoever sends the letter makes it.

    With it the participant has begun, for all who see that: it is not left out of the round any more, with what
    colleagues type. Chosen is what stands in the branch now and what the organisation may read as an organisation:
    nobody is shown more than that.
    Raises NotAllowed("section-empty") where that is nothing, NotFound where the colleague is not of the organisation
    or does not see the round, AnsweredMeanwhile where these are not the questions that he has read.
    """
    found = participant_row(by, participant)
    require_askable(by, found)
    chosen = chosen_for(by, found, asked.branch)
    if not chosen:
        raise NotAllowed("section-empty")
    if asked.read != read_of(chosen):
        raise AnsweredMeanwhile
    begin(found.pk, by=by)
    return keep(found, asked, chosen, by=by)


def keep(found: Participant, asked: Asked, chosen: Iterable[UUID], *, by: Reader) -> UUID:
    """Store the request with its questions, and audit it."""
    person = _colleague(asked.person, found, by) if asked.person else None
    body = {"participant": str(found.pk), "branch": asked.branch}
    record = records.create(SectionRequest.KIND, VersionContent(body=body), kept(), by=by)
    made: SectionRequest = SectionRequest.objects.create(
        record=record,
        round=found.round,
        participant=found,
        branch=asked.branch,
        asker_id=UUID(by.person),
        asked_by=by.name,
        person=person,
        mailbox="" if person else asked.mailbox,
        language=asked.language,
        asked_at=record.published_at,
        expires_at=_end_of_day(record.published_at + timedelta(days=asked.days)),
    )
    SectionRow.objects.bulk_create(SectionRow(request=made, about_id=about) for about in chosen)
    audit.record("asked", SectionRequest.KIND, made.pk, by=by, participant=str(found.pk), days=asked.days)
    return record.pk


def _colleague(person: str, found: Participant, by: Reader) -> Person:
    colleague = next((each for each in colleagues_of(by, found) if str(each.pk) == person), None)
    if colleague is None:
        raise NotFound
    return colleague


def _end_of_day(moment: datetime) -> datetime:
    """Whoever reads "until 4 December" has that day, in the installation's time zone."""
    return timezone.localtime(moment).replace(hour=23, minute=59, second=59, microsecond=999_999)


@transaction.atomic
def make_link(record: UUID, *, by: Reader) -> str:
    """A new secret for the link, to hand over by oneself; the one before it opens nothing from now on.

    Raises NotAllowed("section-account") where a colleague with an account is asked: he comes with that.
    """
    request = own_live(record, by=by)
    if request.person_id is not None:
        raise NotAllowed("section-account")
    secret = fresh_link(request)
    audit.record("made link", SectionRequest.KIND, request.pk, by=by)
    return secret


def fresh_link(request: SectionRequest) -> str:
    """The secret is known to whoever calls this, and to nobody after the letter has left."""
    secret = secrets.token_urlsafe(24)
    request.link_digest, request.session_digest = digest_of(secret), None
    request.save(update_fields=["link_digest", "session_digest"])
    return secret


@transaction.atomic
def recall(record: UUID, *, by: Reader) -> None:
    """It opens nothing from the next request on, and whoever has it open is out; what he typed is not handed in."""
    request = own_live(record, by=by)
    request.recalled_at, request.session_digest = clock.now(), None
    request.save(update_fields=["recalled_at", "session_digest"])
    audit.record("recalled", SectionRequest.KIND, request.pk, by=by)


def own_live(record: UUID, *, by: Reader) -> SectionRequest:
    """A live request of the reader's organisation, for this transaction alone. Raises AlreadyThere where it is over."""
    records.hold(record)
    found = request_row(by, record)
    if not live().filter(pk=found.pk).exists():
        raise AlreadyThere
    return found
