"""The obvious version: every activity that the reader may see, one after the other, without the kept slices."""

from datetime import date

from egnatia import coverage
from egnatia.activities.activities.models import Activity
from egnatia.coverage import Cell, Key, TallyRow, Work
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.rules import MatrixFilters


def works(reader: Reader, filters: MatrixFilters, as_of: date) -> list[Work]:
    seen = [
        each for each in Activity.objects.select_related("record") if may_read(reader, each.record.envelope).allowed
    ]
    found = [_work(each) for each in seen if not any(_newer(other, each) for other in seen)]
    return [work for work in found if _wanted(work, filters, as_of)]


def cells(
    reader: Reader, filters: MatrixFilters, statements: list[coverage.NeedStatement], as_of: date
) -> dict[Key, Cell]:
    wanted = [each for each in statements if filters.perspective in ("", each.perspective)]
    tallies = coverage.tally(rows(reader, filters, as_of, 3))
    return dict(coverage.matrix_of(wanted, tallies))


def rows(reader: Reader, filters: MatrixFilters, as_of: date, level: int) -> list[TallyRow]:
    found = [row for work in works(reader, filters, as_of) for row in coverage.rows_of([work], as_of, level)]
    inside = [row for row in found if row.economy in ("ALB", "MNE", "XKX", "SRB", "BIH", "MKD")]
    return [row for row in inside if not (filters.confirmed and row.counts.estimated)]


def _newer(other: Activity, than: Activity) -> bool:
    if not than.identifier or other.identifier != than.identifier:
        return False
    return (other.updated_at or other.entered_at, other.pk) > (than.updated_at or than.entered_at, than.pk)


def _work(activity: Activity) -> Work:
    facts = activity.facts
    bodies = facts.get("reporters") or facts.get("funders") or []
    aims = ActivityAim.objects.filter(activity=activity)
    return Work(
        ref=str(activity.pk),
        sort=activity.sort,  # type: ignore[arg-type]  # one of the three, says the column
        objectives=tuple(coverage.Aim(aim.code, aim.share, estimated=aim.basis == "estimate") for aim in aims),
        economies=tuple(coverage.EconomyShare(code, activity.shares.get(code)) for code in activity.economies),
        partners=frozenset(" ".join(body["name"].lower().replace("(", "").replace(")", "").split()) for body in bodies),
        types=frozenset(facts.get("types", ())),
        groups=frozenset(facts.get("groups", ())),
        start=activity.starts,
        end=activity.ends,
        status=activity.status,
    )


def _wanted(work: Work, filters: MatrixFilters, as_of: date) -> bool:
    first, last = filters.period
    ends = work.start if work.sort == "event" and work.end is None else work.end
    return (
        filters.type in ("", *work.types)
        and filters.group in ("", *work.groups)
        and filters.status in ("", coverage.phase(work, as_of))
        and not ((first or last) and not work.start and not ends)
        and not (first and ends and ends < first)
        and not (last and work.start and work.start > last)
    )
