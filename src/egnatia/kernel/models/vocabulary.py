"""Terms of a vocabulary with their labels by language: sectors, intervention types, target groups, objectives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
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
