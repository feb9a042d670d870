"""Receiving institutions: what falls on whom, counted from what the reader sees."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.visits import Answer, got, of, offers, rows, shown, words

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.institutions.presenters import lead
from egnatia.kernel import clock
from egnatia.kernel.models import Economy, Organisation, OrganisationName
from egnatia.workdays.models import WorkingCalendar

pytestmark = pytest.mark.django_db
LIST, PAGE, FILE = "activities:institutions", "activities:institution", "activities:institutions-download"
KEY = "prison-service"


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with clock.time_from(lambda: datetime(2026, 5, 20, 9, tzinfo=UTC)):
        yield


def training(title: str = "Training", **said: Any) -> Activity:  # noqa: ANN401 - any field of the facts
    said.setdefault("receivers", "Prison Service")
    return activity(title, **said)


def event(title: str, day: str, last: str = "", **said: Any) -> Activity:  # noqa: ANN401 - any field of the facts
    return training(title, start=day, end=last or day, fields={"sort": "event"}, **said)


def named(name: str, *aliases: str) -> Organisation:
    made = make.organisation(name)
    for each in (name, *aliases):
        OrganisationName.objects.create(organisation=made, name=each, folded=folded_name(each))
    return made


def months(page: str) -> dict[str, list[str]]:
    """Month -> activities, events, days, as the table says."""
    table = page.partition('id="load"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    found = {}
    for row in rows:
        month = re.search(r"(\w+ 20\d\d)", row)
        cells = re.findall(r'class="number"[^>]*>\s*(\d+)', row)
        if month and cells:
            found[month[1]] = cells
    return found


def page_of(key: str = KEY, **query: str) -> Answer:
    return got(Client(), PAGE, key, **query)


def counted(key: str = KEY) -> tuple[int, int]:
    """How many activities and partners the page of an institution counts, as it says in its lead."""
    page = page_of(key)
    found = page.context["institution"]
    assert lead(found) in page.text
    return found.activities, len(found.partners)


def is_empty(answer: Answer) -> bool:
    """Whether a list has no row, and says so."""
    empty = not answer.context["listing"].rows
    assert ('<div class="empty">' in answer.text) == empty
    return empty


def test_the_list_says_who_receives_how_much_and_what_comes_next() -> None:
    training(economies=frozenset({"MKD"}), end="2026-12")
    training("Over", end="2025-12")
    event("Workshop", "2026-06-03")
    event("Seminar", "2026-06-01")
    activity("Nobody receives it")

    page = got(Client(), LIST)

    assert "Public records: 1 institution, named in 4 activities." in words(page.content)
    assert rows(page) == [["Prison Service", "North Macedonia", "4", "3", "1 June 2026"]]


def test_other_names_are_joined_through_the_organisation() -> None:
    named("Correctional Service", "Prison Service")
    training()
    training("Another", receivers="Correctional Service")

    page = got(Client(), LIST)

    listing = page.context["listing"]
    assert (listing.number, listing.activities) == (1, 2)
    assert rows(page) == [["Correctional Service", "", "2", "2", "–"]]


def test_a_name_that_two_organisations_share_stands_by_itself() -> None:
    named("Ministry A", "MUP")
    named("Ministry B", "MUP")
    for body in ("Ministry A", "Ministry B", "MUP"):
        training(f"Training of {body}", receivers=body)

    assert got(Client(), LIST).context["listing"].number == 3
    assert counted("ministry-a") == (1, 0)
    assert counted("mup") == (1, 0)


def test_the_list_is_filtered_and_paged() -> None:
    training(economies=frozenset({"MKD"}))
    training("Another", receivers="Border Police", economies=frozenset({"ALB"}))

    assert "Border Police" not in shown(Client(), LIST, q="pris serv")
    assert "Prison Service" not in shown(Client(), LIST, economy="ALB")
    assert "Prison Service" in shown(Client(), LIST, economy="XXX")
    assert not is_empty(got(Client(), LIST))
    assert is_empty(got(Client(), LIST, q="nobody"))
    assert is_empty(got(Client(), LIST, page="2"))


def test_an_empty_list_says_what_to_do_next() -> None:
    visited, own = got(Client(), LIST), got(of(make.reader("member")), LIST)

    assert is_empty(visited)
    assert offers(visited, "account_login")
    assert not offers(visited, "activities:event-new")
    assert offers(own, "activities:event-new")


def test_the_list_is_downloaded_as_it_is_filtered() -> None:
    training()
    training("Another", receivers="Border Police")

    file = Client().get(reverse(FILE, args=["csv"]), {"q": "prison"}).content.decode()

    assert file.splitlines()[1:] == ["Prison Service,,1,1,"]
    assert Client().get(reverse(FILE, args=["xlsx"])).status_code == 200
    assert Client().get(reverse(FILE, args=["pdf"])).status_code == 404


def test_the_page_counts_activities_events_and_days_by_month() -> None:
    training(start="2026-03", end="2026-06")
    event("Workshop", "2026-05-28", "2026-06-02")
    training("Course", start="2026-05-04", end="2026-05-08", types=frozenset({"training"}))
    training("Undated")

    page = page_of(since="2026-03")

    found = months(page.text)
    assert found["March 2026"] == ["1", "0", "0"]
    assert found["May 2026"] == ["3", "1", "7"]
    assert found["June 2026"] == ["2", "1", "2"]
    assert found["July 2026"] == ["0", "0", "0"]
    institution = page.context["institution"]
    assert (institution.days, institution.undated) == (9, 1)
    basis = page.text.partition('id="load"')[2].partition('<p class="basis">')[2].partition("</p>")[0]
    assert {"9", "1"} <= set(basis.split())


def test_every_number_leads_to_the_activities_behind_it() -> None:
    training("In spring", start="2026-03", end="2026-04", funders="Nordlys")
    training("In summer", start="2026-07", end="2026-08", funders="Alpine", implementers="Nordlys")

    march = page_of(month="2026-03")
    nordlys = page_of(partner="Nordlys")
    both = page_of(partner="Nordlys", month="2026-07")

    for page, said in ((march, "March 2026"), (nordlys, "Nordlys"), (both, "Nordlys"), (both, "July 2026")):
        assert said in page.text.partition('id="activities"')[2].partition("</h2>")[0]
    assert [page.context["institution"].chosen for page in (march, nordlys, both)] == [1, 2, 1]
    assert "In summer" not in march.text
    assert ["Nordlys", "2", "0"] in rows(nordlys)
    assert [row.title for row in both.context["institution"].rows] == ["In summer"]


def test_the_institution_itself_is_no_partner_of_itself() -> None:
    training(reporters="Prison Service", implementers="Ura")

    assert "1 activity of 1 partner" in shown(Client(), PAGE, KEY)
    assert counted() == (1, 1)


def test_next_events_are_those_to_come_in_order() -> None:
    event("Past", "2026-05-01")
    event("Later", "2026-07-01")
    event("Sooner", "2026-06-01")

    page = page_of()

    assert [row.title for row in page.context["institution"].next] == ["Sooner", "Later"]
    listed = page.text.partition("</table>")[2].partition('id="activities"')[0]
    assert "Past" not in listed
    assert listed.index("Sooner") < listed.index("Later")


def test_an_own_measure_is_no_load() -> None:
    training(fields={"sort": "own-measure", "measure": "unit"})

    assert Client().get(reverse(PAGE, args=[KEY])).status_code == 404
    assert is_empty(got(Client(), LIST))


def test_what_a_reader_does_not_see_is_not_counted() -> None:
    training()
    hidden = training("Undercover", marking=make.STRICT, start="2026-05-04", end="2026-05-08", funders="Agency")
    training("Only for its owner", marking=make.STRICT, receivers="Secret Unit")

    page = shown(Client(), PAGE, KEY)

    assert hidden.title not in page
    assert "Agency" not in page
    assert counted() == (1, 0)
    assert "Secret Unit" not in shown(Client(), LIST)


def test_a_hidden_institution_is_as_one_that_never_was() -> None:
    training(marking=make.STRICT)

    answers = [Client().get(reverse(PAGE, args=[key])) for key in (KEY, "never")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_hidden_organisation_joins_nothing() -> None:
    house = make.reader("house")
    hidden = make.organisation("Correctional Service", marking=make.STRICT, owner=house.organisation)
    for name in ("Correctional Service", "Prison Service"):
        OrganisationName.objects.create(organisation=hidden, name=name, folded=folded_name(name))
    training()
    training("Another", receivers="Correctional Service")

    assert got(Client(), LIST).context["listing"].number == 2
    assert got(of(house), LIST).context["listing"].number == 1


def test_an_organisation_without_activities_has_an_empty_page() -> None:
    house = named("Border Police")

    page = page_of("border-police")

    assert page.context["institution"].activities == 0
    assert '<div class="empty">' in page.text
    assert offers(page, "activities:organisation", house.pk)


def test_pages_lead_to_the_load_and_back() -> None:
    house = named("Prison Service", "Burgu")
    stored = training(receivers="Burgu")

    activity_page = Client().get(reverse("activities:activity", args=[stored.pk])).content.decode()
    organisation_page = Client().get(reverse("activities:organisation", args=[house.pk])).content.decode()
    page = page_of("burgu")

    assert reverse(PAGE, args=["burgu"]) in activity_page
    assert reverse(PAGE, args=[KEY]) in organisation_page
    assert page.context["institution"].spellings == ("Burgu",)
    header = page.text.partition("<h1>Prison Service</h1>")[2].partition("</header>")[0]
    assert "Burgu" in header


def test_only_the_newest_of_one_identifier_counts() -> None:
    for title in ("Old", "New"):
        training(title, identifiers=("XM-1",))

    assert counted() == (1, 0)


def test_more_than_a_page_shows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egnatia.activities.institutions.queries.MOST_ROWS", 1)
    monkeypatch.setattr("egnatia.activities.institutions.queries.MOST", 2)
    monkeypatch.setattr("egnatia.activities.institutions.queries.MOST_READ", 2)
    for number in range(3):
        training(f"Training {number}", receivers="Prison Service")

    page, listed = page_of(), got(Client(), LIST)

    institution, listing = page.context["institution"], listed.context["listing"]
    assert (len(institution.rows), institution.chosen) == (1, 2)
    assert "1" in page.text.partition('id="activities"')[2].partition('<p class="basis">')[2].partition("</p>")[0]
    assert (institution.activities, institution.capped) == (2, True)
    assert "Only the newest 2 activities are counted here." in words(page.content)
    assert (listing.activities, listing.capped) == (2, True)
    assert listed.text.count('<p class="basis">') == 2
    assert "2" in listed.text.rpartition('<p class="basis">')[2].partition("</p>")[0]


def test_partners_are_organisations_with_a_name() -> None:
    training(funders=(overlap.OrganisationMention("", "XM-1"),), implementers="Ura")

    assert counted() == (1, 1)


def test_days_of_staff_leave_out_weekends_and_holidays_of_their_economy() -> None:
    WorkingCalendar.objects.create(
        economy=Economy.objects.get(code="ALB"), weekend=[5, 6], holidays=[date(2026, 5, 19)]
    )
    event("Workshop", "2026-05-18", "2026-05-24")
    event("At a weekend", "2026-05-30", "2026-05-31")
    service = named("Prison Service")

    assert got(Client(), PAGE, KEY).context["institution"].days == 5 + 2
    Organisation.objects.filter(pk=service.pk).update(economy=Economy.objects.get(code="ALB"))
    assert got(Client(), PAGE, KEY).context["institution"].days == 4 + 2
