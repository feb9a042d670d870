"""What the pictures are drawn from, and the same as tables to download. No queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.activities.columns import name_in_address
from egnatia.activities.activities.labels import Labels
from egnatia.formats.drawings import (
    BarPart,
    LayerEdge,
    LayerNode,
    Picture,
    StackedBar,
    TimelineBar,
    TimelineSpan,
    layered,
    stacked_bars,
    timeline,
)
from egnatia.kernel.lists import Listing
from egnatia.matching.tables import funding_lines
from egnatia.needs.matrix import labels
from egnatia.pages.amounts import figure
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.reporting.pictures.queries import KeyFigures
from egnatia.reporting.pictures.rules import (
    BY_INSTITUTION,
    FUNDER,
    IMPLEMENTER,
    RECEIVER,
    ROLES,
    EndingSoon,
    HeadingNeeds,
    Network,
    NetworkEdge,
    NetworkNode,
    PictureFilters,
    Timeline,
    TimelineGroup,
    TimelineRow,
)
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives

ROLE: Labels = {
    FUNDER: gettext_lazy("Funded by"),
    IMPLEMENTER: gettext_lazy("Implemented by"),
    RECEIVER: gettext_lazy("Receiving institution"),
}
SOON = gettext_lazy("ends within 12 months")
LEGEND = (
    ("main", gettext_lazy("under way")),
    ("accent", SOON),
    ("main unstated", gettext_lazy("start or end not specified")),
)
STATES = (("accent", "open"), ("soft", "partly"), ("main", "reported"))  # the class of a shape for each state
YEARS_BEFORE, YEARS_AFTER = 1, 2
LETTERS = 30  # of a label in a narrow column

TIMELINE_HEADER = (
    "group", "group_name", "record", "title", "language", "organisations", "start", "end", "ends_within_12_months",
)  # fmt: skip
NETWORK_HEADER = ("role", "organisation", "other_role", "other_organisation", "activities")
FIGURES_HEADER = ("figure", "part", "number", "currency")
TIMELINE = Listing(
    "timeline",
    gettext_lazy("Timeline of activities"),
    "activities:activities",
    gettext_lazy("Activities"),
    TIMELINE_HEADER,
)
NETWORK = Listing(
    "network",
    gettext_lazy("Network of organisations"),
    "activities:activities",
    gettext_lazy("Activities"),
    NETWORK_HEADER,
)
FIGURES = Listing(
    "key-numbers",
    gettext_lazy("Key numbers"),
    "needs:matrix",
    gettext_lazy("Needs and support"),
    FIGURES_HEADER,
)


@dataclass(frozen=True, slots=True)
class GroupWords:
    """How a group of the timeline is called, and the page behind it."""

    name: str
    url: str
    counts: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """A row of the table; `group` where it begins one on this page."""

    row: TimelineRow
    name: str
    group: GroupWords | None


def timeline_lines(found: Timeline, filters: PictureFilters, words: Objectives) -> tuple[TimelineLine, ...]:
    before, lines = None, []
    for row in found.rows:
        group = _group_words(row.group, filters, words)
        lines.append(TimelineLine(row, group.name, None if row.group == before else group))
        before = row.group
    return tuple(lines)


def _group_words(group: TimelineGroup, filters: PictureFilters, words: Objectives) -> GroupWords:
    counts = {"number": figure(group.activities), "soon": figure(group.soon)}
    told = ngettext(
        "%(number)s activity, %(soon)s ending soon", "%(number)s activities, %(soon)s ending soon", group.activities
    )
    if filters.by == BY_INSTITUTION:
        name = group.name or _("No receiving institution")
        url = reverse("activities:institution", args=[name_in_address(group.key)]) if group.key else ""
    else:
        name = words.full(group.key) if group.key else _("No objective")
        url = _narrowed("reporting:timeline", objective=group.key) if group.key else ""
    return GroupWords(name, url, told % counts)


def _narrowed(route: str, **query: str) -> str:
    return f"{reverse(route)}?{urlencode(query)}"


def timeline_picture(lines: Sequence[TimelineLine], today: date) -> Picture:
    """The rows of the page, from the year before this one to the year after the next one."""
    span = TimelineSpan(date(today.year - YEARS_BEFORE, 1, 1), date(today.year + YEARS_AFTER, 12, 31))
    return timeline(_("Timeline of activities"), [_timeline_bar(line) for line in lines], span, today)


def _timeline_bar(line: TimelineLine) -> TimelineBar:
    row = line.row
    return TimelineBar(
        label=row.activity.title,
        words=f"{row.activity.title}: {period_words(row)}",
        start=row.starts,
        end=row.ends,
        look="accent" if row.soon else "main",
        url=reverse("activities:activity", args=[row.activity.id]),
        heading=line.group.name if line.group else "",
        note=line.group.counts if line.group else "",
    )


def period_words(row: TimelineRow) -> str:
    """From when to when, and whether it ends soon, as the table says it."""
    start = date_format(row.starts) if row.starts else _("start not specified")
    end = date_format(row.ends) if row.ends else _("end not specified")
    said = f"{start} – {end}"
    return f"{said}, {SOON}" if row.soon else said


def timeline_table(lines: Sequence[TimelineLine], names: ForumNames, today: date) -> DownloadTable:
    return DownloadTable(TIMELINE, TIMELINE_HEADER, map(_timeline_cells, lines), _about(today), names.footnote)


def _about(today: date) -> list[str]:
    return [
        _("Based on the records visible to the person who downloaded this file."),
        _("Downloaded on %(day)s.") % {"day": date_format(today)},
    ]


def _timeline_cells(line: TimelineLine) -> Sequence[Cell]:
    row, activity = line.row, line.row.activity
    dates = (row.starts.isoformat() if row.starts else "", row.ends.isoformat() if row.ends else "")
    about = (str(activity.id), activity.title, activity.lang, "; ".join(activity.who))
    return (row.group.key, line.name, *about, *dates, int(row.soon))


def network_picture(found: Network) -> Picture:
    """What the tables list, in three layers."""
    layers = [[_layer_node(node) for node in found.nodes if node.role == role] for role in ROLES]
    edges = [LayerEdge(_key(e.one), _key(e.other), e.activities, edge_words(e)) for e in found.edges]
    return layered(_("Network of organisations"), [str(ROLE[role]) for role in ROLES], layers, edges)


def _key(node: NetworkNode) -> str:
    return f"{node.role}:{node.key}"


def _layer_node(node: NetworkNode) -> LayerNode:
    return LayerNode(
        _key(node), node.name, f"{ROLE[node.role]}: {node.name}, {activities_words(node.activities)}", node_url(node)
    )


def node_url(node: NetworkNode) -> str:
    """The activities of whoever is called so."""
    return _narrowed("activities:activities", organisation=node.name)


def activities_words(number: int) -> str:
    return ngettext("%(number)s activity", "%(number)s activities", number) % {"number": figure(number)}


def edge_words(edge: NetworkEdge) -> str:
    return f"{edge.one.name} → {edge.other.name}: {activities_words(edge.activities)}"


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A row of the tables: a node, or two nodes and what they have in common."""

    role: str
    name: str
    url: str
    activities: int
    other: str = ""
    other_url: str = ""


