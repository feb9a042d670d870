"""The harness catches planted leaks: one that it misses it would miss in earnest."""

import os

import pytest

from tests.noninterference import (
    mutants_of_bulk,
    mutants_of_changes,
    mutants_of_comments,
    mutants_of_commitments,
    mutants_of_confirmations,
    mutants_of_contact_points,
    mutants_of_desk,
    mutants_of_files,
    mutants_of_follow_ups,
    mutants_of_kinds,
    mutants_of_onboarding,
    mutants_of_pages,
    mutants_of_partners,
    mutants_of_pictures,
    mutants_of_policies,
    mutants_of_practices,
    mutants_of_public_site,
    mutants_of_recalls,
    mutants_of_reports,
    mutants_of_requests,
    mutants_of_responses,
    mutants_of_rounds,
    mutants_of_search,
    mutants_of_signed_clearance,
    mutants_of_snapshots,
    mutants_of_the_matrix,
    mutants_of_visitors,
)
from tests.noninterference.comparing import FALLEN, compare
from tests.noninterference.mutants import MUTANTS, Mutant
from tests.noninterference.stage import Stage, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.noninterference]

assert mutants_of_responses  # they register themselves
assert mutants_of_bulk
assert mutants_of_commitments
assert mutants_of_confirmations
assert mutants_of_contact_points
assert mutants_of_desk
assert mutants_of_onboarding
assert mutants_of_comments
assert mutants_of_files
assert mutants_of_follow_ups
assert mutants_of_changes
assert mutants_of_kinds
assert mutants_of_pages
assert mutants_of_signed_clearance
assert mutants_of_partners
assert mutants_of_pictures
assert mutants_of_public_site
assert mutants_of_policies
assert mutants_of_practices
assert mutants_of_recalls
assert mutants_of_reports
assert mutants_of_requests
assert mutants_of_rounds
assert mutants_of_search
assert mutants_of_snapshots
assert mutants_of_the_matrix
assert mutants_of_visitors
SHARE = 16  # the build plants one of so many: each takes a quarter of a minute of a processor
PATIENCE = 5_000  # accesses after which a mutant counts as missed
SAMPLE = 16  # of one observer: rather many worlds, since a leak shows at once where its world is right


def planted() -> list[str]:
    """All of them where `EGNATIA_LEAKS` is "all", those whose names begin as it says, or a share."""
    asked, every = os.environ.get("EGNATIA_LEAKS", ""), sorted(MUTANTS)
    if asked == "all":
        return every
    return [name for name in every if name.startswith(asked)] if asked else every[::SHARE]


def caught_after(stage: Stage, leak: Mutant) -> int:
    """Accesses until the first leak; 0 where none was found in time."""
    accesses, seed = 0, 9_000_000
    while accesses < PATIENCE:
        outcome = compare(seed, stage, sample=SAMPLE, look=leak.look)
        accesses += outcome.accesses
        if outcome.leak:
            assert FALLEN not in outcome.leak, f"planted so that pages fall over: {outcome.leak}"
            return accesses
        seed += 1
    return 0


@pytest.mark.parametrize("name", planted())
def test_a_planted_leak_is_caught(name: str) -> None:
    stage, leak = set_up(), MUTANTS[name]

    with leak.plant():
        after = caught_after(stage, leak)

    assert after, f"{name} went unnoticed in {PATIENCE} accesses"
    print(f"{name}: caught after {after} accesses")  # noqa: T201 - the figure is the result


def test_there_are_as_many_mutants_as_promised() -> None:
    assert len(MUTANTS) >= 30
