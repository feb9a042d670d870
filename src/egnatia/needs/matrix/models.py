"""Activities cut into the cells of the matrix: kept beside them, so that a page need not cut thousands again.

All tables follow from an activity and its aims alone. They are no records: whoever sees the activity sees them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class MatrixWork(models.Model):
    """An activity as the matrix counts it. Without a known economy or objective there is none."""

    activity = models.OneToOneField("activities.Activity", primary_key=True, on_delete=models.CASCADE, related_name="+")
    footing = models.CharField(max_length=9)  # dedicated, regional, own
    training = models.BooleanField(default=False)  # training and nothing else
    standing = models.CharField(max_length=8, blank=True)  # what its status says: planned, ended, other, or nothing
    begins = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)  # the last day that it may be at work, stated or assumed
    closes = models.DateField(null=True, blank=True)  # the stated end
    types = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    groups = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    partners = ArrayField(models.CharField(max_length=300), default=list, blank=True)  # folded names, in order
    partner_names = ArrayField(models.CharField(max_length=300), default=list, blank=True)  # the same, as written
    twinned = models.BooleanField(default=False)  # another activity bears its identifier: ask which one is newer
    cut = models.BigIntegerField(default=0)  # all that are cut into the same cells bear the same number
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="work_twinned", fields=["activity"], condition=models.Q(twinned=True))]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.footing}"


class MatrixSlice(models.Model):
    """The part of an activity in one cell, at each of the three levels: "2", "2.3", "2.3.1"."""

    work = models.ForeignKey(MatrixWork, on_delete=models.CASCADE, related_name="slices")
    level = models.PositiveSmallIntegerField()
    objective = models.CharField(max_length=20)
    economy = models.CharField(max_length=3)
    share = models.FloatField()  # of the whole activity, 0..1
    estimated = models.BooleanField(default=False)
    undeclared = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="slice_once", fields=["work", "level", "objective", "economy"])]
        indexes = [models.Index(name="slice_cell", fields=["level", "economy", "objective", "work"])]

    def __str__(self) -> str:
        return f"{self.work_id} {self.objective} {self.economy}"


class MatrixPoint(models.Model):
    """A place below the economy where the activity is at work, with the position that its source gives."""

    work = models.ForeignKey(MatrixWork, on_delete=models.CASCADE, related_name="points")
    longitude = models.FloatField()
    latitude = models.FloatField()
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.work_id} {self.latitude}, {self.longitude}"
