import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.visits import Answer, got, links, of, offers, reader_at, rows, shown, words

from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.labels import BUDGET, RELATION, STATUS, TRANSACTION
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import FIELDS
from egnatia.activities.activities.presenters.values import FieldChange
from egnatia.activities.activities.storage import Fields, store, update
from egnatia.formats import (
    ActivityDate,
    Budget,
    Classification,
    Description,
    Doubt,
    Location,
    Money,
    Narrative,
    OtherIdentifier,
    Parsed,
    ParsedOrganisation,
    PlannedDisbursement,
    Provenance,
    Recipient,
    RelatedActivity,
    Transaction,
)
from egnatia.kernel.access.policy import Reason
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.markings import remark
from egnatia.overlap import Reference

pytestmark = pytest.mark.django_db
PAGE = "activities:activity"
PUBLISHED = Parsed(
    identifier="XM-1",
    titles=(Narrative("Обука", "mk"), Narrative("Training", "en")),
    version="2.03",
    updated="2026-05-01T10:00:00Z",
    status="closed",
    other_identifiers=(OtherIdentifier("MF-7", "A1"),),
    reporting=ParsedOrganisation((Narrative("Hub"),), ref="XM-DAC-9"),
    participating=(
        ParsedOrganisation((Narrative("Donor"),), role="funding"),
        ParsedOrganisation((Narrative("Ministry"),), role="accountable"),
        ParsedOrganisation((Narrative("Ura"),), role="implementing", activity_id="URA-7"),
        ParsedOrganisation((Narrative("Watcher"),), role="observing"),
    ),
    descriptions=(
        Description((Narrative("<p>All of it</p>", "en"),), "1"),
        Description((Narrative("For the staff", "en"),), "3"),
    ),
    dates=(ActivityDate("start-actual", "2026-05"), ActivityDate("end-planned", "2027-03-31")),
    economies=(Recipient("MK", percentage=60.0), Recipient("BD", (Narrative("Bangladesh"),), percentage=40.0)),
    regions=(Recipient("89", (Narrative("Europe, regional"),), percentage=10.0), Recipient()),
    locations=(
        Location((Narrative("Skopje"),), percentage=30.0),
        Location(latitude=41.9, longitude=21.4),
        Location(),
    ),
    sectors=(Classification("sector", "15137", "1", percentage=70.0), Classification("sector", "15299", "1")),
    classifications=(
        Classification("policy-marker", "1", texts=(Narrative("Gender"),), significance="2"),
        Classification("tag", "x", percentage=5.0),
    ),
    budgets=(Budget(Money(95000.0, "EUR"), "2", start="2026-01-01", end="2026-12-31"),),
    planned_disbursements=(
        PlannedDisbursement(
            Money(10.0, "EUR"),
            start="2026-02-01",
            provider=ParsedOrganisation((Narrative("Donor"),)),
            receiver=ParsedOrganisation(ref="R-1"),
        ),
    ),
    transactions=(
        Transaction(Money(7.0, "EUR"), "disbursement", "2026-03-01", descriptions=(Narrative("first part"),)),
        Transaction(Money(8.0, "EUR", "2026-01-05"), "commitment"),
    ),
    related=(RelatedActivity("XM-0", "1"), RelatedActivity("XM-2", "2")),
    websites=("https://example.org/x", "javascript:alert(1)"),
    left_out={"contact-info": 1, "result": 3},
    doubts=(Doubt("date", "activity-date", "soon", "The date “soon” was not understood."),),
    provenance=Provenance("a.xml", 3, 120, "hub", "hub"),
)


def published(by: Reader, parsed: Parsed = PUBLISHED) -> Activity:
    return store(
        activity_of(parsed),
        marking=make.CLEAR,
        by=by,
        content=parsed.to_json(),
        status=parsed.status,
        shares={"MKD": 60.0},
        provenance={"file": "a.xml", "element": 3, "line": 120, "publisher": "hub"},
    )


def related(page: Answer) -> set[tuple[str, str, str]]:
    """How other activities belong to it, their titles and identifiers, as its page says."""
    said = words(page.content)
    found = {(each.label, each.title, each.identifier) for each in page.context["activity"].relations}
    assert all(" ".join(each) in said for each in found)
    return found


