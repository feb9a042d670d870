import csv
import io
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests import make
from tests.activities.activities.doing import activity, of, shown, words

from egnatia.activities.activities.rules import PAGE
from egnatia.activities.organisations.actions import OrganisationDetails, change_organisation, register_organisation
from egnatia.activities.organisations.rules import Name
from egnatia.kernel import markings
from egnatia.kernel.founding import found_organisation
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.reader import Reader

pytestmark = pytest.mark.django_db
LIST, ONE, NEW = "activities:organisations", "activities:organisation", "activities:organisation-new"


@pytest.fixture
def house() -> Reader:
    return make.reader("house", at=make.organisation("House"))


def names(client: Client, **query: str) -> list[str]:
    text = client.get(reverse("activities:organisations-download", args=["csv"]), query).content.decode("utf-8-sig")
    return [row["name"] for row in csv.DictReader(io.StringIO(text))]


def test_the_list_shows_what_the_reader_may_know_and_how_to_ask(house: Reader, client: Client) -> None:
    register_organisation(
        OrganisationDetails("Hub", mailbox="desk@example.org", economy="ALB"), marking=make.CLEAR, by=house
    )
    register_organisation(OrganisationDetails("Ura"), marking=make.CLEAR, by=house)
    register_organisation(OrganisationDetails("Front"), marking=make.STRICT, by=house)

    page = shown(client, LIST)

    assert "Hub other Albania desk@example.org TLP:CLEAR" in page
    assert "Ura other ask through the secretariat" in page
    assert "Front" not in page
    assert "3 organisations that you can see." in page
    assert "Front" in shown(of(house), LIST)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "hub ura"}, []),
        ({"q": "РАХ"}, ["Regional Arms Hub"]),
        ({"q": "регионален"}, ["Regional Arms Hub"]),
        ({"q": "arms regional"}, ["Regional Arms Hub"]),
        ({"type": "donor"}, ["Ura"]),
        ({"economy": "ALB"}, ["Ura"]),
        ({"economy": "XXX", "q": "ura"}, ["Ura"]),
    ],
)
def test_organisations_are_found_by_any_name_type_and_economy(
    house: Reader, query: dict[str, str], found: list[str]
) -> None:
    hub = OrganisationDetails("Regional Arms Hub", names=(Name("RAH"), Name("Регионален центар", "mk")))
    register_organisation(hub, marking=make.CLEAR, by=house)
    register_organisation(OrganisationDetails("Ura", "donor", economy="ALB"), marking=make.CLEAR, by=house)

    assert names(Client(), **query) == found


def test_a_search_that_finds_nothing_says_how_names_are_found(client: Client) -> None:
    assert "in either script" in shown(client, LIST, q="nothing")


def test_long_lists_have_pages(house: Reader, client: Client) -> None:
    for number in range(PAGE + 1):
        register_organisation(OrganisationDetails(f"Body {number:03}"), marking=make.CLEAR, by=house)

    first, second = shown(client, LIST), shown(client, LIST, page="2")

    assert "Next" in first
    assert "Body 050" not in first
    assert "Body 050" in second
    assert "51 to 52" in second


def test_files_hold_the_list_and_no_formula(house: Reader, client: Client) -> None:
    register_organisation(OrganisationDetails("@Hub"), marking=make.CLEAR, by=house)

    book = load_workbook(io.BytesIO(client.get(reverse("activities:organisations-download", args=["xlsx"])).content))

    assert book["organisations"].cell(2, 2).value == "'@Hub"
    assert client.get(reverse("activities:organisations-download", args=["doc"])).status_code == 404


def test_its_page_shows_its_visible_activities_by_role(house: Reader, client: Client) -> None:
    made = register_organisation(OrganisationDetails("Hub", names=(Name("RAH"),)), marking=make.CLEAR, by=house)
    activity("Paid by it", funders="RAH")
    activity("Carried out by it", implementers="hub", receivers="Hub")
    activity("Undercover", implementers="Hub", marking=make.RED)
    activity("Other", implementers="Other")

    page = shown(client, ONE, made)

    assert "1 activity: pays for it" in page
    assert "1 activity: carries it out" in page
    assert "1 activity: receiving institution" in page
    assert "Undercover" not in page
    assert "Other" not in page
    assert "Also called RAH" in page
    assert "It is marked TLP:CLEAR" in page


