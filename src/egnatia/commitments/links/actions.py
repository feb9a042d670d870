"""Joining an activity or a need to a commitment, and taking that back. The kernel's links keep and audit it."""

from uuid import UUID

from egnatia.commitments.commitments.queries import commitment_row
from egnatia.commitments.links.queries import RELATIONS
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record, seen
from egnatia.kernel.records import links


def join(commitment: UUID, other: UUID, *, by: Reader) -> UUID:
    """Link two that the reader sees. Raises NotFound for anything but an activity or a need that they see."""
    commitment_row(by, commitment)
    if not by.strong:
        raise NotAllowed("second-factor")
    kind = Record.objects.filter(seen(by, "pk", *RELATIONS), pk=other).values_list("kind", flat=True)
    found = kind.first()
    if found is None:
        raise NotFound
    return links.connect(other, RELATIONS[found], commitment, by=by)


def part(commitment: UUID, link: UUID, *, by: Reader) -> None:
    """Take back one's own link to this commitment. Raises NotFound where there is none of theirs."""
    commitment_row(by, commitment)
    if not by.strong:
        raise NotAllowed("second-factor")
    if link not in {each.id for each in links.links_seen_by(by, commitment)}:
        raise NotFound
    links.disconnect(link, by=by)
