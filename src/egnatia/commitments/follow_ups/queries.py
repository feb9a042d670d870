"""The follow-ups that a reader sees: those whose commitment the reader sees too. Their page, days, desk and search."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.queries import rows_of as commitments_of
from egnatia.commitments.commitments.queries import words_for as words_of_commitments
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rows import FollowUpLabels, FollowUpRow, economy_of, row_of
from egnatia.commitments.follow_ups.rules import ReportSchedule, awaited_since, may_know_due, next_due
from egnatia.commitments.links.queries import JoinedRow, joined_to
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import organisation_names
from egnatia.kernel.faults import NotFound
from egnatia.kernel.full_text_search import FacetColumn, SearchScope, found_among
from egnatia.kernel.handover import DeskLine, DeskPart
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.rooms import CalendarEntry
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.labels import label
from egnatia.pages.record_presenters import RecordPage
from egnatia.pages.record_presenters import page_of as details_of
from egnatia.people.addresses import hit_of
from egnatia.people.addresses import page_of as address_of
from egnatia.taxonomy.forum import ForumNames, community_names, forum, told

MOST_DAYS, MOST_ON_DESK = 500, 12
LONGEST_WORDS = 120  # of a commitment in a calendar


def follow_up_row(reader: Reader, record: UUID) -> FollowUp:
    """The stored follow-up. Raises NotFound where there is none that the reader sees."""
    found = FollowUp.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, FollowUp) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def follow_ups_on(reader: Reader, commitments: Collection[UUID]) -> list[FollowUp]:
    """All that the reader sees on these commitments, what was changed last first. One query."""
    rows = FollowUp.visible_to(reader).filter(commitment__in=list(commitments)).defer("record__search")
    ordered = rows.order_by("-record__changed_at", "-pk")
    return [each for each in ordered if may_read(reader, each.record.envelope).allowed]


def words_for(reader: Reader, names: ForumNames, follow_ups: Iterable[FollowUp]) -> FollowUpLabels:
    """What rows are made with: the communities, and the organisations that wrote them. Asked once for a page."""
    organisations = organisation_names(reader, [str(each.record.owner_id) for each in follow_ups])
    return FollowUpLabels(reader, names, community_names(), organisations, clock.today())


def rows_on(reader: Reader, commitments: Collection[UUID], names: ForumNames) -> tuple[FollowUpRow, ...]:
    """The rows of all that the reader sees on these commitments."""
    found = follow_ups_on(reader, commitments)
    words = words_for(reader, names, found)
    return tuple(row_of(each, words) for each in found)


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """A follow-up with its commitment, and with who works on that."""

    row: FollowUpRow
    commitment: CommitmentRow
    details: RecordPage
    joined: tuple[JoinedRow, ...]
    may_join: bool


def page_of(reader: Reader, record: UUID, names: ForumNames) -> FollowUpPage:
    """Raises NotFound where there is none that the reader sees."""
    found = follow_up_row(reader, record)
    (commitment,) = commitments_of(reader, [found.commitment_id], words_of_commitments(names))
    return FollowUpPage(
        row=row_of(found, words_for(reader, names, [found])),
        commitment=commitment,
        details=details_of(FOLLOW_UP, reader, found),
        joined=joined_to(reader, found.commitment_id),
        may_join=reader.strong,
    )


def days_of(reader: Reader) -> list[CalendarEntry]:
    """The next due day of each follow-up of their own organisation that the reader sees: nobody else is told.

    The secret address of a calendar was made with the second step, so it may say when; it reads GREEN at most.
    """
    if reader.is_anonymous:
        return []
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__isnull=False)
    coming = _coming(rows)
    seen = rows.select_related("commitment__record").defer("record__search", "commitment__record__search")
    there = seen.in_bulk(list(coming))
    found = [there[pk] for pk in coming if pk in there and may_read(reader, there[pk].record.envelope).allowed]
    on = commitments_of(reader, [each.commitment_id for each in found], words_of_commitments(forum()))
    agreed = {row.id: row for row in on}
    return [_entry(each, coming[each.pk], agreed[each.commitment_id].words) for each in found]


def _coming(rows: RecordQuerySet) -> dict[UUID, date]:
    """The next days, the earliest first: what is past for good takes the place of nothing that comes."""
    today = clock.today()
    told = rows.filter(~Q(recurrence="") | Q(due__gte=today)).values_list("pk", "due", "recurrence")
    days = sorted((day, pk) for pk, due, recurrence in told if (day := next_due(due, recurrence, today)))
    return {pk: day for day, pk in days[:MOST_DAYS]}


def _entry(found: FollowUp, day: date, commitment: str) -> CalendarEntry:
    return CalendarEntry(
        record=found.pk,
        kind=FollowUp.KIND,
        day=day,
        words=_("Report due: %(commitment)s") % {"commitment": Truncator(commitment).chars(LONGEST_WORDS)},
        url=address_of(FollowUp.KIND, found.pk),
        changed_at=max(found.record.changed_at, found.commitment.record.changed_at),
    )


def desk_part(reader: Reader, economies: Sequence[str]) -> DeskPart:
    """Follow-ups of these economies that the reader sees, those with a day first."""
    names = forum()
    found = FollowUp.visible_to(reader).filter(economy__in=economies).defer("record__search")
    there = found.in_bulk(_first(reader, found))
    seen = [each for each in there.values() if may_read(reader, each.record.envelope).allowed]
    words = words_for(reader, names, seen)
    rows = sorted((row_of(each, words) for each in seen), key=_by_day)
    commitments = {each.id: each for each in _commitments(reader, rows)}
    lines = [
        DeskLine(
            words=commitments[row.commitment].words,
            url=reverse("commitments:follow-up", args=[row.id]),
            lang=commitments[row.commitment].lang,
            said=_said(row, several=len(economies) > 1),
            due=_due_words(row),
        )
        for row in rows
        if row.commitment in commitments
    ]
    return DeskPart(_("Our follow-up to commitments"), lines, reverse("commitments:own"), _("Show all"))


def _first(reader: Reader, found: RecordQuerySet) -> list[UUID]:
    """Those whose report is overdue or due next as far as they may know it, then what changed last. Worked out of all
    of them."""
    columns = ("pk", "record__owner", "due", "recurrence", "reported_on", "due_set_on")
    told = found.order_by("-record__changed_at", "-pk").values_list(*columns)
    today = clock.today()
    days = [
        (pk, _day(ReportSchedule(*stored), today) if may_know_due(reader, str(owner)) else None)
        for pk, owner, *stored in told
    ]
    return [pk for pk, _day in sorted(days, key=lambda each: (each[1] is None, each[1] or today))[:MOST_ON_DESK]]


def _day(waiting: ReportSchedule, today: date) -> date | None:
    return awaited_since(waiting, today) or next_due(waiting.due, waiting.recurrence, today)


def _by_day(row: FollowUpRow) -> tuple[bool, date]:
    day = row.waited_since or row.due
    return (day is None, day or date.max)


def _due_words(row: FollowUpRow) -> str:
    if row.waited_since:
        return _("report due since %(day)s") % {"day": date_format(row.waited_since)}
    return _("next report due %(day)s") % {"day": date_format(row.due)} if row.due else ""


def _commitments(reader: Reader, rows: Sequence[FollowUpRow]) -> Sequence[CommitmentRow]:
    wanted = list(dict.fromkeys(row.commitment for row in rows))
    return commitments_of(reader, wanted, words_of_commitments(forum()))


def _said(row: FollowUpRow, *, several: bool) -> str:
    parts = [row.who] if several and row.who else []
    return ", ".join([*parts, row.position_words, row.progress])


def _find(reader: Reader, sought: Sought, span: Span) -> Found:
    seen = (
        FollowUp.visible_to(reader)
        .select_related("record", "commitment__record")
        .defer("commitment__meaning", "commitment__record__search")
    )
    order = ("-record__changed_at", "-record_id")
    facets = {"economy": FacetColumn("economy")}
    rows = SearchScope(FollowUp.KIND, seen, order, facets=facets)
    names = forum()
    return found_among(
        reader, sought, rows, span, lambda follow_ups: [_hit(reader, each, names) for each in follow_ups]
    )


def _hit(reader: Reader, found: FollowUp, names: ForumNames) -> Hit:
    """Where nothing was said in words, what it follows up: whoever sees it sees that too."""
    known, on = FOLLOW_UP.known(reader, found), COMMITMENT.known(reader, found.commitment)
    found_text = known["text"] or on["text"]
    text, lang, _original = told(found_text.texts, *found_text.first())
    who = economy_of(found.economy_id, names).name if found.economy_id else ""
    said = (who, label(labels.POSITION, found.position), known["responsible"], on["source"], on["paragraph"])
    return hit_of(found, text, lang, said)


SEARCHER = Searcher(FollowUp.KIND, gettext_lazy("Follow-ups"), 50, _find)
