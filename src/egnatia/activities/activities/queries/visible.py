"""The visible activities: filtered, and of several with the same identifier the newest."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.organisations import organisations_meant
from egnatia.activities.activities.rules import ActivityFilters, below, sectors_below
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet
from egnatia.language.query_expansion import search_expression
from egnatia.taxonomy.vocabularies import terms

UPDATED = Coalesce("updated_at", "entered_at")
ORDERS: dict[str, tuple[Any, ...]] = {  # every one is total, by the record in the end
    "newest": ("-entered_at", "-record_id"),
    "changed": ("-changed_at", "-record_id"),
    "begins": (F("starts").asc(nulls_last=True), "record_id"),
    "title": ("sorted_title", "record_id"),
}


def listed(reader: Reader, filters: ActivityFilters, few: Q) -> RecordQuerySet:
    """What a list shows, in its order. `few`: see `kernel.feed.of_few`, asked once for all of a page."""
    rows = newest_of_each(reader).filter(few, condition(reader, filters))
    return rows.order_by(*ORDERS[filters.order])


def newest_of_each(reader: Reader) -> RecordQuerySet:
    """The visible activities without those that a newer visible one of the same identifier stands for."""
    newer = Activity.objects.visible_to(reader).filter(~Q(identifier=""), identifier=OuterRef("identifier"))
    newer = newer.annotate(updated=UPDATED).filter(
        Q(updated__gt=OuterRef("updated")) | Q(updated=OuterRef("updated"), record_id__gt=OuterRef("record_id"))
    )
    rows: RecordQuerySet = Activity.visible_to(reader).annotate(updated=UPDATED).filter(~Exists(newer))
    return rows


def condition(reader: Reader, filters: ActivityFilters) -> Q:
    """The filters as one condition on activities."""
    wanted = Q()
    for column in ("status", "sort"):
        if value := getattr(filters, column):
            wanted &= Q(**{column: value})
    if filters.economy:
        wanted &= in_economy(filters.economy)
    wanted &= in_region(filters.region)
    if filters.source:
        wanted &= Q(source__icontains=filters.source)
    if filters.size:
        wanted &= Q(band=filters.size)
    if filters.tlp:
        wanted &= _marked(reader, filters.tlp)
    if filters.language:
        wanted &= Q(language=filters.language) | Q(language__startswith=f"{filters.language}-")
    return wanted & searched(filters.q) & _about(filters.about) & _organisation(reader, filters) & _period(filters)


def _marked(reader: Reader, tlp: str) -> Q:
    """A visitor sees one level only, so for any other there is nothing to look through."""
    if reader.is_anonymous and tlp != str(Tlp.CLEAR.value):
        return Q(pk__in=[])
    return Q(record__tlp=tlp)


def searched(typed: str) -> Q:
    """What holds the words that were typed, in any script and form; all of it where they are none."""
    expression = search_expression(typed)
    return Q(record__search=SearchQuery(expression, search_type="raw", config="simple")) if expression else Q()


def _about(about: str) -> Q:
    kind, _, code = about.partition(":")
    if kind == "objective":
        return Q(objectives__overlap=below(code, [*terms("objective")]))
    return Q(sectors__overlap=sectors_below(code)) if code else Q()


def _organisation(reader: Reader, filters: ActivityFilters) -> Q:
    """Whoever is called so, or has a name that begins so: see `organisations_meant`."""
    if not folded_name(filters.organisation):
        return Q()
    names = filters.spellings or organisations_meant(reader, filters.organisation).spellings
    return Q(organisations__overlap=sorted(names))


def _period(filters: ActivityFilters) -> Q:
    """Activities that take place in the period, as far as they say when. Without any date it is not known."""
    first, last = filters.period
    if first is None and last is None:
        return Q()
    stated = Q(starts__isnull=False) | Q(ends__isnull=False)
    return stated & _or_unknown("ends__gte", first) & _or_unknown("starts__lte", last)


def _or_unknown(lookup: str, day: date | None) -> Q:
    if day is None:
        return Q()
    return Q(**{lookup: day}) | Q(**{f"{lookup.partition('__')[0]}__isnull": True})


def in_economy(code: str) -> Q:
    return Q(economies__contains=[code])


def in_region(codes: Collection[str]) -> Q:
    """Those that name one of these economies, or none at all; all where no region is asked for."""
    return Q(economies__overlap=sorted(codes)) | Q(economies=[]) if codes else Q()


def of_identifier(typed: str) -> Q:
    """Those that bear an identifier just as it was typed."""
    return Q(identifier=typed) if typed else Q(pk__in=[])


def of_listing(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Only the columns that a row shows."""
    return rows.defer("content", "digest", "record__search", "record__text", "record__provenance")


def under_way(reader: Reader) -> RecordQuerySet:
    """Those that go out of date: what is planned or over does not."""
    return Activity.visible_to(reader).filter(status="implementation")
