"""The paper for the board: page 1 for five minutes, then what it is based on. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from egnatia.activities.activities.labels import label
from egnatia.coverage import Cell
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block, Words
from egnatia.matching import labels as match_labels
from egnatia.matching.queries.money import FundingTotal
from egnatia.matching.rules import AGREED, DIFFER
from egnatia.matching.sentences import sentence
from egnatia.needs.matrix import labels as matrix_labels
from egnatia.needs.matrix.presenters.figures import NBSP
from egnatia.needs.needs import labels as need_labels
from egnatia.needs.needs.rules import PRIORITIES
from egnatia.pages.amounts import figure, rounded, with_currency
from egnatia.reporting.reports.composition.charts import STATES, ending, funding, states_by_heading
from egnatia.reporting.reports.composition.needs import matches_table, needs_with_status, rooms_table, shared_economies
from egnatia.reporting.reports.composition.parts import (
    SYMBOLS,
    amount_words,
    bracketed,
    by_title,
    cell,
    column,
    glued,
    joined,
    matrix_of,
    money_part,
    ordered,
    works_table,
)
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.snapshots.findings import Frozen, MatchRead
from egnatia.reporting.snapshots.items import NeedKept, RepliesKept, WorkKept
from egnatia.reporting.snapshots.presenters import engine_match

HIGH, OPEN, OVERLAP = "high", "open", "overlap"
MOST_OVERLAPS = 5  # on page 1
MOST_OBJECTIVES = 6  # named of one economy on page 1
MOST_NAMED = 20  # participants by name on page 1
MOST_DECISIONS = 3  # of those that were written
LONGEST = 420  # characters of the text to adopt on page 1; all of it stands behind
LONGEST_REASON = 160
LONGEST_TITLE, SHORTEST_TITLE = 60, 30


def front(frozen: Frozen, say: Speaking, *, matches: bool) -> Iterator[Block]:
    """Page 1: who has answered, five numbers, needs that are high or open, what needs the board, what it is asked."""
    yield made.Paragraph(replies_words(frozen.head.replies, say), "lead")
    yield totals(frozen, say, matches=matches)
    yield from _stated_by_economy(frozen, say)
    pressing = pressing_overlaps(frozen) if matches else ()
    if pressing:
        yield _overlaps(pressing, frozen, say)
    yield made.Heading(say.say(lambda: _("Decisions requested")))
    yield made.Bullets(tuple(_decisions(frozen, pressing, say)))
    yield made.Heading(say.say(lambda: _("Text to adopt")))
    yield made.Paragraph(_shortened(text_to_adopt(frozen, say, matches=matches), LONGEST), "quote")
    yield made.Paragraph(_legend(say), "quiet")


def board_paper(frozen: Frozen, say: Speaking, *, matches: bool) -> Iterator[Block]:
    """Behind page 1: the matrix, the needs, overlaps, activities, funding."""
    yield made.Heading(say.say(lambda: _("Needs and support")))
    yield from states_by_heading(frozen, say)
    yield matrix_of(frozen, say)
    yield made.Heading(say.say(lambda: _("Needs")))
    high = [each for each in frozen.needs.items() if each[1].priority == HIGH]
    rest = [each for each in frozen.needs.items() if each[1].priority != HIGH]
    yield needs_with_status("high needs", say.say(lambda: _("Needs of high priority, by economy")), high, frozen, say)
    yield needs_with_status(
        "other needs", say.say(lambda: _("Other needs, by economy and priority")), rest, frozen, say
    )
    if matches:
        yield made.Heading(say.say(lambda: _("Overlaps")))
        yield matches_table(frozen, say)
    yield made.Heading(say.say(lambda: _("Opportunities to coordinate")))
    yield rooms_table(frozen, say)
    yield made.Heading(say.say(lambda: _("Activities")))
    yield from ending(frozen, say)
    yield works_table("activities", say.say(lambda: _("Activities, by title")), by_title(frozen.works.items()), say)
    yield from money_part(frozen.money(), say, matches=matches)
    if matches:
        yield from funding(frozen.money(), say)
    if frozen.head.words:
        yield made.Heading(say.say(lambda: _("Text to adopt")))
        yield made.Paragraph(text_to_adopt(frozen, say, matches=matches))


def replies_words(replies: RepliesKept | None, say: Speaking) -> Words:
    """ "Replies received: 2 of 12 (Montenegro, Slovenia); for the others, needs as last confirmed." """
    if replies is None:
        return say.say(lambda: _("The number of replies was not recorded for these results."))
    count = say.say(lambda: _("%(received)s of %(asked)s") % {"received": replies.received, "asked": replies.asked})
    known = [say.economy(code) for code in replies.answered[:MOST_NAMED]]
    named = _listed(known, len(replies.answered) - len(known), say)
    received = joined(say.say(lambda: _("Replies received")), count)
    if replies.received >= replies.asked:
        return received
    rest = say.say(lambda: _("for the others, needs as last confirmed"))
    return glued("; ", glued(" ", received, bracketed(named)) if known else received, rest, end=".")


def totals(frozen: Frozen, say: Speaking, *, matches: bool) -> made.Totals:
    """The five numbers: answered, needs, open, possible overlaps, funding."""
    needs, cells = frozen.needs.values(), frozen.open_cells().values()
    replies, nothing = frozen.head.replies, say.say(lambda: "–")
    answered = nothing
    if replies is not None:
        answered = say.say(
            lambda: _("%(received)s of %(asked)s") % {"received": replies.received, "asked": replies.asked}
        )
    found = [
        made.ReportTotal(say.say(lambda: _("Replies received")), answered, _waiting(replies, say)),
        made.ReportTotal(say.say(lambda: _("Needs")), _number(len(needs), say), _high(needs, say)),
        made.ReportTotal(say.say(lambda: _("Open needs")), _number(len(cells), say), _high(cells, say)),
    ]
    if matches:
        overlaps = [each for each in frozen.matches if each.kept.kind == OVERLAP]
        agreed = sum(each.state == AGREED for each in overlaps)
        found.append(
            made.ReportTotal(
                say.say(lambda: _("Possible overlaps")),
                _number(len(overlaps), say),
                say.say(lambda: _("%(number)s agreed") % {"number": figure(agreed)}),
            )
        )
    found.append(_funding_total(frozen.money(), say, matches=matches))
    return made.Totals("totals", say.say(lambda: _("In numbers")), tuple(found))


def _waiting(replies: RepliesKept | None, say: Speaking) -> Words:
    if replies is None or replies.received >= replies.asked:
        return Words("")
    number = replies.asked - replies.received
    return say.say(lambda: ngettext("%(number)s outstanding", "%(number)s outstanding", number) % {"number": number})


def _high(found: Iterable[NeedKept | Cell], say: Speaking) -> Words:
    number = sum(each.priority == HIGH for each in found)
    return say.say(lambda: _("%(number)s of high priority") % {"number": figure(number)})


def _number(number: int, say: Speaking) -> Words:
    return say.say(lambda: figure(number))


def _funding_total(found: Sequence[FundingTotal], say: Speaking, *, matches: bool) -> made.ReportTotal:
    """The currency in which most activities are reported, without double counting; how many others there are."""
    title = say.say(lambda: _("Funding"))
    stated = sorted((each for each in found if each.activities), key=lambda each: -each.activities)
    if not stated:
        return made.ReportTotal(title, say.say(lambda: "–"), say.say(lambda: _("No amounts")))
    first, more = stated[0], len(stated) - 1
    reported = say.say(lambda: with_currency(rounded(float(first.reported)), first.currency))
    counted = say.say(lambda: with_currency(rounded(float(first.counted)), first.currency))
    value, below = (counted if matches else reported), []
    if matches:
        below.append(say.say(lambda: _("without double counting")))
    if matches and reported != counted:
        below.append(glued(" ", reported, say.say(lambda: _("with double counting"))))
    if more:
        below.append(
            say.say(lambda: ngettext("%(number)s more currency", "%(number)s more currencies", more) % {"number": more})
        )
    return made.ReportTotal(title, value, glued("; ", *below) if below else Words(""))


def _stated_by_economy(frozen: Frozen, say: Speaking) -> Iterator[Block]:
    """The needs of high priority and those that are open. In the forum's order, so that nobody is ranked; economies
    that state neither in one line."""
    leaves, told = frozen.leaves(), {}
    for code in ordered(dict.fromkeys(frozen.sources.economies), say):
        cells = {objective: cell for (objective, economy), cell in leaves.items() if economy == code}
        told[code] = _told(cells, say)
    yield made.Table(
        "needs by economy",
        _caption(say),
        (
            column(say, lambda: _("Economy"), 4),
            column(say, lambda: _("Needs"), 2, figures=True),
            column(say, lambda: _("Open"), 2, figures=True),
            column(say, lambda: _("High or open"), 18),
        ),
        tuple(_stated_by(code, found, frozen, say) for code, found in told.items() if found),
    )
    if rest := [say.economy(code) for code, found in told.items() if not found]:
        neither = say.say(lambda: _("No need of high priority and no open need"))
        yield made.Paragraph(joined(neither, _listed(rest, 0, say)), "quiet")


def _caption(say: Speaking) -> Words:
    """ "… (○ open, ◐ partly, ● reported)": what the symbols in the table mean."""
    meanings = (say.say(partial(_symbol_words, state)) for state in STATES)
    title = say.say(lambda: _("Needs of high priority and open needs, by economy"))
    return glued(" ", title, bracketed(glued(", ", *meanings)))


def _symbol_words(state: str) -> str:
    return f"{SYMBOLS[state]} {label(matrix_labels.SHORT, state)}"


def _told(cells: Mapping[str, Cell], say: Speaking) -> dict[str, Cell]:
    """Those of one economy that page 1 names, by objective: of high priority, the open ones first, then other open."""
    place = say.first.objectives.place
    found = [code for code, each in cells.items() if each.priority == HIGH or each.state == OPEN]
    found.sort(
        key=lambda code: (PRIORITIES.index(cells[code].priority), STATES.index(cells[code].state), place(code)),
    )
    return {code: cells[code] for code in found}


def _stated_by(economy: str, found: Mapping[str, Cell], frozen: Frozen, say: Speaking) -> tuple[made.ReportCell, ...]:
    needs = [each for each in frozen.needs.values() if each.economy == economy]
    named = [_stated(code, found[code], say) for code in list(found)[:MOST_OBJECTIVES]]
    numbers = (len(needs), sum(each.state == OPEN for each in found.values()))
    return (
        made.ReportCell(say.economy(economy)),
        *(made.ReportCell(Words(str(number), ""), number) for number in numbers),
        made.ReportCell(_listed(named, len(found) - len(named), say, between="; ")),
    )


def _stated(code: str, found: Cell, say: Speaking) -> Words:
    """ "○ Specialised units, digital evidence (medium)": objectives have commas, so that symbols tell them apart."""
    words = say.each(lambda names: f"{SYMBOLS[found.state]}{NBSP}{names.objectives.label(code)}")
    if found.priority == HIGH:
        return words
    return glued(" ", words, bracketed(say.say(lambda: label(need_labels.PRIORITY, found.priority))))


def pressing_overlaps(frozen: Frozen) -> tuple[MatchRead, ...]:
    """What the secretariat put on the agenda, then possible overlaps on which owners have not agreed: those with
    differing positions first, then the strongest."""
    found = [each for each in frozen.matches if each.kept.match in frozen.agenda]
    waiting = (each for each in frozen.matches if each.kept.kind == OVERLAP and each.state != AGREED)
    ordered_ones = sorted(waiting, key=lambda each: (each.state != DIFFER, -each.rank, each.kept.titles))
    return tuple([*found, *(each for each in ordered_ones if each not in found)][:MOST_OVERLAPS])


def _overlaps(found: Sequence[MatchRead], frozen: Frozen, say: Speaking) -> made.Table:
    return made.Table(
        "overlaps for the board",
        say.say(lambda: _("Overlaps that need the board")),
        (
            column(say, lambda: _("Economy"), 2),
            column(say, lambda: _("Institutions and activities"), 8),
            column(say, lambda: _("Reason"), 6),
        ),
        tuple(_pressing(each, frozen, say) for each in found),
    )


def _pressing(each: MatchRead, frozen: Frozen, say: Speaking) -> tuple[made.ReportCell, ...]:
    left, right = frozen.works[each.left], frozen.works[each.right]
    economies = [say.economy(code) for code in shared_economies(left, right, say)]
    reason = say.each(lambda names: sentence(engine_match(each.kept), names.matches).text)
    state = say.say(lambda: label(match_labels.STATE, each.state))
    return (
        made.ReportCell(_listed(economies[:3], len(economies) - 3, say)),
        cell("\n".join(_work_words(work) for work in (left, right))),
        made.ReportCell(glued(" ", _reason(reason), bracketed(state))),
    )


def _reason(sentence_words: Words) -> Words:
    """The first thing that the two have in common, which is the most specific one."""
    first = [text.partition(": ")[2] or text for text in (sentence_words.text, sentence_words.other)]
    text, other = (_cut(f"{each[:1].upper()}{each[1:]}".split("; ")[0].rstrip("."), LONGEST_REASON) for each in first)
    return Words(text, sentence_words.lang, other, sentence_words.other_lang)


def _work_words(work: WorkKept) -> str:
    """ "Harbour Trust, 130,000 EUR: Cyber drills": what a report in two languages says once."""
    amount = amount_words(work) if work.amount is not None else ""
    who = ", ".join(filter(None, (*work.names[:2], amount)))
    title = _cut(work.title, LONGEST_TITLE)
    return f"{who}: {title}" if who else title


def _decisions(frozen: Frozen, pressing: Sequence[MatchRead], say: Speaking) -> Iterator[Words]:
    """What was written as a decision, what is on the agenda, then what follows from the numbers."""
    written = [kept for _record, kept in frozen.notes if kept.sort == "decision"]
    for kept in written[:MOST_DECISIONS]:
        behind = ", ".join(filter(None, (kept.carried_out_by, f"{kept.due:%d.%m.%Y}" if kept.due else "")))
        yield _shortened(Words(f"{kept.text} ({behind})" if behind else kept.text, ""), LONGEST_REASON)
    for each in pressing:
        if asked := frozen.agenda.get(each.kept.match, ""):
            yield _shortened(Words(f"{_both_titles(each, frozen)}: {asked}", ""), LONGEST_REASON)
    yield say.say(lambda: _("Adopt the text below."))
    if pressing:
        number = len(pressing)
        yield say.say(
            lambda: (
                ngettext(
                    "Agree who coordinates the overlap listed above, and by when.",
                    "Agree who coordinates the %(number)s overlaps listed above, and by when.",
                    number,
                )
                % {"number": number}
            )
        )
    high = sum(each.priority == HIGH for each in frozen.open_cells().values())
    if high:
        yield say.say(
            lambda: (
                ngettext(
                    "Invite partners to respond to the open need of high priority.",
                    "Invite partners to respond to the %(number)s open needs of high priority.",
                    high,
                )
                % {"number": high}
            )
        )


def _both_titles(each: MatchRead, frozen: Frozen) -> str:
    return " / ".join(_cut(frozen.works[record].title, SHORTEST_TITLE) for record in (each.left, each.right))


def text_to_adopt(frozen: Frozen, say: Speaking, *, matches: bool) -> Words:
    """As the secretariat wrote it, in its language; before that a proposal."""
    head = frozen.head
    if head.words:
        return Words(head.words, head.language)
    numbers = {"needs": len(frozen.needs), "open": len(frozen.open_cells())}

    def proposed() -> str:
        known = {"day": date_format(head.as_of), **{key: figure(value) for key, value in numbers.items()}}
        words = _(
            "The board takes note of the needs and support reported as of %(day)s (needs: %(needs)s; open: %(open)s)."
        )
        asked = _("It asks the owners of the overlaps listed above to agree how they coordinate.")
        return f"{words % known} {asked}" if matches and pressing_overlaps(frozen) else words % known

    return say.say(proposed)


def _legend(say: Speaking) -> Words:
    return glued(" ", *(joined(_status(state, say), _meaning(state, say)) for state in STATES))


def _status(state: str, say: Speaking) -> Words:
    return say.say(lambda: f"{SYMBOLS[state]} {label(matrix_labels.STATE, state)}")


def _meaning(state: str, say: Speaking) -> Words:
    return say.say(lambda: label(matrix_labels.MEANING, state))


def _listed(found: Sequence[Words], more: int, say: Speaking, between: str = ", ") -> Words:
    behind = say.say(lambda: pgettext("of a list", "%(number)s more") % {"number": more}) if more > 0 else None
    return glued(between, *found, *([behind] if behind else []))


def _shortened(words: Words, most: int) -> Words:
    return Words(_cut(words.text, most), words.lang, _cut(words.other, most), words.other_lang)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
