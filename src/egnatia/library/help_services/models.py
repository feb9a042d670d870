"""The table of help services."""

from django.db import models

from egnatia.kernel.models import ContentKind


class HelpService(ContentKind):
    """A helpline or office that people call when they are worried."""

    KIND = "help-service"
    economy = models.CharField(max_length=3, default="")
