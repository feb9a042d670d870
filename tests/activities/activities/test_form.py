import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.activities.activities.doing import activity
from tests.visits import Answer, faults, got, of, reader_at, words
from tests.visits import typed as values

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.organisations.actions import OrganisationDetails, register_organisation
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Grant
from egnatia.overlap import ActivityFacts as Facts
from egnatia.overlap import OrganisationMention, Text
from egnatia.people.marking.words import FAULTS

pytestmark = pytest.mark.django_db
NEW, CHANGE = "activities:activity-new", "activities:activity-change"


def typed(
    title: str = "Training",
    *,
    tlp: int = 1,
    bodies: tuple[tuple[str, str], ...] = (),
    **said: object,
) -> dict[str, Any]:
    """What a browser sends."""
    rows = {
        f"bodies-{number}-{name}": value
        for number, (role, body) in enumerate(bodies)
        for name, value in (("role", role), ("name", body), ("ref", ""))
    }
    counts = {"bodies-TOTAL_FORMS": str(len(bodies)), "bodies-INITIAL_FORMS": "0"}
    return {"title": title, "sort": "project", "marking-tlp": str(tlp), **counts, **rows, **said}


def sent(reader: Reader, data: dict[str, Any], record: UUID | None = None) -> Answer:
    url = reverse(CHANGE, args=[record]) if record else reverse(NEW)
    return of(reader).post(url, data)


def changed(reader: Reader, stored: Activity, **said: Any) -> Answer:  # noqa: ANN401 - any field
    return sent(reader, {**typed(**said), "version": str(stored.record.version)}, stored.pk)


def the_facts() -> Facts:
    stored = Activity.objects.get()
    return facts_of(stored.facts, "")


@pytest.mark.parametrize("code", ["Q?Q", "EU", "12E", "ЕУР"])
def test_a_currency_is_three_letters(code: str) -> None:
    answer = sent(make.reader("house"), typed(amount="5", currency=code))

    assert faults(answer).keys() == {"currency"}
    assert f"“{code}”" in words(answer.content)
    assert not Activity.objects.exists()


def test_an_economy_that_nobody_knows_is_said_back() -> None:
    answer = sent(make.reader("house"), typed(elsewhere="Bangladesh; Atlantis"))

    assert faults(answer).keys() == {"elsewhere"}
    (sentence,) = answer.context["form"].errors["elsewhere"]
    assert "“Atlantis”" in sentence
    assert "Bangladesh" not in sentence
    assert sentence in words(answer.content)
    assert not Activity.objects.exists()


def test_a_region_that_came_with_the_activity_stays() -> None:
    house = make.reader("house")
    stored = activity("Training", by=house, economies=frozenset({"western balkans", "BGD"}))

    changed(house, stored, elsewhere="Western Balkans; Bhutan")

    assert the_facts().economies == {"western balkans", "BTN"}


def test_a_title_and_a_marking_are_enough() -> None:
    house = make.reader("house")

    answer = sent(house, typed("Обука на персонал"))

    stored = Activity.objects.get()
    assert answer.headers["Location"] == reverse("activities:activity", args=[stored.pk])
    assert stored.title == "Обука на персонал"
    assert str(stored.record.owner_id) == house.organisation
    assert set(Grant.objects.filter(record=stored.record).values_list("token", flat=True)) == {
        "M",
        f"O:{house.organisation}",
    }
    assert AuditEvent.objects.filter(kind="activity").values_list("verb", flat=True).get() == "registered"


