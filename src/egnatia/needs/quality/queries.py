"""What is missing in activities: how many, which ones, and records of one register that may be the same."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import rows_of
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import RecordQuerySet
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.pages.pagination import Page
from egnatia.taxonomy.forum import ForumNames

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PAGE = 50
MOST = 1_000  # as many as one bulk change takes
MOST_GROUPED = 200  # records of the page of duplicates
FRESH = timedelta(days=365)
DUPLICATES = "duplicates"
ENDED = ("closed", "cancelled")
UNDATED = date(1, 1, 1)
SAME = ("record__owner_id", "source", "sorted_title", "economies")  # of two that may be one, besides the day


@dataclass(frozen=True, slots=True)
class QualityCheck:
    """Something that may be missing, and what follows from it. `wish`: the bulk change that mends it as it stands;
    without one, and where it is `asked`, the bulk change asks for the value."""

    code: str
    title: "_StrPromise"
    effect: "_StrPromise"
    action: "_StrPromise | str" = ""
    wish: str = ""


CHECKS = (
    QualityCheck(
        "economy",
        _("Without an economy"),
        _("Not shown in “Needs and support” or on the page of an economy, and rarely matched."),
        _("Set the economy"),
    ),
    QualityCheck(
        "dates",
        _("Without dates"),
        _("Not shown on timelines, counted as if under way, and rarely matched."),
        _("Set the dates"),
    ),
    QualityCheck("amount", _("Without an amount"), _("Not counted in funding totals.")),
    QualityCheck(
        "estimated",
        _("Objective only estimated"),
        _("Counted in “Needs and support” as an estimate. Tables with confirmed objectives leave it out."),
        _("Confirm the estimated objectives"),
        "confirm",
    ),
    QualityCheck(
        "stale",
        _("No update for 12 months"),
        _("Partners cannot tell whether it is still under way."),
        _("Mark as up to date"),
        "up_to_date",
    ),
    QualityCheck(
        DUPLICATES,
        _("Possible duplicates within a register"),
        _("Counted twice, since records of one register are not compared with each other."),
    ),
)


def check_named(code: str) -> QualityCheck:
    """Raises NotFound."""
    found = next((each for each in CHECKS if each.code == code), None)
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class QualityLine:
    check: QualityCheck
    number: int


@dataclass(frozen=True, slots=True)
class QualitySummary:
    """`total`: the activities that were looked at."""

    total: int
    lines: tuple[QualityLine, ...]


class CheckedActivities(Page[ActivityRow]):
    """A page of the activities behind a number."""

    SIZE = PAGE


def looked_at(reader: Reader) -> RecordQuerySet:
    """The activities of the reader's organisation; for the secretariat, all that it sees. Of versions the newest."""
    rows: RecordQuerySet = newest_of_each(reader).annotate(day=Coalesce("starts", UNDATED))
    if not reader.is_secretariat:
        rows = rows.filter(record__owner=reader.organisation or None)
    return rows


def conditions(reader: Reader) -> Mapping[str, Q]:
    """Code of a check -> which of `looked_at` it is about."""
    today = clock.today()
    at_work = Q(ends__isnull=True) | Q(ends__gte=today)
    alike = {name: OuterRef(name) for name in SAME}
    twins = looked_at(reader).filter(**alike, day=Coalesce(OuterRef("starts"), UNDATED)).exclude(pk=OuterRef("pk"))
    estimates = ActivityAim.objects.filter(activity=OuterRef("pk"), basis=ActivityAim.Basis.ESTIMATE)
    return {
        "economy": Q(economies=[]),
        "dates": Q(starts__isnull=True, ends__isnull=True),
        "amount": Q(amount__isnull=True, band="") & ~Q(sort=Activity.Sort.EVENT),
        "estimated": Q(Exists(estimates)),
        "stale": at_work & ~Q(status__in=ENDED) & Q(updated__lt=clock.now() - FRESH),
        DUPLICATES: ~Q(sorted_title="") & Q(Exists(twins.order_by())),
    }


def summary_for(reader: Reader) -> QualitySummary:
    """How many there are of each; each number is that of the list behind it."""
    counts = {code: Count("pk", filter=which) for code, which in conditions(reader).items()}
    found = looked_at(reader).order_by().aggregate(total=Count("pk"), **counts)
    return QualitySummary(found["total"], tuple(QualityLine(each, found[each.code]) for each in CHECKS))


def found_by(reader: Reader, code: str) -> RecordQuerySet:
    """The activities that a check is about: those that they may change first, then the newest."""
    others = Case(When(record__owner=reader.organisation or None, then=0), default=1)
    rows: RecordQuerySet = looked_at(reader).filter(conditions(reader)[code])
    return rows.order_by(others, "-entered_at", "-record_id")


def page_of(reader: Reader, code: str, names: ForumNames, *, page: int) -> tuple[CheckedActivities, int]:
    """(a page of them, how many there are)."""
    rows, start = found_by(reader, code), (page - 1) * PAGE
    found = list(of_listing(rows)[start : start + PAGE + 1])
    shown = CheckedActivities(rows_of(reader, found[:PAGE], names), page, len(found) > PAGE)
    return shown, rows.order_by().count()


def own_found(reader: Reader, code: str) -> tuple[UUID, ...]:
    """Those of them that they may change; one more than one change takes where there are more."""
    own = found_by(reader, code).filter(record__owner=reader.organisation or None)
    return tuple(own.values_list("pk", flat=True)[: MOST + 1])


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """`kept`: the one of its group that says most."""

    row: ActivityRow
    kept: bool


def duplicates_of(reader: Reader, names: ForumNames) -> tuple[tuple[DuplicateRow, ...], ...]:
    """Groups of records that may be one, by title; no more than fit on a page."""
    rows = looked_at(reader).filter(conditions(reader)[DUPLICATES])
    in_groups = rows.order_by("sorted_title", "day", "economies", "source", "record__owner_id", "pk")
    found = list(of_listing(in_groups)[:MOST_GROUPED])
    shown = {row.id: row for row in rows_of(reader, found, names)}
    groups = (tuple(group) for _same, group in groupby(found, key=_same))
    return tuple(_marked(group, shown) for group in groups)


def _same(row: Any) -> tuple[object, ...]:  # noqa: ANN401 - an activity with its day
    return (row.record.owner_id, row.source, row.sorted_title, row.day, tuple(row.economies))


def _marked(group: tuple[Any, ...], shown: Mapping[UUID, ActivityRow]) -> tuple[DuplicateRow, ...]:
    most = max((row for row in group if row.pk in shown), key=_fullness, default=None)
    return tuple(DuplicateRow(shown[row.pk], row is most) for row in group if row.pk in shown)


def _fullness(row: Any) -> tuple[int, Any, str]:  # noqa: ANN401 - an activity with its update
    said = (row.amount, row.ends, row.status, row.objectives, row.receivers, row.sectors, row.identifier)
    return (sum(1 for each in said if each), row.updated, str(row.pk))


def left_of_each(reader: Reader, chosen: Collection[UUID], names: ForumNames) -> tuple[ActivityRow, ...] | None:
    """The duplicates among `chosen`, to be withdrawn; None where of one group nothing would be left."""
    groups = duplicates_of(reader, names)
    if any(group and all(each.row.id in chosen for each in group) for group in groups):
        return None
    return tuple(each.row for group in groups for each in group if each.row.id in chosen)
