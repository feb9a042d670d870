"""Numbers of pages in addresses."""

from egnatia.mapping.activities.rules import MOST_LISTED, PAGE


def page_number(asked: str) -> int:
    """The page asked for; the first where it is none that a list can have."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return number if 1 <= number <= MOST_LISTED // PAGE else 1
