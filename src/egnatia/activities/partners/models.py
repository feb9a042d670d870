"""Asking an organisation without an account about its activities: a request, its rows, and what came back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.models import Activity
from egnatia.guests.models import GuestRequest
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, Organisation, SignedBy


class PartnerRequest(GuestRequest):
    """What the secretariat asks of an organisation. Seen by the organisation that asks and by the secretariat."""

    KIND = "partner-request"
    SUPPORTS = ("organisation",)

    class Way(models.TextChoices):
        LINK = "link", _("a personal link")
        SHEET = "sheet", _("a personal link and a spreadsheet")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    mailbox = models.EmailField(_("functional mailbox"))
    way = models.CharField(_("method"), max_length=5, choices=Way, default=Way.LINK)
    asked_by = SignedBy(_("requested by"))

    def __str__(self) -> str:
        return f"request of {self.asked_at:%Y-%m-%d}"

    @property
    def spoken_for(self) -> Organisation:
        return self.organisation


class PartnerRow(models.Model):
    """One activity that was asked about, or one that the organisation adds (without `activity`).

    `said` is what is different, see `said.py`; it is kept as it is typed and counts for nothing until it is handed in.
    """

    class Verdict(models.TextChoices):
        NONE = "", _("no reply")
        TRUE = "true", _("still true")
        CHANGED = "changed", _("changed")
        ENDED = "ended", _("ended")
        NEW = "new", _("new")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    request = models.ForeignKey(PartnerRequest, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=7, blank=True, choices=Verdict, default=Verdict.NONE)
    said = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="partner_row_number", fields=["request", "number"]),
            models.UniqueConstraint(name="partner_row_activity", fields=["request", "activity"]),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"


class PartnerAnswer(Kind):
    """What an organisation handed in about one activity: entered on its behalf, awaiting confirmation.

    Seen by the organisation that asked, the secretariat and the organisation's own staff, as far as they see the
    activity.
    """

    KIND = "partner-answer"
    SUPPORTS = ("activity",)

    class State(models.TextChoices):
        WAITING = "waiting", _("awaiting confirmation")
        NOTED = "noted", _("noted")
        CONFIRMED = "confirmed", _("confirmed")
        ASIDE = "aside", _("set aside")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    row = models.OneToOneField(PartnerRow, on_delete=models.CASCADE, related_name="answer")
    organisation = models.UUIDField()
    organisation_name = models.CharField(max_length=300)
    verdict = models.CharField(max_length=7, choices=PartnerRow.Verdict)
    said = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    handed_in_at = models.DateTimeField(default=clock.now)
    decided_by = SignedBy(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version_before = models.PositiveIntegerField(null=True, blank=True)
    version_after = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="partner_answer_state", fields=["state", "-handed_in_at"])]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.verdict}"
