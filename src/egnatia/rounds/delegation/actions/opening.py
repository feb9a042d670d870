"""Exchanging a link, or an account, for a short session bound to one request."""

import secrets
from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.behind import organisation_behind
from egnatia.rounds.delegation.models import SectionRequest
from egnatia.rounds.delegation.queries.live import asked_of, by_link
from egnatia.rounds.delegation.rules import SESSION, digest_of


@transaction.atomic
def open_link(token: str) -> tuple[str, str]:
    """(secret of the session, language of the letter). Raises NotFound for a link that opens nothing now.

    A session that was open before ends: one link, one place where it is open.
    """
    request = by_link(token).select_for_update(of=("self",)).select_related("record__owner").first()
    if request is None:
        raise NotFound
    return _opened(request, by=organisation_behind(request)), request.language


@transaction.atomic
def open_as_colleague(record: UUID, *, by: Reader) -> str:
    """The secret of the session. Raises NotFound where this is not asked of him now, and without the second factor
    NotAllowed, whatever is asked of whom.
    """
    if not by.strong:
        raise NotAllowed("second-factor")
    records.hold(record)
    request = asked_of(by).filter(pk=record).first()
    if request is None:
        raise NotFound
    return _opened(request, by=by)


def _opened(request: SectionRequest, *, by: Reader) -> str:
    now, secret = clock.now(), secrets.token_urlsafe(24)
    first = request.opened_at is None
    request.session_digest, request.session_until = digest_of(secret), now + SESSION
    request.opened_at = request.opened_at or now
    request.save(update_fields=["session_digest", "session_until", "opened_at"])
    if first:
        audit.record("opened", SectionRequest.KIND, request.pk, by=by)
    return secret
