"""Letters before due days."""

from django.db import models
from django.db.models import Q

from egnatia.people.letters.models import LetterOnce


class DueLetter(LetterOnce):
    """A letter to a person, or to the mailbox of an organisation, about all that is due on one day: one letter at
    most."""

    due = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="due_letter_person", fields=["person", "due"]),
            models.UniqueConstraint(name="due_letter_organisation", fields=["organisation", "due"]),
            models.CheckConstraint(
                name="due_letter_to_one",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
        ]
        indexes = [models.Index(name="due_letter_waiting", fields=["due"], condition=Q(taken_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.person_id or self.organisation_id} {self.due}"
