"""The envelope that every shared thing hangs on, the grants that say who sees it, its versions, and links between two.

A link is seen by whoever sees both ends and meets its own marking, if it has one.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Envelope
from egnatia.kernel.models.person import SignedBy


def names() -> "ArrayField[list[str], list[str]]":
    """A column of short names: slugs, codes, identifiers or tokens."""
    return ArrayField(models.CharField(max_length=100), default=list, blank=True)


class Record(models.Model):
    """Owner, marking, version and provenance of one shared thing; what it says is in the table of its kind."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=30)
    owner = models.ForeignKey(
        "kernel.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    author = models.CharField(_("author"), max_length=36)
    tlp = models.PositiveSmallIntegerField(_("marking"), choices=[(tlp.value, tlp.words) for tlp in Tlp])
    communities = names()
    economies = names()
    organisations = names()
    persons = names()
    offices = names()
    marking_digest = models.CharField(max_length=32)
    natural_key = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001 - NULL is not equal to NULL: records without a key do not collide
    text = models.JSONField(_("text by language"), default=dict, blank=True)
    search = SearchVectorField(null=True)
    version = models.PositiveIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)  # withdrawn for good, and its readers are told

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="record_natural_key", fields=["kind", "owner", "marking_digest", "natural_key"]
            ),
            models.CheckConstraint(name="record_tlp", condition=models.Q(tlp__lte=Tlp.RED.value)),
        ]
        indexes = [
            GinIndex(name="record_search", fields=["search"]),
            models.Index(name="record_changed", fields=["kind", "-changed_at", "-id"]),
            models.Index(name="record_published", fields=["kind", "-published_at", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def marking(self) -> Marking:
        return Marking(
            tlp=Tlp(self.tlp),
            communities=frozenset(self.communities),
            economies=frozenset(self.economies),
            organisations=frozenset(self.organisations),
            persons=frozenset(self.persons),
            offices=frozenset(self.offices),
        )

    @property
    def envelope(self) -> Envelope:
        return Envelope(
            id=self.pk,
            kind=self.kind,
            marking=self.marking,
            owner=str(self.owner_id),
            author=self.author,
            withdrawn=self.withdrawn_at is not None,
        )

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens that its marking means today: none once it is withdrawn."""
        if self.withdrawn_at is not None:
            return frozenset()
        return self.marking.tokens(owner=str(self.owner_id), author=self.author)


class Grant(models.Model):
    """One token that opens one record. Derived from the marking; `egnatia verify` compares."""

    token = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    published_at = models.DateTimeField()
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        constraints = [models.UniqueConstraint(name="grant_once", fields=["record", "token"])]
        # One short range per token is what a feed reads (measured in design.md).
        indexes = [models.Index(name="grant_feed", fields=["token", "kind", "-published_at", "record"])]

    def __str__(self) -> str:
        return f"{self.token} opens {self.record_id}"


class Version(models.Model):
    """What a record said at one time, and who could read it then. Seen by whoever meets that marking and today's."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    tokens = names()
    marking_words = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    provenance = models.JSONField(default=dict, blank=True)
    by = SignedBy()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="version_number", fields=["record", "number"])]

    def __str__(self) -> str:
        return f"{self.record_id} version {self.number}"


class Release(models.Model):
    """A wish to widen a record that was released before: it waits for a second person who can read it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="releases")
    marking = models.JSONField()
    asked_by = models.CharField(max_length=36)
    asked_by_name = SignedBy(of="asked_by")
    asked_by_organisation = models.CharField(max_length=36)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="release_one_waiting", fields=["record"])]

    def __str__(self) -> str:
        return f"wider marking for {self.record_id}"


class Link(models.Model):
    """`relation` says how `left` stands to `right`. `tokens` is empty where the two ends decide alone.

    `author` is the identifier of the person who made it and may take it back; `by` the name, which others may share.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    relation = models.CharField(max_length=30)
    left = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links_out")
    right = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links_in")
    tokens = names()
    by = SignedBy(of="author")
    author = models.CharField(max_length=36)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            # With its tokens: a link that somebody cannot see never stands in the way of their own.
            models.UniqueConstraint(name="link_once", fields=["relation", "left", "right", "tokens", "author"]),
            models.CheckConstraint(name="link_between_two", condition=~models.Q(left=models.F("right"))),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} {self.relation} {self.right_id}"