def test_many_activities_are_cut_with_a_way_to_all(
    house: Reader, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = register_organisation(OrganisationDetails("Hub & Co"), marking=make.CLEAR, by=house)
    monkeypatch.setattr("egnatia.activities.organisations.queries.one.MOST_SHOWN", 2)
    for number in range(3):
        activity(f"A {number}", funders="Hub & Co")

    html = client.get(reverse(ONE, args=[made])).content.decode()

    assert "2 activities: pays for it" in words(html.encode())
    assert f"{reverse('activities:activities')}?organisation=Hub%20%26%20Co" in html


def test_an_organisation_without_visible_activities_says_so(house: Reader, client: Client) -> None:
    made = register_organisation(OrganisationDetails("Hub"), marking=make.CLEAR, by=house)

    assert "No activity of this organisation among those that you can see." in shown(client, ONE, made)


def test_a_hidden_organisation_cannot_be_told_from_a_missing_one(house: Reader) -> None:
    hidden = register_organisation(OrganisationDetails("Front"), marking=make.STRICT, by=house)
    stranger = of(make.reader("stranger"))

    for name in (ONE, "activities:organisation-change", "activities:organisation-names"):
        answers = [stranger.get(reverse(name, args=[organisation])) for organisation in (hidden, UUID(int=1))]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_who_exactly_sees_the_entry_is_told_to_members(house: Reader) -> None:
    made = register_organisation(OrganisationDetails("Front", reference="XM-1"), marking=make.STRICT, by=house)

    page = shown(of(house), ONE, made)

    assert "Staff of House: house (demo)" in page
    assert "Identifier XM-1" in page


def test_an_organisation_is_added_by_a_form(house: Reader) -> None:
    data = {"name": "Ura", "type": "civil-society", "economy": "ALB", "mailbox": "ura@example.org", "marking-tlp": "0"}

    answer = of(house).post(reverse(NEW), data)

    made = Organisation.objects.get(name="Ura")
    assert answer.headers["Location"] == reverse(ONE, args=[made.pk])
    assert "ura@example.org" in shown(Client(), ONE, made.pk)


def test_a_preview_or_a_fault_loses_nothing(house: Reader) -> None:
    data = {"name": "Ura", "type": "civil-society", "mailbox": "no address", "marking-tlp": "0"}

    previewed = of(house).post(reverse(NEW), {**data, "preview": "1"})
    refused = of(house).post(reverse(NEW), data)

    assert "Everyone, the public too" in words(previewed.content)
    assert "Not saved yet" not in words(previewed.content)
    assert "Enter a valid email address." in words(refused.content)
    assert 'value="no address"' in refused.content.decode()
    assert not Organisation.objects.filter(name="Ura").exists()


def test_its_owner_changes_it_and_adds_names(house: Reader) -> None:
    made = register_organisation(OrganisationDetails("Hub"), marking=make.CLEAR, by=house)
    client = of(house)

    assert "Change" in shown(client, ONE, made)
    assert 'value="Hub"' in client.get(reverse("activities:organisation-change", args=[made])).content.decode()
    client.post(reverse("activities:organisation-change", args=[made]), {"name": "The Hub", "type": "donor"})
    assert "Another name" in shown(client, "activities:organisation-names", made)
    client.post(reverse("activities:organisation-names", args=[made]), {"name": "Хаб", "language": "mk"})
    again = client.post(reverse("activities:organisation-names", args=[made]), {"name": "haб"})

    assert "It has this name already." in words(again.content)
    page = shown(Client(), ONE, made)
    assert "The Hub" in page
    assert "Хаб македонски" in page


def test_others_do_not(house: Reader) -> None:
    made = register_organisation(OrganisationDetails("Hub"), marking=make.CLEAR, by=house)
    stranger = of(make.reader("stranger"))

    assert "Add a name" not in shown(stranger, ONE, made)
    for name in ("activities:organisation-change", "activities:organisation-names"):
        assert stranger.post(reverse(name, args=[made]), {"name": "Mine", "type": "donor"}).status_code == 403
        assert Client().post(reverse(name, args=[made])).status_code == 302

    assert Organisation.objects.get(pk=made).name == "Hub"


def test_its_page_shows_what_each_version_changed_under_both_markings(house: Reader, client: Client) -> None:
    record = register_organisation(
        OrganisationDetails("Hub", type="donor", mailbox="old@example.org"), marking=make.STRICT, by=house
    )
    change_organisation(
        record, OrganisationDetails("Hub", type="donor", mailbox="desk@example.org", economy="ALB"), by=house
    )
    markings.remark(Record.objects.get(pk=record), make.CLEAR, by=house)
    change_organisation(record, OrganisationDetails("Regional Hub", type="donor", mailbox="desk@example.org"), by=house)

    own, public = shown(of(house), ONE, record), shown(client, ONE, record)

    assert "History: 3 versions" in own
    assert "Functional mailbox before: old@example.org now: desk@example.org" in own
    assert "Economy before: Albania removed" in own
    assert "Name before: Hub now: Regional Hub" in own
    assert "History: 1 version" in public  # the others were written for its own house
    assert "old@example.org" not in public


def test_one_that_was_founded_with_a_name_alone_has_a_history_too(client: Client) -> None:
    record = found_organisation("Secretariat", secretariat=True, by=MACHINE)

    assert "History: 1 version" in shown(client, ONE, record)
