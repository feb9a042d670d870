"""What holds for every matrix; the obvious version is the oracle."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egnatia.coverage import (
    EMPTY,
    Cell,
    Counts,
    Footing,
    NeedStatement,
    Phase,
    TallyRow,
    Work,
    cell,
    matrix,
    matrix_of,
    roll_up,
    rows_of,
    slices,
    tally,
)
from tests.coverage import obvious
from tests.coverage.generated import statements, works
from tests.coverage.make import TODAY, measure, regional
from tests.examples import examples

# No deadline: the machine that runs the tests may be busy.
MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
NEEDS, WORKS = st.lists(statements(), max_size=8), st.lists(works(), max_size=8)


@MANY
@given(NEEDS, WORKS)
def test_the_matrix_is_what_a_plain_count_gives(needs: list[NeedStatement], found: list[Work]) -> None:
    assert matrix(needs, found, TODAY) == obvious.every_cell(needs, found, TODAY)


@MANY
@given(NEEDS, WORKS)
def test_a_single_cell_is_the_one_in_the_matrix(needs: list[NeedStatement], found: list[Work]) -> None:
    for key, each in matrix(needs, found, TODAY).items():
        assert cell(needs, found, TODAY, at=key) == each


@MANY
@given(NEEDS, WORKS, st.randoms())
def test_counting_first_as_a_database_does_gives_the_same(
    needs: list[NeedStatement], found: list[Work], random: Random
) -> None:
    grouped: dict[tuple[str, str, Footing, Phase], Counts] = {}
    for row in rows_of(found, TODAY):
        key = (row.objective, row.economy, row.footing, row.phase)
        grouped[key] = grouped.get(key, Counts()).plus(row.counts)
    rows = [TallyRow(*key, counts) for key, counts in grouped.items()]
    random.shuffle(rows)

    assert matrix_of(needs, tally(rows)) == matrix(needs, found, TODAY)


@MANY
@given(NEEDS, WORKS, works())
def test_one_work_more_changes_its_own_cells_and_no_other(
    needs: list[NeedStatement], found: list[Work], more: Work
) -> None:
    before, after = matrix(needs, found, TODAY), matrix(needs, [*found, more], TODAY)

    own = {(each.objective, each.economy) for each in slices(more)}
    changed = {key for key in after if after[key] != before.get(key, EMPTY)}
    assert changed == own
    assert before.keys() <= after.keys()


@MANY
@given(NEEDS, WORKS)
def test_a_regional_programme_turns_no_cell_to_reported_and_hides_none(
    needs: list[NeedStatement], found: list[Work]
) -> None:
    before, after = matrix(needs, found, TODAY), matrix(needs, [*found, regional("more", by="Circle")], TODAY)

    for key, each in after.items():
        was = before.get(key, EMPTY)
        assert (each.state == "reported") == (was.state == "reported")
        assert each.state == was.state or (was.state, each.state) == ("open", "partly")
        assert each.dedicated == was.dedicated


@MANY
@given(NEEDS, WORKS)
def test_an_own_measure_in_force_answers_the_need(needs: list[NeedStatement], found: list[Work]) -> None:
    law = measure("law", types=frozenset({"law-or-policy"}), status="running")

    for key, each in matrix(needs, [*found, law], TODAY).items():
        if key == ("2.3.2", "MNE"):
            assert each.state == ("reported" if each.needs else "none")


@MANY
@given(NEEDS, WORKS)
def test_an_unconfirmed_statement_changes_nothing(needs: list[NeedStatement], found: list[Work]) -> None:
    assert matrix(needs, found, TODAY) == matrix([each for each in needs if each.confirmed], found, TODAY)


@MANY
@given(WORKS)
def test_the_shares_of_a_work_are_never_more_than_the_whole(found: list[Work]) -> None:
    for work in found:
        parts = slices(work)
        assert all(0 <= each.share <= 1 for each in parts)
        assert sum(each.share for each in parts) <= 1 + 1e-9
        assert len({(each.objective, each.economy) for each in parts}) == len(parts)


@MANY
@given(NEEDS, WORKS, st.sampled_from((1, 2)))
def test_rolled_up_every_work_counts_once(needs: list[NeedStatement], found: list[Work], level: int) -> None:
    cells = matrix(needs, found, TODAY)
    rolled = roll_up(cells, level, tally(rows_of(found, TODAY, level)))

    for key, each in rolled.items():
        inside = {k: c for k, c in cells.items() if k[1] == key[1] and ".".join(k[0].split(".")[:level]) == key[0]}
        there = [w for w in found if set(inside) & {(s.objective, s.economy) for s in slices(w)}]
        ended = [w for w in there if obvious.when(w, TODAY) == "ended"]
        assert each.ended == len(ended)
        assert each.dedicated + each.regional + each.own == len(there) - len(ended)
        assert each.needed == len([c for c in inside.values() if c.needs])
        assert each.state == _together([c for c in inside.values() if c.needs])


def _together(needed: list[Cell]) -> str:
    states = {each.state for each in needed}
    return "none" if not states else states.pop() if len(states) == 1 else "partly"
