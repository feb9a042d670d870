"""What economies said to commitments, as a successor in the office finds it: first what a report is due on."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from egnatia.commitments.commitments.queries.visible import rows_of as commitments_of
from egnatia.commitments.commitments.queries.visible import words_for as words_of_commitments
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups.authority import may_know_due
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries.visible import words_for
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.commitments.follow_ups.rules import next_due
from egnatia.kernel import clock
from egnatia.kernel.desk import DeskLine, DeskPart
from egnatia.kernel.forum import forum
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read

MOST = 12


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
            due=_("next report %(day)s") % {"day": date_format(row.due)} if row.due else "",
        )
        for row in rows
        if row.commitment in commitments
    ]
    return DeskPart(_("What we said to commitments"), lines, reverse("commitments:own"), _("All of them"))


def _first(reader: Reader, found: RecordQuerySet) -> list[UUID]:
    """Those whose report is due next as far as he may know it, then what changed last. Worked out of all of them."""
    told = found.order_by("-record__changed_at", "-pk").values_list("pk", "record__owner", "due", "recurrence")
    today = clock.today()
    days = [
        (pk, next_due(due, recurrence, today) if may_know_due(reader, str(owner)) else None)
        for pk, owner, due, recurrence in told
    ]
    return [pk for pk, _day in sorted(days, key=lambda each: (each[1] is None, each[1] or today))[:MOST]]


def _by_day(row: FollowUpRow) -> tuple[bool, date]:
    return (row.due is None, row.due or date.max)


def _commitments(reader: Reader, rows: Sequence[FollowUpRow]) -> Sequence[CommitmentRow]:
    wanted = list(dict.fromkeys(row.commitment for row in rows))
    return commitments_of(reader, wanted, words_of_commitments(forum()))


def _said(row: FollowUpRow, *, several: bool) -> str:
    parts = [row.who] if several and row.who else []
    return ", ".join([*parts, row.position_words, row.progress])
