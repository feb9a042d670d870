"""Works matches out and stores them: a few against the key table, many over arrays.

Both give what `overlap.score` says of a pair and read nothing else, so it does not matter which of them ran.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import connection, transaction

from egnatia import overlap
from egnatia.activities.activities.actions.keying import note_all_unkeyed
from egnatia.activities.activities.models import Activity, Unkeyed, fresh_statistics_after
from egnatia.activities.activities.stored import facts_of
from egnatia.kernel.reader import SYSTEM
from egnatia.language import vectors
from egnatia.matching.actions.keeping import Pair, keep
from egnatia.matching.models import Comparison, Uncompared
from egnatia.matching.queries.near import activities_near, best_of, prepared_activities

BY_ROWS = 400  # more than these waiting are compared over arrays


ALL_WAIT = "INSERT INTO matching_uncompared (activity_id) SELECT record_id FROM activities_activity"


def note_waiting(ids: Collection[UUID]) -> None:
    """Note that these were stored or changed. Comparing is never done while somebody waits for his page: how long it
    takes, and how often the database is asked, depends on activities that he may not see."""
    Uncompared.objects.bulk_create(Uncompared(activity_id=record) for record in ids)


@transaction.atomic
def compare_again_if_outdated() -> bool:
    """After a change of the engine every activity waits for new keys and for its comparison; whether any does.

    Nothing the second time. What is shown until then is what the engine before found.
    """
    if Comparison.objects.filter(pk=Comparison.ONE, engine=overlap.VERSION).exists():
        return False  # without waiting for a comparison that is at work
    comparison = _in_turn()
    if comparison.engine == overlap.VERSION:
        return False
    note_all_unkeyed()
    with connection.cursor() as cursor:
        cursor.execute(ALL_WAIT)
    comparison.engine = overlap.VERSION
    comparison.save()
    return some_wait()


def some_wait() -> bool:
    """Whether anything waits for its keys or its comparison."""
    return Uncompared.objects.exists() or Unkeyed.objects.exists()


@transaction.atomic
def compare_waiting() -> int:
    """Compare all that waits; how many these were. Safe to run twice: one is at work at a time."""
    _in_turn()
    waiting = dict(Uncompared.objects.values_list("pk", "activity_id"))
    ids = set(waiting.values())
    if ids:
        # Arrays need no keys of the table, of which some may be those of another engine.
        few = len(ids) <= BY_ROWS and not Unkeyed.objects.exists()
        keep(ids, _by_rows(ids) if few else _by_arrays(ids))
        Uncompared.objects.filter(pk__in=list(waiting)).delete()
        fresh_statistics_after(len(ids))
    return len(ids)


def _in_turn() -> Comparison:
    """Held until the end of the transaction."""
    held, _ = Comparison.objects.select_for_update().get_or_create(pk=Comparison.ONE)
    return held


def _by_rows(ids: Collection[UUID]) -> Iterator[tuple[Pair, overlap.Match]]:
    for record, prepared in list(prepared_activities(ids)):
        near = activities_near(prepared, reader=SYSTEM, besides=record)
        possible = near.compared_with(prepared, at_least=overlap.DEFAULT_MIN_SCORE)
        for other, match in best_of(prepared, possible, at_least=overlap.DEFAULT_MIN_SCORE):
            yield (record, other), match


def _by_arrays(ids: Collection[UUID]) -> Iterator[tuple[Pair, overlap.Match]]:
    """Every activity there is goes into one index; kept is what touches the given ones."""
    every = Activity.visible_to(SYSTEM).values_list("record_id", "facts", "meaning__said").order_by("record_id")
    order: list[UUID] = []

    def facts() -> Iterator[tuple[overlap.Activity, overlap.Said | None]]:
        for record, stored, said in every.iterator(chunk_size=2_000):
            order.append(record)
            yield facts_of(stored, record), overlap.unpacked(bytes(said or b""))

    vectors.forget()  # what was read to store them is of no use to compare them
    index = overlap.Index()
    index.take(facts())
    wanted = set(ids)
    for i, j, match in index.pairs(overlap.DEFAULT_MIN_SCORE):
        if order[i] in wanted or order[j] in wanted:
            yield (order[i], order[j]), match
