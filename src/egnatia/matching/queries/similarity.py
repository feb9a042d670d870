"""Similar work, worth a look: worked out from what the reader sees, when somebody asks. Nothing of it is stored."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import islice
from operator import or_
from typing import Self
from uuid import UUID

from django.db.models import Count, Q

from egnatia import overlap
from egnatia.activities.activities.columns import first_day, key_numbers, last_day
from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.queries.visible import newest_of_each
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.matching.clauses import MatchLabels
from egnatia.matching.queries.candidates import NOBODY, prepared_activities
from egnatia.matching.queries.lists import MatchNames
from egnatia.matching.rows import words_of
from egnatia.matching.sentences import similarity_sentence
from egnatia.overlap.rows import likenesses, meaning
from egnatia.overlap.similarity import BAND, Similarity, similar
from egnatia.overlap.window import Window
from egnatia.pages.pagination import Page

MOST_ALIKE = 100  # of them, that are compared closely
MOST_SHARING = 100  # others that share a key with an activity
SHARE_OF_TIME = 0.2  # what equal dates count, where equal texts count 1
TOLERANCE = timedelta(days=190)  # as the engine's own for money that is passed on
MOST_SHOWN = 10  # on the page of one activity
MOST_OF_EACH = 3  # in the list of new activities
NEW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SoughtActivity:
    """An activity for which others are looked for: its texts as a row of numbers, its keys, where and when."""

    meaning: bytes
    keys: frozenset[str]
    economies: frozenset[str]
    start: date | None
    end: date | None
    record: UUID = NOBODY  # its own where it is stored: it is not similar to itself

    @classmethod
    def of(cls, facts: overlap.ActivityFacts, keys: frozenset[str], stored: bytes = b"", record: UUID = NOBODY) -> Self:
        """`stored`: its row of numbers where the database keeps it."""
        days = first_day(facts.start), last_day(facts.end)
        return cls(stored or meaning(facts), keys, facts.economies, *days, record)

    @property
    def not_apart(self) -> Q:
        """A condition that leaves out what ended long before or begins long after."""
        wanted = Q()
        if self.start:
            wanted &= Q(ends__isnull=True) | Q(ends__gte=self.start - TOLERANCE)
        if self.end:
            wanted &= Q(starts__isnull=True) | Q(starts__lte=self.end + TOLERANCE)
        return wanted

    def is_near(self, starts: date | None, ends: date | None) -> bool:
        """The same condition, of one activity."""
        after = self.start and ends and ends < self.start - TOLERANCE
        return not after and not (self.end and starts and starts > self.end + TOLERANCE)


@dataclass(frozen=True, slots=True)
class SimilarActivities:
    """How alike each is, 0..1, and those to compare closely, the most alike first."""

    likeness: Mapping[UUID, float]
    first: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    record: UUID
    meaning: bytes
    starts: date | None
    ends: date | None
    title: str
    economies: frozenset[str]


def alike(sought: Sequence[SoughtActivity], *, reader: Reader) -> list[SimilarActivities]:
    """What says the same in other words in the economies of each, of what `reader` sees. One query for all of them."""
    there = reduce(or_, [each.not_apart & Q(economies__overlap=sorted(each.economies)) for each in sought])
    columns = ("record_id", "meaning__row", "starts", "ends", "sorted_title", "economies")
    found = Activity.visible_to(reader).filter(there).values_list(*columns)
    texts = [
        _Text(record, bytes(row or b""), starts, ends, title, frozenset(economies))
        for record, row, starts, ends, title, economies in found
    ]
    return [_alike(each, texts if len(sought) == 1 else _of(each, texts)) for each in sought]


def _of(sought: SoughtActivity, texts: Iterable[_Text]) -> list[_Text]:
    return [each for each in texts if each.economies & sought.economies and sought.is_near(each.starts, each.ends)]


def _alike(sought: SoughtActivity, texts: Sequence[_Text]) -> SimilarActivities:
    values = likenesses(sought.meaning, [each.meaning for each in texts])
    likeness = {each.record: float(value) for each, value in zip(texts, values, strict=True)}
    own = _window(sought.start, sought.end)
    rank = {
        each.record: likeness[each.record] + SHARE_OF_TIME * _together(own, _window(each.starts, each.ends))
        for each in texts
    }
    titles = {each.record: each.title for each in texts}
    order = sorted(rank.keys() - {sought.record}, key=lambda each: (-rank[each], titles[each], each))
    first = order[:MOST_ALIKE]
    return SimilarActivities(likeness, tuple(first))


def _window(start: date | None, end: date | None) -> Window | None:
    """None where begin or end is not stated, or the end comes first."""
    return Window(start.toordinal(), end.toordinal()) if start and end and start <= end else None


def _together(own: Window | None, other: Window | None) -> float:
    return own.in_common(other) if own and other else 0.0


def sharing_keys(sought: Sequence[SoughtActivity], *, reader: Reader, most: int) -> list[list[UUID]]:
    """Those that share a key with each and are not apart in time; of too many, those that share the most.

    Counted among the visible ones only: what a reader may not see takes nobody's place. Two queries for all of them.
    """
    numbers = [set(key_numbers(each.keys)) for each in sought]
    shares = {f"of_{at}": Count("pk", filter=Q(key__in=each)) for at, each in enumerate(numbers)}
    stored = ActivityKey.objects.filter(key__in=set[int]().union(*numbers)).values("activity_id").annotate(**shares)
    weights = {record: shared for record, *shared in stored.order_by().values_list("activity_id", *shares)}
    there = reduce(or_, [each.not_apart for each in sought]) if len(sought) == 1 else Q()
    seen = Activity.visible_to(reader).filter(there, record_id__in=[NOBODY, *weights])
    rows = list(seen.values_list("record_id", "sorted_title", "starts", "ends"))
    return [
        [
            record
            for record, title, starts, ends in sorted(rows, key=lambda row: (-weights[row[0]][at], row[1], row[0]))
            if weights[record][at] and record != each.record and each.is_near(starts, ends)
        ][:most]
        for at, each in enumerate(sought)
    ]


@dataclass(frozen=True, slots=True)
class SimilarWork:
    """An activity that is similar to another one, and why; no overlap of it."""

    row: ActivityRow
    why: str


@dataclass(frozen=True, slots=True)
class WorkOfActivity:
    """An activity with similar work, the most similar first.

    `more`: there is more of it than is shown. `entered`: when the activity was first stored.
    """

    of: ActivityRow
    similar: tuple[SimilarWork, ...]
    more: bool = False
    entered: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewActivities(Page[WorkOfActivity]):
    """One page of the activities of the last days, the newest first."""

    SIZE = 10


def similar_work_seen_by(reader: Reader, activity: UUID, *, naming: MatchNames) -> WorkOfActivity:
    """What is similar to one activity. NotFound where `reader` sees no such activity."""
    own = with_ids(reader, [activity], naming.names)
    if activity not in own:
        raise NotFound
    return WorkOfActivity(own[activity], _similar_work(reader, [activity], MOST_SHOWN, naming).get(activity, ()))


def new_activities(reader: Reader, *, page: int, naming: MatchNames) -> NewActivities:
    """The secretariat's queue: NotAllowed("secretariat-only") for whoever is not of it."""
    if not reader.is_secretariat:
        raise NotAllowed("secretariat-only")
    new = newest_of_each(reader).filter(entered_at__gte=clock.now() - NEW).order_by("-entered_at", "-record_id")
    begin = (page - 1) * NewActivities.SIZE
    found = list(new.values_list("record_id", "entered_at")[begin : begin + NewActivities.SIZE + 1])
    entered = dict(found[: NewActivities.SIZE])
    own = with_ids(reader, entered, naming.names)
    every = _similar_work(reader, list(own), MOST_OF_EACH + 1, naming)
    rows = tuple(_first_of(own[each], every.get(each, ()), at) for each, at in entered.items() if each in own)
    return NewActivities(rows, page, len(found) > NewActivities.SIZE)


