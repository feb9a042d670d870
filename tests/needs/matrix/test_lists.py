"""One economy, one objective, partners, tiles, and room to coordinate."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.needs.matrix import doing
from tests.needs.matrix.browsing import browser

from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira() -> Reader:
    return doing.focal_point("MNE", "mira")


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


def shown(reader: Reader, name: str, *args: str, **query: str) -> str:
    answer = browser(reader).get(reverse(f"needs:{name}", args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_my_economy_is_a_column_of_sentences(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", priority="high")
    doing.need(doing.secretariat(), economy="MNE", objective="2.3.3")
    doing.work(by=ura, objectives=("2.3.1", "2.3.2"))

    said = shown(mira, "my-economy")

    assert "2.3.1 Prison: risk and needs assessment, staff, regime</a>: no need stated, 1 activity" in said
    assert "</a>: need stated (high), 1 activity, single partner" in said
    assert "</a>: a need drafted, not confirmed, no activity reported" in said
    assert '<option value="MNE" selected>' in said


def test_whoever_sits_for_no_economy_chooses_one(ura: Reader) -> None:
    assert "Choose an economy." in shown(ura, "my-economy")
    assert "No need stated and no activity" in shown(ura, "my-economy", economy="ALB")


def test_only_whoever_may_state_a_need_there_is_led_to_it(mira: Reader, ura: Reader) -> None:
    assert "State a need" in shown(mira, "my-economy", economy="MNE")
    for other, economy in ((mira, "ALB"), (ura, "ALB")):
        assert "State a need" not in shown(other, "my-economy", economy=economy)


def test_open_needs_are_ranked_inside_one_economy(mira: Reader, ura: Reader) -> None:
    for objective, priority in (("2.1.1", "low"), ("2.3.1", "medium"), ("2.3.2", "high"), ("3.3.1", "high")):
        doing.need(mira, economy="MNE", objective=objective, priority=priority)
    doing.work(by=ura, objectives=("2.3.2",))

    page = browser(mira).get(reverse("needs:open-needs-of-economy", args=["MNE"]))

    assert [row.words[:5] for row in page.context["rows"]] == ["3.3.1", "2.3.2", "2.3.1", "2.1.1"]
    assert "ranked inside this economy only" in page.text


def test_open_needs_are_ranked_inside_one_objective(mira: Reader) -> None:
    doing.need(mira, economy="MNE", priority="medium")
    doing.need(doing.focal_point("ALB"), economy="ALB", priority="low")
    doing.need(doing.focal_point("TUR", "deniz"), economy="TUR", priority="high")

    page = browser(mira).get(reverse("needs:open-needs-of-objective", args=["2.3.2"]))

    assert [row.words for row in page.context["rows"]] == ["Türkiye", "Montenegro", "Albania"]
    assert "No open need" in shown(mira, "open-needs-of-objective", "2.3.1")


@pytest.mark.parametrize(("name", "known"), [("open-needs-of-economy", "XXX"), ("open-needs-of-objective", "2.3")])
def test_there_is_no_list_of_what_is_not_known(mira: Reader, name: str, known: str) -> None:
    assert browser(mira).get(reverse(f"needs:{name}", args=[known])).status_code == 404


class TestPartners:
    def test_each_partner_stands_once_by_name_with_what_it_serves(self, mira: Reader, ura: Reader) -> None:
        doing.work(by=ura, partners=("Ura (demo)",))
        doing.work(by=ura, partners=("URA (demo)", "Most (demo)"), objectives=("2.3.1", "2.1.1"))
        doing.work(by=ura, status="closed")

        page = browser(mira).get(reverse("needs:who-works-here"))
        lines = page.context["presentation"].lines

        assert [(line.name, [count.number for count in line.counts]) for line in lines] == [
            ("Most (demo)", [1, 1]),
            ("URA (demo)", [1, 2]),
        ]
        assert shown(mira, "who-works-here", economy="MNE").count("Who works in Montenegro") == 1
        assert "Enter an activity" in shown(mira, "who-works-here", economy="TUR")

    def test_every_number_leads_to_its_activities(self, mira: Reader, ura: Reader) -> None:
        doing.work("Mentors", by=ura)
        page = browser(mira).get(reverse("needs:who-works-here"), {"economy": "MNE", "under": "2.3"})

        count = page.context["presentation"].lines[0].counts[0]

        assert "Mentors" in browser(mira).get(count.url).text

    @pytest.mark.parametrize(
        "query",
        [
            {"partner": "nobody", "objective": "2.3"},
            {"partner": "\0", "objective": "2.3"},
            {"objective": "2.3"},
            {"partner": "x"},
        ],
    )
    def test_a_partner_that_works_on_nothing_is_not_there(self, mira: Reader, query: dict[str, str]) -> None:
        assert browser(mira).get(reverse("needs:partner-works"), query).status_code == 404

    def test_the_table_can_be_taken_along(self, mira: Reader, ura: Reader) -> None:
        doing.work(by=ura)

        text = browser(mira).get(reverse("needs:who-works-here-download", args=["csv"])).text

        assert text.splitlines() == ["\ufeffpartner,2.3", "Ura (demo),1"]
        assert browser(mira).get(reverse("needs:who-works-here-download", args=["pdf"])).status_code == 404


def test_tiles_stand_in_the_forums_order_and_are_equal(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", objective="2.3.1")
    doing.work(by=ura)

    page = browser(mira).get(reverse("needs:tiles"))
    tiles = {tile.label: tile for tile in page.context["tiles"]}

    assert list(tiles)[:4] == ["ALB", "BIH", "BGR", "HRV"]
    assert len({(tile.x, tile.y) for tile in tiles.values()}) == 13
    assert (tiles["MNE"].words, tiles["MNE"].activities) == ("1 open need", "1 activity")
    assert (tiles["KOS*"].words, tiles["KOS*"].activities) == ("no need stated", "no activity")


class TestRooms:
    @pytest.fixture
    def crowd(self, mira: Reader, ura: Reader) -> None:
        """Two partners for prisons, nobody for probation."""
        doing.need(mira, economy="MNE", objective="2.3.2")
        doing.work(by=ura, objectives=("2.3.1",), partners=("Ura (demo)",))
        doing.work(by=make.reader("most"), objectives=("2.3.1",), partners=("Most (demo)",))

    @pytest.mark.usefixtures("crowd")
    def test_the_secretariat_sees_where_several_work_beside_an_open_need(self) -> None:
        said = shown(doing.secretariat(), "rooms")

        assert "2.3.1 Prison: risk and needs assessment, staff, regime" in said
        assert "2.3.2 Probation and support after release" in said

    @pytest.mark.usefixtures("crowd")
    def test_so_does_whoever_works_there(self, ura: Reader) -> None:
        assert "2.3.1 Prison" in shown(ura, "rooms")

    @pytest.mark.usefixtures("crowd")
    def test_others_do_not(self, mira: Reader) -> None:
        assert "Nothing that you are part of." in shown(mira, "rooms")

    @pytest.mark.usefixtures("crowd")
    def test_nor_does_a_session_without_a_second_step(self, ura: Reader) -> None:
        client = Client()
        client.force_login(Person.objects.get(pk=ura.person))

        assert "Nothing that you are part of." in client.get(reverse("needs:rooms")).text

    def test_one_partner_is_no_crowd(self, mira: Reader, ura: Reader) -> None:
        doing.need(mira, economy="MNE", objective="2.3.2")
        doing.work(by=ura, objectives=("2.3.1",))

        assert "Nothing that you are part of." in shown(ura, "rooms")
