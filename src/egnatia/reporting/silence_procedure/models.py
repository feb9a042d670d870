"""Letters about texts that circulate."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.people.letters.models import LetterOnce
from egnatia.reporting.snapshots.models import Snapshot


class TextLetter(LetterOnce):
    """To somebody who may object to a text, or to the mailbox of an organisation that may: of each sort one at most."""

    class Sort(models.TextChoices):
        BEGINS = "begins", _("it circulates")
        ENDS = "ends", _("silence ends soon")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(max_length=6, choices=Sort)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="text_letter_person", fields=["snapshot", "sort", "person"]),
            models.UniqueConstraint(name="text_letter_organisation", fields=["snapshot", "sort", "organisation"]),
            models.CheckConstraint(
                name="text_letter_to_one",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.organisation_id} {self.sort} {self.snapshot_id}"
