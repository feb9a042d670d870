"""Letters about texts that circulate."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.mapping.snapshots.models import Snapshot
from egnatia.people.letters.models import LetterOnce


class TextLetter(LetterOnce):
    """To somebody who may object to a text, or to the mailbox of a house that may: of each sort one at most."""

    class Sort(models.TextChoices):
        BEGINS = "begins", _("it circulates")
        ENDS = "ends", _("silence ends soon")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(max_length=6, choices=Sort)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="text_letter_person", fields=["snapshot", "sort", "person"]),
            models.UniqueConstraint(name="text_letter_house", fields=["snapshot", "sort", "house"]),
            models.CheckConstraint(
                name="text_letter_to_one",
                condition=Q(person__isnull=False, house__isnull=True) | Q(person__isnull=True, house__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.house_id} {self.sort} {self.snapshot_id}"