def _first_of(row: ActivityRow, similar_work: tuple[SimilarWork, ...], entered: datetime) -> WorkOfActivity:
    return WorkOfActivity(row, similar_work[:MOST_OF_EACH], len(similar_work) > MOST_OF_EACH, entered)


def _similar_work(
    reader: Reader, ids: Collection[UUID], most: int, naming: MatchNames
) -> dict[UUID, tuple[SimilarWork, ...]]:
    """For each of some activities that `reader` sees. As many queries for ten as for one."""
    if not ids:
        return {}
    stored = Activity.visible_to(reader).filter(record_id__in=ids).values_list("record_id", "meaning__row")
    meanings = {record: bytes(row or b"") for record, row in stored}
    own = dict(prepared_activities(ids))
    sought = [
        SoughtActivity.of(each.activity, overlap.keys(each), meanings.get(record, b""), record)
        for record, each in own.items()
    ]
    in_other_words = alike(sought, reader=reader)
    near = sharing_keys(sought, reader=reader, most=MOST_SHARING)
    chosen = [{*texts.first, *keys} for texts, keys in zip(in_other_words, near, strict=True)]
    others = dict(prepared_activities({NOBODY}.union(*chosen)))
    found = {
        record: _worth_a_look(prepared, {each: others[each] for each in near_it if each in others}, texts.likeness)
        for (record, prepared), near_it, texts in zip(own.items(), chosen, in_other_words, strict=True)
    }
    first = {record: each[: 3 * most] for record, each in found.items()}  # some may be records of one identifier
    rows = with_ids(reader, {other for each in first.values() for other, _ in each}, naming.names)
    labels = words_of(naming.names, naming.vocabulary)
    return {record: tuple(islice(_shown(each, rows, labels), most)) for record, each in first.items()}


def _worth_a_look(
    own: overlap.Prepared, others: Mapping[UUID, overlap.Prepared], likeness: Mapping[UUID, float]
) -> list[tuple[UUID, Similarity]]:
    """The most similar first, without overlaps: by the rule, whether or not the reader may know of the overlap yet."""
    found = [
        (record, similarity, tuple(title.plain for title in other.titles))
        for record, other in others.items()
        if (similarity := similar(own, other, likeness.get(record, 0.0), cut=BAND))
        and not _overlap(own, other)
        and not set(own.identifiers) & set(other.identifiers)
    ]
    found.sort(key=lambda each: (-each[1].score, each[2], each[0]))
    return [(record, similarity) for record, similarity, _titles in found]


def _overlap(own: overlap.Prepared, other: overlap.Prepared) -> bool:
    match = overlap.score(own, other)
    return match is not None and match.strength >= overlap.DEFAULT_MIN_SCORE


def _shown(
    found: Iterable[tuple[UUID, Similarity]], rows: Mapping[UUID, ActivityRow], words: MatchLabels
) -> Iterator[SimilarWork]:
    """Of several records of one identifier the most similar."""
    shown: set[str] = set()
    for other, similarity in found:
        row = rows.get(other)
        if row and row.key not in shown:
            shown.add(row.key)
            yield SimilarWork(row, similarity_sentence(similarity, words))
