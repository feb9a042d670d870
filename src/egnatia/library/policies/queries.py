"""Who has what: policies by topic or objective and economy; those for one audience; what its owner is to update."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.inbox import InboxItem, short
from egnatia.kernel.records.content import ByLanguage, seen_by
from egnatia.kernel.records.lifecycle import may_write
from egnatia.kernel.rooms import CalendarEntry
from egnatia.library.fields import TOPICS
from egnatia.library.policies.fields import PolicyContent
from egnatia.library.policies.models import Policy, in_state, to_update
from egnatia.library.policies.rules import ADOPTED, CONSULTATION, REPLACED, TO_UPDATE, PolicyState, state_of
from egnatia.library.practices.fields import PRACTICE, PracticeContent
from egnatia.people.addresses import page_of
from egnatia.taxonomy.forum import ForumNames, forum, told
from egnatia.taxonomy.vocabularies import objectives

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 2_000  # policies of one table
MOST_PRACTICES = 500
MOST_DRAWN_ON = 3  # of each sort, beside one row
MOST_DAYS = 200
BY_TOPIC, BY_OBJECTIVE = "topics", "objectives"
NONE_STATED = ""  # the row of what states no topic, or no objective


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """A policy in a table: its title in the words of its economy, and `beside` it in the reader's language."""

    id: UUID
    title: str
    lang: str
    beside: str
    beside_lang: str
    economy: str
    level: str
    topics: tuple[str, ...]
    objectives: tuple[str, ...]
    audiences: tuple[str, ...]
    state: PolicyState
    consultation_until: date | None
    in_force_until: date | None
    tlp: str


@dataclass(frozen=True, slots=True)
class Example:
    """A practice to draw on."""

    title: str
    lang: str
    url: str
    topics: tuple[str, ...]
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyCell:
    """What an economy has in a row, as far as the reader sees; none: no policy is recorded."""

    code: str
    name: str
    entries: tuple[PolicyEntry, ...]


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A topic or an objective, with the economies in the forum's order, and beside them what to draw on."""

    code: str
    words: str
    url: str  # of the objectives of a topic
    cells: tuple[PolicyCell, ...]
    regional: tuple[PolicyEntry, ...]
    practices: tuple[Example, ...]
    more: str  # the address of all practices, where there are more


