"""The tables of notices."""

from django.db import models

from egnatia.exchange.notices.fields import INFORMATION
from egnatia.kernel.models import ContentKind


class Notice(ContentKind):
    """Something that members should know: a training with free places, a new law, a call, a change of address."""

    KIND = "notice"
    category = models.CharField(max_length=20, default=INFORMATION)
    valid_until = models.DateField(null=True, blank=True)
