"""A publication says what the matrix of its audience says, and rests on nothing that this audience may not read."""

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.extra.django import TestCase
from tests import make
from tests.examples import examples
from tests.needs.matrix import plain
from tests.needs.matrix.doing import focal_point, need, secretariat, work
from tests.needs.matrix.test_figures import FILTERS, NEEDS, WORKS
from tests.reporting.publications import doing

from egnatia import coverage
from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.models import Record
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.actions import cut_again
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.needs.needs.queries.visible import statements_seen_by
from egnatia.reporting.publications.models import PublicationSource
from egnatia.reporting.publications.queries import publication_seen_by
from egnatia.reporting.snapshots.sources import MatrixPart


@pytest.mark.slow
class TestFigures(TestCase):
    @settings(max_examples=examples(25), deadline=None)
    @given(
        works=st.lists(WORKS, max_size=7),
        estimated=st.integers(0, 127),
        needs=st.lists(NEEDS, max_size=4),
        filters=FILTERS,
        public=st.booleans(),
    )
    def test_every_figure_equals_the_matrix_of_its_audience(
        self,
        works: list[dict[str, Any]],
        estimated: int,
        needs: list[dict[str, Any]],
        filters: MatrixFilters,
        *,
        public: bool,
    ) -> None:
        desk, house, mira = secretariat(), make.reader("house", seats=("focal-points",)), focal_point("MNE", "mira")
        for number, facts in enumerate(works):
            activity = work(by=(house, mira)[number % 2], **facts)
            if estimated >> number & 1:
                ActivityAim.objects.filter(activity=activity).update(basis="estimate")
                cut_again([activity.pk])
        for facts in needs:
            need(mira, economy="MNE", **facts)
        marking, audience = (make.CLEAR, ANONYMOUS) if public else (make.GREEN, make.reader("member"))

        publication = doing.published(desk, marking, filters=filters)

        sources = publication_seen_by(audience, publication).sources
        expected = plain.cells(audience, filters, statements_seen_by(audience), clock.today())
        assert sources.leaves(MatrixPart(3)) == expected
        for level in (1, 2):
            tallies = coverage.tally(plain.rows(audience, filters, clock.today(), level))
            assert sources.cells(MatrixPart(level)) == coverage.roll_up(expected, level, tallies)
        granted = marking.tokens(owner=desk.organisation, author=desk.person)
        for row in PublicationSource.objects.filter(publication=publication):
            assert covers(Record.objects.get(pk=row.record_id).tokens, granted)
        for (code, economy), cell in expected.items():
            assert len(sources.inside(code, economy).needs) == cell.needs
            active = [each for _, each in sources.inside(code, economy).works if each.phase != "ended"]
            assert len(active) == cell.works
