"""The follow-ups that a reader sees: those whose commitment he sees too."""

from collections.abc import Collection, Iterable
from uuid import UUID

from egnatia.commitments.follow_ups.authority import may_speak, may_write
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rows import FollowUpRow, Words, row_of
from egnatia.commitments.follow_ups.rules import Said
from egnatia.kernel import clock, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.forum import ForumNames, community_names
from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read


def follow_up_row(reader: Reader, record: UUID) -> FollowUp:
    """The stored follow-up. Raises NotFound where there is none that the reader sees."""
    found = FollowUp.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, FollowUp) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def locked(reader: Reader, record: UUID) -> FollowUp:
    """The follow-up, for this transaction alone: two changes at once wait for each other."""
    records.hold(record)
    return follow_up_row(reader, record)


def follow_ups_on(reader: Reader, commitments: Collection[UUID]) -> list[FollowUp]:
    """All that the reader sees on these commitments, what was changed last first. One query."""
    rows = FollowUp.visible_to(reader).filter(commitment__in=list(commitments)).defer("record__search")
    ordered = rows.order_by("-record__changed_at", "-pk")
    return [each for each in ordered if may_read(reader, each.record.envelope).allowed]


def words_for(reader: Reader, names: ForumNames, follow_ups: Iterable[FollowUp]) -> Words:
    """What rows are made with: the communities, and the organisations that wrote them. Asked once for a page."""
    owners = {each.record.owner_id for each in follow_ups}
    organisations = {
        str(pk): name for pk, name in Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name")
    }
    return Words(reader, names, community_names(), organisations, clock.today())


def rows_on(reader: Reader, commitments: Collection[UUID], names: ForumNames) -> tuple[FollowUpRow, ...]:
    """The rows of all that the reader sees on these commitments."""
    found = follow_ups_on(reader, commitments)
    words = words_for(reader, names, found)
    return tuple(row_of(each, words) for each in found)


def require_writer(reader: Reader, record: UUID) -> FollowUp:
    """The follow-up; raises NotFound where the reader sees none, NotAllowed where he may not write it."""
    found = follow_up_row(reader, record)
    owner, economy = str(found.record.owner_id), found.economy_id or ""
    if not may_write(reader, owner, economy):
        spoken_for = reader.organisation == owner and not may_speak(reader, economy)
        raise NotAllowed(reader.why_not("speaks-for" if spoken_for else "owner"))
    return found


def said_of(found: FollowUp) -> Said:
    return Said(
        economy=found.economy_id or "",
        position=found.position,
        words=found.text,
        language=found.language,
        responsible=found.responsible,
        due=found.due,
        recurrence=found.recurrence,
        note=found.note,
        evidence=found.evidence,
        reported_on=found.reported_on,
    )
