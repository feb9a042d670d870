"""What each activity serves, and what waits to be estimated."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import SignedBy


class ActivityAim(models.Model):
    """An objective that an activity serves: as its source declares, as a person confirmed, or as estimated.

    Seen by whoever sees the activity. An estimate follows from the activity and the framework alone.
    """

    class Basis(models.TextChoices):
        DECLARED = "declared", _("declared")
        CONFIRMED = "confirmed", _("confirmed")
        ESTIMATE = "estimate", _("estimate")

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    share = models.FloatField(null=True, blank=True)  # percent, as declared
    basis = models.CharField(max_length=9, choices=Basis)
    weight = models.FloatField(default=1.0)  # 0..1, how much speaks for an estimate
    evidence = models.JSONField(default=list, blank=True)
    confirmed_by = SignedBy(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="aim_once", fields=["activity", "code"])]
        indexes = [
            models.Index(name="aim_of_activity", fields=["activity", "basis"], include=["code", "share"]),
            models.Index(name="aim_objective", fields=["code", "activity"]),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.code} {self.basis}"


class AimAnswer(models.Model):
    """What a person said of all estimates of an activity: none of these, or later."""

    class Verdict(models.TextChoices):
        NONE = "none", _("none of these")
        LATER = "later", _("later")

    activity = models.OneToOneField("activities.Activity", primary_key=True, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=5, choices=Verdict)
    by = SignedBy()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.verdict}"


class Unestimated(models.Model):
    """An activity that waits for its estimates."""

    activity = models.OneToOneField("activities.Activity", primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.activity_id} waits"
