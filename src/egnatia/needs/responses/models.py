"""A measure that somebody heard of, and an economy's word on what others announce."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.models import Kind, Record, SignedBy


class MeasureReport(Kind):
    """A law, strategy, unit or budget line that the secretariat read of. It stands in no figure: the economy adds it as
    a measure of its own, or says that it is none.
    """

    KIND = "measure-report"
    economy = models.ForeignKey("kernel.Economy", on_delete=models.PROTECT, related_name="+", verbose_name=_("economy"))
    measure = models.CharField(_("type of measure"), max_length=12, choices=Activity.Measure)
    title = models.CharField(_("title"), max_length=500)
    language = models.CharField(_("language"), max_length=12, blank=True)
    objective = models.CharField(_("objective"), max_length=20, blank=True)
    start = models.CharField(_("since when"), max_length=10, blank=True)  # of any precision
    source = models.CharField(_("where the text is published"), max_length=500, blank=True)
    reported_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.title


class EconomyWord(Kind):
    """What an economy's focal point says to a plan or a reported measure. Whoever does not see that does not see this.

    Never overwritten: a word given is kept.
    """

    KIND = "economy-word"
    SUPPORTS = ("about",)

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("we know of it and agree")
        QUESTION = "question", _("we know of it and have a question")
        UNKNOWN = "unknown", _("we did not know of it")
        ADDED = "added", _("added as the economy's own measure")
        DECLINED = "declined", _("not our measure")

    about = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    economy = models.ForeignKey("kernel.Economy", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    note = models.TextField(_("note"), blank=True)
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.economy_id}: {self.verdict}"
