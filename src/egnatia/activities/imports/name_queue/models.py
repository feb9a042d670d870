"""Names that an import found and nobody knows yet. A person says what each is; nothing is created silently."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import Kind, Record, SignedBy


class QueueEntry(Kind):
    """An unknown name, once for each owner and marking: seen by those who see the source.

    Once it is answered it is the owner's alias: for whoever sees the entry, `folded` means `organisation` or `code`.
    """

    KIND = "queue-entry"

    class What(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        SECTOR = "sector", _("sector")
        PLACE = "place", _("place")
        LANGUAGE = "language", _("language")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        MAPPED = "mapped", _("identified as")
        ADDED = "added", _("added")
        DISMISSED = "dismissed", _("left as it is")

    what = models.CharField(_("kind"), max_length=12, choices=What)
    value = models.CharField(_("as written"), max_length=300)
    folded = models.CharField(max_length=300)
    count = models.PositiveIntegerField(_("activities"), default=0)  # of imports that were not undone
    state = models.CharField(_("status"), max_length=9, choices=State, default=State.OPEN)
    organisation = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, blank=True)  # of a sector, an economy or a language
    decided_by = SignedBy(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)  # of names that were answered at once

    class Meta:
        indexes = [models.Index(name="queue_order", fields=["state", "what", "-count"])]

    def __str__(self) -> str:
        return f"{self.what}: {self.value}"


class QueueSighting(models.Model):
    """How many activities of an import name it."""

    entry = models.ForeignKey(QueueEntry, on_delete=models.CASCADE, related_name="sightings")
    of_import = models.ForeignKey("activities.Import", on_delete=models.CASCADE, related_name="sightings")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="queue_sighting_once", fields=["entry", "of_import"])]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.count}"
