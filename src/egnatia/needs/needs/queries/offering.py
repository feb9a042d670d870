"""What a reader may choose from when he states a need, and whom it usually goes to."""

from collections.abc import Iterable

from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.reader import Reader
from egnatia.kernel.tokens import SECRETARIAT
from egnatia.needs.needs.queries.one import seats_of


def usual_marking(reader: Reader, economy: str) -> Marking | None:
    """A draft for an economy goes to its focal points, who confirm it; theirs goes to the secretariat's desk."""
    offices = _offices(reader, economy)
    return Marking(Tlp.AMBER_STRICT, offices=frozenset(offices)) if offices and reader.strong else None


def _offices(reader: Reader, economy: str) -> Iterable[str]:
    return ((seats_of(economy) if economy else frozenset()) | {SECRETARIAT}) - reader.offices