def test_everything_that_can_be_said_is_kept() -> None:
    sent(
        make.reader("house"),
        typed(
            "Обука",
            language="mk",
            description="Во пролетта",
            sort="event",
            status="pipeline",
            economies=["MKD"],
            share_MKD="60",
            share_XKX="12,5 %",
            elsewhere="Bangladesh; BT ; ",
            places="Skopje; Tetovo",
            start="5/2026",
            end="31.12.2027",
            amount="1.200.000,50",
            currency="eur",
            types=["training"],
            works_with=["prison-and-probation"],
            good_of=["young-people"],
            objectives=["2.3.1"],
            sectors=["DAC:15137"],
            identifier="XM-1",
            other_identifiers="26/7\r\n\r\n26/8",
            source="Own sheet",
            bodies=(("funders", "Donor"), ("receivers", "Prison Service"), ("implementers", "")),
        ),
    )

    found = the_facts()
    assert found.titles == (Text("Обука", "mk"),)
    assert found.descriptions == (Text("Во пролетта", "mk"),)
    assert found.economies == {"MKD", "XKX", "BGD", "BTN"}
    assert found.places == {"Skopje", "Tetovo"}
    assert (found.start, found.end) == ("2026-05", "2027-12-31")
    assert (found.amount, found.currency, found.band) == (1_200_000.5, "EUR", "")
    assert (found.types, found.groups) == (frozenset({"training"}), frozenset({"prison-and-probation", "young-people"}))
    assert (found.objectives, found.sectors) == (frozenset({"2.3.1"}), frozenset({"DAC:15137"}))
    assert found.identifiers == ("XM-1", "26/7", "26/8")
    assert (found.funders, found.receivers) == (
        (OrganisationMention("Donor"),),
        (OrganisationMention("Prison Service"),),
    )
    stored = Activity.objects.get()
    assert stored.shares == {"MKD": 60.0, "XKX": 12.5}
    assert (stored.sort, stored.status, stored.source) == ("event", "pipeline", "Own sheet")


@pytest.mark.parametrize("date", ["2026", "2026-05", "2026-05-17"])
def test_a_date_keeps_the_precision_that_it_was_given_in(date: str) -> None:
    sent(make.reader("house"), typed(start=date))

    assert the_facts().start == date


def test_a_band_counts_where_no_amount_is_known() -> None:
    sent(make.reader("house"), typed(band="1-5m", currency="EUR"))

    assert (the_facts().band, the_facts().currency) == ("1-5m", "")


@pytest.mark.parametrize(
    ("said", "part", "field", "code", "found"),
    [
        ({"title": ""}, "form", "title", "required", ""),
        ({"start": "soon"}, "form", "start", "", "“soon”"),
        ({"start": "2027", "end": "2026"}, "form", "end", "", ""),
        ({"amount": "-5"}, "form", "amount", "", "“-5”"),
        ({"amount": "a lot"}, "form", "amount", "", "“a lot”"),
        ({"share_MKD": "120"}, "form", "share_MKD", "", "“120”"),
        ({"share_MKD": "80", "share_ALB": "40"}, "form", "economies", "", "120 %"),
        ({"economies": ["XXX"]}, "form", "economies", "invalid_choice", "XXX"),
        ({"types": ["magic"]}, "form", "types", "invalid_choice", "magic"),
        ({"tlp": 2}, "marking", "communities", "", FAULTS["amber-needs-a-community"]),
    ],
)
def test_bad_input_says_what_was_found_and_loses_nothing(
    said: dict[str, Any], part: str, field: str, code: str, found: object
) -> None:
    data = {"description": "Long considered words", "title": "Training", **said}

    answer = sent(make.reader("house"), typed(**data))

    page = words(answer.content)
    assert answer.status_code == 200
    assert faults(answer, part) == {field: [code]}
    (sentence,) = answer.context[part].errors[field]
    assert str(found) in sentence
    assert escape(sentence) in page
    assert values(answer)["description"] == ["Long considered words"]
    assert not Activity.objects.exists()


def test_rows_that_cannot_be_counted_are_refused_and_nothing_is_lost() -> None:
    answer = sent(make.reader("house"), {**typed(description="Long considered words"), "bodies-TOTAL_FORMS": "x"})

    (fault,) = answer.context["bodies"].non_form_errors().as_data()
    assert fault.code == "missing_management_form"
    assert fault.messages[0][:20] in words(answer.content)
    assert values(answer)["description"] == ["Long considered words"]
    assert not Activity.objects.exists()


