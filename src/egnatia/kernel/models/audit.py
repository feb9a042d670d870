"""The audit trail: names, not foreign keys, so that it outlives what it describes. A trigger refuses changes.

Two it lets pass: sign-ins that are older than a month are removed by the job that keeps retention periods, and the name
of a person who was erased becomes empty, while their identifier stays.
"""

from django.db import models

from egnatia.kernel import clock, ids


class AuditEvent(models.Model):
    """One action: who did what to which record, when. `detail` holds codes and numbers, never content."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    person = models.CharField(max_length=36, blank=True)
    by = models.CharField(max_length=150)
    organisation = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    target = models.CharField(max_length=100)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(name="audit_target", fields=["target", "at"])]

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.kind} {self.target}"
