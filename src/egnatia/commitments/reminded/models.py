"""Letters before due days."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Actor


class DueLetter(models.Model):
    """A letter to a person, or to the mailbox of a house, about all that is due on one day: one letter at most.

    `taken_at` is stored before it is given to the mail server, `sent_at` after: what was cut off between is not sent
    again, since nobody knows whether it arrived.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    house = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    due = models.DateField()
    planned_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="due_letter_person", fields=["person", "due"]),
            models.UniqueConstraint(name="due_letter_house", fields=["house", "due"]),
            models.CheckConstraint(
                name="due_letter_to_one",
                condition=Q(person__isnull=False, house__isnull=True) | Q(person__isnull=True, house__isnull=False),
            ),
        ]
        indexes = [models.Index(name="due_letter_waiting", fields=["due"], condition=Q(taken_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.person_id or self.house_id} {self.due}"
