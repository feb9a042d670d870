"""The requests that a link, a session or a colleague opens, if they open one now."""

from django.db.models import F, QuerySet

from egnatia.kernel import clock
from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.models import SectionRequest
from egnatia.rounds.delegation.rules import digest_of
from egnatia.rounds.rounds.rules import OPEN


def live() -> "QuerySet[SectionRequest]":
    """Neither handed in, nor recalled, nor over; its round is there and takes the participant's answers."""
    now = clock.now()
    return SectionRequest.objects.filter(
        handed_in_at__isnull=True,
        recalled_at__isnull=True,
        expires_at__gt=now,
        record__withdrawn_at__isnull=True,
        round__record__withdrawn_at__isnull=True,
        round__opens__lte=clock.today(),
        participant__stage__in=OPEN,
    )


def by_link(token: str) -> "QuerySet[SectionRequest]":
    """Links are for those who are asked by mail."""
    return live().filter(link_digest=digest_of(token), person__isnull=True)


def by_session(secret: str) -> "QuerySet[SectionRequest]":
    """A session is bound to one request and is over at once with it."""
    return live().filter(session_digest=digest_of(secret), session_until__gt=clock.now())


def asked_of(reader: Reader) -> "QuerySet[SectionRequest]":
    """What he himself is asked about, as somebody of the asker's organisation."""
    if reader.is_anonymous or not reader.strong:
        return SectionRequest.objects.none()
    seen = SectionRequest.visible_to(reader).values("pk")
    return live().filter(pk__in=seen, person=reader.person, record__owner=F("person__organisation"))
