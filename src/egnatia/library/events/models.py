"""The table of events."""

from django.db import models

from egnatia.kernel.models import ContentKind


class PublicEvent(ContentKind):
    """An event or a call with its days."""

    KIND = "event"
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
