"""The table of what the secretariat writes on top of a week."""

from django.db import models

from egnatia.kernel.models import ContentKind


class WeekNote(ContentKind):
    """A few sentences by the secretariat on top of the week that begins on a Monday; seen as it is marked."""

    KIND = "week-note"
    week = models.DateField(null=True, blank=True)

    class Meta(ContentKind.Meta):
        indexes = [models.Index(name="note_of_week", fields=["week"])]
