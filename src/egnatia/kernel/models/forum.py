"""Economies, and how a forum names and orders them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Economy(models.Model):
    """A participant of the region. `code` is ISO 3166 alpha-3 (XKX for Kosovo*); names never come from another list."""

    code = models.CharField(primary_key=True, max_length=3)
    iati_code = models.CharField(_("code in IATI files"), max_length=2, unique=True)
    names = models.JSONField(_("name by language"), default=dict)
    label = models.CharField(_("label in headers"), max_length=6)
    footnoted = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.code


class Forum(models.Model):
    """The settings of one forum: what economies are called, labelled and in which order, the footnote, the footer.

    `economies` lists `{"code", "label", "names"}` in the forum's order; what it leaves out comes from `Economy`.
    """

    slug = models.SlugField(primary_key=True, max_length=40)
    community = models.OneToOneField(
        "kernel.Community", null=True, blank=True, on_delete=models.SET_NULL, related_name="forum"
    )
    names = models.JSONField(_("name by language"), default=dict)
    collective = models.JSONField(_("term for participants by language"), default=dict)
    footnote = models.JSONField(_("footnote by language"), default=dict)
    economies = models.JSONField(_("economies"), default=list, blank=True)
    working_days_of_silence = models.PositiveSmallIntegerField(
        _("working days before members see an overlap"), default=10
    )

    def __str__(self) -> str:
        return self.slug
