"""Publications planned for a day, how often public pages are read, and addresses in them that do not answer."""

from django.db import models

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Personal, Record, SignedBy


class ScheduledPublication(models.Model):
    """At `at` the record gets this marking, with the rights that `person` has then. `why`: what stood in the way."""

    class Obstacle(models.TextChoices):
        RIGHTS = "rights"  # they may no longer do this
        SECOND_PERSON = "second-person"  # a colleague has to approve it
        MISSING = "missing"  # they do not see the record any more
        TAKEN = "taken"  # the same record exists under that marking

    PERSONAL = Personal("scheduled_publications", "record_id", "at", "made_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="+")
    marking = models.JSONField()
    at = models.DateTimeField()
    person = models.ForeignKey("kernel.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by = SignedBy(of="person")
    made_at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=20, choices=Obstacle, blank=True)

    class Meta:
        indexes = [models.Index(name="scheduled_publication_at", fields=["why", "at"])]

    def __str__(self) -> str:
        return f"{self.record_id} at {self.at}"


class PageViews(models.Model):
    """How often visitors opened the public page of a record on a day: a number, nothing of who they are."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(name="page_views_of_day", fields=["record", "day"])]

    def __str__(self) -> str:
        return f"{self.record_id} {self.day}: {self.count}"


class LinkCheck(models.Model):
    """A web address in a public record, and what was wrong with it at the last check: `fault` is "" where it answers.

    Kept for each record by itself: what is found in one says nothing of another that names the same address.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=500)
    checked_at = models.DateTimeField(default=clock.now)
    fault = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="link_check_once", fields=["record", "address"])]

    def __str__(self) -> str:
        return f"{self.address} {self.fault}"