@dataclass(frozen=True, slots=True)
class PolicyOverview:
    """`turned` has the same cells for one economy, `previous` and `next` are the economies beside it."""

    lines: tuple[PolicyLine, ...]
    columns: tuple[tuple[str, str], ...]
    count: int
    more: bool
    one: str
    one_name: str
    turned: tuple[tuple[PolicyLine, PolicyCell], ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None


def policies_seen_by(reader: Reader, wanted: Mapping[str, str]) -> list[PolicyEntry]:
    """By title; those replaced by others are history. One more than fits where there are more."""
    rows = Policy.visible_to(reader).exclude(stage=REPLACED).defer("record__search")
    for name in ("audience", "topic"):
        if value := wanted.get(name):
            rows = rows.filter(**{f"content__{name}s__contains": [value]})
    today = clock.today()
    return [entry_of(reader, row, today) for row in rows.order_by("title", "record_id")[: MOST + 1]]


def entry_of(reader: Reader, row: Any, today: date) -> PolicyEntry:  # noqa: ANN401 - a Policy
    known = seen_by(PolicyContent, reader, row.record.envelope, row.content)
    title: ByLanguage = known["title"]
    own, lang = title.first()
    other = told(title.texts, own, lang)
    until, last = known["consultation_until"], known["in_force_until"]
    return PolicyEntry(
        id=row.pk,
        title=own,
        lang=lang,
        beside=other.text if other.text != own else "",
        beside_lang=other.lang,
        economy=known["economy"],
        level=known["level"],
        topics=known["topics"],
        objectives=known["objectives"],
        audiences=known["audiences"],
        state=state_of(known["stage"], until, last, today),
        consultation_until=until,
        in_force_until=last,
        tlp=row.record.marking.tlp.words,
    )


def overview(reader: Reader, wanted: Mapping[str, str]) -> PolicyOverview:
    """A row for each topic, or objective of the framework in use, whether a policy is recorded there or not."""
    found, names = policies_seen_by(reader, wanted), forum()
    by_objective = wanted.get("rows") == BY_OBJECTIVE
    practices = practices_seen_by(reader)
    lines = tuple(_lines(found[:MOST], practices, names, wanted, by_objective=by_objective))
    columns = tuple((each.code, each.name) for each in names.economies)
    one = _one(reader, wanted.get("economy", ""), names)
    at = next((number for number, (code, _name) in enumerate(columns) if code == one), 0)
    return PolicyOverview(
        lines=lines,
        columns=columns,
        count=min(len(found), MOST),
        more=len(found) > MOST,
        one=one,
        one_name=columns[at][1] if columns else "",
        turned=tuple((line, cell) for line in lines for cell in line.cells if cell.code == one),
        previous=columns[at - 1] if at else None,
        next=columns[at + 1] if at + 1 < len(columns) else None,
    )


def _one(reader: Reader, asked: str, names: ForumNames) -> str:
    """The economy of a narrow screen: the one asked for, the reader's own, else the first."""
    own = (each.code for each in names.economies if each.code in reader.economies)
    return asked or next(own, names.economies[0].code if names.economies else "")


def practices_seen_by(reader: Reader) -> list[Example]:
    """The newest first."""
    rows = PRACTICE.model.visible_to(reader).defer("record__search").order_by("-record__published_at", "-record_id")
    return [_example(reader, row) for row in rows[:MOST_PRACTICES]]


def _example(reader: Reader, row: Any) -> Example:  # noqa: ANN401 - a Practice
    known = seen_by(PracticeContent, reader, row.record.envelope, row.content)
    title: ByLanguage = known["title"]
    shown = told(title.texts, *title.first())
    return Example(shown.text, shown.lang, page_of(row.KIND, row.pk), known["topics"], known["objectives"])


def _lines(
    found: Sequence[PolicyEntry],
    practices: Sequence[Example],
    names: ForumNames,
    wanted: Mapping[str, str],
    *,
    by_objective: bool,
) -> Iterator[PolicyLine]:
    of: Callable[[Any], tuple[str, ...]] = (
        (lambda each: each.objectives) if by_objective else (lambda each: each.topics)
    )
    for code, words in _rows_of(found, of, wanted, by_objective=by_objective):
        there = [each for each in found if (code in of(each) if code else not of(each))]
        regional = [each for each in there if not names.economy(each.economy)]
        examples = [each for each in practices if code and code in of(each)]
        kept = {name: value for name, value in wanted.items() if name in ("audience", "economy")}
        address = urlencode({**kept, "rows": BY_OBJECTIVE, "topic": code})
        yield PolicyLine(
            code=code,
            words=words,
            url="" if by_objective or not code else f"?{address}",
            cells=cells_of(there, names),
            regional=tuple(regional),
            practices=tuple(examples[:MOST_DRAWN_ON]),
            more=_all_practices(code, by_objective=by_objective) if len(examples) > MOST_DRAWN_ON else "",
        )


def _all_practices(code: str, *, by_objective: bool) -> str:
    return f"{reverse('library:practices')}?{urlencode({'objectives' if by_objective else 'topics': code})}"


def _rows_of(
    found: Sequence[PolicyEntry],
    of: Callable[[Any], tuple[str, ...]],
    wanted: Mapping[str, str],
    *,
    by_objective: bool,
) -> Iterator[tuple[str, str]]:
    """Code and words of each row, and one for what is classified under none."""
    if by_objective:
        yield from objectives().options()
    else:
        yield from ((code, str(words)) for code, words in TOPICS.items() if wanted.get("topic", code) == code)
    if any(not of(each) for each in found):
        yield NONE_STATED, _("No objective stated") if by_objective else _("No topic stated")


def cells_of(entries: Iterable[PolicyEntry], names: ForumNames) -> tuple[PolicyCell, ...]:
    """Of every economy, in the forum's order, whatever it has."""
    there: dict[str, list[PolicyEntry]] = {}
    for each in entries:
        there.setdefault(each.economy, []).append(each)
    return tuple(PolicyCell(each.code, each.name, tuple(there.get(each.code, ()))) for each in names.economies)


@dataclass(frozen=True, slots=True)
class Stand:
    """What the council endorses policies for: by any of these topics or audiences."""

    title: "_StrPromise"
    lead: "_StrPromise"
    topics: tuple[str, ...]
    audiences: tuple[str, ...] = ()

    def covers(self, entry: PolicyEntry) -> bool:
        return not {*self.topics}.isdisjoint(entry.topics) or not {*self.audiences}.isdisjoint(entry.audiences)


STANDS = {
    "new-threats": Stand(
        gettext_lazy("Policies against new threats"),
        gettext_lazy("Policies on what happens online and on cyber security, by economy."),
        ("online", "cyber"),
    ),
    "youth": Stand(
        gettext_lazy("Policies for youth"),
        gettext_lazy("Policies on youth, or for young people, by economy."),
        ("youth",),
        ("youth",),
    ),
    "returnees": Stand(
        gettext_lazy("Policies for returnees"),
        gettext_lazy("Policies on rehabilitation and reintegration, or for returnees and their families, by economy."),
        ("reintegration",),
        ("returnees",),
    ),
}


@dataclass(frozen=True, slots=True)
class StandPage:
    slug: str
    stand: Stand
    cells: tuple[PolicyCell, ...]
    regional: tuple[PolicyEntry, ...]
    practices: tuple[Example, ...]


def stand_page(reader: Reader, slug: str) -> StandPage:
    """Raises NotFound where the council names no such policies."""
    stand, names = STANDS.get(slug), forum()
    if stand is None:
        raise NotFound
    found = [each for each in policies_seen_by(reader, {})[:MOST] if stand.covers(each)]
    practices = [each for each in practices_seen_by(reader) if not {*stand.topics}.isdisjoint(each.topics)]
    regional = tuple(each for each in found if not names.economy(each.economy))
    return StandPage(slug, stand, cells_of(found, names), regional, tuple(practices[: 2 * MOST_DRAWN_ON]))


def is_open(reader: Reader, record: UUID) -> bool:
    """Whether comments on a policy that the reader sees are taken today: its consultation is open."""
    said = Policy.visible_to(reader).filter(pk=record).values_list("stage", "consultation_until", "in_force_until")
    return any(state_of(stage, until, last, clock.today()).open for stage, until, last in said)


def policies_to_update(reader: Reader) -> Iterator[InboxItem]:
    """Of their organisation, as far as they may edit them."""
    rows = Policy.visible_to(reader).filter(to_update(reader, clock.today())).defer("record__search")
    found = [row for row in rows.order_by("title", "record_id")[:MOST_DAYS] if may_write(reader, row.record)]
    if not found:
        return
    text = _("A consultation has ended, or a policy expires within six months. Enter what has been decided.")
    url = f"{reverse('library:policies')}?{urlencode({'stage': TO_UPDATE})}"
    words = ngettext("%(count)s policy to update", "%(count)s policies to update", len(found)) % {"count": len(found)}
    if len(found) == 1:
        title = entry_of(reader, found[0], clock.today()).title
        words = _("“%(title)s”: policy to update") % {"title": short(title)}
        url = reverse("library:policy", args=[found[0].pk])
    yield InboxItem("policies", len(found), words, text, url, _("Review"), each=3.0)


def days_of(reader: Reader) -> list[CalendarEntry]:
    """The last days of consultations that the reader can comment in, and of policies of their own organisation."""
    if reader.is_anonymous:
        return []
    today = clock.today()
    open_now = Q(stage=CONSULTATION, consultation_until__gte=today)
    own = (
        Q(record__owner=UUID(reader.organisation)) & in_state(ADOPTED, reader, today) & Q(in_force_until__isnull=False)
    )
    rows = Policy.visible_to(reader).filter(open_now | own).defer("record__search").order_by("title", "record_id")
    return [_day(reader, row, today) for row in rows[:MOST_DAYS] if may_read(reader, row.record.envelope).allowed]


def _day(reader: Reader, row: Any, today: date) -> CalendarEntry:  # noqa: ANN401 - a Policy
    entry = entry_of(reader, row, today)
    ends = entry.state.stage == CONSULTATION
    words = _("Consultation ends: %(title)s") if ends else _("Policy expires: %(title)s")
    day = entry.consultation_until if ends else entry.in_force_until
    url = reverse("library:policy", args=[row.pk])
    return CalendarEntry(
        row.pk, Policy.KIND, day or today, words % {"title": short(entry.title)}, url, row.record.changed_at
    )
