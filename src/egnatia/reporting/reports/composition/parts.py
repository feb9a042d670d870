"""What reports have in common: tables of needs and activities, the matrix, the boxes on method and limits. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from egnatia.activities.activities.labels import label
from egnatia.coverage import EMPTY, HEADING, PRIORITY, Cell, Rolled, level_of
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Words
from egnatia.matching.queries.money import FundingTotal
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.presenters.figures import NBSP, numbers_words, reason_words
from egnatia.needs.matrix.presenters.tiles import PLACES
from egnatia.needs.needs import labels as need_labels
from egnatia.pages.amounts import exact
from egnatia.reporting.reports.languages import ENGLISH, Speaking
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import NeedKept, WorkKept

SYMBOLS = {"none": "–", "open": "○", "partly": "◐", "reported": "●"}
LAST_ROW = 4  # of the tiles: economies without a place stand below
Works = Iterable[tuple[UUID, WorkKept]]


def column(say: Speaking, tell: Callable[[], object], share: int = 1, *, figures: bool = False) -> made.Column:
    return made.Column(say.say(tell), share, figures)


def cell(text: str, lang: str = "") -> made.ReportCell:
    """What somebody wrote, or a name: in its own language alone."""
    return made.ReportCell(Words(text, lang))


def joined(title: Words, about: Words) -> Words:
    """ "Brief on an economy: Albania" in each language; a name that has one form stands in both."""
    other = f"{title.other}: {about.other or about.text}" if title.other else ""
    return Words(f"{title.text}: {about.text}", title.lang, other, title.other_lang)


def needs_table(
    name: str, caption: Words, needs: Sequence[tuple[UUID, NeedKept]], say: Speaking, *, economies: bool = False
) -> made.Table:
    """Needs in their economies' own words. `economies`: each says whose it is, where the table is of several."""
    first = column(say, lambda: _("Economy"), 2) if economies else column(say, lambda: _("Objective"), 3)
    return made.Table(
        name,
        caption,
        (
            first,
            column(say, lambda: _("Statement"), 5),
            column(say, lambda: _("Priority"), 2),
            column(say, lambda: _("Source"), 4),  # the title of a document, its page and its year
        ),
        tuple(_need(need, say, economies=economies) for _record, need in needs),
    )


def _need(need: NeedKept, say: Speaking, *, economies: bool) -> tuple[made.ReportCell, ...]:
    return (
        made.ReportCell(say.economy(need.economy) if economies else say.objective(need.objective)),
        cell(need.words, need.language),
        made.ReportCell(say.say(lambda: label(need_labels.PRIORITY, need.priority))),
        cell(where_stated(need, say)),
    )


def where_stated(need: NeedKept, say: Speaking) -> str:
    """The title of the source is the same in every language: it stands once, and the page in both."""
    page = say.say(lambda: _("page %(page)s") % {"page": need.page}).both if need.page else ""
    return ", ".join(filter(None, (need.source, page, str(need.year))))


def works_table(name: str, caption: Words, works: Sequence[tuple[UUID, WorkKept]], say: Speaking) -> made.Table:
    """Activities by title, with who carries them out, where, when and for how much."""
    return made.Table(
        name,
        caption,
        (
            column(say, lambda: _("Activity"), 4),
            column(say, lambda: _("Organisations"), 3),
            column(say, lambda: _("Where"), 2),
            column(say, lambda: pgettext("of an activity", "When"), 2),
            column(say, lambda: _("Amount"), 2, figures=True),
        ),
        tuple(
            (
                cell(work.title, work.language),
                cell(", ".join(work.names)),
                made.ReportCell(Words(", ".join(labels_of(work, say)), "")),
                cell(_when(work)),
                cell(amount_words(work)),
            )
            for _record, work in works
        ),
    )


def labels_of(work: WorkKept, say: Speaking) -> tuple[str, ...]:
    """The economies of an activity, in the forum's order, by their labels."""
    there = {each.economy for each in work.slices}
    return tuple(each.label for each in say.first.forum.economies if each.code in there)


def amount_words(work: WorkKept) -> str:
    with override(ENGLISH):
        return exact(float(work.amount), work.currency) if work.amount is not None else "–"


def _when(work: WorkKept) -> str:
    """As short as can be, and the same in every language: "01/2026 – 12/2027"; one month alone."""
    if work.starts is None and work.ends is None:
        return "–"
    return " – ".join(dict.fromkeys(f"{day:%m/%Y}" if day else "…" for day in (work.starts, work.ends)))


