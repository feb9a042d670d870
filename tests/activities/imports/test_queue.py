import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.imports.doing import brought_in, outcomes, undone
from tests.activities.imports.files import activity, iati
from tests.activities.imports.test_pages import signed_in, text_of
from tests.visits import got, offers, typed

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import Import
from egnatia.activities.imports.name_queue.actions import (
    UnclearError,
    add_as_new,
    bring_answer_in,
    leave_as_it_is,
    map_to,
    reopen,
    understand_again,
)
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.name_queue.names import Name, Unknown
from egnatia.activities.imports.name_queue.queries import organisations_meant
from egnatia.activities.imports.name_queue.views import UNCLEAR
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Organisation, OrganisationName, Person
from egnatia.taxonomy.models import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Organisation:
    """Known by the name that the test files report under."""
    return make.organisation("Ura (demo)")


@pytest.fixture
def officer(house: Organisation) -> Reader:
    return make.reader("officer", at=house)


def waiting(what: str = "organisation") -> list[tuple[str, int]]:
    rows = QueueEntry.objects.filter(what=what, state="open", record__withdrawn_at__isnull=True)
    return list(rows.order_by("value").values_list("value", "count"))


def entry(value: str) -> QueueEntry:
    found: QueueEntry = QueueEntry.objects.get(value=value)
    return found


