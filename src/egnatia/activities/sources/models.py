"""Files of other sites that are fetched on a schedule, and what became of each fetch."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel import clock, ids
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Personal, SignedBy
from egnatia.kernel.readers import reader_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

MANY_FAILURES = 3  # in a row: then somebody is asked to look after it


class RegularSource(models.Model):
    """An address whose file is imported whenever it has changed, on behalf of `person` and under `marking`.

    Seen by those in `tokens`: the organisation, or the person alone where its activities are for them alone; and by the
    secretariat where it sees what the source brings (`reach`). `etag` and `digest` are of the last file that was used.
    """

    class Every(models.TextChoices):
        DAILY = "daily", pgettext_lazy("schedule", "daily")
        WEEKLY = "weekly", pgettext_lazy("schedule", "weekly")
        MONTHLY = "monthly", pgettext_lazy("schedule", "monthly")

    PERSONAL = Personal("regular_sources", "name", "address", "every", "made_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    organisation = models.ForeignKey("kernel.Organisation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("kernel.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    set_up_by = SignedBy(of="person")
    made_at = models.DateTimeField(default=clock.now)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=1000)
    every = models.CharField(max_length=7, choices=Every, default=Every.WEEKLY)
    everywhere = models.BooleanField(default=False)  # activities outside of the forum's economies too
    marking = models.JSONField(default=dict)
    tokens = ArrayField(models.CharField(max_length=120))
    reach = ArrayField(models.CharField(max_length=120))
    next_at = models.DateTimeField(default=clock.now)
    waits = models.BooleanField(default=False)  # somebody asked for it now
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    etag = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(name="regular_source_next", fields=["next_at", "id"])]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, reader: Reader) -> "QuerySet[RegularSource]":
        """Those that they may know of; to visitors there are none."""
        held = sorted(reader.held)
        seen = Q(organisation=reader.organisation or None, tokens__overlap=held)
        if reader.is_secretariat:
            seen |= Q(reach__overlap=held)
        return cls.objects.none() if reader.is_anonymous else cls.objects.filter(seen)

    def importer(self) -> Reader:
        """Whoever set it up, as they stand today. Raises NotAllowed where they no longer act for its organisation."""
        by = reader_of(self.person, strong=True) if self.person else ANONYMOUS
        if by.organisation != str(self.organisation_id):
            raise NotAllowed("owner")
        return by

    @classmethod
    def failing(cls, reader: Reader) -> "QuerySet[RegularSource]":
        """Those that somebody should look after: their own; for the secretariat, all that it sees."""
        return cls.visible_to(reader).filter(failures__gte=MANY_FAILURES)


class SourceFetch(models.Model):
    """One fetch and what changed, in activities of the file. `code` and `params`: why nothing was imported."""

    class Outcome(models.TextChoices):
        IMPORTED = "imported", _("imported")
        UNCHANGED = "unchanged", _("file unchanged, nothing to import")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(RegularSource, on_delete=models.CASCADE, related_name="fetches")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=9, choices=Outcome)
    code = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)
    of_import = models.ForeignKey("activities.Import", null=True, on_delete=models.SET_NULL, related_name="+")
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    elsewhere = models.PositiveIntegerField(default=0)  # left out: in none of the forum's economies
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(name="source_fetch", fields=["source", "-at", "id"])]

    def __str__(self) -> str:
        return f"{self.source_id} {self.outcome}"
