import csv
import io
import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests import make
from tests.activities.activities.doing import activity
from tests.visits import faults, got, links, of, offers, rows, shown, typed, words

from egnatia.activities.activities.rules import PAGE
from egnatia.activities.organisations.actions import OrganisationDetails, change_organisation, register_organisation
from egnatia.activities.organisations.queries import FIELDS
from egnatia.activities.organisations.rules import Name
from egnatia.activities.organisations.tables import count_words
from egnatia.kernel.access.policy import Reason
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.bootstrap import found_organisation
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import Organisation, OrganisationType, Record
from egnatia.kernel.records import markings
from egnatia.pages.history import Change

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

    page = got(client, LIST)

    other = str(OrganisationType.OTHER.label)
    assert ["Hub", other, "Albania", "desk@example.org"] in rows(page)
    assert ["Hub", other, "Albania", "desk@example.org", "TLP:CLEAR"] in rows(got(of(house), LIST))
    (ura,) = (row for row in rows(page) if row[0] == "Ura")
    assert ura[1:3] == [other, ""]
    assert ura[3]
    assert "@" not in ura[3]
    assert "Front" not in page.text
    assert page.context["listing"].number == 3
    assert count_words(3) in page.text
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
    page = got(client, LIST, q="nothing")

    assert page.context["listing"].rows == ()
    said = page.context["text"]  # of components/empty.html
    assert said
    assert f'<p class="muted">{said}</p>' in page.text


def test_long_lists_have_pages(house: Reader, client: Client) -> None:
    for number in range(PAGE + 1):
        register_organisation(OrganisationDetails(f"Body {number:03}"), marking=make.CLEAR, by=house)

    first, second = got(client, LIST), got(client, LIST, page="2")

    assert "?page=2" in links(first)
    assert f"Body {PAGE:03}" not in first.text
    assert f"Body {PAGE:03}" in second.text
    assert (second.context["listing"].first, second.context["listing"].last) == (PAGE + 1, PAGE + 2)
    said = second.text.partition('<nav class="pagination"')[2].partition("</span>")[0]
    assert re.findall(r"\b\d+\b", said) == [f"{PAGE + 1}", f"{PAGE + 2}"]


def test_files_hold_the_list_and_no_formula(house: Reader, client: Client) -> None:
    register_organisation(OrganisationDetails("@Hub"), marking=make.CLEAR, by=house)

    book = load_workbook(io.BytesIO(client.get(reverse("activities:organisations-download", args=["xlsx"])).content))

    assert book["organisations"].cell(2, 2).value == "'@Hub"
    assert client.get(reverse("activities:organisations-download", args=["doc"])).status_code == 404


def test_its_page_shows_each_visible_activity_once_with_its_roles(house: Reader, client: Client) -> None:
    made = register_organisation(OrganisationDetails("Hub", names=(Name("RAH"),)), marking=make.CLEAR, by=house)
    activity("Paid by it", funders="RAH")
    activity("Carried out by it", implementers="hub", receivers="Hub")
    activity("Undercover", implementers="Hub", marking=make.RED)
    activity("Unrelated", implementers="Somebody else")

    answer = got(client, ONE, made)

    shown_of, page = answer.context["organisation"], words(answer.content)
    assert {row.title: row.roles for row in shown_of.activities} == {
        "Paid by it": ("funder",),
        "Carried out by it": ("implementer", "receiving institution"),
    }
    assert {row[0] for row in rows(answer)} == {
        "Paid by it funder",
        "Carried out by it implementer receiving institution",
    }
    assert "Undercover" not in page
    assert "Unrelated" not in page
    assert [each.name for each in shown_of.names] == ["RAH"]
    assert "RAH" in answer.text.partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert shown_of.verdict.reasons == (Reason("public"),)
    assert '<ul class="why">' not in answer.text  # whatever visitors see is public
    assert "TLP:CLEAR" in got(of(house), ONE, made).text.partition('<ul class="why">')[2].partition("</ul>")[0]


