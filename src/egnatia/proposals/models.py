"""A question to holders whom the asker cannot see, its deliveries, which the asker never sees; watches; words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock, ids
from egnatia.kernel.models import Kind, Personal, SignedBy


class Question(Kind):
    """What an organisation asks about a proposal of its own. Seen by its own staff only.

    `facts` are what the proposal is compared by; they go once the question was delivered. `disclosed` is what the
    asker chose to tell: label and value each. Whether and to whom it was delivered stands nowhere that they can read.
    """

    KIND = "question"
    text = models.TextField(_("question"))
    mailbox = models.EmailField(_("reply to"))
    disclosed = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    asked_by = SignedBy()
    asked_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"question {self.pk}"


class Delivery(Kind):
    """A question as the holder of one matching activity receives it: a record of the holder's, not of the asker's."""

    KIND = "delivery"
    SUPPORTS = ("activity",)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("question"))
    mailbox = models.EmailField(_("reply to"))
    disclosed = models.JSONField(default=list)
    asker = models.CharField(_("requested by"), max_length=300)
    asked_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class ProposalWatch(models.Model):
    """A proposal that a person keeps to be told of similar activities. `facts` are what it is compared by.

    `strong`: kept with the second step; such a session may know more.
    """

    PERSONAL = Personal("watched_proposals", "title", "facts", "made_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    strong = models.BooleanField()
    title = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"watched proposal {self.pk}"


class FormWord(models.Model):
    """Words of application forms that this secretariat adds to the shipped ones: the same for every reader.

    `table`: where they count: as a label, in a question, or as an instruction. `means`: what follows them.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    table = models.CharField(max_length=20)
    means = models.CharField(max_length=20)
    words = models.CharField(max_length=100)
    folded = models.CharField(max_length=300)
    added_by = SignedBy()
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="form_word_once", fields=["table", "folded"])]

    def __str__(self) -> str:
        return f"{self.means}: {self.words}"
