"""The table of practices, their reviews, the activities that used them again, and what visitors proposed."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import ContentKind, Organisation, Record, SignedBy


class Practice(ContentKind):
    """What worked: a method that others can take over, described by a fixed template."""

    KIND = "practice"
    expires_on = models.DateField(null=True, blank=True)


class ReviewDecision(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    PROMISING = "promising", _("Promising")
    NOT_YET = "not-yet", _("Not recommended yet")


POSITIVE = (ReviewDecision.RECOMMENDED, ReviewDecision.PROMISING)


class PracticeReview(models.Model):
    """A review that the secretariat asked an organisation for; with a `decision` once it is given.

    Seen by whoever sees the practice; one that is not given, or not positive, by few (`queries.reviews_seen_by`).
    `criteria`: the codes of those that are met. `changed_at`: when the practice was last changed before the review.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    practice = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = SignedBy()
    decision = models.CharField(max_length=12, choices=ReviewDecision.choices, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)  # of the practice, that was reviewed

    class Meta:
        indexes = [models.Index(name="practice_review_newest", fields=["practice", "-reviewed_at"])]
        constraints = [
            models.UniqueConstraint(
                name="practice_review_asked_once",
                fields=["practice", "organisation"],
                condition=models.Q(reviewed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="practice_review_given_whole",
                condition=models.Q(decision="", reviewed_at__isnull=True, expires_on__isnull=True)
                | (~models.Q(decision="") & models.Q(reviewed_at__isnull=False, expires_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.practice_id}"


class PracticeUse(models.Model):
    """An activity that used a practice. Seen by whoever sees both, whatever it says; `organisation` recorded it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    practice = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)
    by = SignedBy()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="practice_use_once", fields=["practice", "activity", "organisation"])
        ]

    def __str__(self) -> str:
        return f"use of {self.practice_id} by {self.activity_id}"


class ProposalQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Self:
        """All to the secretariat, none to anybody else."""
        return self if reader.is_secretariat else self.none()


class PracticeProposal(models.Model):
    """A practice that somebody without an account proposed. `said`: the cleaned fields of the form.

    `record`: the practice that was made of it. `reason`: the sentence with which it was declined.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    reference = models.CharField(max_length=11, db_index=True)
    at = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=10)
    organisation_name = models.CharField(max_length=300)
    email = models.EmailField(blank=True, default="")
    said = models.JSONField(default=dict)
    suspicion = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = SignedBy(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)  # of the e-mail with the reason
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]  # the stubs see a Manager

    class Meta:
        indexes = [models.Index(name="practice_proposal_at_the_desk", fields=["state", "-at"])]

    def __str__(self) -> str:
        return f"proposal {self.reference}"
