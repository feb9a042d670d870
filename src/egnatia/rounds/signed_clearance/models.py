"""Signed pages that were uploaded: a record that says who signed, and the file as it was brought."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, SignedBy
from egnatia.rounds.rounds.models import Participant, Round, RoundStep


class SignedPaper(Kind):
    """A clearance on paper. Marked as the answers are: the organisation, the focal points of the economy, the
    secretariat.

    It hangs on everything that is printed on it: who may not read one of these any more does not see it.
    """

    KIND = "signed-paper"
    SUPPORTS = ("round",)
    LISTED = "printed"

    class Type(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    step = models.OneToOneField(RoundStep, on_delete=models.CASCADE, related_name="+")
    signed_by = models.CharField(_("signed by"), max_length=150)
    function = models.CharField(_("function"), max_length=200)
    # Of what whoever cleared it saw: no page of ours shows it, since it is another one with what others may not see. On
    # the signed page itself it stands, for whoever reads that.
    code = models.CharField(_("code on the draft"), max_length=20)
    type = models.CharField(max_length=4, choices=Type)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"signed paper of {self.participant_id}"


class PrintedRecord(models.Model):
    """A need, an activity or an answer that is printed on a signed page. What was deleted since still counts as one."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    paper = models.ForeignKey(SignedPaper, on_delete=models.CASCADE, related_name="printed")
    about = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(name="printed_once", fields=["paper", "about"])]

    def __str__(self) -> str:
        return f"{self.about} on {self.paper_id}"


class SignedPage(models.Model):
    """The file itself, byte by byte: kept apart, so that no list fetches it."""

    paper = models.OneToOneField(SignedPaper, primary_key=True, on_delete=models.CASCADE, related_name="page")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.paper_id}"