def test_amounts_stand_on_its_page_as_exactly_as_they_were_published() -> None:
    house = make.reader("house")
    parsed = Parsed("XM-1", (Narrative("Training", "en"),), budgets=(Budget(Money(275_688.0, "EUR")),))
    record = activity(by=house, amount=1_234_567.89, currency="EUR", fields={"content": parsed.to_json()})

    page = shown(of(house), PAGE, record.pk)

    assert "275,688 EUR" in page
    assert "1,234,567.89 EUR" in page


def test_an_economy_that_its_source_calls_a_region_stands_under_its_own_name() -> None:
    parsed = Parsed(
        identifier="XM-1",
        locations=(Location(names=(Narrative("Kosovo"),)), Location(names=(Narrative("Peja"),))),
        titles=(Narrative("Courts"),),
        regions=(Recipient(code="XK", texts=(Narrative("Kosovo (KO)"),)),),
    )
    stored = store(activity_of(parsed), marking=make.CLEAR, by=make.reader("house"), content=parsed.to_json())

    page = shown(Client(), "activities:activity", stored.pk)

    assert "Kosovo*" in page
    assert "Kosovo (KO)" not in page
    assert not re.search(r"Kosovo(?!\*)", page)
    assert "Peja" in page


def test_everything_that_was_imported_can_be_read() -> None:
    stored = published(make.reader("house"))

    answer = got(Client(), PAGE, stored.pk)

    page = words(answer.content)
    for said in (
        "Обука", "Training", "All of it", "For the staff", "Hub", "XM-DAC-9", "Donor", "Ministry", "Watcher",
        "URA-7", "North Macedonia 60 %", "Bangladesh", "Europe, regional 10 %", "Skopje 30 %", "41.9, 21.4",
        "prisons (15137) 70 %", "conflict, peace and security (15299)", "Gender (1)", "x 5 %",
        str(BUDGET["2"]), str(TRANSACTION["planned-disbursement"]), "first part", str(TRANSACTION["commitment"]),
        "R-1", "a.xml", "120", "MF-7 (A1)",
        "https://example.org/x", "contact-info (once)", "result (3 times)", "The date “soon” was not understood.",
        "May 2026 – 31 March 2027", str(STATUS["closed"]), "iati 2.03", "XM-0", "1 May 2026",
    ):  # fmt: skip
        assert said in page, said
    (gender,) = (each.value for each in answer.context["activity"].told.classifications if "Gender" in each.value)
    assert "2" in gender
    assert gender in page


def test_an_original_text_says_its_language_and_no_address_runs_a_script() -> None:
    stored = published(make.reader("house"))

    html = Client().get(reverse(PAGE, args=[stored.pk])).content.decode()

    assert '<h1 lang="mk">Обука</h1>' in html
    assert 'href="https://example.org/x"' in html
    assert 'href="javascript' not in html
    assert "<p>All of it</p>" in html
    assert "&lt;p&gt;" not in html


