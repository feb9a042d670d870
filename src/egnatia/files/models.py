"""Files, their versions with the bytes apart, pictures of their first pages, and who downloaded them.

None has a marking of its own: a file is seen by whoever sees its record, an older version by those of them who could
read the record when it was uploaded.
"""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from egnatia.formats.attachments.examination import LONGEST_NAME
from egnatia.kernel import clock, ids
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person, Personal, Record, SignedBy, seen


class FileQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Self:
        """The files of records that the reader sees, whatever kind these are; removed ones are gone."""
        return self.filter(seen(reader, "record_id"), removed_at__isnull=True)


class AttachedFile(models.Model):
    """A file on a record; `version` is the number of the present one, from which `name` comes."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = SignedBy(blank=True, default="")
    search = SearchVectorField(null=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(name="file_search", fields=["search"])]

    def __str__(self) -> str:
        return f"file {self.pk}"


class VersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Self:
        """The present version of files that the reader sees, and older ones whose readers they were among."""
        there = self.filter(seen(reader, "file__record_id"), file__removed_at__isnull=True)
        if reader.is_system:
            return there
        return there.filter(models.Q(number=F("file__version")) | models.Q(tokens__overlap=sorted(reader.held)))


class FileVersion(models.Model):
    """What was uploaded at one time. `tokens`: those of the record then. `facts`: what it tells of its making.

    `scanned_at`: when the virus scanner looked at it; `virus`: what it found. `emptied_at`: since when its bytes are
    gone, because the file was freed of its metadata, because of a virus, or because it was recalled (`recalled_at`).
    """

    file = models.ForeignKey(AttachedFile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    type = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=list)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    active = models.BooleanField(default=False)
    pictures = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True, default="")
    tokens = ArrayField(models.CharField(max_length=100), default=list)
    by = SignedBy()
    at = models.DateTimeField(default=clock.now)
    scanned_at = models.DateTimeField(null=True, blank=True)
    virus = models.CharField(max_length=100, blank=True, default="")
    emptied_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="file_version_number", fields=["file", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id} version {self.number}"

    @property
    def is_scanned(self) -> bool:
        """Whether it may be read as far as the virus scanner is concerned: where there is one, after it looked."""
        return not settings.CLAMD or (self.scanned_at is not None and not self.virus)

    @property
    def is_readable(self) -> bool:
        return self.emptied_at is None and self.is_scanned


class FileContent(models.Model):
    """The bytes of a version (`number` 0), or a picture of one of its first pages (from 1 on, PNG)."""

    version = models.ForeignKey(FileVersion, on_delete=models.CASCADE, related_name="contents")
    number = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="file_content_number", fields=["version", "number"])]

    def __str__(self) -> str:
        return f"content {self.number} of version {self.version_id}"


class FileDownload(models.Model):
    """Who downloaded a version, or looked at the pictures of its pages, and when. Readers are told beforehand."""

    PERSONAL = Personal("file_downloads", "at", "looked")

    version = models.ForeignKey(FileVersion, on_delete=models.CASCADE, related_name="downloads")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    looked = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="file_download_at", fields=["version", "-at"])]

    def __str__(self) -> str:
        return f"download of version {self.version_id}"
