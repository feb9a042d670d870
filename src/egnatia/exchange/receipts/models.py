"""Who opened what, what was recalled from whom, and who asked that a record be shared more widely."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from egnatia.files.models import AttachedFile
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Personal, Record, SignedBy


class Receipt(models.Model):
    """That somebody has opened an alert, a request or a record above TLP:GREEN; readers are told before.

    `acknowledged_at`: of an alert, perhaps from its e-mail alone; `acknowledged_before`: of a version that was
    corrected since. `recall_acknowledged_at`: they know that it was recalled, and what to do with copies.
    """

    PERSONAL = Personal(
        "receipts", "record_id", "opened_at", "acknowledged_at", "acknowledged_before", "recall_acknowledged_at"
    )
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_before = models.DateTimeField(null=True, blank=True)
    recall_acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("record", "person"), name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.person_id} opened {self.record_id}"


class RecallBase(models.Model):
    """Why something was recalled, and what those who have it are to do with copies."""

    reason = models.TextField()
    copies = models.TextField()
    by = SignedBy(of="author")
    author = models.CharField(max_length=36)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class Recall(RecallBase):
    """Of a record. `readers`: the persons who could read it when it was recalled."""

    record = models.OneToOneField(Record, primary_key=True, on_delete=models.CASCADE, related_name="+")
    readers = ArrayField(models.UUIDField(), default=list)

    def __str__(self) -> str:
        return f"recall of {self.record_id}"


class FileRecall(RecallBase):
    """Of a file on a record: of the version with this `number`, or of all that there were (0)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    file = models.ForeignKey(AttachedFile, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("file", "number"), name="file_recall_once")]

    def __str__(self) -> str:
        return f"recall of file {self.file_id}"


class FileRecallReceipt(models.Model):
    """That somebody who has a recalled file is told of it, and when they acknowledged that."""

    PERSONAL = Personal("recalled_files", "acknowledged_at")
    recall = models.ForeignKey(FileRecall, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("recall", "person"), name="file_recall_receipt_once")]

    def __str__(self) -> str:
        return f"{self.person_id} is told of {self.recall_id}"


class WideningRequest(models.Model):
    """That a reader asks the owner of a record to share it more widely, and what the owner answered."""

    PERSONAL = Personal("widening_requests", "record_id", "asked_at", "agreed", "answered_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = SignedBy(of="answered_by_person", blank=True)
    answered_by_person = models.CharField(max_length=36, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("record", "person"),
                condition=models.Q(answered_at__isnull=True),
                name="widening_request_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks to widen {self.record_id}"
