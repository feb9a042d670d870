"""Who speaks for whom, and who may know when a report is waited for. Pure."""

from egnatia.kernel.access.reader import Reader


def may_speak(reader: Reader, economy: str) -> bool:
    """For an economy whoever sits for it, and the secretariat; for the own organisation ("") everybody of it."""
    return reader.strong and (not economy or economy in reader.economies or reader.is_secretariat)


def may_know_due(reader: Reader, owner: str) -> bool:
    """When a report is due is between its owner's organisation and the secretariat."""
    return reader.strong and (reader.organisation == owner or reader.is_secretariat)
