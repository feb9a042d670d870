"""Frameworks by version, and the terms of vocabularies: public, the same for every reader."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.models import SignedBy


class Framework(models.Model):
    """One version of a framework. `content` is its `FrameworkDocument`; it never changes.

    Of each prefix one version is in use; the one without a prefix describes activities.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    prefix = models.CharField(max_length=10, blank=True)
    content = models.JSONField()
    in_use = models.BooleanField(default=False)
    stored_by = SignedBy(blank=True)  # "" where it came with the software
    stored_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="framework_version", fields=["slug", "version"]),
            models.UniqueConstraint(name="framework_in_use", fields=["prefix"], condition=Q(in_use=True)),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class Term(models.Model):
    """A term of a vocabulary with its labels by language: a sector, intervention type, target group or objective."""

    vocabulary = models.CharField(_("vocabulary"), max_length=40)
    code = models.CharField(_("code"), max_length=60)
    labels = models.JSONField(_("label by language"), default=dict)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="narrower")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["vocabulary", "order", "code"]
        constraints = [models.UniqueConstraint(name="term_code", fields=["vocabulary", "code"])]

    def __str__(self) -> str:
        return f"{self.vocabulary}:{self.code}"
