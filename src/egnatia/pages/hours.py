"""Opening hours, typed with the days of any language, in the reader's language."""

import re
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
WORDS = (*WEEKDAYS, _("every day"), _("day and night"))
ALWAYS = len(WORDS) - 1
CAPITALS = ("en", "el", "tr")  # write days with a capital letter
HOURS_HELP = _(
    "For example: Mon–Fri 08:00–16:00; Sat 09:00–12:00, or 24/7. Readers see the days in their own language."
)
_TIME = r"\d{1,2}(?:[:.]\d{2})?"
_TIMES = rf"{_TIME}\s*[-–—]\s*{_TIME}"
_PART = re.compile(rf"(?P<days>\D*?)[\s,:]*(?P<times>{_TIMES}(?:\s*,\s*{_TIMES})*)")
_LONGEST = 200  # characters; other texts are longer
_UNTIL = re.compile(r"\s*[-–—]\s*|\s+to\s+")


def hours_in_words(typed: str) -> str:
    """“Monday–Friday, 08:00–16:00; Saturday, 09:00–12:00” for “Mon-Fri 08:00-16:00; Sat 09:00-12:00”.

    As it was typed where any of it is not understood: any other text may be given too.
    """
    if len(typed) > _LONGEST:
        return typed
    if _known().get(_key(typed)) == ALWAYS:
        return str(WORDS[ALWAYS])
    parts = [_part(each.strip()) for each in typed.split(";")]
    return "; ".join(parts) if all(parts) else typed


def _part(typed: str) -> str:
    """Days with their times, or times alone; "" for anything else."""
    found = _PART.fullmatch(typed)
    if found is None:
        return ""
    times = ", ".join(_UNTIL.sub("–", each.strip()) for each in found["times"].split(","))
    if not found["days"].strip():
        return times
    days = [_days(each) for each in found["days"].split(",")]
    return f"{', '.join(days)}, {times}" if all(days) else ""


def _days(typed: str) -> str:
    """A day, or from one to another; "" for anything else."""
    ends = [_known().get(_key(each)) for each in _UNTIL.split(typed.strip())]
    return "–".join(_day(each) for each in ends if each is not None) if None not in ends and len(ends) <= 2 else ""


def _day(number: int) -> str:
    name = str(WORDS[number])
    return name if get_language() in CAPITALS else name.lower()


def _key(typed: str) -> str:
    return " ".join(typed.casefold().strip(" .").split())


@cache
def _known() -> Mapping[str, int]:
    """What days are called in every language of the site, in full and for short: by number, Monday is 0."""
    found = {"24/7": ALWAYS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for number, name in [*enumerate(WORDS), *WEEKDAYS_ABBR.items()]:
                found[_key(str(name))] = number
    return found
