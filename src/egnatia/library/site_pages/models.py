"""The table of site pages."""

from django.db import models

from egnatia.kernel.models import ContentKind


class SitePage(ContentKind):
    """A page of the public site that the secretariat writes."""

    KIND = "page"
    section = models.CharField(max_length=20, default="about")
