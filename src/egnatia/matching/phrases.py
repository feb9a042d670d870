"""Names, words and amounts as they stand inside a sentence."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.labels import BAND, label
from egnatia.language import fold
from egnatia.overlap import Evidence
from egnatia.pages import amounts

MOST_NAMED = 3  # names in a clause
LONGEST_ABBREVIATION = 5  # letters: UNODC is one, PRISON is a word


def listed(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Names in a row, each once; what is beyond `most` is counted."""
    every = list(dict.fromkeys(name for name in names if name))
    shown = every[:most]
    if len(every) > most:
        rest = len(every) - most
        shown.append(ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest})
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def both_ways(*said: str) -> str:
    """The same thing as each side writes it: "radicalisation / радикализација"; once where they write it alike."""
    return " / ".join({fold(each): each for each in reversed(said) if each}.values().__reversed__())


def lowered(label: str) -> str:
    """A label inside a sentence: "Training" as "training", an abbreviation as it is."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def common(word: str) -> str:
    """A common word inside a sentence: "Frontline" from the beginning of a title as "frontline"."""
    if word.isupper() and len(word) <= LONGEST_ABBREVIATION:
        return word
    return word.replace("İ", "i").lower() if word.isupper() or word[1:].islower() else word


def quoted(left: str, right: str) -> str:
    """A word as both sides write it. Where one of them writes it small it is no name, so both are shown small."""
    said = (common(left), common(right)) if left[:1].islower() or right[:1].islower() else (left, right)
    return both_ways(*said)


def plain_amount(written: str) -> str:
    """The amount of an evidence, exactly: 180000.00 EUR as 180,000 EUR, a band in its words."""
    value, currency = _amount(written)
    if value is None:
        return _band(written)
    return amounts.with_currency(amounts.figure(value), currency)


def round_amount(written: str) -> str:
    """The same, rounded like all amounts of a page."""
    value, currency = _amount(written)
    return _band(written) if value is None else amounts.with_currency(amounts.rounded(value), currency)


def two_amounts(evidence: Evidence, *, exact: bool = False) -> str:
    """The amounts of both sides; once where they are the same, or the same when rounded."""
    left, right = evidence.left[0], evidence.right[0]
    form = plain_amount if exact else round_amount
    if form(left) != form(right):
        return _("%(left)s and %(right)s") % {"left": form(left), "right": form(right)}
    said = (
        _("both state an amount of %(amount)s")
        if plain_amount(left) == plain_amount(right)
        else _("both state an amount of about %(amount)s")
    )
    return said % {"amount": form(left)}


def marked_amounts(evidence: Evidence) -> str:
    """Both amounts rounded, with the exact figures in their titles. As HTML."""
    left, right = (_marked(each[0]) for each in (evidence.left, evidence.right))
    return format_html(_("{left} and {right}"), left=left, right=right)


def _marked(written: str) -> str:
    value, currency = _amount(written)
    return _band(written) if value is None else amounts.marked(value, currency)


def _amount(written: str) -> tuple[float | None, str]:
    value, _space, currency = written.partition(" ")
    try:
        return float(value), currency
    except ValueError:
        return None, currency


def _band(written: str) -> str:
    value, _space, currency = written.partition(" ")
    return f"{label(BAND, value)} {currency}".rstrip()
