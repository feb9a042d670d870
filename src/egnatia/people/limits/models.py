"""Attempts counted in windows of time, in PostgreSQL, so that every worker counts the same."""

from django.db import models


class Attempts(models.Model):
    """How often something was tried in one window. `key` is a digest: no name and no address is kept."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="attempts_window", fields=["key", "window"])]

    def __str__(self) -> str:
        return f"{self.count} attempts"
