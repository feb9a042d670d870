"""The tables of contact points, and of the checks whether they answer."""

from django.db import models

from egnatia.guests.models import GuestRequest
from egnatia.kernel.models import ContentKind, Organisation, RecordQuerySet


class ContactPoint(ContentKind):
    """An office or a function that colleagues reach on some topics: never a person."""

    KIND = "contact-point"


class CheckRequest(GuestRequest):
    """One e-mail of a communication check: whoever reads the mailbox confirms that it arrived, by one click.

    Those of one check share `batch` and `asked_at`. Seen by all members who see the contact point.
    """

    KIND = "contact-check-request"
    SUPPORTS = ("point",)

    batch = models.UUIDField(db_index=True)
    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="+")
    mailbox = models.EmailField(max_length=254)

    def __str__(self) -> str:
        return f"{self.point_id} in {self.batch}"

    @property
    def spoken_for(self) -> Organisation:
        return self.point.record.owner

    @classmethod
    def live(cls) -> RecordQuerySet:
        """Its contact point is there besides."""
        return super().live().filter(point__record__withdrawn_at__isnull=True)
