"""A request for one section of a round, the questions that were chosen, and what came back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.guests.models import GuestRequest
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Person, Record, RecordQuerySet, SignedBy
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from egnatia.rounds.rounds.rules import OPEN


class SectionRequest(GuestRequest):
    """What somebody asks a colleague about, by mail or with their account. Seen by their organisation."""

    KIND = "section-request"
    SUPPORTS = ("round",)

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    # Whom somebody asked for has begun, and is not left out of the round: what colleagues typed would go with it.
    participant = models.ForeignKey(Participant, on_delete=models.RESTRICT, related_name="+")
    branch = models.CharField(_("section"), max_length=40)
    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_by = SignedBy(of="asker")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    mailbox = models.EmailField(_("e-mail address"), max_length=254, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="section_asks_one",
                condition=(Q(person__isnull=True) & ~Q(mailbox="")) | (Q(person__isnull=False) & Q(mailbox="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} of {self.participant_id}"

    @classmethod
    def live(cls) -> RecordQuerySet:
        """Its round is there besides, and takes the participant's answers."""
        return (
            super()
            .live()
            .filter(
                round__record__withdrawn_at__isnull=True,
                round__opens__lte=clock.today(),
                participant__stage__in=OPEN,
            )
        )

    @classmethod
    def by_link(cls, token: str) -> RecordQuerySet:
        """Links are for those who are asked by mail."""
        return super().by_link(token).filter(person__isnull=True)


class SectionRow(models.Model):
    """One question that was chosen, and what was entered for it; it counts for nothing until it is taken over."""

    class State(models.TextChoices):
        OPEN = "", _("open")
        WAITING = "waiting", _("awaiting confirmation")
        TAKEN = "taken", _("confirmed")
        ASIDE = "aside", _("set aside")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    request = models.ForeignKey(SectionRequest, on_delete=models.CASCADE, related_name="rows")
    about = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=7, blank=True, choices=RoundAnswer.Verdict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)  # of the need that was read
    said_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=7, blank=True, choices=State, default=State.OPEN)
    decided_by = SignedBy(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="section_row_once", fields=["request", "about"])]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.about_id}"
