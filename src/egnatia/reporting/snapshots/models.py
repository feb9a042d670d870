"""A snapshot of a round: a head, and what it rests on as that stood when it was frozen.

Triggers refuse every change of what is frozen; of a head only what becomes of it changes, until it is adopted.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.models import Kind, SignedBy
from egnatia.reporting.snapshots.rules import PENDING, state_on
from egnatia.rounds.rounds.models import Participant, Round


class Snapshot(Kind):
    """What the board gets. Figures are counted from its sources, for each reader from those that they may read."""

    KIND = "snapshot"

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("submitted for adoption")  # until the board decides at a meeting
        CIRCULATING = "circulating", _("under silence procedure")  # until `deadline`, unless somebody objects
        BROKEN = "broken", _("silence broken")
        WITHDRAWN = "withdrawn", _("withdrawn before adoption")
        ADOPTED = "adopted", _("adopted")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # in the series of its round; shown as far as earlier ones are seen
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    words = models.TextField(_("text to adopt"), blank=True)  # the text that is adopted beside the figures
    language = models.CharField(max_length=12)  # of the two
    as_of = models.DateField()
    replies = models.JSONField(null=True, blank=True)  # a RepliesKept; None for those frozen before it was kept
    framework = models.CharField(max_length=60)  # "slug version"
    versions = models.JSONField()  # of the engine and its tables
    frozen_by = models.CharField(max_length=150)
    frozen_at = models.DateTimeField(default=clock.now)
    manifest = models.JSONField()  # every item with its digest: what `digest` is the digest of
    digest = models.CharField(max_length=64)  # told to nobody: it depends on what few may read
    state = models.CharField(max_length=11, choices=State)
    deadline = models.DateField(null=True, blank=True)  # the last day on which silence can be broken
    adopted_on = models.DateField(null=True, blank=True)
    adopted_words = models.TextField(blank=True)  # the meeting, or that nobody objected

    class Meta:
        constraints = [
            models.UniqueConstraint(name="snapshot_number", fields=["round", "number"]),
            models.UniqueConstraint(name="snapshot_one_pending", fields=["round"], condition=Q(state__in=PENDING)),
            models.CheckConstraint(
                name="snapshot_adopted_on_a_day", condition=~Q(state="adopted") | Q(adopted_on__isnull=False)
            ),
            models.CheckConstraint(
                name="snapshot_circulates_until", condition=~Q(state="circulating") | Q(deadline__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_today(self) -> str:
        return state_on(self.state, self.deadline, clock.today())


class SnapshotSource(models.Model):
    """One record: a need, an activity, a view on a match, an answer of the round.

    Seen by whoever sees the snapshot, meets `tokens` and sees the record as it is now.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="sources")
    record = models.ForeignKey("kernel.Record", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    tokens = ArrayField(models.CharField(max_length=100))  # of the record's marking when it was frozen
    content = models.JSONField()  # a struct of `kept`, by kind

    class Meta:
        constraints = [models.UniqueConstraint(name="snapshot_source_once", fields=["snapshot", "record"])]

    def __str__(self) -> str:
        return f"{self.snapshot_id} rests on {self.record_id}"


class SnapshotMatch(models.Model):
    """What the engine said about two of the activities. Seen by whoever may read both of them in the snapshot."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="matches")
    left = models.ForeignKey("kernel.Record", on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey("kernel.Record", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()  # a MatchKept

    class Meta:
        constraints = [models.UniqueConstraint(name="snapshot_match_once", fields=["snapshot", "left", "right"])]

    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id} in {self.snapshot_id}"


class SnapshotClearance(models.Model):
    """Who cleared for a participant, after consulting whom. Seen by whoever sees that participant."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="clearances")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()  # a ClearanceKept

    class Meta:
        constraints = [
            models.UniqueConstraint(name="snapshot_clearance_once", fields=["snapshot", "participant"]),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.snapshot_id}"


class RoundNote(Kind):
    """A comment on what a round comes to, a proposed wording, or a decision with who carries it out until when.

    It hangs on its round: whoever misses that misses the note too.
    """

    KIND = "round-note"
    SUPPORTS = ("round",)

    class Sort(models.TextChoices):
        COMMENT = "comment", _("comment")
        WORDING = "wording", _("proposed wording")
        DECISION = "decision", _("decision")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(_("type"), max_length=8, choices=Sort)
    text = models.TextField(_("text"))
    carried_out_by = models.CharField(_("responsible"), max_length=200, blank=True)
    due = models.DateField(_("until"), null=True, blank=True)
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.sort} on {self.round_id}"


class SnapshotObjection(models.Model):
    """Why a participant breaks the silence. That it was broken all readers learn; by whom and why, those who see the
    participant.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="objections")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.CharField(max_length=150)
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.participant_id} objects to {self.snapshot_id}"