def test_many_activities_are_cut_with_a_way_to_all(
    house: Reader, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = register_organisation(OrganisationDetails("Hub & Co"), marking=make.CLEAR, by=house)
    monkeypatch.setattr("egnatia.activities.organisations.queries.MOST_SHOWN", 2)
    for number in range(3):
        activity(f"A {number}", funders="Hub & Co")

    page = got(client, ONE, made)

    assert [row.roles for row in page.context["organisation"].activities] == [("funder",)] * 2
    assert len(rows(page)) == 2
    assert f"{reverse('activities:activities')}?organisation=Hub%20%26%20Co" in page.text


def test_an_organisation_without_visible_activities_says_so(house: Reader, client: Client) -> None:
    made = register_organisation(OrganisationDetails("Hub"), marking=make.CLEAR, by=house)

    page = got(client, ONE, made)

    assert page.context["organisation"].activities == ()
    assert '<div class="empty">' in page.text


def test_a_hidden_organisation_cannot_be_told_from_a_missing_one(house: Reader) -> None:
    hidden = register_organisation(OrganisationDetails("Front"), marking=make.STRICT, by=house)
    stranger = of(make.reader("stranger"))

    for name in (ONE, "activities:organisation-change", "activities:organisation-names"):
        answers = [stranger.get(reverse(name, args=[organisation])) for organisation in (hidden, UUID(int=1))]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_who_exactly_sees_the_entry_is_told_to_members(house: Reader) -> None:
    made = register_organisation(OrganisationDetails("Front", reference="XM-1"), marking=make.STRICT, by=house)

    page = got(of(house), ONE, made)

    (staff,) = page.context["organisation"].audience
    assert (staff.code, staff.organisation, staff.people) == ("organisation", "House", ("house (demo)",))
    assert "house (demo)" in page.text.partition('<ul class="audience">')[2].partition("</ul>")[0]
    assert "XM-1" in page.text


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

    assert [each.code for each in previewed.context["preview"].groups] == ["public"]
    assert '<ul class="audience">' in previewed.text
    assert faults(previewed) == {}
    assert faults(refused) == {"mailbox": ["invalid"]}
    for answer in (previewed, refused):
        assert typed(answer)["mailbox"] == ["no address"]
    assert not Organisation.objects.filter(name="Ura").exists()


def test_its_owner_changes_it_and_adds_names(house: Reader) -> None:
    made = register_organisation(OrganisationDetails("Hub"), marking=make.CLEAR, by=house)
    client = of(house)

    assert offers(got(client, ONE, made), "activities:organisation-change", made)
    assert typed(got(client, "activities:organisation-change", made))["name"] == ["Hub"]
    client.post(reverse("activities:organisation-change", args=[made]), {"name": "The Hub", "type": "donor"})
    assert typed(got(client, "activities:organisation-names", made))["name"] == [""]
    client.post(reverse("activities:organisation-names", args=[made]), {"name": "Хаб", "language": "mk"})
    again = client.post(reverse("activities:organisation-names", args=[made]), {"name": "haб"})

    assert faults(again).keys() == {"name"}
    page = shown(Client(), ONE, made)
    assert "The Hub" in page
    assert "Хаб македонски" in page


def test_others_do_not(house: Reader) -> None:
    made = register_organisation(OrganisationDetails("Hub"), marking=make.CLEAR, by=house)
    stranger = of(make.reader("stranger"))

    page = got(stranger, ONE, made)
    for name in ("activities:organisation-change", "activities:organisation-names"):
        assert not offers(page, name, made)
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

    own, public = got(of(house), ONE, record), got(client, ONE, record)

    history = own.context["organisation"].history
    changed = [change for edition in history for change in edition.changes]
    assert len(history) == 3
    assert Change(str(FIELDS["mailbox"]), "old@example.org", "desk@example.org") in changed
    assert Change(str(FIELDS["economy"]), "Albania", "") in changed
    assert Change(str(FIELDS["name"]), "Hub", "Regional Hub") in changed
    assert "old@example.org" in own.text.partition('id="history"')[2]
    assert len(public.context["organisation"].history) == 1  # the others were written for its own house
    assert "old@example.org" not in public.text


def test_one_that_was_founded_with_a_name_alone_has_a_history_too(client: Client) -> None:
    record = found_organisation("Secretariat", secretariat=True, by=MACHINE)

    page = got(client, ONE, record)

    assert len(page.context["organisation"].history) == 1
    assert 'id="history"' in page.text
