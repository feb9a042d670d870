"""Which reminders there are, and which of them left."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from egnatia.kernel import clock, ids
from egnatia.kernel.inbox import NOTHING
from egnatia.kernel.models import Organisation, Personal, SignedBy


class Reminder(models.Model):
    """One e-mail to a person, or to the mailbox of an organisation, about one thing and day: one at most.

    `name` of its `NotificationKind`; `about` as in `Due`; `text` of whoever wrote it by hand. `taken_at` is stored
    before it is given to the mail server, `sent_at` after: what was cut off between is not sent again, since nobody
    knows whether it arrived.
    """

    PERSONAL = Personal("emails_received", "name", "day", "sent_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    name = models.CharField(max_length=20)
    about = models.UUIDField(default=NOTHING)
    day = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    asked_by = SignedBy(blank=True)
    planned_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reminder_once", fields=["name", "day", "about", "person", "organisation"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="reminder_to_one",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="reminder_waiting", fields=["day"], condition=Q(taken_at__isnull=True)),
            models.Index(name="reminder_about", fields=["about"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day} to {self.person_id or self.organisation_id}"
