"""The request that a link or a session opens, if it opens one now."""

from django.db.models import QuerySet

from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.rules import digest_of
from egnatia.kernel import clock


def live() -> "QuerySet[PartnerRequest]":
    """Neither handed in, nor recalled, nor over, nor withdrawn."""
    return PartnerRequest.objects.filter(
        handed_in_at__isnull=True,
        recalled_at__isnull=True,
        expires_at__gt=clock.now(),
        record__withdrawn_at__isnull=True,
    )


def by_link(token: str) -> "QuerySet[PartnerRequest]":
    return live().filter(link_digest=digest_of(token))


def by_session(secret: str) -> "QuerySet[PartnerRequest]":
    """A session is bound to one request and is over at once with it."""
    return live().filter(session_digest=digest_of(secret), session_until__gt=clock.now())
