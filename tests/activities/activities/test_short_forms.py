"""Own measures and events: few questions, one way to store."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import LIST, activity
from tests.visits import Answer, faults, got, of, shown, typed, words

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.forms.event import EventForm
from egnatia.activities.activities.forms.filters import NO_DATE
from egnatia.activities.activities.forms.measure import MeasureForm
from egnatia.activities.activities.labels import sort_words
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import FIELDS
from egnatia.activities.activities.presenters.values import FieldChange
from egnatia.kernel.access.reader import Reader
from egnatia.overlap import ActivityFacts as Facts
from egnatia.overlap import OrganisationMention, Text

pytestmark = pytest.mark.django_db
MEASURE, EVENT, CHANGE = "activities:measure-new", "activities:event-new", "activities:activity-short"


def a_measure(title: str = "Law on incident reporting", *, tlp: int = 1, **said: object) -> dict[str, Any]:
    return {"title": title, "measure": "law", "economy": "MDA", "marking-tlp": str(tlp), **said}


def an_event(title: str = "Workshop on early recognition", *, tlp: int = 1, **said: object) -> dict[str, Any]:
    return {"title": title, "marking-tlp": str(tlp), **said}


def sent(reader: Reader, name: str, data: dict[str, Any], *args: UUID) -> Answer:
    return of(reader).post(reverse(name, args=args), data)


def the_facts() -> Facts:
    return facts_of(Activity.objects.get().facts, "")


def test_no_short_form_shows_more_than_eight_fields() -> None:
    assert len(MeasureForm.PLAIN) <= 8
    assert len(EventForm.PLAIN) <= 8
    assert [name for name, field in EventForm.base_fields.items() if field.required] == ["title"]


def test_a_measure_needs_no_funder() -> None:
    house = make.reader("house")

    sent(
        house,
        MEASURE,
        a_measure(
            start="3/2026",
            objective="2.3.1",
            further=["2.3.2"],
            text="Official Gazette 12/2026",
            institution="Ministry of Justice; Parliament",
            language="ro",
            description="Text",
            status="implementation",
        ),
    )

    stored, found = Activity.objects.get(), the_facts()
    assert (stored.sort, stored.measure, stored.status) == ("own-measure", "law", "implementation")
    assert found.titles == (Text("Law on incident reporting", "ro"),)
    assert found.economies == {"MDA"}
    assert found.start == "2026-03"
    assert found.objectives == {"2.3.1", "2.3.2"}
    assert found.types == {"law-or-policy"}
    assert found.funders == ()
    assert found.implementers == (OrganisationMention("Ministry of Justice"), OrganisationMention("Parliament"))
    assert found.reporters == (OrganisationMention(house.organisation_name),)
    assert stored.record.provenance == {"document": "Official Gazette 12/2026"}


@pytest.mark.parametrize(
    ("measure", "types"),
    [("strategy", {"law-or-policy"}), ("unit", {"institution-or-coordination"}), ("budget-line", set())],
)
def test_the_kind_of_a_measure_is_an_intervention_type_where_there_is_one(measure: str, types: set[str]) -> None:
    sent(make.reader("house"), MEASURE, a_measure(measure=measure, amount="2 million", currency="mdl"))

    assert Activity.objects.get().measure == measure
    assert the_facts().types == types
    assert (the_facts().amount, the_facts().currency) == (2_000_000.0, "MDL")


def test_an_event_keeps_whom_it_invites_as_receiving_institutions() -> None:
    sent(
        make.reader("house"),
        EVENT,
        an_event(
            start="17.5.2026",
            end="19.5.2026",
            economy="MKD",
            elsewhere=["ALB"],
            place="Ohrid",
            invited="Prison Service\r\n\r\n Probation Service \r\nPrison service",
            organiser="Alpine Cooperation",
            objective="2.3.1",
            types=["training"],
        ),
    )

    stored, found = Activity.objects.get(), the_facts()
    assert (stored.sort, stored.measure) == ("event", "")
    assert (found.start, found.end) == ("2026-05-17", "2026-05-19")
    assert found.receivers == (OrganisationMention("Prison Service"), OrganisationMention("Probation Service"))
    assert found.implementers == (OrganisationMention("Alpine Cooperation"),)
    assert (found.economies, found.places) == (frozenset({"MKD", "ALB"}), frozenset({"Ohrid"}))
    assert found.types == {"training"}
    assert stored.receivers == ["prison service", "probation service"]


def test_an_event_without_a_last_day_ends_as_it_begins() -> None:
    sent(make.reader("house"), EVENT, an_event(start="2026-05-17"))

    assert (the_facts().start, the_facts().end) == ("2026-05-17", "2026-05-17")


def test_a_fault_is_said_beside_its_field_and_what_was_typed_stays() -> None:
    answer = sent(make.reader("house"), EVENT, an_event("", start="soon", end="2026-01", invited="Prison Service"))

    assert faults(answer).keys() == {"title", "start"}
    (found,) = answer.context["form"].errors["start"]
    assert found == str(NO_DATE) % {"typed": "soon"}
    assert found in words(answer.content)
    assert typed(answer)["invited"] == ["Prison Service"]
    assert not Activity.objects.exists()


def test_an_event_does_not_end_before_it_begins() -> None:
    answer = sent(make.reader("house"), EVENT, an_event(start="2026-05-17", end="2026-05-16"))

    assert faults(answer).keys() == {"end"}
    assert "The end date is before the start date." in words(answer.content)


def test_a_measure_does_not_end_before_it_begins() -> None:
    answer = sent(make.reader("house"), MEASURE, a_measure(start="2026-05", end="2025"))

    assert faults(answer).keys() == {"end"}
    assert not Activity.objects.exists()


def test_a_preview_says_who_will_see_it_and_saves_nothing() -> None:
    answer = sent(make.reader("house"), MEASURE, a_measure(preview="1"))

    page = answer.content.decode()
    assert "Law on incident reporting" in page
    assert not Activity.objects.exists()


def test_a_focal_point_finds_their_economy_chosen() -> None:
    focal = make.reader("focal", focal_point=("focal-points", "MDA"))

    page = of(focal).get(reverse(MEASURE)).content.decode()

    assert '<option value="MDA" selected>' in page


def test_a_visitor_is_led_to_the_sign_in_page() -> None:
    assert browser_of_nobody(MEASURE).startswith("/account/login/")
    assert browser_of_nobody(EVENT).startswith("/account/login/")


def browser_of_nobody(name: str) -> str:
    return Client().get(reverse(name)).headers["Location"]


def test_the_page_of_a_measure_names_its_kind_and_leads_to_its_text() -> None:
    house = make.reader("house")
    sent(house, MEASURE, a_measure(text="https://example.org/law"))

    page = of(house).get(reverse("activities:activity", args=[Activity.objects.get().pk])).content.decode()

    assert sort_words("own-measure", "law") in page
    assert 'href="https://example.org/law"' in page
    assert reverse(CHANGE, args=[Activity.objects.get().pk]) in page


def test_lists_and_files_know_the_sort() -> None:
    house = make.reader("house")
    sent(house, MEASURE, a_measure())
    sent(house, EVENT, an_event())
    activity("A project", by=house)

    page = shown(of(house), LIST, sort="own-measure")
    file = (
        of(house).get(reverse("activities:activities-download", args=["csv"]), {"sort": "own-measure"}).content.decode()
    )

    assert "Law on incident reporting" in page
    assert sort_words("own-measure", "law") in page
    assert "Workshop" not in page
    assert "A project" not in page
    assert ",own-measure,Law on incident reporting," in file
    assert ",law," in file


def test_a_change_by_the_short_form_keeps_what_it_does_not_ask_for() -> None:
    house = make.reader("house")
    kept = activity(
        "Workshop",
        by=house,
        fields={"sort": "event", "provenance": {"file": "a.xml", "link": "https://old.example"}},
        receivers="Prison Service",
        start="2026-05-17",
        end="2026-05-17",
        sectors=frozenset({"DAC:15210"}),
        economies=frozenset({"MKD", "UKR"}),
        objectives=frozenset({"2.3.1", "oc:1"}),
        types=frozenset({"own-kind"}),
        reporters="Alpine",
    )
    page = of(house).get(reverse(CHANGE, args=[kept.pk])).content.decode()

    data = an_event("Workshop, moved", start="2026-05-24", economy="MKD", objective="2.3.2", invited="Prison Service")
    sent(house, CHANGE, {**data, "version": "1"}, kept.pk)

    found, stored = the_facts(), Activity.objects.get()
    assert 'value="2026-05-17"' in page
    assert found.titles[0].text == "Workshop, moved"
    assert found.sectors == {"DAC:15210"}
    assert found.economies == {"MKD", "UKR"}
    assert found.objectives == {"2.3.2", "oc:1"}
    assert found.types == {"own-kind"}
    assert found.reporters == (OrganisationMention("Alpine"),)
    assert stored.record.provenance == {"file": "a.xml"}
    assert stored.record.version == 2


def test_a_measure_is_changed_by_its_short_form() -> None:
    house = make.reader("house")
    sent(house, MEASURE, a_measure(text="https://example.org/law", institution="Parliament", amount="5000"))
    stored = Activity.objects.get()

    page = of(house).get(reverse(CHANGE, args=[stored.pk])).content.decode()
    sent(house, CHANGE, {**a_measure("Law, amended", text="Gazette 13"), "version": "1"}, stored.pk)

    assert 'value="https://example.org/law"' in page
    assert 'value="Parliament"' in page
    stored.refresh_from_db()
    assert (stored.title, stored.measure) == ("Law, amended", "law")
    assert stored.record.provenance == {"document": "Gazette 13"}


def test_the_history_says_that_a_measure_became_another_kind() -> None:
    house = make.reader("house")
    sent(house, MEASURE, a_measure())
    record = Activity.objects.get().pk

    sent(house, CHANGE, {**a_measure(measure="strategy"), "version": "1"}, record)

    page = got(of(house), "activities:activity", record)
    was, became = sort_words("own-measure", "law"), sort_words("own-measure", "strategy")
    assert FieldChange(str(FIELDS["sort"]), was, became) in page.context["activity"].history[0].changes
    assert was in page.text
    assert became in page.text


def test_two_changes_at_once_do_not_overwrite_each_other() -> None:
    house = make.reader("house")
    sent(house, MEASURE, a_measure())
    stored = Activity.objects.get()

    answer = sent(house, CHANGE, {**a_measure("Mine"), "version": "7"}, stored.pk)

    assert faults(answer).keys() == {"__all__"}
    assert Activity.objects.get().title == "Law on incident reporting"


def test_a_project_is_changed_by_the_whole_form() -> None:
    house = make.reader("house")
    project = activity("A project", by=house)

    answer = of(house).get(reverse(CHANGE, args=[project.pk]))

    assert answer.headers["Location"] == reverse("activities:activity-change", args=[project.pk])


def test_a_hidden_event_cannot_be_told_from_a_missing_one() -> None:
    hidden = activity("Undercover", marking=make.STRICT, fields={"sort": "event"})
    stranger = of(make.reader("stranger"))

    answers = [stranger.get(reverse(CHANGE, args=[record])) for record in (hidden.pk, make.uuid(7))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_another_house_may_read_and_not_change() -> None:
    kept = activity("Workshop", marking=make.GREEN, fields={"sort": "event"})

    assert of(make.reader("stranger")).get(reverse(CHANGE, args=[kept.pk])).status_code == 403


def test_the_whole_form_keeps_the_kind_of_a_measure() -> None:
    house = make.reader("house")
    sent(house, MEASURE, a_measure())
    record = Activity.objects.get().pk
    data = {
        "title": "Law",
        "sort": "own-measure",
        "version": "1",
        "bodies-TOTAL_FORMS": "0",
        "bodies-INITIAL_FORMS": "0",
    }

    of(house).post(reverse("activities:activity-change", args=[record]), data)

    assert Activity.objects.get().measure == "law"
