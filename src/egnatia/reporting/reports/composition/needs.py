"""The reports on needs, on support, and on overlaps and open needs. Pure."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import structs

from egnatia.activities.activities.labels import label
from egnatia.coverage import PRIORITY, Cell
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block, Words
from egnatia.matching import labels as match_labels
from egnatia.needs.matrix import labels as matrix_labels
from egnatia.needs.matrix.presenters.lines import ranked
from egnatia.needs.needs import labels as need_labels
from egnatia.needs.needs.rules import PRIORITIES
from egnatia.reporting.reports.composition.parts import (
    SYMBOLS,
    amount_words,
    cell,
    cells_table,
    codes,
    column,
    matrix_of,
    money_part,
    needs_table,
    ordered,
    tiles_of,
    where_stated,
    works_of,
    works_table,
)
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.snapshots.findings import Frozen, MatchRead
from egnatia.reporting.snapshots.items import NeedKept, WorkKept


def needs_report(frozen: Frozen, say: Speaking) -> Iterator[Block]:
    """Economies in the forum's order; the needs of each the most pressing first."""
    yield made.Heading(say.say(lambda: _("Overview by economy")))
    yield tiles_of(frozen, say)
    yield made.Heading(say.say(lambda: _("Needs by economy")))
    by_economy = {economy: list(_of(frozen, economy)) for economy in frozen.sources.economies}
    for code in ordered(by_economy, say):
        yield made.Heading(say.economy(code), 2)
        caption = say.say(lambda: _("Confirmed needs, by priority"))
        place = say.first.objectives.place
        needs = sorted(
            by_economy[code],
            key=lambda each: (PRIORITIES.index(each[1].priority), place(each[1].objective), str(each[0])),
        )
        table = needs_table(f"needs {say.economy(code).text}", caption, needs, say)
        yield structs.replace(table, sheet="needs", part=(say.say(lambda: _("Economy")), say.economy(code)))


def _of(frozen: Frozen, economy: str) -> Iterator[tuple[UUID, NeedKept]]:
    return ((record, need) for record, need in frozen.needs.items() if need.economy == economy)


def open_report(frozen: Frozen, say: Speaking, *, matches: bool) -> Iterator[Block]:
    """The matrix, what is open, and what could be joined."""
    leaves = frozen.leaves()
    yield made.Heading(say.say(lambda: _("Needs and support")))
    yield tiles_of(frozen, say)  # before the matrix, which may need a page of its own
    yield matrix_of(frozen, say)
    yield made.Heading(say.say(lambda: _("Open needs by economy")))
    yield made.Paragraph(
        say.say(lambda: _("Ordered by priority within each economy. Economies are not compared.")), "quiet"
    )
    for code in ordered(dict.fromkeys(economy for _code, economy in leaves), say):
        yield from _economy(
            code, {objective: found for (objective, where), found in leaves.items() if where == code}, say
        )
    if matches:
        yield made.Heading(say.say(lambda: _("Overlaps")))
        yield matches_table(frozen, say)
    yield made.Heading(say.say(lambda: _("Opportunities to coordinate")))
    yield rooms_table(frozen, say)
    yield from money_part(frozen.money(), say, matches=matches)


def _economy(code: str, cells: dict[str, Cell], say: Speaking) -> Iterator[Block]:
    order = [each for each in say.first.objectives.labels if each in cells]
    if rows := [(say.objective(each), cells[each]) for each in ranked(cells, order)]:
        yield made.Heading(say.economy(code), 2)
        caption = say.say(lambda: _("Open and partly met needs, by priority"))
        table = cells_table(f"open {say.economy(code).text}", caption, rows, say)
        yield structs.replace(table, sheet="open", part=(say.say(lambda: _("Economy")), say.economy(code)))


def matches_table(frozen: Frozen, say: Speaking) -> made.Table:
    """The strongest first; series are no concern here."""
    shown = [each for each in frozen.matches if each.kept.kind != "series"]
    return made.Table(
        "overlaps",
        say.say(lambda: _("Pairs of activities to discuss")),
        (
            column(say, lambda: _("Type"), 3),
            column(say, lambda: _("Where"), 2),
            column(say, lambda: _("First activity"), 7),
            column(say, lambda: _("Second activity"), 7),
            column(say, lambda: _("Positions of the owners"), 3),
        ),
        tuple(_match(each, frozen, say) for each in shown),
    )


def _match(each: MatchRead, frozen: Frozen, say: Speaking) -> tuple[made.ReportCell, ...]:
    return (
        made.ReportCell(say.say(lambda: label(match_labels.KIND, each.kept.kind))),
        cell(", ".join(_labels(each, frozen, say))),
        _title(each.left, frozen),
        _title(each.right, frozen),
        made.ReportCell(say.say(lambda: label(match_labels.STATE, each.state))),
    )


