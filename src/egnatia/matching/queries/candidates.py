"""The stored activities that share a key with a given one, ready to be compared: the way of the executor "rows"."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Q, UUIDField, Value

from egnatia import overlap
from egnatia.activities.activities.columns import key_numbers, strangers_to
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.kernel.access.reader import Reader
from egnatia.language import vectors
from egnatia.overlap.arrays import Index
from egnatia.overlap.rows import that_may_match, unpacked

KEPT_PREPARED = 20_000  # some 10 kB each
CHUNK = 2_000
FEW = 100  # of which each is compared: no compiled loop is loaded for them
# Never an activity. With it the database is asked even where no key is shared, so that how often it is asked does not
# tell whether something hidden shares one.
NOBODY = UUID(int=0)
Pair = tuple[UUID, UUID]
_PREPARED: dict[tuple[UUID, int], overlap.Prepared] = {}


@dataclass(frozen=True, slots=True)
class Near:
    """Activities that share a key, and others that share one of those for activities without a common language; what is
    laid out of all of them for compiled loops."""

    sharing: frozenset[UUID]
    strangers: frozenset[UUID]
    laid_out: Mapping[UUID, bytes]

    def compared_with(
        self, activity: overlap.Prepared, *, at_least: float = 0.0
    ) -> Iterator[tuple[UUID, overlap.Prepared]]:
        """Those that may match `activity` with this strength, prepared. A stranger may have a further language, and be
        none."""
        possible = self._that_may_match(activity, at_least)
        yield from prepared_activities(self.sharing & possible)
        for record, prepared in prepared_activities(self.strangers & possible):
            if overlap.apart(activity.said, prepared.said):
                yield record, prepared

    def _that_may_match(self, activity: overlap.Prepared, at_least: float) -> frozenset[UUID]:
        """Of many those that compiled loops do not turn down."""
        every = list(self.sharing | self.strangers)
        if len(every) <= FEW:
            return frozenset(every)
        found = that_may_match(activity, [self.laid_out[record] for record in every], at_least)
        return frozenset([every[position] for position in found])


class _IsAmong(Func):
    """Whether a column holds one of the values of an array. How many these are the database does not know before: for a
    thousand it would start helpers, which takes longer than to look them up."""

    template, arg_joiner = "%(expressions)s)::uuid[])", " = ANY((SELECT "
    output_field = BooleanField()


def activities_near(activity: overlap.Prepared, *, reader: Reader, besides: UUID | None = None) -> Near:
    """The activities that `reader` sees and that are to be compared with `activity`."""
    shared, across = set(key_numbers(overlap.keys(activity))), set(strangers_to(activity))
    stored = ActivityKey.objects.filter(_not_apart(activity), key__in=shared | across)
    under = list(stored.values_list("key", "activity_id"))
    laid_out = _visible({record for _, record in under if record != besides}, reader)
    sharing = frozenset(record for key, record in under if key in shared and record in laid_out)
    strangers = frozenset(record for key, record in under if key in across and record in laid_out) - sharing
    return Near(sharing, strangers, laid_out)


def _not_apart(activity: overlap.Prepared) -> Q:
    """Under which keys those stand that are not apart from `activity` by more than money that is passed on may be."""
    days, tolerance = overlap.days_of_keys(activity), overlap.SHIPPED.nested_days
    if days is None:
        return Q()
    first, last = days
    return Q(first__isnull=True) | Q(first__lte=last + tolerance, last__gte=first - tolerance)


def _visible(ids: Collection[UUID], reader: Reader) -> dict[UUID, bytes]:
    """Those of these activities that `reader` sees, and what is laid out of each."""
    # By name, not as one question: joined, the database reads all keys for each activity while it takes both tables for
    # empty, as it does until it has counted what came in. And as one array: a thousand names take long to be read.
    names = Value([NOBODY, *ids], output_field=ArrayField(UUIDField()))
    visible = Activity.visible_to(reader).filter(_IsAmong(F("record_id"), names))
    rows = visible.values_list("record_id", "meaning__laid_out")
    return {record: bytes(laid_out or b"") for record, laid_out in rows}


def prepared_activities(ids: Collection[UUID]) -> Iterator[tuple[UUID, overlap.Prepared]]:
    """The given activities, prepared. What was prepared before for the same version is not prepared again."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        versions = dict(Activity.objects.filter(record_id__in=chunk).values_list("record_id", "record__version"))
        found = {each: kept for each, version in versions.items() if (kept := _PREPARED.get((each, version)))}
        new = versions.keys() - found.keys()
        stored = Activity.objects.filter(record_id__in=new).values_list("record_id", "facts", "meaning__said")
        for record, facts, said in stored:
            found[record] = overlap.prepare(facts_of(facts, record), said=unpacked(bytes(said or b"")))
            _keep((record, versions[record]), found[record])
        # Not from what is kept: of that the oldest go while new ones come.
        yield from ((record, found[record]) for record in versions if record in found)


def _keep(key: tuple[UUID, int], prepared: overlap.Prepared) -> None:
    """Pure results, the same for every reader: who may see them was asked before."""
    if len(_PREPARED) >= KEPT_PREPARED:
        for oldest in list(islice(_PREPARED, CHUNK)):
            _PREPARED.pop(oldest, None)
    _PREPARED[key] = prepared


def forget() -> None:
    """Drop all that was prepared before."""
    _PREPARED.clear()


def best_of(
    activity: overlap.Prepared, others: Iterable[tuple[UUID, overlap.Prepared]], *, at_least: float
) -> list[tuple[UUID, overlap.MatchResult]]:
    """The matches of one activity with the others, the strongest first."""
    scored = ((other, overlap.score(activity, prepared)) for other, prepared in others)
    found = [(other, match) for other, match in scored if match and match.strength >= at_least]
    return sorted(found, key=lambda pair: (-pair[1].strength, pair[0]))


def pairs_by_rows(ids: Collection[UUID], *, reader: Reader) -> Iterator[tuple[Pair, overlap.MatchResult]]:
    """The matches of the given activities, each compared with those that share a key with it."""
    for record, prepared in list(prepared_activities(ids)):
        near = activities_near(prepared, reader=reader, besides=record)
        possible = near.compared_with(prepared, at_least=overlap.DEFAULT_MIN_SCORE)
        for other, match in best_of(prepared, possible, at_least=overlap.DEFAULT_MIN_SCORE):
            yield (record, other), match


def pairs_by_arrays(ids: Collection[UUID], *, reader: Reader) -> Iterator[tuple[Pair, overlap.MatchResult]]:
    """Every activity there is goes into one index; kept is what touches the given ones."""
    every = Activity.visible_to(reader).values_list("record_id", "facts", "meaning__said").order_by("record_id")
    order: list[UUID] = []

    def facts() -> Iterator[tuple[overlap.ActivityFacts, overlap.ConceptProfile | None]]:
        for record, stored, said in every.iterator(chunk_size=2_000):
            order.append(record)
            yield facts_of(stored, record), unpacked(bytes(said or b""))

    vectors.forget()  # what was read to store them is of no use to compare them
    index = Index()
    index.take(facts())
    wanted = set(ids)
    for i, j, match in index.pairs(overlap.DEFAULT_MIN_SCORE):
        if order[i] in wanted or order[j] in wanted:
            yield (order[i], order[j]), match
