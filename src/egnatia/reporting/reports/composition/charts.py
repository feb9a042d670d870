"""Three charts of the paper for the board, each with a table of the same numbers. Pure."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from egnatia.activities.activities.labels import label
from egnatia.coverage import HEADING, cut, year_after
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block, Words
from egnatia.matching.queries.money import FundingTotal
from egnatia.needs.matrix import labels as matrix_labels
from egnatia.pages.amounts import exact
from egnatia.reporting.reports.composition.parts import SYMBOLS, cell, codes, column, works_table
from egnatia.reporting.reports.languages import ENGLISH, Speaking
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import WorkKept

STATES = ("open", "partly", "reported")
LONGEST_LABEL = 30  # of a bar


def states_by_heading(frozen: Frozen, say: Speaking) -> Iterator[Block]:
    """The objectives with a need by status, under each heading, as bars and as a table of the same numbers."""
    rows = counted_by_heading(frozen, say)
    caption = say.say(lambda: _("Objectives with a need, by heading and status"))
    bars = tuple(
        made.Bar(f"{_short(say.objective(code))}: {SYMBOLS[state]} {_state(state)}", number)
        for code, numbers in rows
        for state, number in zip(STATES, numbers, strict=True)
        if number
    )
    yield made.Bars("needs by heading", caption, say.say(lambda: _("Objectives")), bars)
    yield made.Table(
        "status by heading",
        caption,
        (
            column(say, lambda: _("Heading"), 5),
            *(_column(state, say) for state in STATES),
        ),
        tuple(
            (
                made.ReportCell(say.objective(code)),
                *(made.ReportCell(Words(str(number), ""), number) for number in numbers),
            )
            for code, numbers in rows
        ),
    )


def _column(state: str, say: Speaking) -> made.Column:
    return column(say, lambda: label(matrix_labels.STATE, state), 2, figures=True)


def counted_by_heading(frozen: Frozen, say: Speaking) -> list[tuple[str, tuple[int, ...]]]:
    """Of each heading in the framework's order how many cells are open, partly met and reported."""
    found: dict[str, list[str]] = {}
    for (code, _economy), each in frozen.leaves().items():
        found.setdefault(cut(code, HEADING), []).append(each.state)
    order = [code for code in codes(say, HEADING) if code in found]
    return [(code, tuple(found[code].count(state) for state in STATES)) for code in order]


def _state(state: str) -> str:
    with override(ENGLISH):
        return label(matrix_labels.SHORT, state)


def _short(words: Words) -> str:
    return words.text if len(words.text) <= LONGEST_LABEL else f"{words.text[:LONGEST_LABEL].rstrip()}…"


def ending(frozen: Frozen, say: Speaking) -> Iterator[Block]:
    """What ends within 12 months: by month as bars, and each activity in a table."""
    works = ending_soon(frozen)
    months: dict[tuple[int, int], int] = {}
    for _record, work in works:
        assert work.ends is not None
        at = (work.ends.year, work.ends.month)
        months[at] = months.get(at, 0) + 1
    bars = tuple(made.Bar(f"{month:02}/{year}", number) for (year, month), number in months.items())
    if bars:
        caption = say.say(lambda: _("Activities that end within 12 months, by month"))
        yield made.Bars("ending by month", caption, say.say(lambda: _("Activities")), bars)
    yield works_table("ending", say.say(lambda: _("Activities that end within 12 months")), works, say)


def ending_soon(frozen: Frozen) -> list[tuple[UUID, WorkKept]]:
    """The next to end first."""
    day, last = frozen.head.as_of, year_after(frozen.head.as_of)
    found = [(work.ends, each, work) for each, work in frozen.works.items() if work.ends and day <= work.ends <= last]
    return [(each, work) for _ends, each, work in sorted(found, key=lambda one: (one[0], str(one[1])))]


def funding(found: Sequence[FundingTotal], say: Speaking) -> Iterator[Block]:
    """With and without double counting, by currency, as bars and as a table of the same amounts."""
    stated = [each for each in found if each.activities]
    if not stated:
        return
    bars, rows = [], []
    for each in stated:
        currency = each.currency or "–"
        for told, amount in ((_reported, each.reported), (_counted, each.counted)):
            with override(ENGLISH):
                bars.append(made.Bar(f"{currency}: {told()}", float(amount), exact(float(amount), each.currency)))
        amounts = (each.reported, each.counted)
        rows.append(
            (cell(currency), *(made.ReportCell(cell(_amount(amount)).words, float(amount)) for amount in amounts))
        )
    caption = say.say(lambda: _("Funding with and without double counting"))
    yield made.Bars("funding", caption, say.say(lambda: _("Amount")), tuple(bars))
    yield made.Table(
        "funding by currency",
        caption,
        (
            column(say, lambda: _("Currency"), 2),
            column(say, _reported, 3, figures=True),
            column(say, _counted, 3, figures=True),
        ),
        tuple(rows),
    )


def _reported() -> str:
    return _("with double counting")


def _counted() -> str:
    return _("without double counting")


def _amount(amount: object) -> str:
    with override(ENGLISH):
        return exact(float(str(amount)), "")
