"""Views of civil society on follow-ups, and what their owners reply."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, Organisation, SignedBy
from egnatia.kernel.models.record import names


class Observation(Kind):
    """Never a part of the follow-up: seen by whoever sees that, its commitment, and meets this record's marking."""

    KIND = "observation"
    SUPPORTS = ("follow_up", "commitment")  # the commitment besides, since the follow-up hangs on it

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    text = models.JSONField(_("text by language"), default=dict)
    language = models.CharField(_("language"), max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(name="observation_follow_up", fields=["follow_up"])]

    def __str__(self) -> str:
        return f"on {self.follow_up_id}"


class ObservationReply(models.Model):
    """What the owner of the follow-up replies; never overwritten.

    Seen by whoever sees the observation and meets `tokens`: what that was marked with when the reply was given. To
    widen a view is its organisation's decision, and no consent to show what others said below it in confidence.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    by = SignedBy()
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    tokens = names()
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="observation_reply", fields=["observation", "at"])]

    def __str__(self) -> str:
        return f"{self.by} on {self.observation_id}"
