"""What one economy or organisation says to a commitment, and how it goes on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.models import Commitment
from egnatia.kernel.models import ContentKind


class FollowUp(ContentKind):
    """A commitment for one economy, or for the organisation that owns the record.

    Seen by whoever sees the commitment and meets the follow-up's own marking.
    """

    KIND = "follow-up"
    SUPPORTS = ("commitment",)

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    economy = models.ForeignKey(
        "kernel.Economy", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("economy")
    )
    position = models.CharField(_("position"), max_length=14)
    due = models.DateField(_("report due"), null=True, blank=True)
    due_set_on = models.DateField(null=True, blank=True)  # an earlier report is none for that day
    recurrence = models.CharField(_("recurrence"), max_length=11, blank=True)
    reported_on = models.DateField(_("last report"), null=True, blank=True)

    class Meta(ContentKind.Meta):
        indexes = [
            models.Index(name="follow_up_commitment", fields=["commitment", "economy"]),
            models.Index(name="follow_up_economy", fields=["economy", "position", "commitment"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="follow_up_position",
                condition=models.Q(position__in=["supported", "noted", "considered", "not-applicable"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.economy_id or 'organisation'} on {self.commitment_id}"
