"""What waits for the word of a focal point."""

from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import DRAFTED

MOST = 100  # on one page


def drafts_waiting_for(reader: Reader) -> RecordQuerySet:
    """The needs drafted for the economies whose focal point he is, as far as he can read them."""
    economies = sorted(reader.focal_economies()) if reader.strong else []
    rows: RecordQuerySet = Need.visible_to(reader).filter(economy__in=economies, status=DRAFTED)
    return rows


def waiting_by_economy(reader: Reader) -> dict[str, int]:
    """How many wait, by economy."""
    found: dict[str, int] = {}
    for economy in drafts_waiting_for(reader).values_list("economy_id", flat=True):
        found[economy] = found.get(economy, 0) + 1
    return found
