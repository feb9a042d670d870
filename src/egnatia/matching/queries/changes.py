"""New views on matches that a reader knows of, for whoever looks at what changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeEntry, Span, records_moved
from egnatia.matching import labels
from egnatia.matching.models import Position
from egnatia.matching.queries.visible import Matches, matches_visible_to, positions_visible_to
from egnatia.pages.changes import RecordLabel, told_as


def views_moved(reader: Reader, span: Span) -> "QuerySet[Any, Any]":
    """Those that they see and that changed, on matches that they may know of."""
    known = matches_visible_to(reader).order_by().values("pk")
    rows = records_moved(reader, span, Position.KIND)
    return rows.filter(Exists(Position.objects.filter(pk=OuterRef("pk"), match__in=known)))


def views_told(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
    """What each of these views says, and of which activity: the one whose owner says it."""
    rows = positions_visible_to(reader).filter(pk__in=list(records)).select_related("left", "right")
    views = [view for view in rows if may_read(reader, view.record.envelope).allowed]
    found: Matches = matches_visible_to(reader).filter(pk__in=[view.match for view in views])
    known = set(found.values_list("pk", flat=True))
    return {view.pk: _told(view) for view in views if view.match in known}


def _told(view: Any) -> ChangeEntry:  # noqa: ANN401 - a row with both activities
    about = view.right if view.side == Position.Side.RIGHT else view.left
    said = RecordLabel(about.title, about.language, labels.label(labels.VERDICT, view.verdict), view.stated_by)
    return told_as(view, said, reverse("matching:match", args=[view.match]))
