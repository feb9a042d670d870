"""A document whose paragraphs wait for a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import Kind


class Outcome(Kind):
    """What a document said, paragraph by paragraph, and what became of each. The document itself is not kept.

    `paragraphs` lists `{"number", "text", "decision", "other", "record"}`: see `outcomes.rules`. Who reads the document
    need not see the commitments that it names: `outcomes.queries` gives each reader what they may know of them.
    """

    KIND = "outcome"

    title = models.CharField(_("title"), max_length=300)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    paragraphs = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title
