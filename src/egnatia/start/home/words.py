"""Words that several of the things which wait have in common."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

LONGEST_TITLE = 90


def short(title: str) -> str:
    """A title as it stands in a card."""
    return Truncator(title).chars(LONGEST_TITLE)


def read_it(count: int) -> str:
    """What the button of a card with so many things says."""
    return _("Read it") if count == 1 else _("Read them")
