"""What somebody chose about their letters."""

from django.conf import settings
from django.db import models

from egnatia.kernel import clock
from egnatia.kernel.models import Personal


class LetterZone(models.Model):
    """The time zone of somebody who chose one: letters come in their daytime."""

    PERSONAL = Personal("time_zone_of_emails", "zone")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    zone = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.zone}"


class LettersFrequency(models.Model):
    """How often somebody wants one kind of letters, "" for as often as the kind comes by itself. `who` is a digest: of
    a person, or of an organisation for its mailbox.

    Once ended letters are wanted again the links of letters before carry an older `epoch`: they end nothing. The kinds
    `daily` and `weekly` are the summaries: they keep an epoch of their own.
    """

    who = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    frequency = models.CharField(max_length=6, blank=True)
    epoch = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="ended_letters_once", fields=["who", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"
