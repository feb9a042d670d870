"""Sentences about needs, in the reader's language. What things are called is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.forum import in_case
from egnatia.language import Case
from egnatia.pages.amounts import figure
from egnatia.pages.quoting import in_quotes


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands behind a need. `by` and `drafted_by` are "" where the reader may not know."""

    status: str
    economy: str
    by: str
    at: datetime | None
    drafted_by: str
    by_secretariat: bool


def standing_words(standing: Standing) -> str:
    """Who confirmed it and when, or that nobody did."""
    said = {
        "economy": standing.economy,
        "person": standing.by,
        "organisation": standing.drafted_by,
        "day": date_format(standing.at) if standing.at else "",
    }
    if standing.status == "confirmed":
        if not standing.by:
            return _("confirmed by %(economy)s, %(day)s") % said
        said["economy"] = in_case(standing.economy, Case.FOR)
        return _("confirmed by %(person)s for %(economy)s, %(day)s") % said
    if standing.status == "declined":
        return _("set aside by %(economy)s") % said
    if standing.by_secretariat:
        return _("drafted by the secretariat, not confirmed")
    return (
        _("drafted by %(organisation)s, not confirmed") if standing.drafted_by else _("drafted, not confirmed")
    ) % said


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list rests on: how many needs, of how many economies, how many of them confirmed, the newest."""

    needs: int
    economies: int
    confirmed: int
    newest: date | None


def basis_words(basis: Basis, *, visitor: bool) -> str:
    """The sentence above a list."""
    if not basis.needs or basis.newest is None:
        return ""
    needs = ngettext("%(needs)s need", "%(needs)s needs", basis.needs) % {"needs": figure(basis.needs)}
    of = ngettext("%(economies)s economy", "%(economies)s economies", basis.economies) % {"economies": basis.economies}
    said = {"needs": needs, "economies": of, "confirmed": figure(basis.confirmed), "day": date_format(basis.newest)}
    if visitor:
        return (
            _("%(needs)s of %(economies)s, as everybody can see them; %(confirmed)s confirmed. Newest: %(day)s.") % said
        )
    return _("%(needs)s of %(economies)s that you can see; %(confirmed)s confirmed. Newest: %(day)s.") % said


def too_many_words(most: int, economy: str, highs: Sequence[str]) -> str:
    """Why it cannot be high, naming the needs that are, as far as the author sees them."""
    named = "; ".join(map(in_quotes, highs))
    words = ngettext(
        "At most %(most)s need of %(economy)s is of high priority, and it is now: %(named)s. "
        "Make it medium first, or choose medium here.",
        "At most %(most)s needs of %(economy)s are of high priority, and they are now: %(named)s. "
        "Make one of them medium first, or choose medium here.",
        most,
    )
    return words % {"most": most, "economy": in_case(economy, Case.OF), "named": named}