def test_markup_in_a_text_is_text() -> None:
    stored = activity("<script>alert(1)</script>")

    html = Client().get(reverse(PAGE, args=[stored.pk])).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_hidden_and_a_missing_activity_are_one_answer(client: Client) -> None:
    hidden = activity("Undercover work", marking=make.RED)

    answers = [client.get(reverse(PAGE, args=[record])) for record in (hidden.pk, UUID(int=1))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_what_is_not_stated_is_said_to_be_unknown(client: Client) -> None:
    bare, full = got(client, PAGE, activity("Bare").pk), got(client, PAGE, published(make.reader("house")).pk)

    told = bare.context["activity"].told
    assert (told.descriptions, told.roles, told.economies) == ((), (), ())
    assert bare.text.count('<p class="muted">') == full.text.count('<p class="muted">') + 2
    where = bare.text.partition('<article class="card"')[2].partition("</dd>")[0]
    assert '<span class="muted">' in where
    assert "<div" not in where


def test_organisations_are_linked_where_the_reader_sees_one_of_that_name(client: Client) -> None:
    ura = make.organisation("Фондација Ура")
    ura.names.create(name="URA", folded="ura")
    make.organisation("Front", marking=make.STRICT)
    stored = activity("A", implementers="Ura", funders="Front", receivers="Фондација Ура")

    html = client.get(reverse(PAGE, args=[stored.pk])).content.decode()

    assert html.count(reverse("activities:organisation", args=[ura.pk])) == 2
    assert html.count("/actors/") == 2


def test_related_activities_are_links_only_where_they_are_visible(client: Client) -> None:
    parent = activity("Programme", identifiers=("XM-0",))
    activity("Secret part", identifiers=("XM-9",), marking=make.RED)
    references = (Reference("1", "XM-0"), Reference("2", "XM-9"), Reference("provider", "XM-5"))
    stored = activity("A", references=references)

    page = got(client, PAGE, stored.pk)

    assert offers(page, PAGE, parent.pk)
    assert "Secret part" not in page.text
    assert [(each.identifier, each.record) for each in page.context["activity"].relations] == [
        ("XM-0", parent.pk),
        ("XM-9", None),
        ("XM-5", None),
    ]
    assert str(RELATION["provider"]) in page.text
    assert "XM-5" in page.text


def test_other_records_with_its_identifier_stand_beside_it_with_what_they_say_differently() -> None:
    house = make.reader("house")
    old, new = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    shared: dict[str, Any] = {"identifiers": ("XM-1",), "start": "2026"}
    public = activity(
        "Training",
        amount=100.0,
        currency="EUR",
        source="Public register",
        fields={"updated_at": old, "status": "closed"},
        **shared,
    )
    inside = activity(
        "Schulung", by=house, marking=make.STRICT, amount=120.0, currency="EUR", fields={"updated_at": new}, **shared
    )

    seen_inside, seen_outside = got(of(house), PAGE, public.pk), got(Client(), PAGE, public.pk)

    assert seen_inside.context["activity"].newer.record == inside.pk
    assert "notice warning" in seen_inside.text
    assert offers(seen_inside, PAGE, inside.pk)
    assert [str(FIELDS["title"]), "Training", "Schulung"] in rows(seen_inside)
    assert [str(FIELDS["amount"]), "100 EUR", "120 EUR"] in rows(seen_inside)
    assert str(FIELDS["start"]) not in [row[0] for row in rows(seen_inside)]
    assert seen_outside.context["activity"].newer is None
    assert seen_outside.context["activity"].versions == ()
    assert "notice warning" not in seen_outside.text
    assert "Schulung" not in seen_outside.text
    assert 'id="versions"' in seen_inside.text
    assert 'id="versions"' not in seen_outside.text


def test_the_newest_record_says_that_older_ones_differ() -> None:
    old, new = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    house = make.reader("house")
    activity("Training", by=house, identifiers=("XM-1",), fields={"updated_at": old})
    newest = activity("Training!", by=house, identifiers=("XM-1",), fields={"updated_at": new})
    agreeing, _ = (activity("Training!", by=house, identifiers=("XM-2",)) for _ in range(2))

    differing, same = got(Client(), PAGE, newest.pk), got(Client(), PAGE, agreeing.pk)
    assert differing.context["activity"].newer is None
    assert [(each.here, each.others) for each in differing.context["activity"].conflicts] == [
        ("Training!", ("Training",)),
    ]
    assert "#versions" in links(differing)
    assert len(same.context["activity"].versions) == 1
    assert same.context["activity"].conflicts == ()
    assert "#versions" not in links(same)
    assert 'id="versions"' in same.text


def test_why_somebody_sees_it_and_who_else_does() -> None:
    house = make.reader("house", seats=("focal-points",))
    stored = activity("A", by=house, marking=make.amber("focal-points"))
    focal = make.reader("focal", seats=("focal-points",))

    page = got(of(focal), PAGE, stored.pk)

    seen = page.context["activity"]
    assert seen.verdict.reasons == (Reason("community", "focal-points"),)
    assert "Focal-Points" in page.text.partition('<ul class="why">')[2].partition("</ul>")[0]
    assert [each.people for each in seen.audience if each.code == "community"] == [("focal (demo)", "house (demo)")]
    assert "focal (demo); house (demo)" in page.text.partition('<ul class="audience">')[2].partition("</ul>")[0]


def test_a_visitor_is_told_no_names(client: Client) -> None:
    page = got(client, PAGE, activity("A").pk)

    assert page.context["activity"].audience == ()
    assert '<ul class="audience">' not in page.text


def test_the_history_shows_what_changed_in_the_versions_that_the_reader_may_see() -> None:
    house = make.reader("house")
    stored = activity("Secret title", by=house, marking=make.STRICT, start="2026")
    remark(stored.record, make.CLEAR, by=house)
    stored.refresh_from_db()
    update(stored, facts("Public title", start="2026-05", amount=5.0), by=house)
    update(stored, facts("Public title", start="2026-05", amount=5.0), by=house)

    inside, outside = got(of(house), PAGE, stored.pk), got(Client(), PAGE, stored.pk)

    last, middle, first = inside.context["activity"].history
    assert last.changes == ()
    assert not last.first
    assert FieldChange(str(FIELDS["title"]), "Secret title", "Public title") in middle.changes
    assert FieldChange(str(FIELDS["start"]), "2026", "May 2026") in middle.changes
    assert first.first
    assert "Secret title" in inside.text.partition('id="history"')[2]
    assert len(outside.context["activity"].history) == 2
    assert "Secret title" not in outside.text


def test_only_the_owners_are_offered_to_change_it() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)
    colleague = reader_at(house, "colleague")

    readers = ((of(house), True), (of(colleague), True), (of(make.reader("stranger")), False), (Client(), False))
    for client, offered in readers:
        page = got(client, PAGE, stored.pk)
        for route in ("activities:activity-change", "activities:activity-withdrawal"):
            assert offers(page, route, stored.pk) == offered


