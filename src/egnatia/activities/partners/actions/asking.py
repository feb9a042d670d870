"""Asking an organisation about its activities, making its link, recalling it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.activities.partners.queries.live import live
from egnatia.activities.partners.queries.offering import offer_for
from egnatia.activities.partners.rules import asking, digest_of
from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.records import VersionContent


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of whom, where the letter goes, in which language, for how many days."""

    organisation: UUID
    activities: tuple[UUID, ...]
    mailbox: str
    language: str
    days: int
    way: str = "link"


def require_may_ask(by: Reader) -> None:
    if not by.is_secretariat:
        raise NotAllowed("secretariat")


@transaction.atomic
def ask(asked: Asked, *, by: Reader) -> UUID:
    """A request without a link yet: whoever sends the letter makes it. Only what may go out can be asked about."""
    require_may_ask(by)
    offer = offer_for(by, asked.organisation)
    if not set(asked.activities) <= {row.id for row in offer.going}:
        raise NotFound
    body = {"organisation": str(offer.organisation), "rows": [str(each) for each in asked.activities]}
    record = records.create(PartnerRequest.KIND, VersionContent(title={"und": offer.name}, body=body), asking(), by=by)
    made = PartnerRequest.objects.create(
        record=record,
        organisation_id=offer.organisation,
        mailbox=asked.mailbox,
        language=asked.language,
        way=asked.way,
        asked_by=by.name,
        asked_at=record.published_at,
        expires_at=record.published_at + timedelta(days=asked.days),
    )
    rows = enumerate(dict.fromkeys(asked.activities), start=1)
    PartnerRow.objects.bulk_create(
        PartnerRow(request=made, number=number, activity_id=activity) for number, activity in rows
    )
    audit.record(
        "asked", PartnerRequest.KIND, made.pk, by=by, organisation=body["organisation"], rows=body["rows"],
        days=asked.days,
    )  # fmt: skip
    return record.pk


@transaction.atomic
def make_link(request_id: UUID, *, by: Reader) -> str:
    """A new secret for the link, to hand over by oneself; the one before it opens nothing from now on."""
    request = own_request(request_id, by=by)
    secret = fresh_link(request)
    audit.record("made link", PartnerRequest.KIND, request.pk, by=by)
    return secret


def fresh_link(request: PartnerRequest) -> str:
    """The secret is known to whoever calls this, and to nobody after the letter has left."""
    secret = secrets.token_urlsafe(24)
    request.link_digest, request.session_digest = digest_of(secret), None
    request.save(update_fields=["link_digest", "session_digest"])
    return secret


@transaction.atomic
def recall(request_id: UUID, *, by: Reader) -> None:
    """The link opens nothing from the next request on, and whoever has it open is out."""
    request = own_request(request_id, by=by)
    request.recalled_at, request.session_digest = clock.now(), None
    request.save(update_fields=["recalled_at", "session_digest"])
    audit.record("recalled", PartnerRequest.KIND, request.pk, by=by)


def own_request(request_id: UUID, *, by: Reader) -> PartnerRequest:
    """A live request of the reader's organisation, for this transaction alone. Raises AlreadyThere where it is over."""
    records.hold(request_id)
    found = PartnerRequest.visible_to(by).filter(pk=request_id).first()
    if not isinstance(found, PartnerRequest) or not may_read(by, found.record.envelope).allowed:
        raise NotFound
    records.require_owner(found.record, by=by)
    if not live().filter(pk=found.pk).exists():
        raise AlreadyThere
    return found
