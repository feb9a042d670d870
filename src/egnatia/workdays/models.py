"""Weekends and holidays, of the whole forum and of single economies. A setting, which every member may read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCalendar(models.Model):
    """Of one economy; without one, of the forum: it counts for everybody. `weekend`: days of the week, Monday is 0."""

    economy = models.ForeignKey("kernel.Economy", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    weekend = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekend"))
    holidays = ArrayField(models.DateField(), default=list, blank=True, verbose_name=_("public holidays"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="calendar_once", fields=["economy"], nulls_distinct=False),
            models.CheckConstraint(
                name="calendar_has_working_days", condition=models.Q(weekend__len__lte=3, weekend__len__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.economy_id or 'the forum'}"
