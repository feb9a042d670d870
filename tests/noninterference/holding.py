"""Who knows that his house asked for a section has it open too: through its link, or as the colleague who was asked."""

from datetime import datetime, timedelta
from uuid import UUID

from django.test import Client

from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.models import SectionRequest
from egnatia.rounds.delegation.rules import digest_of
from egnatia.rounds.delegation.views.own import SESSION


def hold_section(client: Client, reader: Reader, moment: datetime) -> None:
    """Half of the requests are a colleague's. The observer reads whatever his house reads, and so do link and page."""
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
    session[SESSION] = secret
    session.save()