def test_a_share_stays_as_it_was_typed_beside_its_fault() -> None:
    page = sent(make.reader("house"), typed(share_MKD="a half")).content.decode()

    assert 'value="a half"' in page


def test_more_rows_are_added_without_losing_or_judging_what_was_typed() -> None:
    house = make.reader("house")

    answer = sent(house, typed("", start="soon", bodies=(("funders", "Donor"),), more="1"))

    page = answer.content.decode()
    assert page.count('name="bodies-3-name"') == 1
    assert 'value="Donor"' in page
    assert 'value="soon"' in page
    assert faults(answer) == {}
    assert 'role="alert"' not in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize(("asked", "given"), [("59", 60), ("100000", 60), ("x", 5)])
def test_rows_have_an_end(asked: str, given: int) -> None:
    answer = sent(make.reader("house"), {**typed(more="1"), "bodies-TOTAL_FORMS": asked})

    assert len(re.findall(r'name="bodies-\d+-name"', answer.content.decode())) == given


def test_who_exactly_will_see_it_is_shown_before_saving() -> None:
    house = make.reader("house", seats=("focal-points",))
    make.reader("focal", seats=("focal-points",))

    answer = sent(house, {**typed("", tlp=2, preview="1"), "marking-communities": ["focal-points"]})

    groups = answer.context["preview"].groups
    assert [each.people for each in groups if each.code == "community"] == [("focal (demo)", "house (demo)")]
    assert "focal (demo); house (demo)" in answer.text.partition('<ul class="audience">')[2].partition("</ul>")[0]
    assert faults(answer) == {}
    assert 'role="alert"' not in answer.text
    assert not Activity.objects.exists()


def test_nobody_marks_for_a_community_that_does_not_take_their_word() -> None:
    make.community("cyber", closed=True)

    answer = sent(make.reader("house"), {**typed(tlp=2), "marking-communities": ["cyber"]})

    assert answer.status_code == 200
    assert not Activity.objects.exists()


def test_a_visitor_is_led_to_the_sign_in_page_whatever_there_is(client: Client) -> None:
    stored = activity("A")

    for name, args in ((NEW, []), (CHANGE, [stored.pk]), (CHANGE, [UUID(int=1)])):
        assert reverse("account_login") in client.get(reverse(name, args=args)).headers["Location"]
        assert reverse("account_login") in client.post(reverse(name, args=args)).headers["Location"]


def test_the_form_of_a_change_starts_from_what_is_stored_and_saves_the_same() -> None:
    house = make.reader("house")
    stored = activity(
        "Обука",
        by=house,
        lang="mk",
        descriptions=(Text("Во пролетта", "mk"), Text("In spring", "en")),
        economies=frozenset({"MKD", "BGD", "ruritania"}),
        places=frozenset({"Skopje"}),
        start="2026-05",
        amount=95_000.0,
        currency="EUR",
        types=frozenset({"training", "rare-type"}),
        groups=frozenset({"prison-and-probation", "young-people"}),
        objectives=frozenset({"2.3.1"}),
        sectors=frozenset({"DAC:15137", "rural water"}),
        identifiers=("XM-1", "26/7"),
        funders="Donor",
        fields={
            "shares": {"MKD": 60.0},
            "status": "closed",
            "content": {"identifier": "XM-1", "titles": [{"text": "x"}]},
        },
    )
    page = of(house).get(reverse(CHANGE, args=[stored.pk])).content.decode()

    answer = sent(house, fields_of(page), stored.pk)

    assert answer.status_code == 302
    after = Activity.objects.get()
    assert (after.facts, after.shares, after.status, after.content) == (
        stored.facts, stored.shares, stored.status, stored.content,
    )  # fmt: skip
    assert after.record.version == 2