def _labels(each: MatchRead, frozen: Frozen, say: Speaking) -> list[str]:
    there = shared_economies(frozen.works[each.left], frozen.works[each.right], say)
    return [economy.label for economy in say.first.forum.economies if economy.code in there]


def shared_economies(left: WorkKept, right: WorkKept, say: Speaking) -> list[str]:
    """The economies of both, else those of either, in the forum's order."""
    one, other = ({each.economy for each in work.slices} for work in (left, right))
    return ordered(dict.fromkeys(one & other or one | other), say)


def _title(record: UUID, frozen: Frozen) -> made.ReportCell:
    work = frozen.works[record]
    amount = amount_words(work) if work.amount is not None else ""
    return cell("\n".join(filter(None, (work.title, ", ".join(filter(None, (*work.names, amount)))))), work.language)


def rooms_table(frozen: Frozen, say: Speaking) -> made.Table:
    """In the forum's order of economies."""
    order = [each.code for each in say.first.forum.economies]
    rooms = sorted(
        (room for room in frozen.rooms() if room.economy in order),
        key=lambda room: (order.index(room.economy), say.first.objectives.place(room.objective)),
    )
    return made.Table(
        "coordination",
        say.say(lambda: _("Several partners active, with a related open need")),
        (
            column(say, lambda: _("Economy"), 2),
            column(say, lambda: _("Several partners active"), 4),
            column(say, lambda: _("Related open needs"), 4),
        ),
        tuple(
            (
                made.ReportCell(say.economy(room.economy)),
                made.ReportCell(say.objective(room.objective)),
                made.ReportCell(_lines([say.objective(code) for code in room.neighbours])),
            )
            for room in rooms
        ),
    )


def _lines(all_of: list[Words]) -> Words:
    first = all_of[0]
    return Words(
        "\n".join(each.text for each in all_of), first.lang, "\n".join(each.other for each in all_of), first.other_lang
    )


def support_report(frozen: Frozen, say: Speaking, *, matches: bool) -> Iterator[Block]:
    """Priorities in the framework's order. An activity that serves two of them stands under both."""
    served = {code: works for code in codes(say, PRIORITY) if (works := works_of(frozen, code))}
    yield made.Heading(say.say(lambda: _("Activities by priority")))
    yield made.Bars(
        "activities by priority",
        say.say(lambda: _("Activities by priority. An activity may be counted under several priorities.")),
        say.say(lambda: _("Activities")),
        tuple(made.Bar(say.objective(code).text, len(works)) for code, works in served.items()),
    )
    yield from money_part(frozen.money(), say, matches=matches)
    yield made.Heading(say.say(lambda: _("Activities")))
    for code, works in served.items():
        yield made.Heading(say.objective(code), 2)
        table = works_table(f"activities {code}", say.say(lambda: _("Activities, by title")), works, say)
        yield structs.replace(table, sheet="activities", part=(say.say(lambda: _("Priority")), say.objective(code)))


def needs_with_status(
    name: str, caption: Words, needs: Sequence[tuple[UUID, NeedKept]], frozen: Frozen, say: Speaking
) -> made.Table:
    """In the forum's order of economies, inside one by priority; each with what was found for it."""
    leaves, place = frozen.leaves(), say.first.objectives.place
    order = [each.code for each in say.first.forum.economies]
    there = [each for each in needs if each[1].economy in order]
    rows = sorted(
        there,
        key=lambda each: (
            order.index(each[1].economy),
            PRIORITIES.index(each[1].priority),
            place(each[1].objective),
            str(each[0]),
        ),
    )
    return made.Table(
        name,
        caption,
        (
            column(say, lambda: _("Economy"), 2),
            column(say, lambda: _("Objective"), 3),
            column(say, lambda: _("Statement"), 5),
            column(say, lambda: _("Priority"), 2),
            column(say, lambda: _("Status"), 2),
            column(say, lambda: _("Source"), 3),
        ),
        tuple(_need_with_status(need, leaves.get((need.objective, need.economy)), say) for _record, need in rows),
    )


def _need_with_status(need: NeedKept, found: Cell | None, say: Speaking) -> tuple[made.ReportCell, ...]:
    state = (
        say.say(lambda: f"{SYMBOLS[found.state]} {label(matrix_labels.SHORT, found.state)}") if found else Words("–")
    )
    return (
        made.ReportCell(say.economy(need.economy)),
        made.ReportCell(say.objective(need.objective)),
        cell(need.words, need.language),
        made.ReportCell(say.say(lambda: label(need_labels.PRIORITY, need.priority))),
        made.ReportCell(state),
        cell(where_stated(need, say)),
    )