def by_title(works: Works) -> list[tuple[UUID, WorkKept]]:
    return sorted(works, key=lambda each: (each[1].title.casefold(), str(each[0])))


def matrix_of(frozen: Frozen, say: Speaking, level: int = PRIORITY) -> made.Matrix:
    """The cells at one level, for the economies that state needs, both in their fixed orders; empty rows are folded."""
    cells = frozen.cells(level)
    columns = [each for each in say.first.forum.economies if each.code in frozen.sources.economies]
    together: dict[str, list[made.MatrixLine]] = {}
    for code in codes(say, level):
        figures = tuple(figure_of(cells.get((code, each.code), EMPTY)) for each in columns)
        if any(figure.word or figure.below for figure in figures):
            above = "" if level == HEADING else code.rpartition(".")[0]
            together.setdefault(above, []).append(made.MatrixLine(say.objective(code), figures))
    return made.Matrix(
        name="needs and support",
        caption=say.say(lambda: _("Needs, support and open needs")),
        corner=say.say(lambda: _("Objective")),
        columns=tuple(each.label for each in columns),
        groups=tuple(
            made.MatrixGroup(say.objective(above) if above else None, tuple(lines)) for above, lines in together.items()
        ),
        legend=(*(_explained(state, say) for state in ("open", "partly", "reported")), _numbers_explained(say)),
    )


def _explained(state: str, say: Speaking) -> tuple[str, Words, Words]:
    called = say.say(lambda: label(labels.STATE, state))
    return SYMBOLS[state], called, say.say(lambda: label(labels.MEANING, state))


def _numbers_explained(say: Speaking) -> tuple[str, Words, Words]:
    meaning = say.say(lambda: _("Two activities for this economy, three regional ones and one own measure."))
    return "", Words("2 + 3r + 1 own"), meaning


def codes(say: Speaking, level: int) -> Iterator[str]:
    """The framework's own codes at a level, in its order."""
    return (code for code in say.first.objectives.labels if level_of(code) == level and ":" not in code)


def figure_of(found: Cell | Rolled) -> made.MatrixFigure:
    """A cell in English words: there is no room for two languages, the legend has both."""
    with override(ENGLISH):
        numbers = numbers_words(found).replace(NBSP, " ")
        if found.state == "none":
            return made.MatrixFigure(below=numbers)
        need = label(need_labels.PRIORITY, found.priority)
        return made.MatrixFigure(
            state=found.state,
            symbol=SYMBOLS[found.state],
            word=label(labels.SHORT, found.state),
            reason=reason_words(found),
            below=_("need: %(need)s | %(numbers)s") % {"need": need, "numbers": numbers},
        )


def cells_table(name: str, caption: Words, rows: Iterable[tuple[Words, Cell | Rolled]], say: Speaking) -> made.Table:
    """Cells as lines of one economy or of one objective."""
    return made.Table(
        name,
        caption,
        (
            column(say, lambda: _("Economy") if name == "economies" else _("Objective"), 5),
            column(say, lambda: _("Status"), 4),
            column(say, lambda: _("Need"), 2),
            column(say, lambda: _("Activities"), 2, figures=True),
            column(say, lambda: _("Regional"), 2, figures=True),
            column(say, lambda: _("Own measures"), 2, figures=True),
        ),
        tuple((made.ReportCell(words), *_cell(found, say)) for words, found in rows),
    )


def _cell(found: Cell | Rolled, say: Speaking) -> Iterator[made.ReportCell]:
    yield made.ReportCell(
        say.say(lambda: ", ".join(filter(None, (label(labels.STATE, found.state), reason_words(found)))))
    )
    yield made.ReportCell(say.say(lambda: label(need_labels.PRIORITY, found.priority) if found.priority else "–"))
    for number in (found.dedicated, found.regional, found.own):
        yield made.ReportCell(Words(str(number), ""), number)


