"""Joining two records that the author sees, and reading such links."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Link, Record, seen
from egnatia.kernel.records import audit


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link seen from one of its ends; `outgoing` where that end is the left one, `own` where the reader made it."""

    id: UUID
    relation: str
    other: UUID
    other_kind: str
    outgoing: bool
    by: str
    own: bool


def visible_records(reader: Reader, among: set[UUID], *kinds: str) -> set[UUID]:
    """Those of the given records that the reader may see; of one of `kinds`, where they are known."""
    return set(Record.objects.filter(seen(reader, "pk", *kinds), pk__in=among).values_list("pk", flat=True))


@transaction.atomic
def connect(left: UUID, relation: str, right: UUID, *, by: Reader, marking: Marking | None = None) -> UUID:
    """Link two records that the author sees. `marking` narrows who learns of it; linking again changes nothing."""
    if visible_records(by, {left, right}) != {left, right}:
        raise NotFound
    tokens = sorted(marking.tokens(owner=by.organisation, author=by.person)) if marking else []
    link, made = Link.objects.get_or_create(
        relation=relation, left_id=left, right_id=right, tokens=tokens, author=_author(by), defaults={"by": by.name}
    )
    if made:
        audit.record("linked", "link", link.pk, by=by, relation=relation, left=str(left), right=str(right))
    return link.pk


@transaction.atomic
def disconnect(link_id: UUID, *, by: Reader) -> None:
    """Take back one's own link."""
    link = _seen_by(by).filter(pk=link_id, author=_author(by)).first()
    if link is None:
        raise NotFound
    link.delete()
    audit.record("unlinked", "link", link_id, by=by, relation=link.relation)


def links_seen_by(reader: Reader, record: UUID) -> list[LinkRow]:
    """The links of a record: those whose other end and own marking the reader meets."""
    links = _seen_by(reader).filter(Q(left=record) | Q(right=record)).select_related("left", "right")
    return [_row(link, record, reader) for link in links.order_by("at", "pk")]


def _seen_by(reader: Reader, left: tuple[str, ...] = (), right: tuple[str, ...] = ()) -> QuerySet[Link]:
    """One query, however many links are hidden. `left` and `right` are the kinds of the ends, where they are known."""
    both = Link.objects.filter(seen(reader, "left_id", *left), seen(reader, "right_id", *right))
    return both if reader.is_system else both.filter(Q(tokens=[]) | Q(tokens__overlap=sorted(reader.held)))


def _author(reader: Reader) -> str:
    """A person, or the system; an anonymous visitor is the author of nothing."""
    return reader.person or reader.name


def _row(link: Link, record: UUID, reader: Reader) -> LinkRow:
    outgoing = link.left_id == record
    other = link.right if outgoing else link.left
    return LinkRow(link.pk, link.relation, other.pk, other.kind, outgoing, link.by, own=link.author == _author(reader))


def joined_seen_by(reader: Reader, left: str, relation: str, right: str) -> "QuerySet[Link, UUID]":
    """The right ends of all links of this relation between these kinds, both ends seen: a part of a query."""
    return _seen_by(reader, (left,), (right,)).filter(relation=relation).values_list("right_id", flat=True)


def pairs_seen_by(reader: Reader, relation: str, kind: str, right: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """(left, right) of all links of this relation from a record of `kind` to one of `right`, both ends seen."""
    links = _seen_by(reader, (kind,)).filter(relation=relation, right__in=list(right))
    return list(links.order_by("at", "pk").values_list("left_id", "right_id"))
