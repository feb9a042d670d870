"""The tables of notices."""

from django.conf import settings
from django.db import models

from egnatia.exchange.notices.fields import INFORMATION
from egnatia.kernel import clock, ids
from egnatia.kernel.models import ContentKind, Personal, Record, SignedBy


class Notice(ContentKind):
    """Something that members should know: a training with free places, a new law, a call, a change of address."""

    KIND = "notice"
    category = models.CharField(max_length=20, default=INFORMATION)
    valid_until = models.DateField(null=True, blank=True)


class Receipt(models.Model):
    """That somebody has opened or acknowledged an alert, or opened a notice above TLP:GREEN; readers are told before.

    `recall_acknowledged_at`: they know that it was recalled, and what to do with copies.
    """

    PERSONAL = Personal("receipts", "record_id", "opened_at", "acknowledged_at", "recall_acknowledged_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    recall_acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="receipt_once", fields=["record", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} opened {self.record_id}"


class Recall(models.Model):
    """That a notice was recalled: why, and what those who opened it are to do with copies."""

    record = models.OneToOneField(Record, primary_key=True, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    copies = models.TextField()
    by = SignedBy(of="author")
    author = models.CharField(max_length=36)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"recall of {self.record_id}"
