"""report.html: one file that needs nothing else, for a person who has ten minutes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine

from egnatia.coverage import HEADING, PRIORITY, Cell, Objective, cut
from egnatia.formats import Rejected
from egnatia.overlap import DOUBTS, KINDS, VERSION, ActivityFacts, Kind
from egnatia.web.analysis import phrases
from egnatia.web.analysis.coverage import Served, basis
from egnatia.web.analysis.entries import Collected, InputEntry
from egnatia.web.analysis.matches import CurrencyTotal, FundingSummary, InputMatch, count_once
from egnatia.web.analysis.sentences import sentence


@dataclass(frozen=True, slots=True)
class GridLine:
    """A priority and its figures, one for each economy of the head: "2 + 3r", or "" for none."""

    heading: str
    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageGrid:
    """Priorities by economies. Only what has a figure is shown; the rest is named below."""

    basis: str
    economies: tuple[str, ...]  # short labels
    names: str  # which labels stand for what
    lines: tuple[GridLine, ...]
    without: str
    elsewhere: str


def grid_of(served: Served) -> CoverageGrid:
    """The grid of the region's economies, in their order."""
    cells = {key: cell for key, cell in served.cells(PRIORITY).items() if cell.works}
    economies = tuple(code for code in phrases.REGION if any(key[1] == code for key in cells))
    lines = {each: _line(each, served, cells, economies) for each in served.at(PRIORITY)}
    without = [_label(each) for each, line in lines.items() if not any(line.figures)]
    outside = {key[1] for key in cells} - set(phrases.REGION)
    elsewhere = phrases.counted(len(outside), "economy", "economies")
    return CoverageGrid(
        basis=basis(served),
        economies=tuple(map(phrases.label, economies)),
        names=", ".join(f"{phrases.label(code)} {phrases.economy(code)}" for code in economies),
        lines=tuple(line for line in lines.values() if any(line.figures)),
        without=f"No activity reported: {phrases.listed(without, len(without))}." if without else "",
        elsewhere=f"Activities in {elsewhere} outside the region are in matrix.csv." if outside else "",
    )


def _line(
    priority: Objective, served: Served, cells: dict[tuple[str, str], Cell], economies: tuple[str, ...]
) -> GridLine:
    above = next((each for each in served.at(HEADING) if each.code == cut(priority.code, HEADING)), priority)
    figures = (cells.get((priority.code, economy)) for economy in economies)
    return GridLine(_label(above), _label(priority), tuple(_figure(each) if each else "" for each in figures))


def _figure(cell: Cell) -> str:
    """Dedicated and own work, then regional work."""
    near = cell.dedicated + cell.own
    return f"{near} + {cell.regional}r" if cell.regional else str(near)


def _label(objective: Objective) -> str:
    return f"{objective.code} {objective.labels.get('en', '')}".strip()


MOST_GROUPS = 12  # economies shown of a kind
MOST_OF_A_GROUP = 8
MOST_CURRENCIES = 8

_HEADINGS: dict[Kind, tuple[str, str, str, str]] = {
    "same": (
        "Reported twice",
        "pair that is probably reported twice",
        "pairs that are probably reported twice",
        "Two records that appear to describe the same activity. Check these first: they inflate totals.",
    ),
    "chain": (
        "Passed-on funding",
        "grant that is passed on",
        "grants that are passed on",
        "The second is funded from the first. Both are correct; their amounts must not be added up.",
    ),
    "series": (
        "Same programme",
        "pair of one programme",
        "pairs of one programme",
        "Parts of one programme of the same funder, in different places or years. Not an overlap.",
    ),
    "overlap": (
        "Possible overlap to discuss",
        "possible overlap to discuss",
        "possible overlaps to discuss",
        "Separate funding for the same purpose, place and time, with something specific in common. It may be intended.",
    ),
}


@dataclass(frozen=True, slots=True)
class CardSide:
    """One activity of a match, as it is shown."""

    title: str
    label: str
    who: str
    facts: str
    exact: str  # the amount to the last digit
    where: str


@dataclass(frozen=True, slots=True)
class Card:
    sentence: str
    left: CardSide
    right: CardSide
    doubts: str
    score: str
    parts: str


