"""A report: what somebody made for whom, on which snapshot. What it says is composed anew for each who asks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import Kind, SignedBy
from egnatia.reporting.snapshots.models import Snapshot


class Report(Kind):
    """Made by the secretariat and never changed. It hangs on its snapshot: whoever misses that misses it too."""

    KIND = "report"
    SUPPORTS = ("snapshot",)

    class Sort(models.TextChoices):
        BOARD = "board", _("paper for the board")
        NEEDS = "needs", _("needs report")
        SUPPORT = "support", _("support report")
        OPEN = "open", _("overlaps and open needs")
        ECONOMY = "economy", _("brief on an economy")
        OBJECTIVE = "objective", _("brief on an objective")
        PARTNER = "partner", _("brief on a partner")
        INSTITUTION = "institution", _("brief on a receiving institution")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=11, choices=Sort)
    # A code; of a name only its digest, so that nothing is left of it once nobody may read where it stands.
    about = models.CharField(max_length=64, blank=True)
    second = models.CharField(max_length=12, blank=True)  # the language beside English
    # What its maker looked at: what they could not read then is never in it, whoever may read that.
    looked_at = ArrayField(models.UUIDField(), default=list, blank=True)
    made_by = SignedBy()
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.sort} of {self.snapshot_id}"


class ReportTemplate(Kind):
    """The secretariat's own Word template. Every member may read it: every Word file of a report is made of it."""

    KIND = "report-template"

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    made_by = SignedBy()

    def __str__(self) -> str:
        return self.name
