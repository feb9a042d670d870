"""The tables of the public site: what visitors wrote, and who gets the newsletter."""

from typing import Any, Self

from django.db import models

from egnatia.kernel import clock, ids
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import SignedBy


class MessageQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Self:
        """All to the secretariat, none to anybody else."""
        return self if reader.is_secretariat or reader.is_system else self.none()

    def published(self) -> Self:
        """Those of which the desk published a sentence. Only that sentence, the question in its words and the day may
        be shown."""
        return self.filter(state=VisitorMessage.State.DONE, published_at__isnull=False)


class VisitorMessage(models.Model):
    """One message of a visitor.

    `details`: what a wish to take part says besides; `suspicion`: the code of the check that found it doubtful.
    `question` and `outcome` are the desk's own words, in `outcome_language`.
    """

    class Sort(models.TextChoices):
        MISSING = "missing"
        CONTACT = "contact"
        ORGANISATION = "organisation"
        PERSON = "person"

    class State(models.TextChoices):
        NEW = "new"
        ANSWERED = "answered"
        DONE = "done"
        SPAM = "spam"

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    sort = models.CharField(max_length=20, choices=Sort.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    reference = models.CharField(max_length=11, db_index=True)
    at = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=10)
    text = models.TextField()
    email = models.EmailField(blank=True, default="")
    page = models.CharField(max_length=300, blank=True, default="")
    details = models.JSONField(default=dict, blank=True)
    suspicion = models.CharField(max_length=20, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = SignedBy(blank=True, default="")
    question = models.CharField(max_length=300, blank=True, default="")
    outcome = models.CharField(max_length=600, blank=True, default="")
    outcome_language = models.CharField(max_length=10, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="message_at_the_desk", fields=["state", "sort", "-at"]),
            models.Index(name="message_published", fields=["-published_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_published_in_own_words",
                condition=models.Q(published_at__isnull=True) | ~(models.Q(question="") | models.Q(outcome="")),
            )
        ]

    def __str__(self) -> str:
        return f"message {self.reference}"


class NewsletterSubscription(models.Model):
    """Who gets the newsletter: a row is an address, and is deleted, not marked, when somebody unsubscribes.

    One confirmed row of an address at most, and one that waits. `digest`: of the secret in the link that confirms it.
    """

    class Frequency(models.TextChoices):
        WEEKLY = "weekly"
        MONTHLY = "monthly"

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    email = models.EmailField()
    language = models.CharField(max_length=10)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)
    asked_at = models.DateTimeField(default=clock.now)
    digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="newsletter_once_confirmed", fields=["email"], condition=models.Q(confirmed_at__isnull=False)
            ),
            models.UniqueConstraint(
                name="newsletter_once_asked", fields=["email"], condition=models.Q(confirmed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
