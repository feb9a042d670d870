"""The geographic map: asked for, from what its reader sees, with a table that says the same."""

import re
from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis.extra.django import TestCase
from tests import make
from tests.examples import examples
from tests.needs.matrix import doing, plain
from tests.needs.matrix.browsing import browser
from tests.visits import got, links

from egnatia import coverage
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import update
from egnatia.kernel import clock, records
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.map.dots import dots_of
from egnatia.needs.matrix.models import MatrixPoint
from egnatia.needs.matrix.queries.places import whereabouts
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.rules import MatrixFilters

pytestmark = pytest.mark.django_db
NIS, PRIZREN, BRUSSELS = ("Niš", 43.32, 21.9), ("Prizren", 42.21, 20.74), ("Brussels", 50.85, 4.35)
DISCLAIMER = "They do not imply any opinion on the status of any territory"


def shown(reader: Reader, name: str = "map", **query: str) -> str:
    answer = browser(reader).get(reverse(f"needs:{name}"), query)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


def test_the_map_is_reached_from_the_tiles_and_is_nowhere_the_usual_view(ura: Reader) -> None:
    assert reverse("needs:map") in shown(ura, "tiles", status="running")
    assert f'{reverse("needs:map")}?status=running"' in shown(ura, "tiles", status="running")
    for name in ("matrix", "my-economy", "who-works-here", "rooms"):
        assert reverse("needs:map") not in shown(ura, name)
    assert reverse("needs:map") not in browser(ura).get(reverse("start:home")).text


def test_a_dot_leads_to_its_activities_and_the_table_says_the_same(ura: Reader) -> None:
    doing.work("Patrol training", by=ura, places=(NIS,))
    doing.work("School mediators", by=ura, places=(NIS, PRIZREN))

    page = browser(ura).get(reverse("needs:map"))
    chart = page.context["chart"]

    assert [(dot.places, dot.number) for dot in chart.dots] == [("Niš", 2), ("Prizren", 1)]
    assert page.text.count(f'<a href="{chart.dots[0].url}"'.replace("&", "&amp;")) == 2
    both = shown(ura, "map-activities", spot=chart.dots[0].url.rpartition("=")[2])
    assert "<h1> Niš </h1>" in both
    assert "Patrol training" in both
    assert "School mediators" in both
    one = shown(ura, "map-activities", spot=chart.dots[1].url.rpartition("=")[2])
    assert "Patrol training" not in one


def test_it_says_whose_names_these_are_and_that_lines_mean_nothing(ura: Reader) -> None:
    said = shown(ura)

    assert DISCLAIMER in said
    assert "KOS*" in said
    assert said.count("This designation is without prejudice to positions on status") == 1
    assert got(browser(ura), "needs:map").context["chart"].dots == ()


def test_all_economies_are_filled_alike_whatever_is_done_there(ura: Reader) -> None:
    doing.work(by=ura, places=(NIS,))

    outlines = re.findall(r'<path d="M\d+ \d+l[^"]*"([^>]*)>', shown(ura))

    assert len(outlines) == 13
    assert len(set(outlines)) == 1


def test_what_has_no_place_on_the_map_is_counted_and_listed(ura: Reader) -> None:
    doing.work("Everywhere in the economy", by=ura)
    doing.work("Study visit", by=ura, places=(BRUSSELS,))
    doing.work("Patrol training", by=ura, places=(NIS,))

    page = got(browser(ura), "needs:map")
    chart = page.context["chart"]
    assert chart.elsewhere.split()[0] == "2"
    assert chart.elsewhere_url in links(page)
    assert f"{chart.elsewhere}</a>" in page.text
    listed = shown(ura, "map-activities", spot="none")
    assert "Everywhere in the economy" in listed
    assert "Study visit" in listed
    assert "Patrol training" not in listed


@pytest.mark.parametrize("spot", ["", "0-0", "nowhere", "none"])
def test_a_dot_without_activities_is_not_there(ura: Reader, spot: str) -> None:
    assert browser(ura).get(reverse("needs:map-activities"), {"spot": spot}).status_code == 404


