"""Who speaks for an economy. Pure."""

from egnatia.kernel.reader import Reader


def may_confirm(reader: Reader, economy: str) -> bool:
    """Its focal point and his deputies, whoever holds the office today."""
    return reader.strong and economy in reader.focal_economies()


def may_state(reader: Reader, economy: str) -> bool:
    """Its focal point; and as drafts whoever sits for it, and the secretariat for every economy."""
    return reader.strong and (economy in reader.economies or reader.is_secretariat)


def may_state_any(reader: Reader) -> bool:
    """Whether there is an economy at all for which he may state something."""
    return reader.strong and (bool(reader.economies) or reader.is_secretariat)
