"""Links between any two records. A link is seen by whoever sees both ends and meets its own marking, if it has one."""

from django.db import models

from egnatia.kernel import clock, ids
from egnatia.kernel.models.person import SignedBy
from egnatia.kernel.models.record import Record, names


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