def test_each_unknown_organisation_waits_once_with_the_number_of_activities_that_name_it(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund"), activity("XM-2", funder="NORDLYS  fund")))

    assert waiting() == [("Nordlys Fund", 2)]


def test_an_organisation_that_the_importer_sees_by_any_of_its_names_is_known(officer: Reader) -> None:
    known = make.organisation("Nordlys Fund (demo)")
    OrganisationName.objects.create(organisation=known, name="Фонд Нордлис", folded="fond nordlis")

    brought_in(officer, iati(activity("XM-1", funder="Fond Nordlis"), activity("XM-2", funder="Nordlys Fund (demo)")))

    assert waiting() == []


def test_an_organisation_that_is_hidden_from_the_importer_is_unknown_to_them(officer: Reader) -> None:
    make.organisation("Undercover Fund", marking=make.STRICT)

    brought_in(officer, iati(activity("XM-1", funder="Undercover Fund")))

    assert waiting() == [("Undercover Fund", 1)]


@pytest.mark.parametrize(
    ("what", "said", "expected"),
    [
        ("sector", {"sector": "A7"}, [("99:A7", 1)]),
        ("place", {"economy": "Republic of Nowhere"}, [("Republic of Nowhere", 1)]),
        ("language", {"lang": "qx"}, [("qx", 1)]),
    ],
)
def test_unknown_sectors_places_and_languages_wait_too(
    officer: Reader, what: str, said: dict[str, str], expected: list[tuple[str, int]]
) -> None:
    brought_in(officer, iati(activity("XM-1", **said)))

    assert waiting(what) == expected
    assert Activity.objects.count() == 1


def test_a_development_goal_is_no_name_that_somebody_must_identify(officer: Reader) -> None:
    stated = activity("XM-1", sector="A7").replace(
        "</iati-activity>",
        '<sector vocabulary="7" code="16"/><sector vocabulary="8" code="16.A"/><sector vocabulary="8" code="none"/>'
        "</iati-activity>",
    )

    brought_in(officer, iati(stated))

    assert sorted(waiting("sector")) == [("8:none", 1), ("99:A7", 1)]


def test_what_the_file_and_the_vocabulary_name_is_known(officer: Reader) -> None:
    Term.objects.create(vocabulary="sector", code="99:A7", labels={"en": "Arms"})

    brought_in(officer, iati(activity("XM-1", sector="A7", economy="Albania", lang="sq")))

    assert [waiting(what) for what in ("sector", "place", "language")] == [[], [], []]


def test_only_those_who_see_the_source_see_its_unknown_names(officer: Reader, house: Organisation) -> None:
    colleague, member = make.reader("colleague", at=house), make.reader("member")

    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")), marking=make.STRICT)

    assert QueueEntry.visible_to(colleague).count() == 1
    assert QueueEntry.visible_to(member).count() == 0


def test_an_import_lists_the_most_frequent_names_and_counts_the_rest() -> None:
    unknown = Unknown()
    unknown.count.update({Name("place", "b"): 1, Name("place", "a"): 1, Name("place", "c"): 5})

    assert unknown.most_frequent("place", 2) == ([(Name("place", "c"), 5), (Name("place", "a"), 1)], 1)


def test_a_name_that_waits_already_is_counted_further(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")))
    brought_in(officer, iati(activity("XM-2", funder="Nordlys Fund")))

    assert waiting() == [("Nordlys Fund", 2)]


def test_undoing_an_import_takes_its_names_back_and_importing_again_brings_them(officer: Reader) -> None:
    made = brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")))

    undone(made, officer)
    assert waiting() == []
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")))

    assert waiting() == [("Nordlys Fund", 1)]


def test_a_name_that_another_import_brought_too_still_waits_after_one_was_undone(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")))
    second = brought_in(officer, iati(activity("XM-2", funder="Nordlys Fund")))

    undone(second, officer)

    assert waiting() == [("Nordlys Fund", 1)]


def test_a_name_mapped_to_an_organisation_means_it_for_the_house_that_said_so(
    officer: Reader, house: Organisation
) -> None:
    known = make.organisation("Nordlys Fund (demo)")
    brought_in(officer, iati(activity("XM-1", funder="NLF")))

    map_to(entry("NLF").pk, "nordlys fund (demo)", by=officer)
    brought_in(officer, iati(activity("XM-2", funder="NLF")))

    assert waiting() == []
    assert organisations_meant(make.reader("colleague", at=house)) == {"nlf": known.pk}
    assert organisations_meant(make.reader("member")) == {}


def test_a_name_that_means_nothing_or_several_is_said_to_be_unclear(officer: Reader) -> None:
    make.organisation("Twin (demo)")
    make.organisation("Twin (demo)")
    brought_in(officer, iati(activity("XM-1", funder="NLF", sector="A7", economy="Nowhere", lang="qx")))

    for value, answer, code in [
        ("NLF", "Nobody", "organisation"),
        ("NLF", "Twin (demo)", "several"),
        ("NLF", " ", "empty"),
        ("99:A7", "knitting", "sector"),
        ("Nowhere", "Atlantis", "place"),
        ("qx", "qq", "language"),
    ]:
        with pytest.raises(UnclearError, match=f"^{code}$"):
            map_to(entry(value).pk, answer, by=officer)


def test_an_organisation_that_is_hidden_cannot_be_found_by_answering(officer: Reader) -> None:
    make.organisation("Undercover Fund", marking=make.STRICT)
    brought_in(officer, iati(activity("XM-1", funder="UCF")))

    with pytest.raises(UnclearError, match="organisation"):
        map_to(entry("UCF").pk, "Undercover Fund", by=officer)


@pytest.mark.parametrize("answer", ["99812", "DAC:99812", "quiet nights"])
def test_a_sector_is_answered_by_its_code_or_its_label(officer: Reader, answer: str) -> None:
    Term.objects.create(vocabulary="sector", code="DAC:99812", labels={"en": "Quiet nights"})
    brought_in(officer, iati(activity("XM-1", sector="A7")))

    assert map_to(entry("99:A7").pk, answer, by=officer).code == "DAC:99812"


@pytest.mark.parametrize("answer", ["ALB", "Albania", "Shqipëria"])
def test_a_place_is_answered_by_the_code_or_a_name_of_an_economy(officer: Reader, answer: str) -> None:
    brought_in(officer, iati(activity("XM-1", economy="Republic of Nowhere")))

    assert map_to(entry("Republic of Nowhere").pk, answer, by=officer).code == "ALB"


def test_a_language_is_answered_by_its_code(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", lang="qx")))

    assert map_to(entry("qx").pk, "SQ", by=officer).code == "sq"


def test_what_a_house_said_about_a_place_holds_for_what_it_imports_afterwards(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", economy="Republic of Nowhere")))
    map_to(entry("Republic of Nowhere").pk, "ALB", by=officer)

    brought_in(officer, iati(activity("XM-2", economy="Republic of Nowhere")))

    assert Activity.objects.get(identifier="XM-2").economies == ["ALB"]


def test_what_was_said_under_a_narrow_marking_does_not_show_in_a_wide_import(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", economy="Republic of Nowhere")), marking=make.STRICT)
    map_to(entry("Republic of Nowhere").pk, "ALB", by=officer)

    brought_in(officer, iati(activity("XM-1", economy="Republic of Nowhere")), marking=make.GREEN)

    assert Activity.objects.get(record__tlp=1).economies != ["ALB"]


def test_a_new_organisation_is_seen_by_those_who_see_the_source(officer: Reader) -> None:
    member = make.reader("member")
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")), marking=make.STRICT)

    added = add_as_new(entry("Nordlys Fund").pk, by=officer)

    assert Organisation.visible_to(officer).get(pk=added.organisation_id).name == "Nordlys Fund"
    assert not Organisation.visible_to(member).filter(name="Nordlys Fund").exists()


def test_a_new_sector_is_a_public_word_so_only_the_secretariat_adds_it(officer: Reader, house: Organisation) -> None:
    brought_in(officer, iati(activity("XM-1", sector="A7")))
    with pytest.raises(NotAllowed, match="secretariat"):
        add_as_new(entry("99:A7").pk, by=officer)

    desk = make.reader("desk", at=house, secretariat=True)
    assert add_as_new(entry("99:A7").pk, by=desk).code == "99:A7"
    assert Term.objects.filter(vocabulary="sector", code="99:A7").exists()


def test_a_name_that_was_left_as_it_is_is_not_asked_for_again(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Various")))
    leave_as_it_is(entry("Various").pk, by=officer)

    brought_in(officer, iati(activity("XM-2", funder="Various")))

    assert waiting() == []


def test_an_answer_can_be_taken_back(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")))
    added = add_as_new(entry("Nordlys Fund").pk, by=officer)

    reopen(added.pk, by=officer)

    assert waiting() == [("Nordlys Fund", 1)]
    assert not Organisation.visible_to(officer).filter(name="Nordlys Fund").exists()


def test_an_answer_is_given_once_and_by_its_own_house(officer: Reader) -> None:
    member = make.reader("member")
    brought_in(officer, iati(activity("XM-1", funder="Nordlys Fund")), marking=make.GREEN)
    made = entry("Nordlys Fund").pk
    with pytest.raises(NotAllowed, match="owner"):
        leave_as_it_is(made, by=member)
    with pytest.raises(NotFound):
        leave_as_it_is(make.uuid(7), by=member)
    leave_as_it_is(made, by=officer)

    with pytest.raises(NotAllowed, match="answered"):
        leave_as_it_is(made, by=officer)
    reopen(made, by=officer)
    with pytest.raises(NotAllowed, match="answered"):
        reopen(made, by=officer)


def test_the_queue_on_its_page(client: Client, officer: Reader) -> None:
    make.organisation("Nordlys Fund (demo)")
    signed_in(client, Person.objects.get(username="officer"))
    brought_in(officer, iati(activity("XM-1", funder="NLF")))
    address = reverse("activities:queue-answer", args=[entry("NLF").pk])
    waits = got(client, "activities:queue")
    assert [(each.value, each.count) for each in waits.context["listing"].rows] == [("NLF", 1)]
    assert "NLF" in text_of(waits.content)

    wrong = client.post(address, {"what": "organisation", "answer": "Nordlis"})
    assert wrong.context["unclear"].sentence == str(UNCLEAR["organisation"])
    assert str(UNCLEAR["organisation"]) in text_of(wrong.content)
    assert typed(wrong)["answer"] == ["Nordlis"]
    client.post(address, {"what": "organisation", "answer": "Nordlys Fund (demo)"})

    answered = got(client, "activities:queue", what="organisation", answered="1")
    assert [(each.state, each.answer) for each in answered.context["listing"].rows] == [
        ("mapped", "Nordlys Fund (demo)"),
    ]
    assert f"{QueueEntry.State.MAPPED.label} Nordlys Fund (demo)" in text_of(answered.content)
    client.post(
        reverse("activities:queue-reopening", args=[entry("NLF").pk]), {"what": "organisation", "answered": "1"}
    )
    assert waiting() == [("NLF", 1)]


def test_the_other_answers_on_the_page(client: Client, officer: Reader) -> None:
    signed_in(client, Person.objects.get(username="officer"))
    brought_in(officer, iati(activity("XM-1", funder="Nordlys"), activity("XM-2", funder="Various", economy="Nowhere")))

    client.post(reverse("activities:queue-answer", args=[entry("Nordlys").pk]), {"add": "1"})
    client.post(reverse("activities:queue-answer", args=[entry("Various").pk]), {"leave": "1"})

    assert waiting() == []
    assert "Nowhere" in text_of(client.get(reverse("activities:queue"), {"what": "place"}).content)


def test_the_page_of_an_import_leads_to_its_unknown_names(client: Client, officer: Reader) -> None:
    signed_in(client, Person.objects.get(username="officer"))
    made = brought_in(officer, iati(activity("XM-1", funder="Nordlys")))
    Import.objects.filter(pk=made).update(unlisted={"organisation": 12})

    answer = got(client, "activities:import", made)

    found = answer.context["found"]
    assert (found.unknown, found.unlisted) == (1, 12)
    assert offers(answer, "activities:queue")
    notice = text_of(answer.content.partition(b'<div class="notice">')[2].partition(b"</div>")[0])
    assert re.findall(r"\d+", notice) == ["1", "12"]


def test_what_was_said_about_a_place_reaches_the_activities_that_have_it_and_leaves_them_when_taken_back(
    client: Client, officer: Reader
) -> None:
    signed_in(client, Person.objects.get(username="officer"))
    made = brought_in(
        officer, iati(activity("XM-1", economy="Republic of Nowhere"), activity("XM-2", economy="Albania"))
    )
    before = Activity.objects.get(identifier="XM-1").economies
    found = entry("Republic of Nowhere").pk

    client.post(reverse("activities:queue-answer", args=[found]), {"what": "place", "answer": "Albania"})
    bring_answer_in(str(found), officer.person)
    assert Activity.objects.get(identifier="XM-1").economies == ["ALB"]
    client.post(reverse("activities:queue-reopening", args=[found]), {"what": "place"})
    bring_answer_in(str(found), officer.person)

    assert Activity.objects.get(identifier="XM-1").economies == before
    assert Activity.objects.get(identifier="XM-2").economies == ["ALB"]
    assert entry("Republic of Nowhere").code == ""
    undone(made, officer)
    assert not Activity.visible_to(officer).exists()


def test_what_was_said_about_a_sector_survives_the_same_file(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", sector="A7")))
    map_to(entry("99:A7").pk, "15210", by=officer)
    assert understand_again(entry("99:A7").pk, by=officer) == 1

    again = brought_in(officer, iati(activity("XM-1", sector="A7")))

    assert outcomes(again) == {"unchanged": 1}
    assert Activity.objects.get().sectors == ["DAC:15210"]
    assert understand_again(entry("99:A7").pk, by=officer) == 0


def test_activities_under_another_marking_and_of_other_houses_are_left_alone(officer: Reader) -> None:
    other = make.reader("other")
    brought_in(officer, iati(activity("XM-1", sector="A7")), marking=make.STRICT)
    brought_in(officer, iati(activity("XM-1", sector="A7")), marking=make.GREEN)
    brought_in(other, iati(activity("XM-1", sector="A7")), marking=make.STRICT)
    found = QueueEntry.objects.get(record__owner=UUID(officer.organisation), record__tlp=3, what="sector")
    map_to(found.pk, "15210", by=officer)

    assert understand_again(found.pk, by=officer) == 1


def test_an_answer_is_not_brought_in_for_somebody_who_may_no_longer(officer: Reader) -> None:
    brought_in(officer, iati(activity("XM-1", sector="A7")))
    map_to(entry("99:A7").pk, "15210", by=officer)
    Person.objects.filter(pk=officer.person).update(is_active=False)

    bring_answer_in(str(entry("99:A7").pk), officer.person)

    assert Activity.objects.get().sectors == ["99:A7"]


def test_an_organisation_needs_nothing_brought_in(officer: Reader) -> None:
    make.organisation("Nordlys Fund (demo)")
    brought_in(officer, iati(activity("XM-1", funder="NLF")))
    map_to(entry("NLF").pk, "Nordlys Fund (demo)", by=officer)

    assert understand_again(entry("NLF").pk, by=officer) == 0
