"""The list of organisations that a reader sees."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.rules import PAGE
from egnatia.kernel.feed import capped_count
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import Organisation, OrganisationName, OrganisationType, RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.language.seeking import search_expression
from egnatia.pages.paging import Page


@dataclass(frozen=True, slots=True)
class OrganisationFilters:
    q: str = ""
    type: str = ""
    economy: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: UUID
    name: str
    type: str
    economy: str
    mailbox: str
    reference: str
    tlp: str


@dataclass(frozen=True, slots=True)
class OrganisationListing(Page[OrganisationRow]):
    SIZE = PAGE

    number: int  # at most one above the cap of counts


def organisations_seen_by(
    reader: Reader, filters: OrganisationFilters, *, page: int, names: ForumNames
) -> OrganisationListing:
    """One page, by name."""
    found = filtered(reader, filters)
    begin = (page - 1) * PAGE
    rows = list(found.order_by("name", "record_id")[begin : begin + PAGE + 1])
    return OrganisationListing(_rows(reader, rows[:PAGE], names), page, len(rows) > PAGE, capped_count(found))


def first_rows(
    reader: Reader, filters: OrganisationFilters, *, most: int, names: ForumNames
) -> tuple[OrganisationRow, ...]:
    """The first `most` rows, for a download."""
    return _rows(reader, list(filtered(reader, filters).order_by("name", "record_id")[:most]), names)


def filtered(reader: Reader, filters: OrganisationFilters) -> RecordQuerySet:
    wanted = Q()
    if filters.type:
        wanted &= Q(type=filters.type)
    if filters.economy:
        wanted &= Q(economy=filters.economy)
    if expression := search_expression(filters.q):
        exact = OrganisationName.objects.filter(folded=folded_name(filters.q)).values("organisation")
        named = Q(record__search=SearchQuery(expression, search_type="raw", config="simple"))
        wanted &= Q(pk__in=exact) | named
    found: RecordQuerySet = Organisation.visible_to(reader).filter(wanted)
    return found


def _rows(reader: Reader, organisations: list[Organisation], names: ForumNames) -> tuple[OrganisationRow, ...]:
    labels = dict(OrganisationType.choices)
    return tuple(
        OrganisationRow(
            id=organisation.pk,
            name=organisation.name,
            type=str(labels.get(organisation.type, organisation.type)),
            economy=economy_name(organisation.economy_id, names),
            mailbox=organisation.mailbox,
            reference=organisation.reference,
            tlp=organisation.record.marking.tlp.words,
        )
        for organisation in organisations
        if may_read(reader, organisation.record.envelope).allowed
    )


def economy_name(code: str | None, names: ForumNames) -> str:
    economy = names.economy(code) if code else None
    return economy.name if economy else ""
