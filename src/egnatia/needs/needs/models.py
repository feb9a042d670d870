"""A need, and what its economy said to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import ContentKind, SignedBy


class Need(ContentKind):
    """An economy's statement that something is missing, in its own words.

    Drafted until the economy's focal point confirmed the version that it is at. `status` and who confirmed repeat the
    newest answer to that version, so that lists and figures need not ask for it.
    """

    KIND = "need"

    economy = models.ForeignKey("kernel.Economy", on_delete=models.PROTECT, related_name="+", verbose_name=_("economy"))
    objective = models.CharField(_("objective"), max_length=20)
    nature = models.CharField(_("nature"), max_length=13, blank=True)
    perspective = models.CharField(_("perspective"), max_length=10, blank=True)
    priority = models.CharField(_("priority"), max_length=6, default="medium")
    round = models.PositiveSmallIntegerField(_("year of the round"), null=True, blank=True)
    stated_on = models.DateField(_("stated on"), default=clock.today)
    status = models.CharField(_("status"), max_length=9, default="drafted")
    confirmed_by = SignedBy(_("confirmed by"), blank=True)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    # What its economy reported of it in a round, once that is cleared: known to whoever sees the need, unlike the reply
    # itself. It was given to one version; `reported_in` is whose reply it is, in which round.
    reported = models.CharField(max_length=4, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_version = models.PositiveIntegerField(null=True, blank=True)
    reported_in = models.UUIDField(null=True, blank=True, db_index=True)
    report_accepted = models.BooleanField(default=False)

    class Meta(ContentKind.Meta):
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
            models.CheckConstraint(
                name="need_reported_on_a_day",
                condition=Q(reported="", reported_on__isnull=True) | (~Q(reported="") & Q(reported_on__isnull=False)),
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
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(name="need_answer", fields=["need", "version", "at"])]

    def __str__(self) -> str:
        return f"{self.need_id} version {self.version}: {self.verdict}"
