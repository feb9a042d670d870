"""Attempts counted in PostgreSQL, so that every worker counts the same, in windows that begin with the first."""

from django.db import models


class Attempts(models.Model):
    """How often something was tried in one window. `key` is a digest: no name and no address is kept."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} attempts"
