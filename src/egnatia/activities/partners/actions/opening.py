"""Exchanging a link for a short session bound to its request. Nothing of it names a person or a machine."""

import secrets

from django.db import transaction

from egnatia.activities.partners.behind import reader_behind
from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.queries.live import by_link
from egnatia.activities.partners.rules import SESSION, digest_of
from egnatia.kernel import audit, clock
from egnatia.kernel.faults import NotFound


@transaction.atomic
def open_link(token: str) -> tuple[str, str]:
    """(secret of the session, language of the letter). Raises NotFound for a link that opens nothing now.

    A session that was open before ends: one link, one place where it is open.
    """
    request = by_link(token).select_for_update(of=("self",)).select_related("organisation").first()
    if request is None:
        raise NotFound
    now, secret = clock.now(), secrets.token_urlsafe(24)
    first = request.opened_at is None
    request.session_digest, request.session_until = digest_of(secret), now + SESSION
    request.opened_at = request.opened_at or now
    request.save(update_fields=["session_digest", "session_until", "opened_at"])
    if first:
        audit.record("opened", PartnerRequest.KIND, request.pk, by=reader_behind(request))
    return secret, request.language
