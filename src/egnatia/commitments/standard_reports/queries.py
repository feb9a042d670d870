"""The questions that the follow-up overview answers, all from the follow-ups and commitments that the reader sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import F, Q
from django.utils.timezone import localtime

from egnatia.activities.activities.queries.organisations import Funded, funders_of
from egnatia.commitments.commitments.queries import rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import words_for as said_words
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.commitments.follow_ups.rules import CONSIDERED, SUPPORTED, ReportSchedule, may_know_due
from egnatia.commitments.links.queries import RELATIONS
from egnatia.commitments.standard_reports.rules import AgendaItem, FollowUpState, StandardReportFilters, agenda_of
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.links import pairs_seen_by
from egnatia.kernel.records.versions import said_before, said_since
from egnatia.pages.labels import label
from egnatia.pages.pagination import Page
from egnatia.people.addresses import page_of as address_of_page
from egnatia.taxonomy.forum import ForumNames


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What was said, and to which commitment."""

    said: FollowUpRow
    commitment: CommitmentRow


@dataclass(frozen=True, slots=True)
class LinesPage(Page[FollowUpLine]):
    """One page of lines. `number` is how many there are in all."""

    SIZE = PAGE

    number: int


def lines_of(reader: Reader, records: Sequence[UUID], names: ForumNames) -> tuple[FollowUpLine, ...]:
    """In the order given. Four queries, whatever there is."""
    seen = FollowUp.visible_to(reader).defer("record__search").in_bulk(list(records))
    found = [seen[record] for record in records if record in seen]
    rows = [each for each in found if may_read(reader, each.record.envelope).allowed]
    agreed = {row.id: row for row in rows_of(reader, [each.commitment_id for each in rows], words_for(names))}
    words = said_words(reader, names, rows)
    return tuple(FollowUpLine(row_of(each, words), agreed[each.commitment_id]) for each in rows)


def page_of(reader: Reader, records: Sequence[UUID], names: ForumNames, *, page: int) -> LinesPage:
    """One page of all these follow-ups."""
    begin = (page - 1) * PAGE
    shown = records[begin : begin + PAGE]
    return LinesPage(lines_of(reader, shown, names), page, len(records) > begin + PAGE, len(records))


COLUMNS = ("pk", "position", "record__owner", "due", "recurrence", "reported_on", "due_set_on")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    item: AgendaItem
    line: FollowUpLine


@dataclass(frozen=True, slots=True)
class AgendaPage(Page[AgendaLine]):
    SIZE = PAGE

    number: int


def agenda(reader: Reader, economy: str, day: date, names: ForumNames, *, page: int) -> AgendaPage:
    """One page of what waits on `day`, what has waited longest first.

    When a report is due, only its owner's organisation and the secretariat are told.
    """
    items = agenda_of(_standings(reader, economy, day), day)
    begin = (page - 1) * PAGE
    shown = {item.record: item for item in items[begin : begin + PAGE]}
    lines = lines_of(reader, list(shown), names)
    found = tuple(AgendaLine(shown[line.said.id], line) for line in lines)
    return AgendaPage(found, page, len(items) > begin + PAGE, len(items))


def _standings(reader: Reader, economy: str, day: date) -> list[FollowUpState]:
    rows = FollowUp.visible_to(reader).filter(Q(due__lte=day) | Q(position=CONSIDERED))
    if economy:
        rows = rows.filter(economy=economy)
    considered = said_since(reader, rows.filter(position=CONSIDERED), "position", CONSIDERED)
    since = {record: localtime(at).date() for record, at in considered.items()}
    return [
        FollowUpState(
            record=record,
            position=position,
            waiting=ReportSchedule(*waiting),
            considered_since=since.get(record),
            knows_due=may_know_due(reader, str(owner)),
        )
        for record, position, owner, *waiting in rows.values_list(*COLUMNS)
    ]


ANSWER = ("position", "text")


@dataclass(frozen=True, slots=True)
class EarlierPosition:
    """What was said before: nothing that the reader may read where `first`. `words` where they were others."""

    first: bool
    position_words: str
    symbol: str
    words: str
    lang: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    line: FollowUpLine
    before: EarlierPosition


@dataclass(frozen=True, slots=True)
class ChangedPage(Page[ChangedLine]):
    SIZE = PAGE

    number: int


def changed(reader: Reader, economy: str, since: date, names: ForumNames, *, page: int) -> ChangedPage:
    """Answers whose position or words differ from those of `since`, what changed last first.

    A report on progress alone is no other answer, and what was said then under a marking that the reader does not meet
    is compared with nothing.
    """
    before = _before(reader, economy, since)
    begin = (page - 1) * PAGE
    lines = lines_of(reader, list(before)[begin : begin + PAGE], names)
    rows = tuple(ChangedLine(line, before[line.said.id]) for line in lines)
    return ChangedPage(rows, page, len(before) > begin + PAGE, len(before))


def _before(reader: Reader, economy: str, since: date) -> dict[UUID, EarlierPosition]:
    rows = FollowUp.visible_to(reader).filter(record__changed_at__date__gt=since)
    if economy:
        rows = rows.filter(economy=economy)
    ordered = rows.order_by("-record__changed_at", "pk")
    found = list(ordered.values_list("pk", "position", "content__text", "record__created_at"))
    then = said_before(reader, since, FollowUp.visible_to(reader).filter(pk__in=[pk for pk, *_ in found]), ANSWER)
    return {
        record: _change(then.get(record), (position, text))
        for record, position, text, made in found
        if _differs(then.get(record), (position, text), new=localtime(made).date() > since)
    }


def _differs(said: "dict[str, object] | None", now: tuple[str, object], *, new: bool) -> bool:
    """`new`: on that day nothing was said. Else nothing is known of an answer whose words of that day are hidden."""
    return new if said is None else (said["position"], said["text"]) != now


def _change(said: "dict[str, object] | None", now: tuple[str, object]) -> EarlierPosition:
    if said is None:
        return EarlierPosition(first=True, position_words="", symbol="", words="", lang="")
    position = str(said["position"])
    text, lang = msgspec.convert(said["text"], ByLanguage).first() if said["text"] != now[1] else ("", "")
    return EarlierPosition(
        first=False,
        position_words=label(labels.POSITION, position),
        symbol=labels.SYMBOL[position],
        words=text,
        lang=lang,
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """An activity that carries a commitment out, and who pays for it."""

    title: str
    url: str
    funders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundedLine:
    line: FollowUpLine
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
    return Paid(known.title, address_of_page("activity", activity), known.funders)


def unreported(reader: Reader, asked: StandardReportFilters) -> list[UUID]:
    """The follow-ups, the newest document first and those without a day last. Worked out from what the reader sees.

    Where several organisations follow up for an economy, a report of any of them is a report of the economy.
    """
    agreed = Q(commitment__agreed_on__year__gte=asked.since) | Q(commitment__agreed_on__isnull=True)
    rows = FollowUp.visible_to(reader).filter(agreed, economy__isnull=False)
    if asked.economy:
        rows = rows.filter(economy=asked.economy)
    newest = F("commitment__agreed_on").desc(nulls_last=True)
    ordered = rows.order_by(newest, "commitment__source", "commitment__place", "commitment", "economy", "pk")
    found = list(ordered.values_list("pk", "commitment", "economy", "position", "reported_on"))
    reported = {(commitment, economy) for _, commitment, economy, _, day in found if day}
    return [
        record
        for record, commitment, economy, position, _ in found
        if position == SUPPORTED and (commitment, economy) not in reported
    ]