@dataclass(frozen=True, slots=True)
class CardGroup:
    name: str
    count: str
    cards: tuple[Card, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ReportSection:
    id: str
    heading: str
    count: str
    about: str
    groups: tuple[CardGroup, ...]
    more: str


def write_report(
    path: Path, collected: Collected, found: list[InputMatch], min_score: float, served: Served | None = None
) -> None:
    """Writes the report. Everything that comes from the files is escaped by the template."""
    money = count_once(collected.entries, found)
    sections = _sections(found)
    context = {
        "title": f"Overlaps among {phrases.counted(len(collected.entries), 'activity', 'activities')}",
        "summary": summary(found),
        "basis": _basis(collected),
        "money": _money(money),
        "money_limits": _money_limits(money),
        "sections": sections,
        "grid": grid_of(served) if served else None,
        "refused": [each.sentence for each in collected.refused],
        "rejected": _rejected(collected.rejected),
        "doubts": _doubts(collected),
        "dropped": _dropped(collected),
        "min_score": f"{min_score:g}",
        "version": VERSION,
        "footnote": phrases.FOOTNOTE,
    }
    html = _engine().get_template("report.html").render(Context(context, use_l10n=False, use_tz=False))
    path.write_text(_without_unused_footnote(html), encoding="utf-8")


@cache
def _engine() -> Engine:
    """Templates alone: no settings, nothing that reads them."""
    return Engine(dirs=[str(Path(__file__).parent / "templates")], autoescape=True)


def _without_unused_footnote(html: str) -> str:
    """The designation's footnote stands once where the name stands, and nowhere else."""
    shown = "Kosovo*" in html or "KOS*" in html
    return html.replace("<!-- footnote -->", f"<p>{phrases.FOOTNOTE}</p>" if shown else "")


def summary(found: list[InputMatch]) -> str:
    """What was found, in one sentence."""
    numbers = Counter(each.match.kind for each in found)
    parts = [phrases.counted(numbers[kind], *_HEADINGS[kind][1:3]) for kind in KINDS if numbers[kind]]
    return f"{phrases.listed(parts)}." if parts else "No overlap reaches the threshold."


def _basis(collected: Collected) -> str:
    entries = collected.entries
    sources = phrases.counted(len({entry.activity.source for entry in entries}), "source", "sources")
    files = phrases.counted(len(collected.finished), "file", "files")
    newest = max((entry.updated for entry in entries), default="")[:10]
    sentence = f"Compared: {phrases.counted(len(entries), 'activity', 'activities')} of {sources} in {files}"
    parts = [sentence, f"newest update {newest}" if newest else "the files do not specify when they were updated"]
    if collected.again:
        parts.append(
            f"{phrases.counted(collected.again, 'older or equal version', 'older or equal versions')} not used"
        )
    return "; ".join(parts) + "."


def _money(money: FundingSummary) -> list[str]:
    """A sentence for each currency in which something stands twice, and one for the others."""
    twice = [each for each in money.totals if each.reported_twice or each.passed_on]
    once = [phrases.amount(each.reported, each.currency) for each in money.totals if each not in twice]
    sentences = [_counted_once(each) for each in twice[:MOST_CURRENCIES]]
    return [*sentences, f"Reported once only: {phrases.listed(once, 3)}."] if once else sentences


def _counted_once(money: CurrencyTotal) -> str:
    reported, counted = (phrases.amount(each, money.currency) for each in (money.reported, money.counted))
    reasons = [
        phrases.counted(number, one, many)
        for number, one, many in (
            (money.reported_twice, "double report", "double reports"),
            (money.passed_on, "case of passed-on funding", "cases of passed-on funding"),
        )
        if number
    ]
    return f"{reported} reported, {counted} after {phrases.listed(reasons)}."


def _money_limits(money: FundingSummary) -> list[str]:
    limits = []
    if money.without_currency:
        number = phrases.counted(money.without_currency, "activity states", "activities state")
        twice = phrases.count(money.again_without_currency)
        limits.append(
            f"{number} an amount without a currency: these cannot be added up. {twice} of them are counted twice."
        )
    if money.without_amount:
        limits.append(f"{phrases.counted(money.without_amount, 'activity states', 'activities state')} no amount.")
    return limits


def _sections(found: list[InputMatch]) -> list[ReportSection]:
    by_kind: dict[Kind, list[InputMatch]] = defaultdict(list)
    for each in found:
        by_kind[each.match.kind].append(each)
    return [_section(kind, by_kind[kind]) for kind in KINDS if by_kind[kind]]


def _section(kind: Kind, found: list[InputMatch]) -> ReportSection:
    heading, one, many, about = _HEADINGS[kind]
    by_place: dict[str, list[InputMatch]] = defaultdict(list)
    for each in found:
        by_place[_place(each)].append(each)
    largest = sorted(by_place.items(), key=lambda item: (-len(item[1]), item[0]))
    rest = largest[MOST_GROUPS:]
    left_out = sum(len(matches) for _, matches in rest)
    places = phrases.counted(len(rest), "other place", "other places")
    more = f"{phrases.counted(left_out, 'more overlap', 'more overlaps')} in {places}: all are in matches.csv."
    return ReportSection(
        id=kind,
        heading=heading,
        count=phrases.counted(len(found), one, many),
        about=about,
        groups=tuple(_group(name, matches) for name, matches in largest[:MOST_GROUPS]),
        more=more if rest else "",
    )


def _place(found: InputMatch) -> str:
    left, right = found.left.activity.economies, found.right.activity.economies
    return phrases.economies(left & right or left | right) or "No economy specified"


def _group(name: str, found: list[InputMatch]) -> CardGroup:
    shown = found[:MOST_OF_A_GROUP]
    rest = len(found) - len(shown)
    return CardGroup(
        name=name,
        count=phrases.counted(len(found), "overlap", "overlaps"),
        cards=tuple(map(_card, shown)),
        more=f"The {len(shown)} highest scores are shown; {phrases.count(rest)} more are in matches.csv."
        if rest
        else "",
    )


def _card(found: InputMatch) -> Card:
    match = found.match
    stated = [each for each in match.components if each.value is not None]
    return Card(
        sentence=sentence(match),
        left=_side(found.left),
        right=_side(found.right),
        doubts="; ".join(DOUBTS.get(code, code) for code in match.doubts),
        score=f"{match.score:.0f} of 100, confidence {match.confidence:.0%}",
        parts=", ".join(f"{each.name} {each.value:.0%}" for each in stated),
    )


def _side(entry: InputEntry) -> CardSide:
    activity = entry.activity
    amount = phrases.amount(activity.amount, activity.currency) if activity.amount else ""
    facts = (phrases.economies(activity.economies), phrases.period(activity.start, activity.end), amount)
    return CardSide(
        title=activity.titles[0].text if activity.titles else entry.label,
        label=entry.label,
        who=_who(activity) or entry.publisher or activity.source,
        facts=" · ".join(filter(None, facts)),
        exact=f"{activity.amount:,.2f} {activity.currency}".strip() if activity.amount else "",
        where=f"{entry.file}, activity {phrases.count(entry.element)}",
    )


def _who(activity: ActivityFacts) -> str:
    """Whose money, and through whom."""
    funders = phrases.listed([each.name or each.ref for each in activity.funders or activity.reporters], 2)
    doers = phrases.listed([each.name or each.ref for each in activity.implementers], 2)
    return f"{funders} through {doers}" if funders and doers else funders or doers


def _rejected(rejected: Iterable[Rejected]) -> list[tuple[str, str]]:
    """(how many rows for one reason, an example)."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for each in rejected:
        by_code[each.code].append(each.sentence)
    return [(phrases.counted(len(sentences), "row", "rows"), sentences[0]) for sentences in by_code.values()]


def _doubts(collected: Collected) -> list[tuple[str, str]]:
    """(how many values of one sort could not be used, an example)."""
    return [
        (phrases.counted(number, "value", "values"), collected.examples[code][0])
        for code, number in collected.doubts.most_common()
    ]


def _dropped(collected: Collected) -> str:
    contacts = collected.dropped.get("contact-info", 0)
    others = sorted(name for name in collected.dropped if name != "contact-info")
    parts = []
    if contacts:
        parts.append(f"{phrases.counted(contacts, 'contact', 'contacts')} of persons and offices removed")
    if others:
        parts.append(f"not read: {phrases.listed(others, 6)}")
    return f"{'; '.join(parts)}." if parts else ""
