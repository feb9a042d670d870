"""Who knows that their house asked for a section has it open too, by its link or as the colleague asked."""

from datetime import datetime, timedelta
from uuid import UUID

from django.test import Client

from egnatia.exchange.delegation import views as delegation
from egnatia.exchange.requests.models import PartRequest
from egnatia.guests.rules import digest_of
from egnatia.kernel.access.reader import Reader
from egnatia.rounds.delegation.models import SectionRequest
from egnatia.rounds.delegation.views import PAGES


def hold_part(client: Client, reader: Reader, moment: datetime) -> None:
    """Who knows that their house delegated questions of a request has the form open, as by its link."""
    mine = PartRequest.visible_to(reader).filter(record__owner=reader.organisation or None, handed_in_at__isnull=True)
    part = mine.order_by("pk").first()
    if not isinstance(part, PartRequest):
        return
    secret = f"session of {part.pk}"
    part.session_digest, part.session_until = digest_of(secret), moment + timedelta(hours=1)
    part.save()
    session = client.session
    session[delegation.PAGES.session] = secret
    session.save()


def hold_section(client: Client, reader: Reader, moment: datetime) -> None:
    """Half of the requests are a colleague's. The observer reads what their house reads, and so do link and page."""
    mine = SectionRequest.visible_to(reader).filter(
        record__owner=reader.organisation or None, handed_in_at__isnull=True
    )
    request = mine.order_by("pk").first()
    if not isinstance(request, SectionRequest):
        return
    secret = f"session of {request.pk}"
    request.session_digest, request.session_until = digest_of(secret), moment + timedelta(hours=1)
    if request.pk.int % 2:
        request.person_id, request.mailbox = UUID(reader.person), ""
    request.save()
    session = client.session
    session[PAGES.session] = secret
    session.save()
