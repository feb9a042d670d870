"""A publication of the matrix, and the records that it rests on as they stood when it was published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from egnatia.kernel.models import Kind


class Publication(Kind):
    """What a person published: texts, the day that activities are judged by, the part of the matrix. Never changed.

    Its figures are counted from its sources, for each reader from those that they may read now and could read then.
    """

    KIND = "publication"

    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)  # on method
    limits = models.TextField(blank=True)
    language = models.CharField(max_length=12)  # of the three
    as_of = models.DateField()
    level = models.PositiveSmallIntegerField()
    under = models.CharField(max_length=20, blank=True)
    all_rows = models.BooleanField(default=False)
    all_columns = models.BooleanField(default=False)
    asked = models.JSONField(default=dict, blank=True)  # the address of the matrix that it was taken from

    def __str__(self) -> str:
        return self.title


class PublicationSource(models.Model):
    """One activity or need. Seen by whoever sees the publication, meets `tokens` and sees the record as it is now."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="sources")
    record = models.ForeignKey("kernel.Record", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    tokens = ArrayField(models.CharField(max_length=100))  # of the record's marking when the publication was published
    content = models.JSONField()  # a FrozenWork or a FrozenNeed

    class Meta:
        constraints = [models.UniqueConstraint(name="publication_source_once", fields=["publication", "record"])]

    def __str__(self) -> str:
        return f"{self.publication_id} rests on {self.record_id}"