def node_lines(found: Network) -> tuple[NetworkLine, ...]:
    return tuple(NetworkLine(str(ROLE[node.role]), node.name, node_url(node), node.activities) for node in found.nodes)


def edge_lines(found: Network) -> tuple[NetworkLine, ...]:
    return tuple(
        NetworkLine(str(ROLE[e.one.role]), e.one.name, node_url(e.one), e.activities, e.other.name, node_url(e.other))
        for e in found.edges
    )


def network_table(found: Network, names: ForumNames, today: date) -> DownloadTable:
    rows = ((e.one.role, e.one.name, e.other.role, e.other.name, e.activities) for e in found.edges)
    return DownloadTable(NETWORK, NETWORK_HEADER, rows, _about(today), names.footnote)


def needs_picture(headings: Sequence[HeadingNeeds]) -> Picture:
    """Needs by heading of the framework and state."""
    return stacked_bars(_("Needs by heading and state"), [_heading_bar(each) for each in headings], LETTERS)


def _heading_bar(each: HeadingNeeds) -> StackedBar:
    parts = tuple(BarPart(getattr(each, state), look) for look, state in STATES)
    said = ", ".join(f"{labels.STATE[state]} {getattr(each, state)}" for _look, state in STATES)
    note = " · ".join(str(getattr(each, state)) for _look, state in STATES)
    return StackedBar(each.words, note, parts, title=f"{each.words}: {said}")


def states_legend() -> tuple[tuple[str, object], ...]:
    return tuple((look, labels.STATE[state]) for look, state in STATES)


def ending_picture(ending: Sequence[EndingSoon]) -> Picture:
    bars = [
        StackedBar(span_words(each), figure(each.activities), (BarPart(each.activities, "accent"),)) for each in ending
    ]
    return stacked_bars(_("Activities ending within 12 months"), bars)


def span_words(each: EndingSoon) -> str:
    return f"{date_format(each.first)} – {date_format(each.last)}"


@dataclass(frozen=True, slots=True)
class EndingLine:
    words: str
    activities: int


def ending_lines(ending: Sequence[EndingSoon]) -> tuple[EndingLine, ...]:
    return tuple(EndingLine(span_words(each), each.activities) for each in ending)


def figures_table(found: KeyFigures, names: ForumNames, today: date) -> DownloadTable:
    return DownloadTable(FIGURES, FIGURES_HEADER, _figure_cells(found), _about(today), names.footnote)


def _figure_cells(found: KeyFigures) -> Iterator[Sequence[Cell]]:
    if found.round:
        yield (_("Replies received"), found.round.title, found.round.standing.received, "")
        yield (_("Replies requested"), found.round.title, found.round.standing.asked, "")
    yield (_("Confirmed needs"), "", found.needs, "")
    for each in found.headings:
        for _look, state in STATES:
            yield (str(labels.STATE[state]), each.words, getattr(each, state), "")
    yield (_("Possible overlaps"), "", found.overlaps, "")
    yield (_("Agreed overlaps"), "", found.agreed, "")
    for total in found.funding:
        for line in funding_lines(total):
            yield (_("Funding"), line.label, float(line.amount), total.currency)
    for ending in found.ending:
        yield (_("Activities ending within 12 months"), span_words(ending), ending.activities, "")
