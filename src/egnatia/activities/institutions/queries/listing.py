"""The list of receiving institutions: names from the visible activities, joined by what organisations are called."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from egnatia.activities.activities.columns import folded_name, name_in_address
from egnatia.activities.activities.queries.naming import one_name_for_each
from egnatia.activities.activities.queries.visible import newest_of_each
from egnatia.activities.activities.rows import economy_names
from egnatia.activities.activities.rules import PAGE
from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.language import folded_words
from egnatia.pages.paging import Page

MOST_READ = 20_000  # activities that the list is made from, the newest of them


@dataclass(frozen=True, slots=True)
class InstitutionFilters:
    """Both narrow only where something is said."""

    q: str = ""
    economy: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """`under_way`: activities that are not over, as far as they say; `next`: the day of the next event."""

    key: str
    name: str
    economies: tuple[str, ...]
    activities: int
    under_way: int
    next: date | None


@dataclass(frozen=True, slots=True)
class InstitutionListing(Page[InstitutionRow]):
    SIZE = PAGE

    number: int
    activities: int
    capped: bool


class Named(NamedTuple):
    """An activity, as far as the list needs it. `written`: its receiving institutions as JSON."""

    receivers: list[str]
    written: list[dict[str, Any]]
    economies: list[str]
    starts: date | None
    ends: date | None
    sort: str


def institutions_seen_by(
    reader: Reader, filters: InstitutionFilters, *, page: int, names: ForumNames, whole: bool = False
) -> InstitutionListing:
    """A page of the list (all of it where `whole`), by name; everything in it counted from what the reader sees."""
    found = _named(reader, filters)
    groups = _grouped(reader, found[:MOST_READ])
    rows = sorted((_row(*each, names) for each in groups.items()), key=lambda row: (folded_name(row.name), row.key))
    kept = [row for row in rows if _wanted(row.name, filters.q)]
    begin, end = (0, len(kept)) if whole else ((page - 1) * PAGE, page * PAGE)
    return InstitutionListing(
        rows=tuple(kept[begin:end]),
        page=page,
        more=end < len(kept),
        number=len(kept),
        activities=len(found[:MOST_READ]),
        capped=len(found) > MOST_READ,
    )


def _named(reader: Reader, filters: InstitutionFilters) -> list[Named]:
    rows = newest_of_each(reader).exclude(receivers=[]).exclude(sort="own-measure")
    if filters.economy:
        rows = rows.filter(economies__contains=[filters.economy])
    ordered = rows.order_by("-entered_at", "-record_id")
    values = ordered.values_list("receivers", "facts__receivers", "economies", "starts", "ends", "sort")
    return [Named(*row) for row in values[: MOST_READ + 1]]


def _wanted(name: str, typed: str) -> bool:
    """Every word typed begins a word of the name."""
    there = folded_words(name)
    return all(any(word.startswith(each) for word in there) for each in folded_words(typed))


class _Group:
    """The activities of one institution, and how it is written in them."""

    def __init__(self) -> None:
        self.spellings: Counter[str] = Counter()
        self.activities: list[Named] = []
        self.main = ""


def _grouped(reader: Reader, found: Iterable[Named]) -> dict[str, _Group]:
    """By the folded main name of an organisation, or by the name itself where nobody is known to be called so."""
    listed = list(found)
    spelt = {name for each in listed for name in each.receivers}
    called = one_name_for_each(reader, spelt)
    groups: dict[str, _Group] = defaultdict(_Group)
    for each in listed:
        mains = {called.get(name, name) for name in each.receivers}
        for main in mains:
            groups[main].activities.append(each)
        for body in each.written or ():
            folded = folded_name(body.get("name", ""))
            if folded:
                groups[called.get(folded, folded)].spellings[body["name"]] += 1
    for name, written in _written_mains(reader, groups.keys() & set(called.values())).items():
        groups[name].main = written
    return groups


def _written_mains(reader: Reader, mains: set[str]) -> dict[str, str]:
    """Folded main names as the organisations write them."""
    organisations = (
        Organisation.visible_to(reader)
        .filter(names__folded__in=sorted(mains))
        .order_by("pk")
        .values_list("name", flat=True)
    )
    return {folded_name(name): name for name in organisations}


def _row(main: str, group: _Group, names: ForumNames) -> InstitutionRow:
    today = clock.today()
    events = [each.starts for each in group.activities if each.sort == "event" and each.starts]
    return InstitutionRow(
        key=name_in_address(main),
        name=group.main or most_written(group.spellings) or main,
        economies=economy_names({code for each in group.activities for code in each.economies}, names),
        activities=len(group.activities),
        under_way=sum(each.ends is None or each.ends >= today for each in group.activities),
        next=min((day for day in events if day >= today), default=None),
    )


def most_written(spellings: Counter[str]) -> str:
    """The spelling that is used most; of equals the first in the alphabet."""
    return min(spellings, key=lambda name: (-spellings[name], name), default="")
