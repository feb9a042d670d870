"""One cell in a few words: a word and a symbol over `need: high | 2 + 3r`."""

from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.labels import label
from egnatia.coverage import Cell, Rolled
from egnatia.needs.matrix import labels
from egnatia.needs.needs import labels as need_labels

NBSP = "\u00a0"
WHOLE_SUM = f"{NBSP}+{NBSP}"


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What a cell shows. `bare`: no need and no activity, so there is nothing to say and nothing to open."""

    state: str
    symbol: str
    word: str
    short: str
    reason: str
    need: str
    numbers: str
    url: str
    label: str  # the column, for a phone
    dedicated: int
    regional: int
    own: int
    is_own: bool = False  # of the reader's economy

    @property
    def below(self) -> str:
        """ "need: high | 2 + 3r", or the numbers alone where no need is stated. Lines break between them."""
        numbers = self.numbers.replace(" + ", WHOLE_SUM, 1).replace(" + ", f" +{NBSP}")
        if not self.need:
            return numbers
        return _("need: %(need)s | %(numbers)s") % {"need": self.need, "numbers": numbers}

    @property
    def spoken(self) -> str:
        """ "2 activities, 3 regional activities, 1 own measure": what `numbers` says, in words."""
        parts = (
            (ngettext("%(number)s activity", "%(number)s activities", self.dedicated), self.dedicated),
            (ngettext("%(number)s regional activity", "%(number)s regional activities", self.regional), self.regional),
            (ngettext("%(number)s own measure", "%(number)s own measures", self.own), self.own),
        )
        return ", ".join(words % {"number": number} for words, number in parts if number) or _("no activity reported")

    @property
    def bare(self) -> bool:
        return self.state == "none" and not self.numbers


def figure_of(cell: Cell | Rolled, *, url: str, column: str, own: bool = False) -> CellFigure:
    return CellFigure(
        state=cell.state,
        symbol=symbol_of(cell.state),
        word=label(labels.STATE, cell.state),
        short=label(labels.SHORT, cell.state),
        reason=reason_words(cell),
        need=label(need_labels.PRIORITY, cell.priority) if cell.priority else "",
        numbers=numbers_words(cell),
        url=url,
        label=column,
        dedicated=cell.dedicated,
        regional=cell.regional,
        own=cell.own,
        is_own=own,
    )


@cache
def symbol_of(state: str) -> str:
    """The symbol beside the word, the same in every language: rendered once, a page shows hundreds."""
    return render_to_string("components/state.html", {"state": state})


def reason_words(cell: Cell | Rolled) -> str:
    """The first reason of a cell; of several objectives together, how many of them are open, or that what is counted is
    for none of those with a need.
    """
    if isinstance(cell, Rolled) and cell.state == "open" and cell.works:
        return _("activities for other objectives only")
    if isinstance(cell, Rolled) and cell.open and cell.state != "open":
        return _("%(open)s of %(needed)s open") % {"open": cell.open, "needed": cell.needed}
    return label(labels.REASON, cell.reasons[0]) if cell.state == "partly" and cell.reasons else ""


def numbers_words(cell: Cell | Rolled) -> str:
    """`2 + 3r`: dedicated and regional apart; own measures behind. "" where there is none and no need."""
    if not (cell.dedicated or cell.regional or cell.own) and cell.state == "none":
        return ""
    own = ngettext("%(number)s own", "%(number)s own", cell.own) % {"number": cell.own} if cell.own else ""
    return " + ".join(filter(None, [f"{cell.dedicated} + {cell.regional}r", own]))