def test_a_dot_of_a_hidden_activity_is_not_there(ura: Reader) -> None:
    doing.work("Undercover work", by=ura, marking=make.RED, places=(NIS,))
    other = make.reader("other")

    assert browser(ura).get(reverse("needs:map")).context["chart"].dots
    assert not browser(other).get(reverse("needs:map")).context["chart"].dots


def test_a_withdrawn_activity_takes_its_dot_with_it(ura: Reader) -> None:
    activity = doing.work(by=ura, places=(NIS,))

    records.withdraw(activity.record, by=ura)

    assert not browser(ura).get(reverse("needs:map")).context["chart"].dots


def test_a_changed_place_moves_the_dot_and_a_form_keeps_it(ura: Reader) -> None:
    activity = doing.work(by=ura, places=(NIS, NIS, ("", 0.0, 0.0)))
    facts = facts_of(activity.facts, activity.pk)

    assert list(MatrixPoint.objects.values_list("name", "latitude", "longitude")) == [NIS, ("", 0.0, 0.0)]
    update(activity, facts, by=ura, content=activity.content)
    assert MatrixPoint.objects.count() == 2
    update(activity, facts, by=ura)
    assert not MatrixPoint.objects.exists()


def test_a_visitor_is_led_to_the_sign_in_page(client: Any) -> None:  # noqa: ANN401 - the browser of a visitor
    assert client.get(reverse("needs:map")).status_code == 302


WORKS = st.fixed_dictionaries(
    {
        "marking": st.sampled_from((make.CLEAR, make.GREEN, make.STRICT, make.RED)),
        "places": st.lists(st.sampled_from((NIS, PRIZREN, BRUSSELS, ("", 43.33, 21.95))), max_size=3, unique=True).map(
            tuple
        ),
        "identifier": st.sampled_from(("", "XM-1")),
        "status": st.sampled_from(("", "pipeline", "implementation", "closed")),
        "objectives": st.sampled_from((("2.3.2",), ("2.3.1", "2.3.2"), ())),
        "types": st.sampled_from((("training",), ())),
    }
)


class TestDots(TestCase):
    @settings(max_examples=examples(30), deadline=None)
    @given(st.lists(WORKS, max_size=7), st.sampled_from((MatrixFilters(), MatrixFilters(type="training"))))
    def test_dots_equal_a_plain_recomputation_from_the_visible_activities(
        self, works: list[dict[str, Any]], filters: MatrixFilters
    ) -> None:
        house, other = make.reader("house"), make.reader("other")
        for number, work in enumerate(works):
            doing.work(by=(house, other)[number % 2], **work)
        for reader in (house, other):
            self._compared(reader, filters, clock.today())

    def _compared(self, reader: Reader, filters: MatrixFilters, today: date) -> None:
        counted = [
            work
            for work in plain.works(reader, filters, today)
            if coverage.slices(work) and coverage.phase(work, today) != "ended"
        ]
        where = {work.ref: _places(reader, work.ref) & {NIS[1:], PRIZREN[1:], (43.33, 21.95)} for work in counted}
        near_nis = {ref for ref, places in where.items() if places & {NIS[1:], (43.33, 21.95)}}
        expected = [near_nis, {ref for ref, places in where.items() if PRIZREN[1:] in places}]

        found = whereabouts(MatrixQuery(reader, filters, today))

        assert [{str(work) for work in dot.works} for dot in dots_of(found.points)] == [
            each for each in expected if each
        ]
        assert {str(work) for work in found.elsewhere} == {ref for ref, places in where.items() if not places}


def _places(reader: Reader, record: str) -> set[tuple[float, float]]:
    activity = Activity.objects.select_related("record").get(pk=record)
    assert may_read(reader, activity.record.envelope).allowed
    return {(each["latitude"], each["longitude"]) for each in activity.content.get("locations", ())}
