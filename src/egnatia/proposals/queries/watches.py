"""Proposals that their askers keep, to be told of similar activities: each is its person's alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import DAILY, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.proposals.models import ProposalWatch
from egnatia.proposals.queries.candidates import compared


@dataclass(frozen=True, slots=True)
class WatchRow:
    id: UUID
    title: str
    made_at: datetime


def own_watches(reader: Reader) -> "QuerySet[ProposalWatch]":
    """Their own; in a session without the second step those alone that were kept in such a one."""
    if reader.is_anonymous:
        return ProposalWatch.objects.none()
    rows = ProposalWatch.objects.filter(person=UUID(reader.person))
    return rows if reader.strong else rows.filter(strong=False)


def watches_of(reader: Reader) -> tuple[WatchRow, ...]:
    """The newest first."""
    rows = own_watches(reader).order_by("-made_at", "-pk")
    return tuple(WatchRow(*row) for row in rows.values_list("pk", "title", "made_at"))


def similar_since(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The activities that became visible to them since then and since they began to watch, and that concern the same
    work as a proposal of theirs: each once. What they entered themselves is no news."""
    told = set[UUID]()
    for watch in own_watches(reader).order_by("made_at", "pk"):
        new = _new(reader, max(since, watch.made_at))
        facts = facts_of(watch.facts, "proposal")
        for each in compared(facts, reader=reader) if new else ():
            if each.is_likely and each.activity in new and each.activity not in told:
                told.add(each.activity)
                url = reverse("activities:activity", args=[each.activity])
                yield Waiting(each.activity, new[each.activity], NotificationLine(url))


def _new(reader: Reader, since: datetime) -> dict[UUID, datetime]:
    rows = Activity.visible_to(reader).filter(record__published_at__gt=since).exclude(record__author=reader.person)
    return dict(rows.values_list("pk", "record__published_at"))


SIMILAR = NotificationKind(
    name="similar",
    found=similar_since,
    line=gettext_lazy("An activity similar to a proposal that you watch"),
    letters=Letters(
        code="similar",
        label=gettext_lazy("Activities similar to proposals that you watch"),
        many="proposals:watches",
        frequency=DAILY,
    ),
)
