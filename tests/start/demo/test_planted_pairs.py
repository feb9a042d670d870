"""How much of what was planted the engine finds at its default threshold, and what it says of the decoys."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from egnatia import overlap
from egnatia.overlap.arrays import Index
from egnatia.overlap.arrays import index as executor
from egnatia.start.demo import fixtures
from egnatia.start.demo.facts import facts_of
from egnatia.start.demo.fixtures import Planted

FOUND = 0.9  # of the pairs in one language or script group, and of those across
LISTED = 3  # matches that an activity has on average, at most


@cache
def facts() -> list[overlap.ActivityFacts]:
    return [facts_of(activity) for activity in fixtures.activities()]


@cache
def prepared() -> dict[str, overlap.Prepared]:
    return {each.ref: overlap.prepare(each) for each in facts()}


@cache
def index() -> Index:
    return Index.build(facts())


@pytest.mark.parametrize("few", [0, 2_000], ids=["in arrays", "in plain Python"])
def test_the_index_finds_in_the_demo_what_comparing_every_two_finds(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "FEW", few)
    names = list(prepared())
    found = {(names[i], names[j]): match for i, j, match in Index.build(facts()).pairs(0.0)}
    keyed = {ref: overlap.keys(each) for ref, each in prepared().items()}
    across = {ref: overlap.across(each) for ref, each in prepared().items()}
    meeting = (
        (a, b)
        for a, b in combinations(names, 2)
        if keyed[a] & keyed[b] or (across[a] & across[b] and overlap.apart(prepared()[a].said, prepared()[b].said))
    )
    every = {(a, b): overlap.score(prepared()[a], prepared()[b]) for a, b in meeting}

    assert found == {pair: match for pair, match in every.items() if match}


@cache
def matches() -> dict[frozenset[str], overlap.MatchResult]:
    found = index().pairs(overlap.DEFAULT_MIN_SCORE)
    return {frozenset((facts()[i].ref, facts()[j].ref)): match for i, j, match in found}


def wanted(languages: str) -> list[Planted]:
    """The planted pairs that a reader would want to hear of."""
    kinds = {"same", "chain", "overlap"}
    return [pair for pair in fixtures.planted() if pair.kind in kinds and pair.languages == languages]


def missed(pairs: list[Planted]) -> Iterator[str]:
    for pair in pairs:
        match = matches().get(frozenset((pair.left, pair.right)))
        if match is None or match.kind != pair.kind:
            yield f"{pair.kind} {pair.left} {pair.right}: {match.kind if match else 'nothing'}"


@pytest.mark.parametrize("languages", ["within", "across"])
def test_planted_pairs_are_found(languages: str) -> None:
    pairs = wanted(languages)

    lost = list(missed(pairs))

    assert len(lost) <= len(pairs) * (1 - FOUND), lost


@pytest.mark.parametrize("kind", ["same", "chain"])
def test_what_is_one_piece_of_work_or_one_sum_is_found_as_such(kind: str) -> None:
    lost = list(missed([pair for pair in fixtures.planted() if pair.kind == kind]))

    assert lost == []


def test_the_way_of_the_money_is_told_in_the_right_direction() -> None:
    told = {
        (pair.left, pair.right): overlap.score(prepared()[pair.left], prepared()[pair.right])
        for pair in fixtures.planted()
        if pair.kind == "chain"
    }

    assert [pair for pair, match in told.items() if match is None or match.direction != 1] == []


def test_no_decoy_is_shown() -> None:
    decoys = [pair for pair in fixtures.planted() if pair.kind in {"none", "series"}]

    shown = [(pair.left, pair.right) for pair in decoys if frozenset((pair.left, pair.right)) in matches()]

    assert shown == []


def test_a_programme_of_one_funder_is_a_series_where_one_asks() -> None:
    pairs = [pair for pair in fixtures.planted() if pair.kind == "series"]

    asked = [overlap.series(prepared()[pair.left], prepared()[pair.right]) for pair in pairs]

    assert [match.kind if match else "" for match in asked] == ["series"] * len(pairs)


def test_an_activity_has_three_matches_at_most_on_average() -> None:
    assert 2 * len(matches()) / len(facts()) <= LISTED


@pytest.mark.parametrize("proposal", fixtures.proposals(), ids=lambda proposal: proposal.file)
def test_a_proposal_that_rewords_an_activity_gets_it_first(proposal: fixtures.DemoProposal) -> None:
    """Even with nothing understood but title, text and economy."""
    title, _, text = fixtures.proposal_text(proposal).partition("\n")
    stored = next(activity for activity in fixtures.activities() if activity.key == proposal.first)
    asked = overlap.ActivityFacts(
        ref="proposal",
        titles=(overlap.Text(title, proposal.language),),
        descriptions=(overlap.Text(text, proposal.language),),
        economies=frozenset(stored.economies),
    )

    found = index().check(asked)

    assert [facts()[i].ref for i, _ in found][:1] == [proposal.first]
