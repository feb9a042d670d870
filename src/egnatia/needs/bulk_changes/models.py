"""What one person changed of many records at once, so that they find it again and can take it back.

Nobody but that person is told of it, and they only of the records that they still see: it is no record itself.
"""

from django.db import models

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Personal


class BulkChange(models.Model):
    """One change of many records. `wish` and `marking` hold codes only, as they were asked for."""

    PERSONAL = Personal("changes_of_many_records", "listed", "wish", "made_at", "undone_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey("kernel.Person", on_delete=models.CASCADE, related_name="+")
    listed = models.CharField(max_length=12)  # which list: see rules
    wish = models.JSONField(default=dict)
    marking = models.JSONField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="bulk_change_of", fields=["person", "-made_at", "id"])]

    def __str__(self) -> str:
        return f"{self.listed} changed by {self.person_id}"


class BulkedRecord(models.Model):
    """One record of a change, as it was before and as it was left. `because` says why it was left out, or stays."""

    class State(models.TextChoices):
        CHANGED = "changed"
        LEFT = "left"  # as it was: nothing was done
        BACK = "back"
        STAYED = "stayed"

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="records")
    record = models.ForeignKey("kernel.Record", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State)
    because = models.CharField(max_length=20, blank=True)
    before = models.PositiveIntegerField(default=0)  # its version; the same afterwards where only its marking changed
    after = models.PositiveIntegerField(default=0)
    marking_before = models.JSONField(null=True)  # where another one was asked for
    digest_after = models.CharField(max_length=32, blank=True)  # of the marking that it was left with
    waits = models.BooleanField(default=False)  # the wider marking waits for a second person
    opened = models.BooleanField(default=False)  # to somebody who did not see it before
    updated_before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="bulked_once", fields=["change", "record"])]

    def __str__(self) -> str:
        return f"{self.record_id} {self.state}"
