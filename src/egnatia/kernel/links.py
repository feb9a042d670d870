"""Joining two records that the author sees, and reading such links."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from egnatia.kernel import audit
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Grant, Link, Record
from egnatia.kernel.reader import Reader


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link seen from one of its ends; `outgoing` where that end is the left one."""

    id: UUID
    relation: str
    other: UUID
    other_kind: str
    outgoing: bool
    by: str


def visible_records(reader: Reader, among: set[UUID]) -> set[UUID]:
    """Those of the given records that the reader may see."""
    if reader.is_system:
        return set(Record.objects.filter(pk__in=among, withdrawn_at__isnull=True).values_list("pk", flat=True))
    granted = Grant.objects.filter(record__in=among, token__in=sorted(reader.held))
    return set(granted.values_list("record_id", flat=True))


@transaction.atomic
def connect(left: UUID, relation: str, right: UUID, *, by: Reader, marking: Marking | None = None) -> UUID:
    """Link two records that the author sees. `marking` narrows who learns of it; linking again changes nothing."""
    if visible_records(by, {left, right}) != {left, right}:
        raise NotFound
    tokens = sorted(marking.tokens(owner=by.actor, author=by.person)) if marking else []
    link, made = Link.objects.get_or_create(relation=relation, left_id=left, right_id=right, tokens=tokens, by=by.name)
    if made:
        audit.record("linked", "link", link.pk, by=by, relation=relation, left=str(left), right=str(right))
    return link.pk


@transaction.atomic
def disconnect(link_id: UUID, *, by: Reader) -> None:
    """Take back one's own link."""
    link = Link.objects.filter(pk=link_id, by=by.name).first()
    if link is None or not _seen(link, by):
        raise NotFound
    link.delete()
    audit.record("unlinked", "link", link_id, by=by, relation=link.relation)


def links_seen_by(reader: Reader, record: UUID) -> list[LinkRow]:
    """The links of a record: those whose other end and own marking the reader meets."""
    links = Link.objects.filter(Q(left=record) | Q(right=record)).select_related("left", "right").order_by("at", "pk")
    return [_row(link, record) for link in links if _seen(link, reader)]


def _seen(link: Link, reader: Reader) -> bool:
    ends = {link.left_id, link.right_id}
    own = not link.tokens or reader.is_system or bool(reader.held & set(link.tokens))
    return own and visible_records(reader, ends) == ends


def _row(link: Link, record: UUID) -> LinkRow:
    outgoing = link.left_id == record
    other = link.right if outgoing else link.left
    return LinkRow(link.pk, link.relation, other.pk, other.kind, outgoing, link.by)
