"""One economy, one objective, partners, tiles, and room to coordinate."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.needs.matrix import doing
from tests.needs.matrix.browsing import browser
from tests.visits import Answer, got, links, offers, rows, typed, words

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.needs.matrix.labels import REASON
from egnatia.needs.matrix.presenters import tiles as tile
from egnatia.needs.needs.status import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira() -> Reader:
    return doing.focal_point("MNE", "mira")


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


def page(reader: Reader, name: str, *args: str, **query: str) -> Answer:
    return got(browser(reader), f"needs:{name}", *args, **query)


def test_my_economy_is_a_column_of_sentences(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", priority="high")
    doing.need(doing.secretariat(), economy="MNE", objective="2.3.3")
    doing.work(by=ura, objectives=("2.3.1", "2.3.2"))

    answer = page(mira, "my-economy")

    found = {row.words.split()[0]: row for group in answer.context["groups"] for row in group.rows}
    figures = {code: (row.figure.need, row.figure.dedicated, row.drafted) for code, row in found.items()}
    assert figures == {"2.3.1": ("", 1, False), "2.3.2": ("high", 1, False), "2.3.3": ("", 0, True)}
    assert found["2.3.2"].figure.reason == label(REASON, "single-partner")
    assert found["2.3.2"].sentence == "need stated (high), 1 activity, single partner"
    said = words(answer.content)
    assert all(f"{row.words} {row.sentence[0].upper()}{row.sentence[1:]}" in said for row in found.values())
    assert "2.3.1 Prison: risk and needs assessment, staff, regime " in said
    shown = {group.state: [row.words.split()[0] for row in group.rows] for group in answer.context["groups"]}
    assert shown == {"open": [], "partly": ["2.3.2"], "reported": [], "none": ["2.3.1", "2.3.3"]}
    assert list(shown) == ["open", "partly", "reported", "none"]
    assert typed(answer)["economy"] == ["MNE"]


def test_whoever_sits_for_no_economy_chooses_one(ura: Reader) -> None:
    asked, chosen = page(ura, "my-economy"), page(ura, "my-economy", economy="ALB")

    assert (asked.context["economy"], asked.context["groups"]) == (None, ())
    assert (chosen.context["economy"].code, chosen.context["groups"]) == ("ALB", ())


def test_only_whoever_represents_an_economy_has_one_of_their_own_among_the_tabs(mira: Reader, ura: Reader) -> None:
    def current(who: Reader, **asked: str) -> list[str]:
        return [tab.url.split("?")[0] for tab in page(who, "my-economy", **asked).context["tabs"] if tab.current]

    own, all_economies = reverse("needs:my-economy"), reverse("needs:tiles")
    assert own not in {tab.url for tab in page(ura, "matrix").context["tabs"]}
    assert own in {tab.url for tab in page(mira, "matrix").context["tabs"]}
    assert current(mira) == [own]
    assert current(mira, economy="ALB") == current(ura, economy="ALB") == current(ura) == [all_economies]


def test_the_page_of_an_economy_leads_to_all_its_activities(ura: Reader) -> None:
    doing.work(by=ura)

    answer = page(ura, "my-economy", economy="MNE")

    activities = f"{reverse('activities:activities')}?economy=MNE"
    assert activities in links(answer)
    assert len(rows(browser(ura).get(activities))) == 1


def test_only_whoever_may_state_a_need_there_is_led_to_it(mira: Reader, ura: Reader) -> None:
    assert offers(page(mira, "my-economy", economy="MNE"), "needs:need-new")
    for other, economy in ((mira, "ALB"), (ura, "ALB")):
        assert not offers(page(other, "my-economy", economy=economy), "needs:need-new")


def test_open_needs_are_ranked_inside_one_economy(mira: Reader, ura: Reader) -> None:
    for objective, priority in (("2.1.1", "low"), ("2.3.1", "medium"), ("2.3.2", "high"), ("3.3.1", "high")):
        doing.need(mira, economy="MNE", objective=objective, priority=priority)
    doing.work(by=ura, objectives=("2.3.2",))

    page = browser(mira).get(reverse("needs:open-needs-of-economy", args=["MNE"]))

    assert [row.words[:5] for row in page.context["rows"]] == ["3.3.1", "2.3.2", "2.3.1", "2.1.1"]
    assert "The order applies within this economy only." in page.text


def test_open_needs_are_ranked_inside_one_objective(mira: Reader) -> None:
    doing.need(mira, economy="MNE", priority="medium")
    doing.need(doing.focal_point("ALB"), economy="ALB", priority="low")
    doing.need(doing.focal_point("TUR", "deniz"), economy="TUR", priority="high")

    page = browser(mira).get(reverse("needs:open-needs-of-objective", args=["2.3.2"]))

    assert [row.words for row in page.context["rows"]] == ["Türkiye", "Montenegro", "Albania"]
    assert got(browser(mira), "needs:open-needs-of-objective", "2.3.1").context["rows"] == []


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
        there, nobody = (got(browser(mira), "needs:who-works-here", economy=code) for code in ("MNE", "TUR"))
        assert there.text.partition("<h1>")[2].partition("</h1>")[0].count("Montenegro") == 1
        assert not offers(there, "activities:activity-new")
        assert nobody.context["presentation"].lines == ()
        assert offers(nobody, "activities:activity-new")

    def test_every_number_leads_to_its_activities(self, mira: Reader, ura: Reader) -> None:
        doing.work("Mentors", by=ura)
        page = browser(mira).get(reverse("needs:who-works-here"), {"economy": "MNE", "under": "2.3"})

        count = page.context["presentation"].lines[0].counts[0]

        assert "Mentors" in browser(mira).get(count.url).text

    @pytest.mark.parametrize(
        "query",
        [
            {"partner": "nobody", "objective": "2.3"},
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
    assert (tiles["MNE"].words, tiles["MNE"].activities) == (tile.needs_words(["open"]), tile.activities_words(1))
    assert (tiles["KOS*"].words, tiles["KOS*"].activities) == (tile.needs_words([]), tile.activities_words(0))


class TestRooms:
    @pytest.fixture
    def crowd(self, mira: Reader, ura: Reader) -> None:
        """Two partners for prisons, nobody for probation."""
        doing.need(mira, economy="MNE", objective="2.3.2")
        doing.work(by=ura, objectives=("2.3.1",), partners=("Ura (demo)",))
        doing.work(by=make.reader("most"), objectives=("2.3.1",), partners=("Most (demo)",))

    @pytest.mark.usefixtures("crowd")
    def test_the_secretariat_sees_where_several_work_beside_an_open_need(self) -> None:
        answer = page(doing.secretariat(), "rooms")

        (room,) = answer.context["rooms"]
        assert room.busy == "2.3.1 Prison: risk and needs assessment, staff, regime"
        assert [step.label for step in room.neighbours] == ["2.3.2 Probation and support after release"]
        assert all(each in words(answer.content) for each in (room.busy, room.neighbours[0].label))

    @pytest.mark.usefixtures("crowd")
    def test_so_does_whoever_works_there(self, ura: Reader) -> None:
        assert "2.3.1 Prison" in words(page(ura, "rooms").content)

    @pytest.mark.usefixtures("crowd")
    def test_others_do_not(self, mira: Reader) -> None:
        assert page(mira, "rooms").context["rooms"] == ()

    @pytest.mark.usefixtures("crowd")
    def test_nor_does_a_session_without_a_second_step(self, ura: Reader) -> None:
        client = Client()
        client.force_login(Person.objects.get(pk=ura.person))

        assert got(client, "needs:rooms").context["rooms"] == ()

    def test_one_partner_is_no_crowd(self, mira: Reader, ura: Reader) -> None:
        doing.need(mira, economy="MNE", objective="2.3.2")
        doing.work(by=ura, objectives=("2.3.1",))

        assert page(ura, "rooms").context["rooms"] == ()


def test_a_phone_opens_at_ones_own_economy_and_the_tab_leads_to_the_table(mira: Reader, ura: Reader) -> None:
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Mobile Safari"}
    client = browser(mira)

    opened = client.get(reverse("needs:matrix"), headers=phone)

    assert (opened.status_code, opened.headers["Location"]) == (302, reverse("needs:my-economy"))
    table = next(tab for tab in page(mira, "my-economy").context["tabs"] if tab.url.startswith(reverse("needs:matrix")))
    assert client.get(table.url, headers=phone).status_code == 200
    assert client.get(reverse("needs:matrix")).status_code == 200
    assert browser(ura).get(reverse("needs:matrix"), headers=phone).status_code == 200


def test_ones_own_column_comes_first_and_is_marked(mira: Reader) -> None:
    for economy in ("ALB", "MNE"):
        doing.need(doing.focal_point(economy, f"of-{economy}"), economy=economy)

    board = page(mira, "matrix").context["board"]

    assert [(column.code, column.own) for column in board.columns] == [("MNE", True), ("ALB", False)]
    assert all(figure.is_own for group in board.groups for line in group.lines for figure in line.figures[:1])


def test_what_was_reported_as_done_stands_in_the_line_of_its_objective(mira: Reader) -> None:
    record = doing.need(mira, economy="MNE")
    report(make.uuid(5), {record: ("done", 1)}, date(2026, 11, 29))

    (group,) = [each for each in page(mira, "my-economy").context["groups"] if each.rows]

    assert ["29 November 2026" in words for row in group.rows for words in row.reported] == [True]