def test_the_page_about_its_marking_is_one_click_away(client: Client) -> None:
    stored = activity("A")

    answer = client.get(reverse("activities:activity-marking", args=[stored.pk]))

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("people:marking", args=[stored.pk])


def test_very_long_lists_of_transactions_are_cut_and_counted(client: Client) -> None:
    many = tuple(Transaction(Money(1.0, "EUR"), "disbursement", f"2026-01-{n % 28 + 1:02}") for n in range(230))
    stored = published(make.reader("house"), Parsed("XM-1", (Narrative("A"),), transactions=many))

    page = got(client, PAGE, stored.pk)

    seen = page.context["activity"]
    assert (len(seen.told.money), len(seen.money_shown), seen.money_more) == (230, 200, 30)
    assert len(rows(page)) == 200
    assert re.search(r"\b230\b", words(page.content))
    assert re.search(r"\b30\b", page.text.rpartition("</tbody>")[2].partition("</p>")[0])


def test_a_text_that_a_person_rewrote_is_shown_as_rewritten() -> None:
    house = make.reader("house")
    stored = published(house)
    update(stored, facts("Обука", descriptions=facts("Better words").titles), by=house, content=PUBLISHED.to_json())

    page, _, history = got(Client(), PAGE, stored.pk).text.partition('id="history"')

    assert "Better words" in page
    assert "All of it" not in page
    assert "All of it" in history


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)(reverse(PAGE, args=[activity("A").pk])).status_code == 405


def test_activities_that_name_it_are_shown_from_their_other_end() -> None:
    whole = activity("The programme", identifiers=("XM-1",), references=(Reference("2", "XM-2"),))
    part = activity("Its part", identifiers=("XM-2",), references=(Reference("1", "XM-1"),))
    activity("Its other part", identifiers=("XM-3",), references=(Reference("1", "XM-1"),))
    activity("Paid from it", identifiers=("XM-4",), references=(Reference("provider", "XM-1"),))

    page = got(Client(), PAGE, whole.pk)

    assert page.text.count("Its part") == 1
    assert related(page) == {
        (str(RELATION["2"]), "Its part", "XM-2"),
        (str(RELATION["2"]), "Its other part", "XM-3"),
        (str(RELATION["receiver"]), "Paid from it", "XM-4"),
    }
    assert related(got(Client(), PAGE, part.pk)) == {(str(RELATION["1"]), "The programme", "XM-1")}


def test_an_activity_that_the_reader_does_not_see_names_nothing() -> None:
    whole = activity("The programme", identifiers=("XM-1",))
    activity("Undercover", identifiers=("XM-2",), references=(Reference("1", "XM-1"),), marking=make.STRICT)

    page = got(Client(), PAGE, whole.pk)

    assert "Undercover" not in page.text
    assert related(page) == set()


def test_of_several_records_that_name_it_the_newest_stands_once() -> None:
    whole = activity("The programme", identifiers=("XM-1",))
    for day, title in ((2, "Newer"), (1, "Older")):
        fields: Fields = {"updated_at": datetime(2026, 5, day, tzinfo=UTC)}
        activity(title, identifiers=("XM-2",), references=(Reference("1", "XM-1"),), fields=fields)

    page = shown(Client(), PAGE, whole.pk)

    assert "Newer" in page
    assert "Older" not in page
