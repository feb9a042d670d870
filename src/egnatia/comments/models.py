"""Comments, what else the record that they are on hangs on, and who was mentioned in them.

A comment is seen by whoever sees the record that it is on and meets its own marking: what that record's marking was
when the comment was written, or a narrower one. Narrowing the record narrows its comments; widening it does not.
"""

from django.conf import settings
from django.db import models

from egnatia.kernel import clock, ids
from egnatia.kernel.models import ContentKind, Personal, Record


class RecordComment(ContentKind):
    """What somebody says under a record. One with the readers of the record belongs to the record's organisation, so
    that the same people see it; `organisation` is its author's, for whom they wrote. `narrower`: it has fewer readers.
    """

    KIND = "comment"
    SUPPORTS = ("about",)
    LISTED = "grounds"
    OF_AUTHOR = True
    PERSONAL = Personal("comments", "record_id")
    about = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("kernel.Organisation", on_delete=models.PROTECT, related_name="+")
    narrower = models.BooleanField(default=False)


class CommentGround(models.Model):
    """A record that the record of a comment hangs on: whoever does not see it does not see the comment either."""

    comment = models.ForeignKey(RecordComment, on_delete=models.CASCADE, related_name="grounds")
    about = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(name="comment_ground_once", fields=["comment", "about"])]

    def __str__(self) -> str:
        return f"{self.comment_id} rests on {self.about}"


class CommentMention(models.Model):
    """Somebody whom the author of a comment notifies of it. Told only while they may read it."""

    PERSONAL = Personal("mentions", "comment_id", "at", "read_at")
    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    comment = models.ForeignKey(RecordComment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="mention_once", fields=["comment", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"
