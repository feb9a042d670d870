"""Which of them does any partner fund? Activities are records of another domain, which says who pays for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.activities.queries.paying import Funded, funders_of
from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.links.rules import RELATIONS
from egnatia.commitments.standard_reports.queries.lines import Line, lines_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.links import pairs_seen_by
from egnatia.kernel.reader import Reader
from egnatia.pages.paging import Page
from egnatia.people.addresses import page_of


@dataclass(frozen=True, slots=True)
class Paid:
    """An activity that carries a commitment out, and who pays for it."""

    title: str
    url: str
    funders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundedLine:
    line: Line
    paid: tuple[Paid, ...]


@dataclass(frozen=True, slots=True)
class FundedPage(Page[FundedLine]):
    """One page. `number` of `among` follow-ups have an activity that a partner pays for."""

    SIZE = PAGE

    number: int
    among: int


def funded(reader: Reader, follow_ups: Sequence[UUID], names: ForumNames, *, page: int) -> FundedPage:
    """Of these follow-ups those whose commitment has an activity with a funder, as far as the reader sees both."""
    commitments = dict(FollowUp.visible_to(reader).filter(pk__in=follow_ups).values_list("pk", "commitment"))
    paid = _paid(reader, set(commitments.values()))
    having = [record for record in follow_ups if commitments.get(record) in paid]
    begin = (page - 1) * PAGE
    lines = lines_of(reader, having[begin : begin + PAGE], names)
    shown = tuple(FundedLine(line, paid[line.commitment.id]) for line in lines)
    return FundedPage(shown, page, len(having) > begin + PAGE, len(having), len(follow_ups))


def _paid(reader: Reader, commitments: set[UUID]) -> dict[UUID, tuple[Paid, ...]]:
    """By commitment, in the order in which they were joined; each activity once, whoever joined it."""
    pairs = pairs_seen_by(reader, RELATIONS["activity"], "activity", commitments)
    known = _funders(reader, {activity for activity, _ in pairs})
    found: dict[UUID, dict[UUID, Paid]] = {}
    for activity, commitment in pairs:
        if activity in known:
            found.setdefault(commitment, {})[activity] = _row(activity, known[activity])
    return {commitment: tuple(rows.values()) for commitment, rows in found.items()}


def _funders(reader: Reader, activities: set[UUID]) -> Mapping[UUID, Funded]:
    return {activity: each for activity, each in funders_of(reader, activities).items() if each.funders}


def _row(activity: UUID, known: Funded) -> Paid:
    return Paid(known.title, page_of("activity", activity), known.funders)
