"""A round: who takes part, what each says about what it said before, and the steps until that is accepted."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Kind, Organisation, Record, SignedBy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Round(Kind):
    """One mapping cycle, opened by the secretariat. Seen as it is marked; who takes part, the secretariat sees."""

    KIND = "round"

    class Sort(models.TextChoices):
        NEEDS = "needs", _("Needs of economies")
        SUPPORT = "support", _("Support by organisations")

    sort = models.CharField(_("subject"), max_length=7, choices=Sort)
    framework = models.ForeignKey(
        "taxonomy.Framework", on_delete=models.PROTECT, related_name="+", verbose_name=_("framework")
    )
    title = models.CharField(_("title"), max_length=200)
    opens = models.DateField(_("opens on"))
    closes = models.DateField(_("reply by"))
    instructions = models.TextField(_("instructions"), blank=True)
    opened_by = SignedBy()
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="round_closes_after_it_opens", condition=Q(closes__gte=models.F("opens"))),
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """An economy or an organisation in a round. Seen by whoever speaks for it, and by the secretariat."""

    class Role(models.TextChoices):
        STATES = "states", _("States needs")
        SUPPORTS = "supports", _("Provides support")
        OBSERVES = "observes", _("Observer")

    class Stage(models.TextChoices):
        INVITED = "invited", _("invited")
        STARTED = "started", _("started")
        CLEARED = "cleared", _("cleared")
        ACCEPTED = "accepted", _("accepted")
        ADOPTED = "adopted", _("adopted")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participants")
    economy = models.ForeignKey("kernel.Economy", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=8, choices=Role)
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, default=Stage.INVITED)
    # While a text circulates that holds its answers: the last day of silence, after which they are adopted.
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participant_is_one",
                condition=Q(economy__isnull=False, organisation__isnull=True)
                | Q(economy__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(name="participant_economy", fields=["round", "economy"]),
            models.UniqueConstraint(name="participant_organisation", fields=["round", "organisation"]),
        ]

    def __str__(self) -> str:
        return f"{self.economy_id or self.organisation_id} in {self.round_id}"


class RoundStep(models.Model):
    """What happened to a participant's answers, by whom. Seen by whoever sees the participant; never overwritten."""

    class Verb(models.TextChoices):
        STARTED = "started", _("started")
        CLEARED = "cleared", _("cleared")
        REOPENED = "reopened", _("clearance withdrawn")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        UNACCEPTED = "unaccepted", _("acceptance withdrawn")
        ADOPTED = "adopted", _("adopted")
        RECAST = "recast", _("role changed")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb)
    note = models.TextField(blank=True)  # after consulting whom; why it is returned
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(name="round_step", fields=["participant", "at"])]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.verb}"


class RoundAnswer(Kind):
    """What one organisation says for a participant about a need or an activity: a draft until handed in or cleared.

    It hangs on its round and on what it is about: whoever misses one of them misses the answer too.
    """

    KIND = "round-answer"
    SUPPORTS = ("round", "about")

    class Verdict(models.TextChoices):
        TRUE = "true", _("still true")
        CHANGED = "changed", _("changed")
        DONE = "done", _("done")
        GONE = "gone", _("no longer needed")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="answers")
    about = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    owner = models.UUIDField()  # whose answer it is: the record's owner
    # What another organisation handed in, taken over at clearing: a newer word of theirs wins over it, until it is
    # said anew.
    copied = models.BooleanField(default=False)
    verdict = models.CharField(max_length=7, choices=Verdict)
    version = models.PositiveIntegerField()  # of what it is about
    note = models.TextField(blank=True)
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    handed_in = models.BooleanField(default=False)
    cleared = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        # One of each organisation, as far as its people see it: one that was marked for few must not collide with
        # another's, who would learn of it. The newest that is seen counts.
        indexes = [models.Index(name="round_answer", fields=["participant", "about", "-at"])]

    def __str__(self) -> str:
        return f"{self.about_id}: {self.verdict}"


NOT_CLEARED: "Mapping[str, _StrPromise]" = {
    RoundAnswer.Verdict.DONE: _("reply “done” of %(day)s, not cleared yet"),
    RoundAnswer.Verdict.GONE: _("reply “no longer needed” of %(day)s, not cleared yet"),
}


def uncleared_replies(reader: Reader, abouts: Collection[UUID]) -> dict[UUID, str]:
    """The replies "done" and "no longer needed" that they see and that nobody has cleared yet, each as a sentence.

    Beside the model, since every page of a need asks for it; the rules are those of `there_for` and `own`.
    """
    if not reader.strong or not reader.economies:
        return {}
    there = Q(owner=UUID(reader.organisation)) | Q(handed_in=True, record__tlp__lt=Tlp.RED)
    stages = (Participant.Stage.INVITED, Participant.Stage.STARTED)
    rows = RoundAnswer.visible_to(reader).filter(there, about__in=list(abouts), verdict__in=list(NOT_CLEARED))
    rows = rows.filter(participant__economy__in=sorted(reader.economies), participant__stage__in=stages)
    return {
        about: NOT_CLEARED[verdict] % {"day": date_format(timezone.localdate(at))}
        for about, verdict, at in rows.order_by("at", "-pk").values_list("about", "verdict", "at")
    }


class RoundComment(models.Model):
    """The secretariat's comment on one answer of what it returned: it speaks of it, so whoever sees that reads it."""

    answer = models.ForeignKey(RoundAnswer, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    by = SignedBy()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(name="round_comment", fields=["answer", "at"])]

    def __str__(self) -> str:
        return f"{self.by} on {self.answer_id}"
