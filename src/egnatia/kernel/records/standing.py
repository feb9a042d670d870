"""How a reader stands to a record that he sees: whose it is, who sees it and why, whether he may write it."""

from dataclasses import dataclass

from egnatia.kernel import records
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import Verdict, may_read


@dataclass(frozen=True, slots=True)
class Standing:
    """`owner` is the name of its organisation, "" where he may not know of it. `audience` is empty for visitors: nobody
    but members asks who they are."""

    owner: str
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    writable: bool


def may_write(reader: Reader, record: Record) -> bool:
    """Whether a change would be taken: its organisation alone writes, above GREEN with the second step."""
    own = not reader.is_anonymous and str(record.owner_id) == reader.organisation
    return own and (reader.strong or records.writable_without_second_factor(record.marking))


def standing_of(reader: Reader, record: Record, *, writable: bool) -> Standing:
    """Of a record that the reader sees."""
    owner = Organisation.visible_to(reader).filter(pk=record.owner_id).values_list("name", flat=True).first()
    groups: tuple[Group, ...] = ()
    if not reader.is_anonymous:
        groups = audience_of(record.marking, owner=str(record.owner_id), author=record.author, asker=reader)
    return Standing(owner or "", record.marking, may_read(reader, record.envelope), groups, writable=writable)
