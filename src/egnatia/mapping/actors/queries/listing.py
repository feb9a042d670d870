"""The list of organisations that a reader sees."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from egnatia.kernel.feed import capped_count
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import Actor, ActorName, ActorType, RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.mapping.activities.columns import folded_name
from egnatia.mapping.activities.rules import PAGE
from egnatia.pages.paging import Page
from egnatia.pages.searching import search_expression


@dataclass(frozen=True, slots=True)
class ActorFilters:
    q: str = ""
    type: str = ""
    economy: str = ""


@dataclass(frozen=True, slots=True)
class ActorRow:
    id: UUID
    name: str
    type: str
    economy: str
    mailbox: str
    reference: str
    tlp: str


@dataclass(frozen=True, slots=True)
class ActorListing(Page[ActorRow]):
    SIZE = PAGE

    number: int  # at most one above the cap of counts


def actors_seen_by(reader: Reader, filters: ActorFilters, *, page: int, names: ForumNames) -> ActorListing:
    """One page, by name."""
    found = filtered(reader, filters)
    begin = (page - 1) * PAGE
    rows = list(found.order_by("name", "record_id")[begin : begin + PAGE + 1])
    return ActorListing(_rows(reader, rows[:PAGE], names), page, len(rows) > PAGE, capped_count(found))


def first_rows(reader: Reader, filters: ActorFilters, *, most: int, names: ForumNames) -> tuple[ActorRow, ...]:
    """The first `most` rows, for a download."""
    return _rows(reader, list(filtered(reader, filters).order_by("name", "record_id")[:most]), names)


def filtered(reader: Reader, filters: ActorFilters) -> RecordQuerySet:
    wanted = Q()
    if filters.type:
        wanted &= Q(type=filters.type)
    if filters.economy:
        wanted &= Q(economy=filters.economy)
    if expression := search_expression(filters.q):
        exact = ActorName.objects.filter(folded=folded_name(filters.q)).values("actor")
        named = Q(record__search=SearchQuery(expression, search_type="raw", config="simple"))
        wanted &= Q(pk__in=exact) | named
    found: RecordQuerySet = Actor.visible_to(reader).filter(wanted)
    return found


def _rows(reader: Reader, actors: list[Actor], names: ForumNames) -> tuple[ActorRow, ...]:
    labels = dict(ActorType.choices)
    return tuple(
        ActorRow(
            id=actor.pk,
            name=actor.name,
            type=str(labels.get(actor.type, actor.type)),
            economy=economy_name(actor.economy_id, names),
            mailbox=actor.mailbox,
            reference=actor.reference,
            tlp=actor.record.marking.tlp.words,
        )
        for actor in actors
        if may_read(reader, actor.record.envelope).allowed
    )


def economy_name(code: str | None, names: ForumNames) -> str:
    economy = names.economy(code) if code else None
    return economy.name if economy else ""