def tiles_of(frozen: Frozen, say: Speaking) -> made.Tiles:
    """One for each economy that states needs, about where it lies; in the forum's order, none coloured by value."""
    leaves, spare = frozen.leaves(), iter(range(100))
    there = [each for each in say.first.forum.economies if each.code in frozen.sources.economies]
    found = []
    for economy in there:
        at, row = PLACES.get(economy.code) or (next(spare), LAST_ROW)
        states = [each.state for (_code, where), each in leaves.items() if where == economy.code]
        lines = tuple(
            f"{SYMBOLS[state]} {states.count(state)} {_short(state, say).both}"
            for state in ("open", "partly", "reported")
            if state in states
        )
        found.append(made.Tile(economy.label, say.economy(economy.code).both, at, row, lines))
    caption = say.say(lambda: _("Objectives with a need, by status"))
    return made.Tiles("tiles", caption, tuple(found))


def _short(state: str, say: Speaking) -> Words:
    return say.say(lambda: label(labels.SHORT, state))


def money_part(
    found: Sequence[FundingTotal], say: Speaking, *, matches: bool
) -> Iterator[made.Heading | made.Paragraph]:
    """ "10,400,000 EUR reported; 6,100,000 EUR once each sum is counted once …", by currency. Without matches nobody
    knows what is reported twice: nothing is said to be counted once.
    """
    yield made.Heading(say.say(lambda: _("Funding without double counting") if matches else _("Funding")))
    tell = _money if matches else _reported
    stated = [each for each in found if each.activities]
    yield from (made.Paragraph(_said_of(each, tell, say)) for each in stated)
    if not stated:
        yield made.Paragraph(say.say(lambda: _("No activity in this report has an amount.")))


def _said_of(each: FundingTotal, tell: Callable[[FundingTotal], str], say: Speaking) -> Words:
    return say.say(lambda: tell(each))


def _reported(each: FundingTotal) -> str:
    said = {"reported": exact(float(each.reported), each.currency)}
    return _("%(reported)s reported. Double counting is not deducted.") % said


def _money(each: FundingTotal) -> str:
    said = {
        "reported": exact(float(each.reported), each.currency),
        "counted": exact(float(each.counted), each.currency),
        "twice": each.reported_twice,
        "passed": each.passed_on,
    }
    return (
        _(
            "%(reported)s reported; %(counted)s without double counting (reported twice: %(twice)s; "
            "passed-on funding: %(passed)s)."
        )
        % said
    )


def boxes(say: Speaking, *, young: bool = False) -> tuple[made.Box, made.Box]:
    """How it is counted, and what nobody must conclude from it. `young`: also of matches that few may read yet."""
    method = say.say(
        lambda: _(
            "Totals include only records visible to everyone in the audience, as of the date when the "
            "results were fixed. Records that are later withdrawn or restricted are no longer counted. "
            "Regional activities are shown separately. Regional support alone does not close a need."
        )
    )
    limits = say.say(
        lambda: _(
            "Only reported information is included. Whether the support is sufficient is not assessed. "
            "Economies are not compared. Needs are ordered only within one economy or one objective."
        )
    )
    inside = [made.Paragraph(limits), *([made.Paragraph(say.say(lambda: _young(say)))] if young else [])]
    return (
        made.Box("method", say.say(lambda: _("Method")), (made.Paragraph(method),)),
        made.Box("limits", say.say(lambda: _("Limitations")), tuple(inside)),
    )


def _young(say: Speaking) -> str:
    days = {"number": say.first.forum.working_days_of_silence}
    return (
        _(
            "Overlaps found in the last %(number)s working days are visible only to the owners. They are "
            "not included here, and their amounts are not deducted."
        )
        % days
    )


def ordered(found: Mapping[str, object], say: Speaking) -> list[str]:
    """The economies among the keys, in the forum's order."""
    return [each.code for each in say.first.forum.economies if each.code in found]


def works_of(frozen: Frozen, code: str, level: int = PRIORITY) -> list[tuple[UUID, WorkKept]]:
    """The activities with a part under a code of one level."""
    found = (
        (record, work)
        for record, work in frozen.works.items()
        if any(each.level == level and each.objective == code for each in work.slices)
    )
    return by_title(found)


def glued(between: str, *parts: Words, end: str = "") -> Words:
    """The parts one after the other in each language; what has one form stands in both."""
    other = next((each for each in parts if each.other), None)
    text = between.join(each.text for each in parts) + end
    if other is None:
        return Words(text, parts[0].lang if parts else "en")
    beside = between.join(each.other or each.text for each in parts) + end
    return Words(text, other.lang, beside, other.other_lang)


def bracketed(words: Words) -> Words:
    other = f"({words.other})" if words.other else ""
    return Words(f"({words.text})", words.lang, other, words.other_lang)
