"""Filters that people keep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Personal

LONGEST_NAME = 80  # characters


class SavedFilter(models.Model):
    """One filter of one person. `strong`: kept with the second step; it may speak of what only then is shown."""

    PERSONAL = Personal("saved_filters", "list", "name", "query", "watched", "saved_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    strong = models.BooleanField()
    list = models.CharField(max_length=40)
    query = models.CharField(max_length=2_000)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    watched = models.BooleanField(default=False)  # whether they are told what is new or changed in it
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="filter_named_once", fields=["person", "strong", "list", "name"])]

    def __str__(self) -> str:
        return f"{self.name} of {self.list}"