def fields_of(page: str) -> dict[str, Any]:
    """What a browser would send of the page as it stands."""
    form = page.partition('<form method="post" class="flow entry"')[2].partition("</form>")[0]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("checkbox", "radio"):
            if "checked" in tag:
                found.setdefault(attributes["name"], []).append(attributes["value"])
        else:
            found[attributes["name"]] = attributes.get("value", "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        selected = re.findall(r'<option value="([^"]*)" selected', options)
        found[name] = selected[0] if selected else re.findall(r'<option value="([^"]*)"', options)[0]
    return found | dict(re.findall(r'<textarea name="([^"]+)".*?>\s*(.*?)</textarea>', form, re.DOTALL))


def test_a_change_is_a_new_version_with_one_audit_event() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)

    changed(reader_at(house, "colleague"), stored, title="B")

    stored.refresh_from_db()
    assert (stored.title, stored.record.version) == ("B", 2)
    assert AuditEvent.objects.filter(target=str(stored.pk)).values_list("verb", flat=True).get() == "changed"


def test_titles_in_other_languages_survive_a_change() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)
    stored.facts = {**stored.facts, "titles": [{"text": "A", "lang": "en"}, {"text": "Обука", "lang": "mk"}]}
    stored.save()

    changed(house, stored, title="B", language="en")

    assert the_facts().titles == (Text("B", "en"), Text("Обука", "mk"))


def test_two_people_do_not_overwrite_each_other_unseen() -> None:
    house = make.reader("house")
    stored = activity("A", by=house)
    changed(house, stored, title="First")

    answer = changed(house, stored, title="Second", description="my words")

    assert faults(answer) == {"__all__": [""]}
    assert 'role="alert"' in answer.text
    assert values(answer)["description"] == ["my words"]
    assert Activity.objects.get().title == "First"


@pytest.mark.parametrize("version", ["", "x", "-1", "99"])
def test_a_change_against_no_version_is_none(version: str) -> None:
    house = make.reader("house")
    stored = activity("A", by=house)

    answer = sent(house, {**typed("B"), "version": version}, stored.pk)

    assert answer.status_code == 200
    assert Activity.objects.get().title == "A"


def test_only_the_owners_organisation_changes_it() -> None:
    stored = activity("A", marking=make.GREEN)

    answer = changed(make.reader("stranger"), stored, title="Mine")

    assert answer.status_code == 403
    assert Activity.objects.get().title == "A"


def test_a_hidden_activity_cannot_be_told_from_a_missing_one_by_its_form() -> None:
    hidden = activity("Undercover", marking=make.RED)
    stranger = make.reader("stranger")

    for method in ("get", "post"):
        answers = [getattr(of(stranger), method)(reverse(CHANGE, args=[record])) for record in (hidden.pk, UUID(int=1))]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_a_session_without_second_factor_changes_what_all_members_may_read_and_no_more() -> None:
    weak = make.reader("weak", strong=False)
    green = activity("A", by=reader_at(weak, "colleague"), marking=make.GREEN)

    assert changed(weak, green, title="B").status_code == 302
    assert sent(weak, typed("Draft", tlp=3)).status_code == 200
    assert Activity.objects.get().title == "B"


def test_the_form_proposes_the_roles_and_its_own_organisation() -> None:
    house = make.reader("house")

    page = of(house).get(reverse(NEW)).content.decode()

    assert f'value="{house.organisation_name}"'.replace("'", "&#x27;") in page
    assert '<option value="implementers" selected>' in page
    assert '<option value="receivers" selected>' not in page  # it has a field of its own


def test_after_saving_the_page_says_who_sees_it() -> None:
    house = make.reader("house")
    stored = activity("A", by=house, marking=make.STRICT)

    page = got(of(house), "activities:activity", stored.pk)
    (staff,) = page.context["activity"].audience
    assert (staff.code, staff.organisation, staff.people) == (
        "organisation", house.organisation_name, ("house (demo)",),
    )  # fmt: skip
    assert '<ul class="audience">' in page.text


def known(name: str, *, marking: Marking = make.CLEAR) -> None:
    register_organisation(
        OrganisationDetails(name=name), marking=marking, by=make.reader(f"keeper-{name[:9]}-{marking.tlp}")
    )


def test_names_are_offered_while_somebody_types_one_of_what_they_see() -> None:
    house = make.reader("house")
    known("Prison Service (demo)")
    known("Prison reform desk (demo)", marking=make.STRICT)
    activity("Seen", receivers="Prison Academy")
    activity("Hidden", receivers="Prison Inspectorate", marking=make.STRICT)

    offered = of(house).get(reverse("activities:activity-names"), {"receiver": "prison"}).content.decode()

    assert re.findall(r'value="([^"]*)"', offered) == ["Prison Academy", "Prison Service (demo)"]


def test_a_name_that_is_nearly_that_of_somebody_is_asked_about_once() -> None:
    house = make.reader("house")
    known("Correctional Service (demo)")
    data = typed(receiver="Corectional Service")

    asked = sent(house, data)

    assert asked.context["doubts"] == [("Corectional Service", ("Correctional Service (demo)",))]
    assert not Activity.objects.exists()
    sent(house, {**data, "asked": "Corectional Service", "meant-0": "Correctional Service (demo)"})
    assert [body.name for body in the_facts().receivers] == ["Correctional Service (demo)"]
    Activity.objects.all().delete()
    sent(house, {**data, "asked": "Corectional Service", "meant-0": ""})
    assert [body.name for body in the_facts().receivers] == ["Corectional Service"]


def test_what_somebody_may_not_see_is_not_what_they_meant() -> None:
    known("Undercover unit (demo)", marking=make.STRICT)

    assert sent(make.reader("house"), typed(receiver="Undercovr unit")).status_code == 302


def test_a_focal_point_is_offered_its_own_economy_and_the_language_that_it_reads_in() -> None:
    focal = make.reader("focal", seats=(("focal-points", "MNE"),))
    client = of(focal)
    client.cookies["django_language"] = "mk"

    page = values(client.get(reverse(NEW)))

    assert page["economies"] == ["MNE"]
    assert page["language"] == ["mk"]


def test_a_language_that_was_only_proposed_is_dropped_where_the_title_is_in_another_alphabet() -> None:
    house = make.reader("house")

    sent(house, typed("Обука на персонал", language="en"))

    assert the_facts().titles == (Text("Обука на персонал", ""),)


def test_the_rest_of_the_form_is_closed_until_it_says_something_or_is_wrong() -> None:
    house = make.reader("house")

    def opened(answer: Answer) -> bool:
        found: bool = answer.context["entering"].opened
        return found

    assert not opened(got(of(house), NEW))
    assert not opened(sent(house, typed("", receiver="Prison Service")))
    assert opened(sent(house, typed("", description="Words")))
    assert opened(sent(house, typed(amount="much")))
    assert opened(sent(house, typed("", bodies=(("funders", "Donor"),))))
    assert opened(sent(house, typed(share_MKD="a half")))
    stored = activity("A", by=house, types=frozenset({"training"}))
    assert opened(got(of(house), CHANGE, stored.pk))
    assert not opened(got(of(house), CHANGE, activity("B", by=house, receivers="Prison Service").pk))


def test_the_receiving_institution_keeps_its_identifier_until_its_name_changes() -> None:
    house = make.reader("house")
    body, other = OrganisationMention("Prison Service", "MK-1"), OrganisationMention("Probation", "MK-2")
    stored = activity("A", by=house, receivers=(body, other))

    changed(house, stored, receiver="Prison Service", bodies=(("receivers", "Probation"),))
    assert the_facts().receivers == (body, OrganisationMention("Probation", ""))
    stored.record.refresh_from_db()
    changed(house, stored, receiver="Prison Academy")
    assert the_facts().receivers == (OrganisationMention("Prison Academy", ""),)
