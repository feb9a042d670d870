import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import AuditEvent, Person, Record, Release
from egnatia.kernel.readers import reader_of
from tests import make
from tests.people.accounts import browser

pytestmark = pytest.mark.django_db
PREVIEW = reverse("people:marking-preview")


def writer(username: str = "writer", *, house: str = "House (demo)") -> tuple[Person, Record]:
    who = make.person(username, at=make.organisation(house))
    make.seat(who, "focal-points")
    return who, make.record(by=reader_of(who, strong=True), marking=make.STRICT)


def page(record: Record) -> str:
    return reverse("people:marking", args=[record.pk])


def colleague(who: Person) -> Person:
    made = make.person("colleague", at=who.organisation)
    make.seat(made, "focal-points")
    return made


def now(record: Record) -> Marking:
    return Record.objects.get(pk=record.pk).marking


def test_it_says_who_sees_a_record_and_why() -> None:
    who, record = writer()

    seen = browser(who).get(page(record)).content.decode()

    assert "TLP:AMBER+STRICT" in seen
    assert "Staff of House (demo):" in seen
    assert "writer (demo)" in seen
    assert "It belongs to your organisation." in seen


def test_what_is_sent_as_it_stands_changes_nothing() -> None:
    who, record = writer()

    boxes = re.findall(r"<input[^>]*checkbox[^>]*>", browser(who).get(page(record)).content.decode())

    assert any('value="S"' in box for box in boxes)
    assert [box for box in boxes if "checked" in box] == []


