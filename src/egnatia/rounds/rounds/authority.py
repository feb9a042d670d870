"""Who opens a round, who speaks for a participant, who clears. Pure."""

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed


def may_open(reader: Reader) -> bool:
    """The secretariat, which also accepts what was cleared."""
    return reader.is_secretariat


def require_opener(reader: Reader) -> None:
    """Raises NotAllowed for others than the secretariat; whoever lacks the second step is told of that first."""
    if not may_open(reader):
        raise NotAllowed(reader.why_not("secretariat"))


def speaks_for(reader: Reader, economy: str, organisation: str) -> bool:
    """Whoever sits for the economy, or works for the organisation."""
    if economy:
        return reader.strong and economy in reader.economies
    return reader.strong and bool(organisation) and reader.organisation == organisation


def may_clear(reader: Reader, economy: str, organisation: str) -> bool:
    """The focal point of the economy and their deputies; of an organisation its own people."""
    if economy:
        return reader.strong and economy in reader.focal_economies()
    return speaks_for(reader, economy, organisation)
