"""What economies said to commitments, as a successor in the office finds it: first what a report is due on."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from egnatia.commitments.agreed.queries.visible import rows_of as commitments_of
from egnatia.commitments.agreed.queries.visible import words_for as words_of_commitments
from egnatia.commitments.agreed.rows import CommitmentRow
from egnatia.commitments.followed.models import FollowUp
from egnatia.commitments.followed.queries.visible import words_for
from egnatia.commitments.followed.rows import FollowUpRow, row_of
from egnatia.kernel.desk import DeskLine, DeskPart
from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read

MOST = 12
LOOKED_AT = 500  # the newest: whether a report is due is worked out of each


def desk_part(reader: Reader, economies: Sequence[str]) -> DeskPart:
    """Follow-ups of these economies that the reader sees, those with a day first."""
    names = forum()
    found = FollowUp.visible_to(reader).filter(economy__in=economies).defer("record__search")
    ordered = found.order_by("-record__changed_at", "-pk")[:LOOKED_AT]
    seen = [each for each in ordered if may_read(reader, each.record.envelope).allowed]
    words = words_for(reader, names, seen)
    rows = sorted((row_of(each, words) for each in seen), key=_by_day)[:MOST]
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


def _by_day(row: FollowUpRow) -> tuple[bool, date]:
    return (row.due is None, row.due or date.max)


def _commitments(reader: Reader, rows: Sequence[FollowUpRow]) -> Sequence[CommitmentRow]:
    wanted = list(dict.fromkeys(row.commitment for row in rows))
    return commitments_of(reader, wanted, words_of_commitments(forum()))


def _said(row: FollowUpRow, *, several: bool) -> str:
    parts = [row.who] if several and row.who else []
    return ", ".join([*parts, row.position_words, row.progress])
