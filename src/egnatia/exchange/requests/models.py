"""A request, whom it goes to, and what each of them replies."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.requests.fields import RequestContent
from egnatia.files.models import AttachedFile
from egnatia.guests.models import GuestRequest
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, Person, RecordQuerySet, SignedBy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class QuestionType(models.TextChoices):
    LINE = "line", _("Short text")
    TEXT = "text", _("Long text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    FILE = "file", _("File")


class ReplyAudience(models.TextChoices):
    """Who reads replies, from the narrowest to the widest."""

    ASKER = "asker", _("Only the organisation that asks")
    REPLIERS = "repliers", _("Everyone who replies, and the organisation that asks")
    READERS = "readers", _("Everyone who can see the request")


class InformationRequest(Kind):
    """A draft until it is sent; `audience` of its replies is fixed from then on. Seen as it is marked."""

    KIND = "information-request"

    content = models.JSONField(default=dict)  # a RequestContent
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)

    @property
    def asks(self) -> RequestContent:
        return msgspec.convert(self.content, RequestContent)

    @property
    def is_open(self) -> bool:
        return self.sent_at is not None and self.closed_at is None


class Addressee(models.Model):
    """A role or an organisation that a request went to. Who they are is seen with the request; the wish for more time,
    and `extended` where it was granted, by them and by whoever asks.
    """

    class Wish(models.TextChoices):
        NONE = "", ""
        ASKED = "asked", _("more time requested")
        GRANTED = "granted", _("more time granted")
        REFUSED = "refused", _("more time refused")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="sent_to")
    token = models.CharField(max_length=120)
    due = models.DateField()
    extended = models.DateField(null=True, blank=True)
    wish = models.CharField(max_length=7, choices=Wish, default=Wish.NONE, blank=True)
    wish_days = models.PositiveSmallIntegerField(default=0)
    wish_reason = models.TextField(blank=True)
    wished_by = SignedBy(blank=True)
    wished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="addressee_once", fields=["request", "token"])]

    def __str__(self) -> str:
        return f"{self.token} in {self.request_id}"

    @property
    def last_day(self) -> date:
        return self.extended or self.due


class InformationReply(Kind):
    """What an organisation replies for an addressee: seen by whoever sees the request and meets its own marking."""

    KIND = "information-reply"
    SUPPORTS = ("request",)

    class Status(models.TextChoices):
        FULL = "full", _("Complete reply")
        PARTIAL = "partial", _("Partial reply, more to follow")
        NOTHING = "nothing", _("We have no information")
        DECLINED = "declined", _("We decline to reply")

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="+")
    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status)
    audience = models.CharField(max_length=8, choices=ReplyAudience)
    answers = models.JSONField(default=dict)  # by the key of the question
    note = models.TextField(blank=True)
    narrowed = models.BooleanField(default=False)  # by its owner, on the page of its marking
    by = SignedBy()
    organisation = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(name="information_reply", fields=["addressee", "-at"])]

    def __str__(self) -> str:
        return f"{self.addressee_id}: {self.status}"


class PartRequest(GuestRequest):
    """Questions of a request that somebody asks a colleague without an account, for the reply of an addressee.

    Their organisation's own. What the colleague answers is kept here until somebody sends it with the reply.
    """

    KIND = "information-part"
    SUPPORTS = ("request",)

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="+")
    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="+")
    questions = models.JSONField(default=list)  # their keys
    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_by = SignedBy(of="asker")
    mailbox = models.EmailField(max_length=254)
    answers = models.JSONField(default=dict)  # by the key of the question
    taken_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"part of {self.addressee_id}"

    @classmethod
    def live(cls) -> RecordQuerySet:
        """Replies are taken besides."""
        there = {"request__record__withdrawn_at": None, "request__sent_at__isnull": False, "request__closed_at": None}
        return super().live().filter(**there)


class AnswerFile(models.Model):
    """The file of a reply that answers a question of the type "file"; the answer itself is its name."""

    reply = models.ForeignKey(InformationReply, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=10)
    file = models.ForeignKey(AttachedFile, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="answer_file_once", fields=["reply", "question"])]

    def __str__(self) -> str:
        return f"{self.question} of {self.reply_id}"


STATUS_WORDS: "dict[str, _StrPromise]" = {
    InformationReply.Status.FULL: _("replied"),
    InformationReply.Status.PARTIAL: _("replied in part"),
    InformationReply.Status.NOTHING: _("no information"),
    InformationReply.Status.DECLINED: _("declined"),
}
