"""What waits for the word of an economy, and what economies said."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import Organisation, RecordQuerySet
from egnatia.needs.needs.presenters import economy_of
from egnatia.needs.responses.models import EconomyWord, MeasureReport
from egnatia.taxonomy.forum import EconomyName, ForumNames

AGREED, QUESTION, UNKNOWN = "agreed", "question", "unknown"  # to a plan
ADDED, DECLINED = "added", "declined"  # to a measure
SAID_OF_PLANS = (AGREED, QUESTION, UNKNOWN)
DEDICATED = 3  # economies: a plan for more is regional, unless it says how much of it each one gets
MOST = 50  # of each sort on one page


@dataclass(frozen=True, slots=True)
class PlannedSupport:
    """What another organisation plans: for which of the reader's economies, and how much of it, in percent."""

    row: ActivityRow
    holder: str
    economy: EconomyName
    share: float | None


@dataclass(frozen=True, slots=True)
class MeasureReportRow:
    """A measure that was read of. `lang` is that of its title."""

    id: UUID
    economy: EconomyName
    measure: str
    title: str
    lang: str
    objective: str
    start: str
    source: str
    reported_at: datetime


def plans_waiting_for(reader: Reader) -> RecordQuerySet:
    """Projects that others plan for an economy whose focal point they are, dedicated to it, and without its word."""
    economies = asked_for(reader)
    at_home = Organisation.visible_to(reader).filter(economy__in=economies).values("pk")
    dedicated = Q(economies__len__lte=DEDICATED) | Q(shares__has_any_keys=economies)
    over = Q(ends__isnull=False, ends__lt=clock.today())
    rows: RecordQuerySet = Activity.visible_to(reader).filter(
        dedicated, sort=Activity.Sort.PROJECT, status="pipeline", economies__overlap=economies
    )
    return rows.exclude(over).exclude(record__owner__in=at_home).exclude(_spoken(reader, economies))


def reports_waiting_for(reader: Reader) -> RecordQuerySet:
    """The measures read of, for an economy whose focal point they are, without its word."""
    economies = asked_for(reader)
    rows: RecordQuerySet = MeasureReport.visible_to(reader).filter(economy__in=economies)
    return rows.exclude(_spoken(reader, economies))


def _spoken(reader: Reader, economies: Sequence[str]) -> Exists:
    return Exists(EconomyWord.visible_to(reader).filter(about=OuterRef("pk"), economy__in=economies))


def waiting_counts(reader: Reader) -> tuple[int, int]:
    """(plans, measures), capped."""
    return capped_count(plans_waiting_for(reader)), capped_count(reports_waiting_for(reader))


def plans(reader: Reader, names: ForumNames, *, most: int = MOST) -> tuple[PlannedSupport, ...]:
    """The newest first."""
    found = list(plans_waiting_for(reader).order_by("-entered_at", "pk").values_list("pk", "shares")[:most])
    rows = with_ids(reader, [pk for pk, _shares in found], names)
    return tuple(_plan(rows[pk], shares, reader, names) for pk, shares in found if pk in rows)


def _plan(row: ActivityRow, shares: dict[str, float], reader: Reader, names: ForumNames) -> PlannedSupport:
    bodies = row.facts.reporters or row.facts.funders or row.facts.implementers
    economy = next(code for code in asked_for(reader) if code in row.facts.economies)
    return PlannedSupport(
        row, bodies[0].name if bodies else row.source, economy_of(economy, names), shares.get(economy)
    )


def reports(reader: Reader, names: ForumNames, *, most: int = MOST) -> tuple[MeasureReportRow, ...]:
    """The newest first."""
    found = reports_waiting_for(reader).order_by("-reported_at", "pk")[:most]
    return tuple(report_of(report, names) for report in found)


def report_of(report: MeasureReport, names: ForumNames) -> MeasureReportRow:
    return MeasureReportRow(
        id=report.pk,
        economy=economy_of(report.economy_id, names),
        measure=report.measure,
        title=report.title,
        lang=report.language,
        objective=report.objective,
        start=report.start,
        source=report.source,
        reported_at=report.reported_at,
    )


def report_waiting_for(reader: Reader, record: UUID, names: ForumNames) -> MeasureReportRow:
    """One of them. Raises NotFound where none waits for them."""
    found = reports_waiting_for(reader).filter(pk=record).first()
    if not isinstance(found, MeasureReport):
        raise NotFound
    return report_of(found, names)


@dataclass(frozen=True, slots=True)
class EconomyResponse:
    economy: EconomyName
    verdict: str
    said: str
    note: str
    by: str
    at: datetime


def words_about(
    reader: Reader, records: Collection[UUID], names: ForumNames
) -> dict[UUID, tuple[EconomyResponse, ...]]:
    """The words on each of these records, oldest first. One query."""
    found: dict[UUID, list[EconomyResponse]] = defaultdict(list)
    for word in EconomyWord.visible_to(reader).filter(about__in=records).order_by("at", "pk"):
        economy = economy_of(word.economy_id, names)
        said = EconomyResponse(economy, word.verdict, word.get_verdict_display(), word.note, word.by, word.at)
        found[word.about_id].append(said)
    return {record: tuple(words) for record, words in found.items()}


def asked_for(reader: Reader) -> list[str]:
    """The economies for which they are asked: those whose focal point they are today."""
    return sorted(reader.focal_economies()) if reader.strong else []


def may_announce(reader: Reader) -> bool:
    """The secretariat reads gazettes and reports; everybody else enters own measures themselves."""
    return reader.is_secretariat
