"""Leaks planted in what was agreed: the list, cells, follow-ups, what says the same, who funds what."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries import rows_of
from egnatia.commitments.follow_ups import queries as follow_ups
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import SUPPORTED
from egnatia.commitments.links import queries as joined
from egnatia.commitments.outcome_documents import views
from egnatia.commitments.outcome_documents.queries import visible
from egnatia.commitments.overview import queries
from egnatia.commitments.overview import views as listing_views
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Link, Record, RecordQuerySet
from tests.noninterference.commitments import economy_of, said_to_it
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation


@mutant("commitments:commitments", "commitments:table", misses=("commit",))
def a_number_of_all_commitments() -> Iterator[None]:
    """The sentence above the list counts what the reader does not see."""

    def leaking(_rows: Any) -> int:  # noqa: ANN401 - whatever the product passes
        return Commitment.objects.filter(record__withdrawn_at__isnull=True).count()

    with patched(queries, "capped_count", leaking):
        yield


@mutant("commitments:commitments", misses=("commit",))
def the_documents_of_others() -> Iterator[None]:
    """The filter and the list of documents name those of hidden commitments."""
    true = queries.sources_seen_by

    def leaking(_reader: Reader) -> list[queries.CommitmentSource]:
        return true(SYSTEM)

    with patched(listing_views, "sources_seen_by", leaking):
        yield


@mutant("commitments:table", "commitments:commitment", misses=("follow",), knows="commit")
def a_cell_of_a_hidden_follow_up() -> Iterator[None]:
    """Whoever sees the commitment sees all that was said to it."""

    def leaking(_reader: Reader, commitments: Collection[UUID]) -> list[FollowUp]:
        rows = FollowUp.objects.filter(commitment__in=list(commitments), record__withdrawn_at__isnull=True)
        return list(rows.select_related("record").order_by("-record__changed_at", "-pk"))

    with patched(follow_ups, "follow_ups_on", leaking):
        yield


@mutant("commitments:follow-up", misses=("commit", "narrow"))
def a_follow_up_without_its_commitment() -> Iterator[None]:
    """Its own marking alone decides, where its commitment was narrowed or was never seen."""
    true = RecordQuerySet.visible_to

    def leaking(rows: RecordQuerySet, reader: Reader) -> RecordQuerySet:
        if rows.model is not FollowUp or reader.is_system:
            return true(rows, reader)
        granted = Record.objects.filter(grants__token__in=sorted(reader.held))
        return rows.filter(record__in=granted)

    def shown(_reader: Reader, records: Collection[UUID], words: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return rows_of(SYSTEM, records, words)

    with patched(RecordQuerySet, "visible_to", leaking), patched(follow_ups, "commitments_of", shown):
        yield


@mutant("commitments:unfunded", misses=("join",), knows="follow")
def an_activity_that_is_hidden_funds_it() -> Iterator[None]:
    """What somebody joined to it counts, whoever sees it."""

    def leaking(_reader: Reader, left: str, relation: str, _right: str) -> "QuerySet[Link, UUID]":
        return Link.objects.filter(relation=relation, left__kind=left).values_list("right_id", flat=True)

    with patched(queries, "joined_seen_by", leaking):
        yield


def _beside_one_that_he_knows(case: Case, hidden: Operation) -> bool:
    """An economy's support of what somebody supports whom they know of: that commitment stands on the page."""
    others = [step for step in case.known if step.verb == "follow" and step.other == hidden.other]
    return bool(economy_of(hidden.variant)) and _supports(hidden) and any(map(_supports, others))


def _supports(step: Operation) -> bool:
    return said_to_it(step.variant, step.key, masked=step.masked).position == SUPPORTED


@mutant("commitments:unfunded", misses=("follow",), knows="follow", would=_beside_one_that_he_knows)
def a_hidden_supporter_is_named() -> Iterator[None]:
    """The page names every economy that supports a commitment."""

    def leaking(_reader: Reader, commitments: Sequence[UUID]) -> set[tuple[UUID, str | None]]:
        rows = FollowUp.objects.filter(commitment__in=list(commitments), position=SUPPORTED)
        return set(rows.values_list("commitment_id", "economy_id"))

    with patched(queries, "_supporting", leaking):
        yield


@mutant("commitments:outcome", misses=("commit",), knows="outcome")
def likeness_to_what_is_hidden() -> Iterator[None]:
    """A paragraph is compared with all commitments, and what is found is shown."""
    true = visible.suggestions_for

    def leaking(_reader: Reader, drafts: Any, language: str, names: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, drafts, language, names)

    with patched(views, "suggestions_for", leaking):
        yield


@mutant("commitments:outcome", misses=("carry out",), knows="outcome")
def what_a_paragraph_repeats() -> Iterator[None]:
    """Whoever reads a document is told what was decided, whether or not they see the commitments."""
    with patched(visible, "as_known", lambda draft, _seen, **_done: draft):
        yield


@mutant("commitments:joining", misses=("store", "narrow", "need"), knows="commit")
def a_search_among_all_records() -> Iterator[None]:
    """What may be joined is looked for among everything."""
    with patched(joined, "seen", lambda _reader, _column, *kinds: Q(withdrawn_at__isnull=True, kind__in=kinds)):
        yield


@mutant("commitments:economy", misses=("commit",))
def nothing_said_to_what_is_hidden() -> Iterator[None]:
    """An economy's page lists what it has not answered, hidden commitments among it."""

    def leaking(_reader: Reader, economy: str) -> list[UUID]:
        said = FollowUp.objects.filter(economy=economy).values("commitment")
        return list(Commitment.objects.exclude(pk__in=said).order_by("pk").values_list("pk", flat=True))

    def shown(_reader: Reader, records: Collection[UUID], words: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return rows_of(SYSTEM, records, words)

    with patched(queries, "_unsaid", leaking), patched(queries, "rows_of", shown):
        yield
