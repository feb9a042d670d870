"""Leaks planted on purpose: the harness must catch each of them, or it would not catch a real one.

Each mutant makes the product answer from more than the reader may see, in one of the ways that have leaked elsewhere
(trust.md). They patch the product's own functions; nothing of them is shipped.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q
from psycopg.sql import SQL

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries import detail, lists, visible
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Grant, Record, Version
from egnatia.kernel.records import links, versions
from egnatia.matching import actions, receivers
from egnatia.matching.models import Match
from egnatia.matching.queries import candidates, sums
from egnatia.matching.queries import visible as visible_matches
from egnatia.needs.frameworks import queries
from egnatia.needs.needs import status as need_status
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.queries import lists as needs_listing
from egnatia.needs.needs.queries import visible as needs_one
from egnatia.people.marking import queries as marking_queries
from tests.noninterference.comparing import Case, Look
from tests.noninterference.operations import Operation, identifier_of


@dataclass(frozen=True, slots=True)
class Mutant:
    """A planted leak, and who looks where for it: in worlds that can show it, at the routes close to it."""

    plant: Callable[[], AbstractContextManager[None]]
    look: Look


MUTANTS: dict[str, Mutant] = {}
BASIS = "_basis"  # of the list of activities: its counts, worked out for the page that is shown


def mutant(*close: str, misses: tuple[str, ...] = ("store",), **asked: Any) -> Callable[..., Mutant]:  # noqa: ANN401 - fields of `Look`
    """Register a planted leak under its name: routes, what is hidden from who looks, what else `Look` asks of them."""

    def register(plant: Callable[[], Iterator[None]]) -> Mutant:
        made = MUTANTS[plant.__name__] = Mutant(contextmanager(plant), Look(close, misses=misses, **asked))
        return made

    return register


@contextmanager
def patched(place: object, name: str, instead: object) -> Iterator[None]:
    with mock.patch.object(place, name, instead):
        yield


@mutant("activities:activities")
def total_count() -> Iterator[None]:
    """The basis line counts every activity there is."""
    true = getattr(lists, BASIS)

    def leaking(asking: Any, found: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return replace(true(asking, found), activities=Activity.objects.count())

    with patched(lists, BASIS, leaking):
        yield


@mutant("activities:activities")
def newest_update() -> Iterator[None]:
    """ "Newest update" reads every activity, as a feed's date or an ETag would."""
    true = getattr(lists, BASIS)

    def leaking(asking: Any, found: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        latest = Activity.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
        return replace(true(asking, found), newest=latest)

    with patched(lists, BASIS, leaking):
        yield


@mutant("activities:activity")
def forbidden_instead_of_missing() -> Iterator[None]:
    """A hidden activity is refused, where a missing one is not found."""
    true = detail.activity_row

    def leaking(reader: Reader, record: Any) -> Activity:  # noqa: ANN401 - an identifier
        try:
            return true(reader, record)
        except NotFound:
            if Activity.objects.filter(pk=record).exists():
                raise NotAllowed("owner") from None
            raise

    with patched(detail, "activity_row", leaking):
        yield


@mutant("activities:activity")
def one_query_more() -> Iterator[None]:
    """The same words, but the database is asked once more where there is something hidden."""
    true = detail.activity_row

    def leaking(reader: Reader, record: Any) -> Activity:  # noqa: ANN401 - an identifier
        try:
            return true(reader, record)
        except NotFound:
            if Record.objects.filter(pk=record).exists():
                Record.objects.filter(pk=record).count()
            raise

    with patched(detail, "activity_row", leaking):
        yield


@mutant("activities:activities")
def related_count() -> Iterator[None]:
    """The number of versions under an identifier counts hidden ones."""

    def leaking(_reader: Reader, activities: Any) -> dict[str, int]:  # noqa: ANN401 - rows of the product
        wanted = {activity.identifier for activity in activities} - {""}
        rows = Activity.objects.filter(identifier__in=wanted).values_list("identifier")
        return dict(rows.annotate(number=Count("record_id")).order_by())

    with patched(lists, "_versions", leaking):
        yield


def _newer_under_an_identifier_that_he_knows(case: Case, hidden: Operation) -> bool:
    said = [step for step in case.plan if step.verb in ("store", "change")]
    known = {identifier_of(step.variant) for step in said if step in case.known and step.number < hidden.number}
    newest = [step for step in said if step.key == hidden.key][-1]
    gone = any(step.verb == "withdraw" and step.key == hidden.key for step in case.plan)
    return identifier_of(newest.variant) in known and not gone


@mutant("activities:activities", would=_newer_under_an_identifier_that_he_knows)
def row_stands_for_a_hidden_one() -> Iterator[None]:
    """A hidden newer version of the same identifier pushes the visible one out of the list."""

    def leaking(reader: Reader) -> Any:  # noqa: ANN401 - a query
        everything = true(SYSTEM).values("record_id")
        return Activity.visible_to(reader).annotate(updated=visible.UPDATED).filter(record_id__in=everything)

    true = visible.newest_of_each
    with patched(lists, "newest_of_each", leaking), patched(visible, "newest_of_each", leaking):
        yield


@mutant("activities:activities")
def sort_order() -> Iterator[None]:
    """Rows are ordered by how many activities there are like them."""
    true = lists.rows_of

    def leaking(reader: Reader, activities: Any, names: Any) -> Any:  # noqa: ANN401 - rows of the product
        def alike(activity: Activity) -> int:
            return Activity.objects.filter(economies=activity.economies).count()

        return true(reader, sorted(activities, key=alike), names)

    with patched(lists, "rows_of", leaking):
        yield


@mutant("matching:match", "matching:matches-download")
def overlap_pair() -> Iterator[None]:
    """A match is shown to whoever sees one of its two activities."""
    true = visible_matches.matches_visible_to

    def leaking(reader: Reader) -> Any:  # noqa: ANN401 - a query
        if reader.is_anonymous or reader.is_system:
            return true(reader)
        seen = Activity.visible_to(reader).values("record_id")
        return Match.objects.filter(Q(left__in=seen) | Q(right__in=seen))

    with everywhere("matches_visible_to", visible_matches, leaking):
        yield


@mutant("matching:money")
def money_of_hidden_predecessors() -> Iterator[None]:
    """An activity is not counted because of a predecessor that the reader does not see."""
    everything = "JOIN (SELECT record_id AS record, amount, currency FROM activities_activity) AS o"
    with patched(sums, "STATEMENT", SQL(sums.STATEMENT.as_string().replace("JOIN seen AS o", everything))):
        yield


@mutant("activities:activity", misses=("store", "change"), knows="release")
def earlier_version() -> Iterator[None]:
    """Versions are shown by the record's present marking alone."""

    def leaking(reader: Reader, record: Any, kind: str) -> list[versions.VersionRow]:  # noqa: ANN401 - an identifier
        if not links.visible_records(reader, {record}, kind):
            return []
        rows = Version.objects.filter(record=record).order_by("-number")
        return [
            versions.VersionRow(row.number, row.marking_words, row.content, row.provenance, row.by, row.at)
            for row in rows
        ]

    with everywhere("versions_seen_by", versions, leaking):
        yield


@mutant("activities:activity")
def other_versions() -> Iterator[None]:
    """The page of an activity lists every record with its identifier, and where they differ."""

    def leaking(_asking: detail.ActivityDetailQuery, activity: Activity) -> list[Activity]:
        rows = Activity.objects.select_related("record").filter(identifier=activity.identifier)
        return list(rows.exclude(pk=activity.pk).annotate(updated=visible.UPDATED).order_by("-updated", "-record_id"))

    with patched(detail.ActivityDetailQuery, "_versions", leaking):
        yield


@mutant("matching:match", "matching:matches-download")
def overlap_score() -> Iterator[None]:
    """A score reads the collection: the more activities there are, the less it is worth."""
    true = candidates.best_of

    def leaking(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        less = 0.3 * Activity.objects.filter(record__withdrawn_at__isnull=True).count()
        return [(other, replace(match, score=match.score - less)) for other, match in true(*args, **named)]

    with patched(candidates, "best_of", leaking):
        yield


@mutant("activities:activities")
def shared_cache() -> Iterator[None]:
    """The number of activities is kept for everybody under one key, as somebody who sees all of them filled it."""
    true = getattr(lists, BASIS)

    def leaking(asking: Any, found: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        kept = cache.get_or_set("number-of-activities", Activity.objects.count)
        return replace(true(asking, found), activities=kept)

    with patched(lists, BASIS, leaking):
        yield


@mutant("people:marking", misses=("view",))
def a_view_by_its_own_marking_alone() -> Iterator[None]:
    """Whoever is given the identifier of a view reads its marking, of whatever activities it speaks."""

    def leaking(reader: Reader, column: str) -> Any:  # noqa: ANN401 - a condition
        return Exists(Grant.objects.filter(record=OuterRef(column), token__in=sorted(reader.held)))

    with patched(marking_queries, "seen", leaking):
        yield


@mutant("matching:match", "matching:matches-download", misses=("store", "change"), knows="release")
def match_found_before_it_could_be_seen() -> Iterator[None]:
    """A match keeps the age that it had while one of its activities was hidden, or said something else."""
    true = actions.MatchedRecord

    def of_anybody(owner: Any, published_at: Any, title: str, _readers: str) -> Any:  # noqa: ANN401 - its own fields
        return true(owner, published_at, title, "")

    with patched(receivers, "found_anew", lambda _record: None), patched(actions, "MatchedRecord", of_anybody):
        yield


@mutant("needs:aims", "start:home")
def estimates_of_everybody() -> Iterator[None]:
    """How many activities wait for their objectives is counted over all that there are."""

    def leaking(_reader: Reader) -> Any:  # noqa: ANN401 - a query
        return Activity.objects.all()

    with patched(queries, "_answerable", leaking):
        yield


@mutant("needs:activity-aims", "activities:activity")
def objectives_by_identifier() -> Iterator[None]:
    """Whoever is given the identifier of an activity learns that it is there, from what it serves."""
    true = queries.aimed

    def leaking(_reader: Reader, ids: Any, words: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, ids, words)

    with patched(queries, "aimed", leaking):
        yield


@contextmanager
def everywhere(name: str, home: Any, instead: object) -> Iterator[None]:  # noqa: ANN401 - a module
    """Replace a function in every module that imported it by name."""
    import sys

    true = getattr(home, name)
    holders = [
        module
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("egnatia") and module.__dict__.get(name) is true
    ]
    for module in holders:
        setattr(module, name, instead)
    try:
        yield
    finally:
        for module in holders:
            setattr(module, name, true)


@mutant("needs:need-new", misses=("need",))
def high_needs_of_others() -> Iterator[None]:
    """The limit of high needs counts hidden ones, so that a refusal tells of them."""
    true = need_status.highs_seen_by

    def leaking(_reader: Reader, economy: str, **asked: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, economy, **asked)

    with patched(need_status, "highs_seen_by", leaking):
        yield


@mutant("needs:needs", misses=("need",), knows="need")
def needs_counted_before_they_are_seen() -> Iterator[None]:
    """The basis line of the list of needs counts every need there is."""
    true = needs_listing.basis_of

    def leaking(found: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return replace(true(found), needs=len(found) and Need.objects.count())

    with patched(needs_listing, "basis_of", leaking):
        yield


def _of_a_need_that_he_reads(case: Case, hidden: Operation) -> bool:
    return any(step.key == hidden.key and step.verb in ("need", "change need") for step in case.known)


@mutant("needs:need", misses=("confirm need", "decline need"), knows="need", would=_of_a_need_that_he_reads)
def answer_to_an_earlier_version() -> Iterator[None]:
    """The history of a need shows what its economy said to versions that the reader may not see."""
    true = versions.versions_seen_by

    def leaking(reader: Reader, record: Any, kind: str) -> Any:  # noqa: ANN401 - whatever the product passes
        shown = true(reader, record, kind)
        hidden = Version.objects.filter(record=record).exclude(number__in=[each.number for each in shown])
        if not shown:
            return shown
        answered = [shown[0]] if NeedAnswer.objects.filter(need=record, version__in=hidden.values("number")) else []
        return [*answered, *shown]

    with patched(needs_one, "versions_seen_by", leaking):
        yield
