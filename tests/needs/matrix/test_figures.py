"""Every figure equals a plain recomputation from the visible activities."""

from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.extra.django import TestCase
from tests import make
from tests.examples import examples
from tests.needs.matrix import doing, plain

from egnatia import coverage
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.actions import cut_again
from egnatia.needs.matrix.queries.cells import cells_at, stated
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.works import works_in
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.needs.needs.queries.visible import statements_seen_by

CODES = ("2.3.1", "2.3.2", "2.1.1", "1.2")
REGION = ("ALB", "MNE", "XKX", "SRB", "BIH", "UGA")
MARKINGS = (make.CLEAR, make.GREEN, make.amber("focal-points"), make.STRICT, make.RED)
DAYS = ("", "2024", "2026-05", "2027-06-30", "2031")


def _subset(of: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=most, unique=True).map(tuple)


WORKS = st.fixed_dictionaries(
    {
        "marking": st.sampled_from(MARKINGS),
        "objectives": _subset(CODES, 3),
        "economies": _subset(REGION, 5),
        "partners": _subset(("Ura (demo)", "Most (demo)"), 2),
        "types": _subset(("training", "mentoring"), 2),
        "groups": _subset(("returnees",), 1),
        "start": st.sampled_from(DAYS),
        "end": st.sampled_from(DAYS),
        "identifier": st.sampled_from(("", "XM-1", "XM-2")),
        "sort": st.sampled_from(("project", "event", "own-measure")),
        "status": st.sampled_from(("", "pipeline", "implementation", "closed")),
        "shares": st.dictionaries(st.sampled_from(REGION), st.sampled_from((0.0, 40.0, 80.0)), max_size=2),
    }
)
NEEDS = st.fixed_dictionaries(
    {
        "objective": st.sampled_from(("2.3.1", "2.3.2", "2.1.1")),
        "priority": st.sampled_from(("medium", "low")),
        "perspective": st.sampled_from(("", "prevention")),
        "marking": st.sampled_from(MARKINGS),
    }
)
FILTERS = st.builds(
    MatrixFilters,
    since=st.sampled_from(("", "2026")),
    until=st.sampled_from(("", "2027")),
    perspective=st.sampled_from(("", "prevention")),
    type=st.sampled_from(("", "", "training")),
    group=st.sampled_from(("", "", "returnees")),
    status=st.sampled_from(("", "running", "planned")),
    confirmed=st.booleans(),
)


@pytest.mark.slow
class TestFigures(TestCase):
    @settings(max_examples=examples(40), deadline=None)
    @given(
        works=st.lists(WORKS, max_size=8),
        estimated=st.integers(0, 255),
        needs=st.lists(NEEDS, max_size=4),
        filters=FILTERS,
    )
    def test_every_figure_equals_a_plain_recomputation(
        self, works: list[dict[str, Any]], estimated: int, needs: list[dict[str, Any]], filters: MatrixFilters
    ) -> None:
        house, reader = make.reader("house", seats=("focal-points",)), doing.focal_point("MNE", "mira")
        for number, work in enumerate(works):
            self._stored(work, by=(house, reader)[number % 2], estimated=bool(estimated >> number & 1))
        for need in needs:
            doing.need(reader, economy="MNE", **need)
        for who in (house, reader):
            self._compared(who, filters, clock.today())

    def _stored(self, work: dict[str, Any], *, by: Reader, estimated: bool) -> None:
        activity = doing.work(by=by, **work)
        if estimated:
            ActivityAim.objects.filter(activity=activity).update(basis="estimate")
            cut_again([activity.pk])

    def _compared(self, reader: Reader, filters: MatrixFilters, today: date) -> None:
        asking = MatrixQuery(reader, filters, today)
        statements = statements_seen_by(reader)
        leaves = plain.cells(reader, filters, statements, today)
        assert cells_at(asking, stated(asking).confirmed, 3) == leaves
        for level in (1, 2):
            tallies = coverage.tally(plain.rows(reader, filters, today, level))
            assert cells_at(asking, stated(asking).confirmed, level) == coverage.roll_up(leaves, level, tallies)
        assert asking.tallies_and_works([3])[1].activities == len(
            {work.ref for work in plain.works(reader, filters, today) for row in coverage.slices(work)
             if row.economy != "UGA" and not (filters.confirmed and row.estimated)}
        )  # fmt: skip
        for (code, economy), cell in leaves.items():
            listed = [each for each in works_in(asking, economy, code) if each.active]
            assert len(listed) == cell.dedicated + cell.regional + cell.own