def test_a_hidden_record_is_a_missing_page() -> None:
    _, record = writer()
    client = browser(make.person("stranger"))

    hidden, missing = client.get(page(record)), client.get(reverse("people:marking", args=[make.uuid(1)]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
    assert client.get("/nowhere/").content == hidden.content


def test_the_preview_shows_without_saving_and_without_javascript() -> None:
    who, record = writer()

    shown = browser(who).post(page(record), {"marking-tlp": "1", "preview": "1"}).content.decode()

    assert "Who will see this under TLP:GREEN" in shown
    assert "All members of the platform" in shown
    assert now(record) == make.STRICT


def test_the_first_release_of_a_draft_holds_at_once() -> None:
    who, record = writer()

    browser(who).post(page(record), {"marking-tlp": "1"})

    assert now(record) == make.GREEN
    assert AuditEvent.objects.filter(target=str(record.pk)).count() == 1


def test_widening_later_waits_for_a_second_person_who_agrees() -> None:
    who, record = writer()
    second = colleague(who)
    browser(who).post(page(record), {"marking-tlp": "1"})
    said = browser(who).post(page(record), {"marking-tlp": "0"}, follow=True).content.decode()
    release = Release.objects.get()

    assert "waits for a second person" in said
    assert "Take it back" in said
    assert "I agree" not in said
    assert browser(who).post(reverse("people:release-confirmation", args=[release.pk])).status_code == 403
    assert "I agree" in browser(second).get(page(record)).content.decode()
    assert browser(second).post(reverse("people:release-confirmation", args=[release.pk])).status_code == 302
    assert now(record) == make.CLEAR


def test_that_keeping_it_to_oneself_waits_is_said_before_the_button_is_pressed() -> None:
    who, record = writer()
    client, said = browser(who), "TLP:RED, even for yourself alone, needs a second person as well"
    red, waits = {"marking-tlp": str(Tlp.RED.value)}, "It waits for a second person who can read it."
    draft = client.get(page(record)).text + client.post(page(record), {**red, "preview": "1"}).text
    for released in (Tlp.GREEN, Tlp.AMBER_STRICT):
        client.post(page(record), {"marking-tlp": str(released.value)})

    assert said not in draft
    assert waits not in draft
    assert said in client.get(page(record)).text
    assert waits in client.post(page(record), {**red, "preview": "1"}).text
    assert waits in client.post(reverse("people:marking-preview-of", args=[record.pk]), red).text
    client.post(page(record), red)
    assert now(record).tlp == Tlp.AMBER_STRICT
    assert Release.objects.count() == 1


def test_of_a_record_that_no_person_wrote_it_is_shown_who_will_see_it_under_red() -> None:
    who, record = writer()
    Record.objects.filter(pk=record.pk).update(author="")
    red = {"marking-tlp": str(Tlp.RED.value), "preview": "1"}

    answer = browser(who).post(page(record), red)

    assert answer.status_code == 200
    assert "Who will see this under TLP:RED" in answer.text


ALONE = "Today nobody else reads this"


def test_where_nobody_else_could_agree_it_says_so_before_one_asks_and_while_it_waits() -> None:
    who, record = writer()
    client = browser(who)
    assert ALONE not in client.get(page(record)).text  # a draft is opened by one person alone
    client.post(page(record), {"marking-tlp": "1"})
    assert ALONE not in client.get(page(record)).text
    narrower = client.post(page(record), {"marking-tlp": "3", "preview": "1"}).text
    assert "Nobody else would read it then" in narrower

    client.post(page(record), {"marking-tlp": "3"})

    assert ALONE in client.get(page(record)).text
    waiting = client.post(page(record), {"marking-tlp": "1"}, follow=True).text
    assert waiting.count(ALONE) == 1
    assert Release.objects.exists()


def test_a_colleague_who_reads_it_could_agree() -> None:
    who, record = writer()
    client = browser(who)
    client.post(page(record), {"marking-tlp": "1"})
    client.post(page(record), {"marking-tlp": "3"})

    colleague(who)

    assert ALONE not in client.get(page(record)).text


def test_a_wish_to_widen_is_declined() -> None:
    who, record = writer()
    second = colleague(who)
    browser(who).post(page(record), {"marking-tlp": "1"})
    browser(who).post(page(record), {"marking-tlp": "0"})

    browser(second).post(reverse("people:release-declining", args=[Release.objects.get().pk]))

    assert not Release.objects.exists()
    assert now(record) == make.GREEN


def test_a_wish_to_widen_is_missing_for_who_does_not_read_the_record() -> None:
    who, record = writer()
    browser(who).post(page(record), {"marking-tlp": "3", "marking-offices": "S"})
    browser(who).post(page(record), {"marking-tlp": "1"})
    release = Release.objects.get()
    stranger = browser(make.person("stranger"))

    for name in ("release-confirmation", "release-declining"):
        hidden = stranger.post(reverse(f"people:{name}", args=[release.pk]))
        missing = stranger.post(reverse(f"people:{name}", args=[make.uuid(2)]))
        assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
        assert hidden.status_code == 404


def test_a_reader_of_another_organisation_is_offered_no_form_and_changes_nothing() -> None:
    who, record = writer()
    browser(who).post(page(record), {"marking-tlp": "1"})
    reader = browser(make.person("reader"))

    assert "Only the organisation that it belongs to changes it." in reader.get(page(record)).content.decode()
    answer = reader.post(page(record), {"marking-tlp": "0"})
    assert answer.status_code == 403
    assert "Only the organisation that it belongs to may change it." in answer.content.decode()


def test_a_wrong_marking_keeps_what_was_chosen() -> None:
    who, record = writer()

    shown = browser(who).post(page(record), {"marking-tlp": "2"}).content.decode()

    assert "Choose at least one community" in shown
    assert now(record) == make.STRICT


def test_the_title_of_a_record_is_in_its_own_language() -> None:
    who, record = writer()
    Record.objects.filter(pk=record.pk).update(text={"mk": "Пробација"})

    assert '<p class="lead" lang="mk">' in browser(who).get(page(record)).text

    Record.objects.filter(pk=record.pk).update(text={"und": "Patrol"})
    assert '<p class="lead" lang' not in browser(who).get(page(record)).text


def test_the_record_leads_back_to_its_own_page_where_its_kind_has_one() -> None:
    own = make.organisation("House (demo)")
    client = browser(make.person("reader"))

    assert client.get(reverse("people:marking", args=[own.pk])).status_code == 200


def test_with_javascript_the_audience_comes_as_a_fragment() -> None:
    who, record = writer()
    client = browser(who)

    new = client.post(PREVIEW, {"marking-tlp": "0"}).content.decode()
    known = client.post(reverse("people:marking-preview-of", args=[record.pk]), {"marking-tlp": "3"}).content.decode()

    assert "Everyone, the public too" in new
    assert "Staff of House (demo)" in known
    assert "<html" not in new
    assert "not complete" in client.post(PREVIEW, {}).content.decode()


def test_the_preview_of_a_hidden_record_is_missing() -> None:
    _, record = writer()

    answer = browser(make.person("stranger")).post(
        reverse("people:marking-preview-of", args=[record.pk]), {"marking-tlp": "3"}
    )

    assert answer.status_code == 404


def test_names_are_suggested_while_typing_among_visible_organisations_only() -> None:
    make.organisation("Fondacioni Ura (demo)")
    make.organisation("Ura Undercover (demo)", marking=make.STRICT)
    client = browser(make.person("reader"))
    url = reverse("people:organisations")

    offered = client.get(url, {"marking-organisation_name": "ura"}).content.decode()

    assert "Fondacioni Ura (demo)" in offered
    assert "Undercover" not in offered
    assert client.get(url).content.strip() == b""


def test_a_visitor_is_led_to_sign_in() -> None:
    assert Client().post(PREVIEW).status_code == 302


def test_seats_and_communities_are_named_in_the_audience() -> None:
    who, record = writer()
    make.office(None, "F", where="focal-points", economy="ALB")
    form = {
        "marking-tlp": "2",
        "marking-communities": "focal-points",
        "marking-economies": "ALB",
        "marking-organisations": str(record.owner_id),
        "marking-offices": ["F:focal-points:ALB", "S"],
        "preview": "1",
    }

    shown = browser(who).post(page(record), form).content.decode()

    for words in (
        "Members of Focal-Points from Albania:",
        "Members of Focal-Points from House (demo):",
        "The focal point for Albania in Focal-Points, deputies included:",
        "this seat is vacant today",
        "secretariat&#x27;s desk:",
    ):
        assert words in shown
    assert UUID(str(record.pk)) == record.pk


def test_persons_are_named_under_red() -> None:
    who, record = writer()
    second = colleague(who)

    browser(who).post(page(record), {"marking-tlp": "4", "marking-persons": str(second.pk)})
    seen = browser(second).get(page(record)).content.decode()

    assert now(record) == Marking(Tlp.RED, persons=frozenset({str(second.pk)}))
    assert "You are named in its marking." in seen
    assert "named persons only" in seen
