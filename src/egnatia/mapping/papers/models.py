"""Signed pages that were uploaded: a record that says who signed, and the file as it was brought."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import Kind
from egnatia.mapping.rounds.models import Participant, Round, RoundStep


class SignedPaper(Kind):
    """A clearance on paper. Marked as the answers are: the house, the focal points of the economy, the secretariat."""

    KIND = "signed-paper"
    SUPPORTS = ("round",)

    class Type(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    step = models.OneToOneField(RoundStep, on_delete=models.CASCADE, related_name="+")
    signed_by = models.CharField(_("signed by"), max_length=150)
    function = models.CharField(_("function"), max_length=200)
    # Of what whoever cleared it saw: shown to nobody else, since it is another one with answers that they may not see.
    code = models.CharField(_("code on the draft"), max_length=20)
    type = models.CharField(max_length=4, choices=Type)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    by = models.CharField(max_length=150)
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"signed paper of {self.participant_id}"


class SignedPage(models.Model):
    """The file itself, byte by byte: kept apart, so that no list fetches it."""

    paper = models.OneToOneField(SignedPaper, primary_key=True, on_delete=models.CASCADE, related_name="page")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.paper_id}"
