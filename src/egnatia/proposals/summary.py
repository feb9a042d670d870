"""What is said around an answer: the paragraph to paste, its basis, its limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, ngettext, ngettext_lazy, npgettext, override
from django.utils.translation import gettext as _

from egnatia.activities.activities.queries.lists import ActivityBasis
from egnatia.kernel import clock
from egnatia.matching.clauses import listed
from egnatia.pages.amounts import rounded
from egnatia.pages.labels import in_quotes
from egnatia.proposals.extraction import Understood, activity_of, is_foreign
from egnatia.proposals.forms.sheet import ProposalSheet
from egnatia.proposals.queries.answers import ProposalAnswer, every
from egnatia.proposals.queries.needs import Needed
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary

MOST_CITED = 3  # activities in a paragraph
MOST_UNLISTED = 5  # bodies
LONGEST_QUOTE = 160  # characters


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


def limits(sheet: ProposalSheet, asker: Asker) -> tuple[str, ...]:
    """Why the answer may be wrong: what was not stated or is not known, what this asker does not see."""
    return tuple(_limits(sheet, asker))


def _limits(sheet: ProposalSheet, asker: Asker) -> Iterator[str]:
    assert sheet.understood is not None
    yield from _missing(sheet.understood)
    if sheet.unlisted:
        names = listed(sheet.unlisted, most=MOST_UNLISTED)
        yield _("Not in the list of organisations, so compared by name only: %(names)s.") % {"names": names}
    if asker.is_visitor:
        yield _("Only public activities were compared. Members see more.")
    elif not asker.is_strong:
        yield _("You signed in without two-step verification, so some activities were not compared.")
    yield _("Activities that are not reported or not shared are not included. Other overlaps may exist.")


def _missing(understood: Understood) -> Iterator[str]:
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


def nil_statement(answer: ProposalAnswer, needed: Needed) -> str:
    """What is said where no overlap was found, "" where one was. "Nothing" only where no list shows anything."""
    if answer.double or answer.similar:
        return ""
    if answer.look:
        words = ngettext(
            "No overlap was found, but %(count)d activity with similar work is worth a look.",
            "No overlap was found, but %(count)d activities with similar work are worth a look.",
            len(answer.look),
        )
        return words % {"count": len(answer.look)}
    if answer.further or needed.active or needed.stated or needed.beside:
        return _less_alike(answer, needed)
    if answer.compared:
        return _("No overlapping activities were found.")
    return _("Too little was understood to compare. Add an economy and a title.")


def _less_alike(answer: ProposalAnswer, needed: Needed) -> str:
    """What there is besides: activities that the page lists, activities counted with the needs, or needs."""
    if answer.further:
        return _("No closely similar activity was found; the activities listed have less in common.")
    if needed.active:
        return _("No closely similar activity was found, but other activities serve the same objectives.")
    return _("No closely similar activity was found, but related needs are listed.")


def statements(sheet: ProposalSheet, answer: ProposalAnswer, needed: Needed) -> tuple[str, ...]:
    """What the page says of the result as a whole. Of a text that is no proposal, only that."""
    note, nil, places = reading_note(sheet), nil_statement(answer, needed), tuple(_open_places(sheet))
    said = (note,) if (note or places) and answer.nothing and not answer.compared else (note, nil)
    return (*places, *filter(None, said))


def _open_places(sheet: ProposalSheet) -> Iterator[str]:
    """Which names of places somebody has to choose one for."""
    for each in sheet.which.still if sheet.which else ():
        yield _("“%(name)s” may be a place in several economies. Choose which one is meant.") % {"name": each.quote}


def reading_note(sheet: ProposalSheet) -> str:
    """One sentence on a text that is no proposal of this work, or in no language that is read; else ""."""
    assert sheet.understood is not None
    facts = activity_of(sheet.understood)
    if not facts.descriptions and not facts.titles:
        return _("No description of a project was found in the text. If it is a form, fill it in first.")
    if is_foreign(sheet.understood.text):
        return _(
            "The text is in a language that Egnatia does not read, so only names, dates and amounts were compared. "
            "Use a text in English or a language of the region."
        )
    if not facts.objectives and sheet.choices.labels["objective"]:
        return _("No objective of the framework was recognised in the text. Add one if the proposal serves it.")
    return ""


@dataclass(frozen=True, slots=True)
class SummaryText:
    """A text for the form of a donor or a board, in one language."""

    lang: str
    text: str

    @property
    def mark(self) -> str:
        """What it is called on its page."""
        return f"paragraph-{self.lang}"

    @property
    def language(self) -> str:
        """The name of the language in itself."""
        return str(get_language_info(self.lang)["name_local"])


def paragraphs(sheet: ProposalSheet, answer: ProposalAnswer, needed: Needed, asker: Asker) -> tuple[SummaryText, ...]:
    """In English, and in the language of the proposal where it is one of the interface's: what was looked at, what was
    found, whom we shall ask."""
    assert sheet.understood is not None
    spoken = sheet.understood.first("language")
    if spoken == "hbs":  # Bosnian, Croatian, Montenegrin and Serbian are read as one
        spoken = "sr" if re.search("[Ѐ-ӿ]", sheet.title) else "sr-latn"
    wanted = dict.fromkeys(code for code in ("en", spoken) if code in dict(settings.LANGUAGES_OF_MEMBERS))
    found = []
    for code in wanted:
        with override(code):
            said = (*_sentences(sheet.understood, answer, needed, asker), *_needs(needed), *_parts(sheet))
            found.append(SummaryText(code, " ".join(said)))
    return tuple(found)


def _needs(needed: Needed) -> Iterator[str]:
    """Every need that is stated where the proposal works, by its state, in its own words."""
    names, words = forum(), vocabulary()
    economies = {each.code: each.name for each in names.economies}
    for state, said in _ADDRESSED.items():
        cells = [cell.key for cell in needed.stated if cell.figure.state == state]
        if cells:
            places = [f"{economies[code]} – {words.objectives.full(objective)}" for objective, code in cells]
            yield said % {"cells": "; ".join(places), "count": len(cells)}
    quoted = [
        in_quotes(Truncator(need.words.rstrip(".")).chars(LONGEST_QUOTE))
        for cell in needed.stated
        for need in cell.needs
    ]
    if quoted:
        stated = ngettext("The need is stated as: %(needs)s.", "The needs are stated as: %(needs)s.", len(quoted))
        yield stated % {"needs": listed(quoted, most=len(quoted))}


_ADDRESSED = {
    "open": ngettext_lazy(
        "It would address a need for which no activity is reported: %(cells)s.",
        "It would address needs for which no activity is reported: %(cells)s.",
        "count",
    ),
    "partly": ngettext_lazy(
        "It would add to the support for a need that is partly addressed: %(cells)s.",
        "It would add to the support for needs that are partly addressed: %(cells)s.",
        "count",
    ),
    "reported": ngettext_lazy(
        "It would work where activities already address a stated need: %(cells)s.",
        "It would work where activities already address stated needs: %(cells)s.",
        "count",
    ),
}


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
    if found:
        cited = listed(_cited(each.row.title, each.who) for each in found[:MOST_CITED])
        yield f"{_alike(len(found))} {cited}."
    else:
        yield nil_statement(answer, needed)
    if answer.double:
        yield ngettext(
            "%(count)d of them may be the same activity or the same funding.",
            "%(count)d of them may be the same activity or the same funding.",
            len(answer.double),
        ) % {"count": len(answer.double)}
    if answer.look:
        cited = listed(_cited(each.row.title, each.who) for each in answer.look[:MOST_CITED])
        yield _("Similar work includes %(cited)s.") % {"cited": cited}
    likely = {each.row.id for each in found}
    if names := [contact.name for contact in answer.contacts if contact.found.row.id in likely]:
        yield _("Before signing, we will contact %(names)s.") % {"names": listed(names, most=5)}


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


def _cited(title: str, who: str) -> str:
    return f"{in_quotes(title)} ({who})" if who else in_quotes(title)
