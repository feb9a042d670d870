"""Leaks planted in what hangs on practices: reviews for few, activities that used them, proposals of visitors."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q

from egnatia.kernel.access.reader import SYSTEM
from egnatia.library.practices import queries, views
from egnatia.library.practices.models import Practice
from egnatia.library.practices.queries import proposal_for
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation
from tests.noninterference.oracle import PROPOSED, REVIEW, USE

Whatever = Any  # what the product passes


def _of_a_practice_that_they_know(case: Case, hidden: Operation) -> bool:
    return any(step.key == hidden.key for step in case.known)


@mutant("library:practice", misses=(USE,), would=_of_a_practice_that_they_know, only=True)
def use_by_a_hidden_activity() -> Iterator[None]:
    """Whoever sees a practice sees every activity that used it."""
    true = vars(queries)["seen"]

    def leaking(reader: Whatever, column: Whatever, *kinds: Whatever) -> Whatever:
        return true(SYSTEM if column == "activity_id" else reader, column, *kinds)

    with patched(queries, "seen", leaking):
        yield


@mutant("library:practice", misses=(REVIEW,), would=_of_a_practice_that_they_know, only=True)
def review_for_few_shown_to_all() -> Iterator[None]:
    """What a reviewer does not recommend yet is shown to whoever sees the practice."""

    def leaking(_reader: Whatever) -> Whatever:
        return Q()

    with patched(queries, "_known", leaking):
        yield


@mutant("needs:need", "library:practice-use-new", "library:practice-review-new", misses=("write practice",))
def practices_of_everybody() -> Iterator[None]:
    """A practice is named to whoever has its identifier."""

    class Everything:
        KIND = Practice.KIND

        @staticmethod
        def visible_to(_reader: Whatever) -> Whatever:
            return Practice.visible_to(SYSTEM)

    with patched(queries, "Practice", Everything):
        yield


@mutant("library:practice-proposals", "library:practice-proposal-record", misses=(PROPOSED,), only=True)
def proposals_for_every_member() -> Iterator[None]:
    """Whoever has an account reads a proposal by its address."""

    def leaking(reader: Whatever, proposal: Whatever) -> Whatever:
        return proposal_for(replace(reader, offices=reader.offices | {"S"}, strong=True), proposal)

    with patched(views, "proposal_for", leaking):
        yield
