"""What the engine says about two activities, what their owners say about that, and what the secretariat does."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, Personal, SignedBy


class Match(models.Model):
    """Two activities that may concern the same work. Seen by whoever sees both, past the floor of domain.md.

    Each pair stands once, with `left` the smaller identifier. `direction` is +1 where left passes money on to right,
    -1 the other way, 0 where there is none. `rank` is score x confidence, what lists are ordered and cut by.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # follows from the pair, see rules.match_id
    left = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    # Whose the two are: it never changes, and asking a list of 100,000 for it costs too much elsewhere.
    left_owner = models.UUIDField(null=True)
    right_owner = models.UUIDField(null=True)
    kind = models.CharField(_("kind"), max_length=10)
    direction = models.SmallIntegerField(default=0)
    # The one whose money is not counted again where both are seen: the other side of a chain, the later of two reports.
    counted_again = models.ForeignKey(Activity, null=True, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    confidence = models.FloatField()
    rank = models.FloatField()
    titles = models.CharField(max_length=130, default="")  # of both, folded: what orders matches of equal rank
    components = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    engine = models.CharField(max_length=40)
    readers = models.CharField(max_length=64, default="")  # the markings under which the two were compared
    earlier_score = models.FloatField(null=True, blank=True)
    found_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)  # no longer found, kept because somebody stated a view

    class Meta:
        constraints = [
            models.UniqueConstraint(name="match_pair", fields=["left", "right"]),
            models.CheckConstraint(name="match_in_order", condition=Q(left__lt=F("right"))),
        ]
        indexes = [
            # Everything that decides who sees a match stands in the index that a list walks along.
            models.Index(
                name="match_list",
                fields=["-rank", "titles", "id"],
                include=["left", "right", "left_owner", "right_owner", "found_at", "gone_at", "kind"],
            ),
            # The same for money counted once.
            models.Index(
                name="match_again",
                fields=["counted_again", "id"],
                include=["left", "right", "left_owner", "right_owner", "found_at", "kind", "rank", "titles"],
                condition=Q(counted_again__isnull=False, gone_at__isnull=True),
            ),
            models.Index(name="match_left_owner", fields=["left_owner", "-rank", "id"]),
            models.Index(name="match_right_owner", fields=["right_owner", "-rank", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.left_id} {self.right_id}"


class Position(Kind):
    """What an owner says about a match. A record of its own: an organisation may say it to few."""

    KIND = "position"
    SUPPORTS = ("left", "right")

    class Side(models.TextChoices):
        """Whose view it is. One organisation that both activities belong to speaks for both."""

        LEFT = "left", _("first activity")
        RIGHT = "right", _("second activity")
        BOTH = "both", _("both activities")

    class Verdict(models.TextChoices):
        COORDINATE = "coordinate", _("we coordinate")
        REPORTED_TWICE = "reported-twice", _("reported twice")
        PASSED_ON = "passed-on", _("passed-on funding")
        DIFFERENT = "different", _("different activities")
        NEED_TO_ASK = "ask", _("We have a question")

    # The pair, not the match: a view outlives recomputation and re-import. `match` is the identifier that follows.
    match = models.UUIDField(editable=False)
    left = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=5, choices=Side)
    verdict = models.CharField(_("position"), max_length=16, choices=Verdict)
    note = models.TextField(_("note"), blank=True)
    next_on = models.DateField(_("next date"), null=True, blank=True)
    stated_by = SignedBy()
    stated_at = models.DateTimeField(default=clock.now)
    score_then = models.FloatField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="position_match", fields=["match"])]

    def __str__(self) -> str:
        return f"{self.side}: {self.verdict}"


class DeskEntry(models.Model):
    """One thing that the secretariat did about a match, seen by those of the secretariat alone who see the match.

    It names the pair, as a position does: it outlives recomputation.
    """

    PERSONAL = Personal("overlaps_assigned", "verb", "day", "made_at")

    class Verb(models.TextChoices):
        NOTE = "note", _("note")
        ASSIGNED = "assigned", _("assigned")
        AGENDA = "agenda", _("on an agenda")
        ASIDE = "aside", _("set aside")
        WRITTEN = "written", _("e-mail to an owner")
        ASKED = "asked", _("question to an owner")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    match = models.UUIDField(editable=False)
    left = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=8, choices=Verb)
    text = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    day = models.DateField(null=True, blank=True)  # of the agenda, or until when a colleague looks at it
    made_by = SignedBy()
    made_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="desk_match", fields=["match", "-made_at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.match}"


class Uncompared(models.Model):
    """An activity that waits for its comparison. One that is stored while it is compared waits once more: what the
    comparison read of it was its version before."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.activity_id} waits"


class Comparison(models.Model):
    """One row, held by whoever compares: one at a time, and free again when they die. `engine` is the version that all
    activities were last put in line for, "" before the first."""

    ONE = 1
    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE, editable=False)
    engine = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [models.CheckConstraint(name="one_comparison", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"compared by {self.engine or 'none'}"
