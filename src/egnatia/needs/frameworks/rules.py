"""Who says what an activity serves. Pure."""

from egnatia.kernel.access.reader import Reader

PAGE = 20  # activities of one page to confirm
LONGEST_QUOTE = 320  # letters of a description in a row


def may_answer(reader: Reader, owner: str) -> bool:
    """For an activity that the reader sees: its organisation, and the secretariat."""
    return bool(reader.organisation) and (reader.organisation == owner or reader.is_secretariat)
