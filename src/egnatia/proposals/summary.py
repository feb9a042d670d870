"""What is said around an answer: the paragraph to paste, its basis, its limits."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from egnatia.activities.activities.queries.lists import ActivityBasis
from egnatia.kernel import clock
from egnatia.matching.clauses import listed
from egnatia.pages.amounts import rounded
from egnatia.pages.quotes import in_quotes
from egnatia.proposals.extraction import Understood
from egnatia.proposals.forms.sheet import ProposalSheet
from egnatia.proposals.queries.answers import HolderContact, ProposalAnswer, every
from egnatia.proposals.queries.needs import Needed

MOST_CITED = 3  # activities in a paragraph


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose view the answer is: a visitor sees what everybody sees."""

    is_visitor: bool
    is_strong: bool


def basis_words(basis: ActivityBasis, asker: Asker) -> str:
    """Compared with so many activities of so many organisations that this asker sees."""
    many = f"{basis.activities}+" if basis.capped else str(basis.activities)
    partners = ngettext("%(number)s organisation", "%(number)s organisations", basis.organisations)
    if asker.is_visitor:
        activities = ngettext("%(number)s public activity", "%(number)s public activities", basis.activities)
        said = _("Compared with %(activities)s of %(organisations)s.")
    else:
        activities = ngettext("%(number)s activity", "%(number)s activities", basis.activities)
        said = _("Compared with %(activities)s of %(organisations)s available to this check.")
    known = {"activities": activities % {"number": many}, "organisations": partners % {"number": basis.organisations}}
    return " ".join(filter(None, (said % known, _newest(basis))))


def _newest(basis: ActivityBasis) -> str:
    if not basis.newest:
        return ""
    return _("Latest update: %(date)s.") % {"date": date_format(localtime(basis.newest), "DATE_FORMAT")}


def limits(understood: Understood, asker: Asker) -> tuple[str, ...]:
    """Why the answer may be wrong: what was not stated, what this asker does not see."""
    return tuple(_limits(understood, asker))


def _limits(understood: Understood, asker: Asker) -> Iterator[str]:
    if not understood.first("title"):
        yield _("No title was specified, so only the text was compared.")
    if not understood.values("economy"):
        yield _("No economy was specified. Add one to find more overlaps.")
    if not understood.first("start") and not understood.first("end"):
        yield _("No dates were specified, so some of the activities listed may have ended.")
    if not understood.first("amount") and not understood.first("band"):
        yield _("No amount was specified, so amounts were not compared.")
    if not understood.values("receiver"):
        yield _("No receiving institution was specified. It is the most useful detail for the comparison.")
    if asker.is_visitor:
        yield _("Only public activities were compared. Members see more.")
    elif not asker.is_strong:
        yield _("You signed in without two-step verification, so some activities were not compared.")
    yield _("Activities that are not reported or not shared are not included. Other overlaps may exist.")


def paragraph(sheet: ProposalSheet, answer: ProposalAnswer, needed: Needed, asker: Asker) -> str:
    """A paragraph for the form of a donor or a board: what was looked at, what was found, whom we shall ask."""
    assert sheet.understood is not None
    said = (_sentences(sheet.understood, answer, needed, asker), _needs(needed), _parts(sheet))
    return " ".join(sentence for part in said for sentence in part)


def _needs(needed: Needed) -> Iterator[str]:
    if needed.open:
        words = ngettext(
            "It would address a need for which no activity is reported: %(cells)s.",
            "It would address needs for which no activity is reported: %(cells)s.",
            len(needed.open),
        )
        yield words % {"cells": listed(cell.place for cell in needed.open)}
    if needed.partly:
        words = ngettext(
            "It would add to the support for a need that is partly addressed: %(cells)s.",
            "It would add to the support for needs that are partly addressed: %(cells)s.",
            len(needed.partly),
        )
        yield words % {"cells": listed(cell.place for cell in needed.partly)}


def _parts(sheet: ProposalSheet) -> Iterator[str]:
    """What is planned for each economy, where that is stated."""
    assert sheet.understood is not None
    total, currency = float(sheet.understood.first("amount") or 0), sheet.understood.first("currency")
    named = {economy.code: economy for economy in sheet.names.economies}
    for code, share in sheet.percentages.items():
        economy, said = named[code], {"share": f"{share:.3g}"}
        if total:
            said |= {"economy": economy.for_it, "amount": f"{rounded(total * share / 100)} {currency}"}
            yield _("Planned for %(economy)s: %(amount)s (%(share)s %%).") % said
        else:
            yield _("%(economy)s: %(share)s %%.") % (said | {"economy": economy.name})


def _sentences(understood: Understood, answer: ProposalAnswer, needed: Needed, asker: Asker) -> Iterator[str]:
    today = date_format(clock.today(), "DATE_FORMAT")
    title = understood.first("title")
    named = _("“%(title)s” was checked with Egnatia on %(date)s.") % {"title": title, "date": today}
    yield named if title else _("This proposal was checked with Egnatia on %(date)s.") % {"date": today}
    yield basis_words(answer.basis, asker)
    found = list(every(answer))
    if not found:
        yield from _nothing_close(answer, needed)
        return
    cited = listed(_cited(each.row.title, each.holder) for each in found[:MOST_CITED])
    yield f"{_alike(len(found))} {cited}."
    if answer.double:
        yield ngettext(
            "%(count)d of them may be the same activity or the same funding.",
            "%(count)d of them may be the same activity or the same funding.",
            len(answer.double),
        ) % {"count": len(answer.double)}
    if answer.contacts:
        yield _("Before signing, we will contact %(names)s.") % {"names": listed(_named(answer.contacts), most=5)}


def _nothing_close(answer: ProposalAnswer, needed: Needed) -> Iterator[str]:
    """Where nothing is alike: what is named all the same, or that there is nothing at all."""
    if answer.near:
        words = ngettext(
            "%(count)d less similar activity serves the same objective, economy and period: %(cited)s.",
            "%(count)d less similar activities serve the same objective, economy and period: %(cited)s.",
            len(answer.near),
        )
        cited = listed(_cited(each.row.title, each.holder) for each in answer.near[:MOST_CITED])
        yield words % {"count": len(answer.near), "cited": cited}
    elif not answer.nothing or needed.active:
        yield _("No closely similar activity was found; other activities for the same objective or economy are listed.")
    else:
        yield _("No overlapping activities were found.")


def _alike(number: int) -> str:
    """How many are cited below; of more than are cited it says so."""
    if number > MOST_CITED:
        said = ngettext(
            "%(count)d activity may overlap:",
            "%(count)d activities may overlap, including:",
            number,
        )
    else:
        said = npgettext(
            "all of them are named",
            "%(count)d activity may overlap:",
            "%(count)d activities may overlap:",
            number,
        )
    return said % {"count": number}


def _cited(title: str, holder: str) -> str:
    return f"{in_quotes(title)} ({holder})" if holder else in_quotes(title)


def _named(contacts: tuple[HolderContact, ...]) -> Iterator[str]:
    yield from (contact.name for contact in contacts)
