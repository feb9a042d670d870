"""The audit trail: names, not foreign keys, so that it outlives what it describes. Triggers refuse changes.

The serving role adds events; the database says when, and seals them each minute (`formats.trail` says how). Two changes
it makes itself: whole seals of sign-ins older than a month lose their events, which the trail notes, and the name of a
person who was erased becomes empty, while their identifier stays.
"""

from django.db import models

from egnatia.kernel import clock, ids


class AuditEvent(models.Model):
    """One action: who did what to which record, when. `detail` holds codes and numbers, never content.

    `at` is the database's time wherever another role than the tables' owner writes. `number` is the place in the sealed
    trail, empty until then; of the name a digest is sealed, with a salt that goes when the name does.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    person = models.CharField(max_length=36, blank=True)
    by = models.CharField(max_length=150)
    organisation = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    target = models.CharField(max_length=100)
    detail = models.JSONField(default=dict, blank=True)
    number = models.BigIntegerField(null=True, unique=True, editable=False)
    name_salt = models.UUIDField(null=True, editable=False)
    name_digest = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        indexes = [models.Index(name="audit_target", fields=["target", "at"])]

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.kind} {self.target}"


class AuditSeal(models.Model):
    """What the events from one number to another were when they were sealed; each seal holds the digest of the last."""

    number = models.BigIntegerField(primary_key=True)
    part = models.CharField(max_length=10)  # of `formats.trail`: sign-ins go one day, so they are sealed apart
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    made_at = models.DateTimeField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.first}-{self.last}"
