"""The tables of notices."""

from django.conf import settings
from django.db import models

from egnatia.exchange.notices.fields import INFORMATION
from egnatia.guests.models import GuestRequest
from egnatia.kernel.models import ContentKind, RecordQuerySet


class Notice(ContentKind):
    """Something that members should know: a training with free places, a new law, a call, a change of address.

    `planned`: of a draft, the marking that it gets when it is published. `corrections`: how often an alert changed what
    it says since, and when last: each time it is to be acknowledged anew.
    """

    KIND = "notice"
    category = models.CharField(max_length=20, default=INFORMATION)
    valid_until = models.DateField(null=True, blank=True)
    planned = models.JSONField(null=True, blank=True)
    corrections = models.PositiveSmallIntegerField(default=0)
    corrected_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_draft(self) -> bool:
        return self.planned is not None

    class Meta(ContentKind.Meta):
        indexes = [models.Index(name="notice_category", fields=["category"])]  # every page asks for alerts


class AlertLink(GuestRequest):
    """The link in one e-mail by which a person acknowledges an alert once, without signing in: nobody's to read but
    theirs."""

    KIND = "alert-link"
    SUPPORTS = ("notice",)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"link of {self.person_id} to {self.notice_id}"

    @classmethod
    def live(cls) -> RecordQuerySet:
        """Its alert is there besides."""
        return super().live().filter(notice__record__withdrawn_at__isnull=True)
