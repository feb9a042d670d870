"""What every request by a personal link keeps; each room adds whom it asks, and about what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.guests.rules import ASKED, HANDED_IN, MADE, OPENED, OVER, RECALLED, SENT, digest_of
from egnatia.kernel import clock
from egnatia.kernel.models import Kind, Organisation, RecordQuerySet

DIGEST = 64


class GuestRequest(Kind):
    """A request whose link opens it, and nothing besides, without an account.

    The link and the session that it is exchanged for are kept as digests: who reads the table can open neither.
    """

    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    link_digest = models.CharField(max_length=DIGEST, null=True, blank=True, unique=True)
    session_digest = models.CharField(max_length=DIGEST, null=True, blank=True, unique=True)
    session_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def spoken_for(self) -> Organisation:
        """For which organisation whoever holds the link answers: the one that asks, unless a room says otherwise."""
        return self.record.owner

    @property
    def status(self) -> str:
        """How far it has come, as `rules` names it."""
        if self.handed_in_at:
            return HANDED_IN
        if self.recalled_at:
            return RECALLED
        if self.expires_at <= clock.now():
            return OVER
        if self.opened_at:
            return OPENED
        if self.sent_at:
            return SENT
        return MADE if self.link_digest else ASKED

    @classmethod
    def live(cls) -> RecordQuerySet:
        """Neither handed in, nor recalled, nor over, nor withdrawn."""
        return cls.objects.filter(
            handed_in_at__isnull=True,
            recalled_at__isnull=True,
            expires_at__gt=clock.now(),
            record__withdrawn_at__isnull=True,
        )

    @classmethod
    def by_link(cls, token: str) -> RecordQuerySet:
        return cls.live().filter(link_digest=digest_of(token))

    @classmethod
    def by_session(cls, secret: str) -> RecordQuerySet:
        """A session is bound to one request and is over at once with it."""
        if not secret:
            return cls.objects.none()
        return cls.live().filter(session_digest=digest_of(secret), session_until__gt=clock.now())
