"""A commitment: one numbered paragraph of what was agreed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import ContentKind


class Commitment(ContentKind):
    """A recommendation of a conference, a goal of a roadmap, a measure of a plan, an action of a meeting.

    `place` repeats the paragraph as a number that lists are ordered by. `meaning` is the packed row of
    `egnatia.overlap.rows.vectors`, by which the same is found in other words.
    """

    KIND = "commitment"

    source = models.CharField(_("source"), max_length=300)
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    place = models.PositiveIntegerField(default=0)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    objective = models.CharField(_("objective"), max_length=20, blank=True)
    meaning = models.BinaryField(default=bytes)

    class Meta(ContentKind.Meta):
        indexes = [models.Index(name="commitment_source", fields=["source", "place"])]

    def __str__(self) -> str:
        return f"{self.source} {self.paragraph}".strip()
