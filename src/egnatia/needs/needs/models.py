"""A need, and what its economy said to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import Kind


class Need(Kind):
    """An economy's statement that something is missing, in its own words.

    Drafted until the economy's focal point confirmed the version that it is at. `status` and who confirmed repeat the
    newest answer to that version, so that lists and figures need not ask for it.
    """

    KIND = "need"

    class Nature(models.TextChoices):
        LEGISLATIVE = "legislative", _("legislative")
        INSTITUTIONAL = "institutional", _("institutional")
        OPERATIONAL = "operational", _("operational")

    class Perspective(models.TextChoices):
        PREVENTION = "prevention", _("prevention")
        RESPONSE = "response", _("response")

    class Priority(models.TextChoices):
        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("drafted, not confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("not confirmed by the economy")

    economy = models.ForeignKey("kernel.Economy", on_delete=models.PROTECT, related_name="+", verbose_name=_("economy"))
    objective = models.CharField(_("objective"), max_length=20)
    nature = models.CharField(_("nature"), max_length=13, choices=Nature, blank=True)
    perspective = models.CharField(_("perspective"), max_length=10, choices=Perspective, blank=True)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.MEDIUM)
    text = models.JSONField(_("own words by language"), default=dict)
    language = models.CharField(_("language"), max_length=12, blank=True)  # of the original
    source = models.CharField(_("source document"), max_length=300, blank=True)
    page = models.CharField(_("page"), max_length=40, blank=True)
    round = models.PositiveSmallIntegerField(_("year of the round"), null=True, blank=True)
    stated_on = models.DateField(_("stated on"), default=clock.today)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFTED)
    confirmed_by = models.CharField(_("confirmed by"), max_length=150, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(name="need_economy", fields=["economy", "objective", "record"]),
            models.Index(name="need_objective", fields=["objective", "economy", "record"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="need_confirmed_by_somebody",
                condition=Q(status="confirmed", confirmed_at__isnull=False)
                | (~Q(status="confirmed") & Q(confirmed_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.economy_id} {self.objective}"


class NeedAnswer(models.Model):
    """What the focal point of the economy said to one version. Seen by whoever sees that version; never overwritten."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("not confirmed")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=9, choices=Verdict)
    by = models.CharField(max_length=150)
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(name="need_answer", fields=["need", "version", "at"])]

    def __str__(self) -> str:
        return f"{self.need_id} version {self.version}: {self.verdict}"
