"""The commitments that a reader sees."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.rows import CommitmentRow, Words, row_of
from egnatia.commitments.commitments.rules import Said
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.forum import ForumNames, community_names, terms
from egnatia.kernel.models import Record, RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.records import hold

ORDER = (F("agreed_on").desc(nulls_last=True), "source", "place", "paragraph", "pk")


def commitment_row(reader: Reader, record: UUID) -> Commitment:
    """The stored commitment. Raises NotFound where there is none that the reader sees."""
    found = Commitment.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Commitment) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def locked(reader: Reader, record: UUID) -> Commitment:
    """The commitment, for this transaction alone: two changes at once wait for each other."""
    hold(record)
    return commitment_row(reader, record)


def in_order(rows: RecordQuerySet) -> RecordQuerySet:
    """The newest document first, and inside by paragraph."""
    ordered: RecordQuerySet = rows.order_by(*ORDER)
    return ordered


def words_for(names: ForumNames) -> Words:
    """What rows are made with, asked once for a page."""
    return Words(names, community_names(), terms("objective"))


def rows_of(reader: Reader, records: Collection[UUID], words: Words) -> tuple[CommitmentRow, ...]:
    """The rows of those of the given commitments that the reader sees, in the order given."""
    seen = Commitment.visible_to(reader).defer("record__search", "meaning").in_bulk(list(records))
    found = [seen[record] for record in records if record in seen]
    return tuple(row_of(each, words) for each in found if may_read(reader, each.record.envelope).allowed)


def may_write(reader: Reader, record: Record) -> bool:
    """Whether the form would be taken: the owner's organisation alone writes, with its second step."""
    return reader.strong and str(record.owner_id) == reader.organisation


def require_writer(reader: Reader, record: UUID) -> Commitment:
    """The commitment; raises NotFound where the reader sees none, NotAllowed where he may not write it."""
    found = commitment_row(reader, record)
    if not may_write(reader, found.record):
        raise NotAllowed(reader.why_not("owner"))
    return found


def said_of(commitment: Commitment) -> Said:
    return Said(
        source=commitment.source,
        words=commitment.text,
        language=commitment.language,
        paragraph=commitment.paragraph,
        agreed_on=commitment.agreed_on,
        objective=commitment.objective,
        topics=commitment.topics,
    )
