"""One commitment with what hangs on it, for a reader who may see it."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.commitments.commitments.queries.one import Standing, commitment_standing
from egnatia.commitments.commitments.queries.visible import commitment_row, words_for
from egnatia.commitments.commitments.rows import CommitmentRow, row_of
from egnatia.commitments.follow_ups.authority import may_speak
from egnatia.commitments.follow_ups.queries.visible import rows_on
from egnatia.commitments.follow_ups.rows import FollowUpRow
from egnatia.commitments.links.queries import JoinedRow, joined_to
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """`unsaid` are the economies for which the reader may speak and of which he sees no follow-up: code and name."""

    row: CommitmentRow
    standing: Standing
    follow_ups: tuple[FollowUpRow, ...]
    joined: tuple[JoinedRow, ...]
    unsaid: tuple[tuple[str, str], ...]
    may_join: bool


def page_of(reader: Reader, record: UUID, names: ForumNames) -> CommitmentPage:
    """Raises NotFound where there is none that the reader sees."""
    found = commitment_row(reader, record)
    words = words_for(names)
    follow_ups = in_forum_order(rows_on(reader, [record], names), names)
    said = {each.economy.code for each in follow_ups if each.economy}
    own = [each for each in names.economies if each.code in reader.economies and may_speak(reader, each.code)]
    return CommitmentPage(
        row=row_of(found, words),
        standing=commitment_standing(reader, found, words),
        follow_ups=follow_ups,
        joined=joined_to(reader, record),
        unsaid=tuple((each.code, each.name) for each in own if each.code not in said),
        may_join=reader.strong,
    )


def in_forum_order(rows: tuple[FollowUpRow, ...], names: ForumNames) -> tuple[FollowUpRow, ...]:
    """Economies in the forum's order, then organisations by name; of one the latest first."""
    places = {each.code: place for place, each in enumerate(names.economies)}
    last = len(places)
    key = {each.id: (places.get(each.economy.code, last) if each.economy else last + 1, each.who) for each in rows}
    return tuple(sorted(rows, key=lambda row: key[row.id]))
