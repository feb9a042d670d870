"""The pages of pictures: each draws what its table lists, of what the reader sees."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.matching.doing import activity, overlapping, reported_twice
from tests.needs.needs.doing import focal_point, need, objectives, secretariat
from tests.rounds.rounds.doing import opened
from tests.visits import Answer, got, links, of, pictured, rows, words

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.overlap import OrganisationMention

pytestmark = pytest.mark.django_db
PAGES = ("reporting:timeline", "reporting:network", "reporting:key-numbers")


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def running(by: Reader, title: str, *, start: int = -100, end: int | None = 900, **said: object) -> Activity:
    ends = "" if end is None else day(end)
    return activity(by, title=title, start=day(start), end=ends, compare=False, **said)  # type: ignore[arg-type]  # any field of the facts


def body(name: str) -> tuple[OrganisationMention, ...]:
    return (OrganisationMention(name),)


def drawn_titles(answer: Answer) -> list[str]:
    return [said.partition(": ")[0] for said, _ in pictured(answer)]


@pytest.mark.parametrize("name", PAGES)
def test_visitors_are_led_to_the_sign_in_page(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_any_record_is_there(name: str) -> None:
    page = got(of(make.reader()), name)

    assert [url for _, url in pictured(page) if url] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_menu_leads_to_the_page_and_the_page_to_its_files(name: str) -> None:
    client = of(secretariat())
    running(make.reader("ura"), "Support after release")

    page = got(client, name)

    assert f'href="{reverse(name)}"' in page.text
    for form in ("csv", "xlsx"):
        address = reverse(f"{name}-download", args=[form])
        assert address in {each.partition("?")[0] for each in links(page)}
        assert client.get(address).status_code == 200
    assert client.get(reverse(f"{name}-download", args=["pdf"])).status_code == 404


def test_the_timeline_draws_what_its_table_lists_with_links() -> None:
    objectives()
    ura = make.reader("ura")
    first = running(ura, "Ends first", end=30, objectives=frozenset({"2.3.2"}))
    later = running(ura, "Ends later", objectives=frozenset({"2.3.1"}))
    without = running(ura, "Without an objective", end=None)
    running(ura, "Over", start=-900, end=-1)
    running(ura, "To come", start=30)

    page = got(of(ura), "reporting:timeline")

    assert [row[0] for row in rows(page)] == ["Ends first", "Ends later", "Without an objective"]
    assert drawn_titles(page) == [row[0] for row in rows(page)]
    assert [url for _, url in pictured(page)] == [
        reverse("activities:activity", args=[each.pk]) for each in (first, later, without)
    ]
    assert "2.3 Exit and return" in rows(page)[0][1]
    assert (page.context["listing"].activities, page.context["listing"].soon) == (3, 1)
    for (said, _), row in zip(pictured(page), rows(page), strict=True):
        assert row[3].split(",")[0] in said
        assert ("12 months" in said) == ("12 months" in row[4])


def test_by_institution_an_activity_is_listed_under_each_of_them() -> None:
    ura = make.reader("ura")
    running(ura, "Two services", receivers=body("Prison Service (demo)") + body("Probation Service (demo)"))

    page = got(of(ura), "reporting:timeline", by="institution")

    assert [row[1].partition(" (demo)")[0] for row in rows(page)] == ["Prison Service", "Probation Service"]
    assert page.context["listing"].activities == 1
    for name in ("prison-service-demo", "probation-service-demo"):
        assert reverse("activities:institution", args=[name]) in links(page)
        assert got(of(ura), "activities:institution", name)


def test_filters_narrow_the_timeline() -> None:
    objectives()
    ura = make.reader("ura")
    running(ura, "In Albania", economies=frozenset({"ALB"}), objectives=frozenset({"2.3.2"}), end=30)
    running(ura, "In Montenegro", economies=frozenset({"MNE"}), objectives=frozenset({"2.3.1"}), funder="Most (demo)")
    client = of(ura)

    def shown(**query: str) -> list[str]:
        return [row[0] for row in rows(got(client, "reporting:timeline", **query))]

    assert shown(economy="ALB") == shown(objective="2.3.2") == shown(soon="on") == ["In Albania"]
    assert shown(organisation="Most (demo)") == shown(objective="2.3.1") == ["In Montenegro"]
    assert shown(objective="2.3") == shown(objective="9.9") == ["In Albania", "In Montenegro"]


def test_a_long_timeline_has_pages_and_its_file_has_all() -> None:
    ura = make.reader("ura")
    for number in range(14):
        running(ura, f"Work {number:02}", end=100 + number)
    client = of(ura)

    first, second = got(client, "reporting:timeline"), got(client, "reporting:timeline", page="2")
    text = client.get(reverse("reporting:timeline-download", args=["csv"])).content.decode("utf-8-sig")

    titles = [row[0] for page in (first, second) for row in rows(page)]
    assert titles == [f"Work {number:02}" for number in range(14)]
    assert drawn_titles(first) + drawn_titles(second) == titles
    assert [each["title"] for each in csv.DictReader(StringIO(text)) if each["record"]] == titles


def test_the_network_draws_the_ties_of_its_table() -> None:
    ura = make.reader("ura")
    for number in range(2):
        implementers, receivers = body("Most (demo)"), body("Prison Service (demo)")
        running(ura, f"Work {number}", funder="Fund (demo)", implementers=implementers, receivers=receivers)

    page = got(of(ura), "reporting:network")

    told = dict(pictured(page))
    ties = [row for row in rows(page) if row[1] not in ("Funded by", "Implemented by", "Receiving institution")]
    assert sorted(ties) == [["Fund (demo)", "Most (demo)", "2"], ["Most (demo)", "Prison Service (demo)", "2"]]
    for one, other, count in ties:
        assert f"{one} → {other}: {count} activities" in told
    nodes = {said: url for said, url in told.items() if url}
    assert sorted(nodes) == [
        "Funded by: Fund (demo), 2 activities",
        "Implemented by: Most (demo), 2 activities",
        "Receiving institution: Prison Service (demo), 2 activities",
    ]
    for url in nodes.values():
        assert len(rows(of(ura).get(url))) == 2


def test_the_key_numbers_are_those_of_the_pages_that_they_lead_to() -> None:
    objectives()
    desk, arta = secretariat(), focal_point()
    need(arta, objective="2.3.2")
    need(arta, objective="2.3.1")
    overlapping(make.reader("left"), make.reader("right"))
    reported_twice(make.reader("third"), make.reader("fourth"))
    running(make.reader("ura"), "Ends soon", end=30, amount=None, receivers=())

    page = got(of(desk), "reporting:key-numbers")

    found = page.context["figures"]
    assert (found.needs, found.open, found.cells) == (2, 2, 2)
    assert found.overlaps == len(got(of(desk), "matching:matches", kind="overlap").context["listing"].rows)
    (euro,) = got(of(desk), "matching:money").context["money"].totals
    assert (found.funding[0].reported, found.funding[0].counted) == (euro.reported, euro.counted)
    assert (
        sum(each.activities for each in found.ending)
        == got(of(desk), "reporting:timeline", soon="on").context["listing"].soon
    )
    told = [said for said, _ in pictured(page)]
    for row in rows(page):
        assert any(said.startswith(row[0]) and row[-1] in said for said in told), row
    assert len(told) == len(rows(page))


def test_the_round_of_the_key_numbers_is_the_one_that_is_open_and_closes_first() -> None:
    desk, other = secretariat(), make.reader("other")
    today = clock.today()
    dates = {"Later": (-5, 60), "First": (-5, 30), "Over": (-90, -30), "To come": (5, 20)}
    for title, (opens, closes) in dates.items():
        opened(desk, title=title, opens=today + timedelta(days=opens), closes=today + timedelta(days=closes))
    amber = make.amber("focal-points")
    opened(desk, title="Hidden", opens=today, closes=today + timedelta(days=9), marking=amber)

    mine, theirs = (got(of(reader), "reporting:key-numbers").context["figures"].round for reader in (desk, other))

    assert (mine.title, theirs.title) == ("Hidden", "First")
    assert theirs.standing == got(of(other), "rounds:round", theirs.id).context["round"].standing


def test_pictures_show_others_nothing_of_a_record_that_is_hidden_from_them() -> None:
    ura, other = make.reader("ura"), make.reader("other")
    receivers = body("Hidden Service (demo)")
    running(ura, "Hidden work", marking=make.STRICT, funder="Hidden Fund (demo)", receivers=receivers, end=30)

    for name in PAGES:
        mine, theirs = got(of(ura), name), got(of(other), name)
        assert "Hidden" not in words(theirs.content)
        assert not any("Hidden" in said for said, _ in pictured(theirs))
        assert "1" in "".join(said for said, _ in pictured(mine)) or "Hidden" in words(mine.content)
    assert got(of(other), "reporting:key-numbers").context["figures"].funding == ()


def test_pages_ask_the_same_of_the_database_however_much_there_is() -> None:
    objectives()
    ura = make.reader("ura")
    client = of(ura)
    asked = []
    for number in range(2):
        for each in range(1 + 4 * number):
            running(ura, f"Work {number} {each}", objectives=frozenset({"2.3.2"}), funder=f"Fund {each} (demo)")
        asked.append([_queries(client, name) for name in PAGES])

    assert asked[0] == asked[1]
    assert max(asked[1]) <= 22


def _queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as context:
        got(client, name)
    return len(context)


def test_a_year_of_quarters_begins_today() -> None:
    page = got(of(make.reader()), "reporting:key-numbers")

    assert page.context["figures"].ending[0].first == clock.today() > date(2020, 1, 1)
