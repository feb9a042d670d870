import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Reason
from egnatia.kernel.audience import Group
from egnatia.kernel.models import AuditEvent, Person, Record, Release
from egnatia.kernel.readers import reader_of
from egnatia.people.marking.words import FAULTS, audience_line, in_short, reason_sentence
from egnatia.taxonomy.forum import community_names, forum
from tests import make
from tests.people.accounts import browser
from tests.visits import Answer, forms, offers, refused, typed

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


def said_of(answer: Answer) -> list[str]:
    """The codes of those groups of the preview that the page says in words."""
    groups = answer.context["preview"].groups
    return [
        each.code for each in groups if escape(audience_line(each, forum(), community_names()).words) in answer.text
    ]


def now(record: Record) -> Marking:
    return Record.objects.get(pk=record.pk).marking


def test_it_says_who_sees_a_record_and_why() -> None:
    who, record = writer()

    seen = browser(who).get(page(record))

    assert "TLP:AMBER+STRICT" in seen.text
    (group,) = seen.context["groups"]
    assert group == Group("organisation", organisation="House (demo)", people=("writer (demo)",))
    assert f"{audience_line(group, forum(), community_names()).words}:</strong> writer (demo)" in seen.text
    assert seen.context["record"].verdict.reasons[0] == Reason("owner")
    assert reason_sentence(Reason("owner"), forum(), {}) in seen.text


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

    shown = browser(who).post(page(record), {"marking-tlp": "1", "preview": "1"})

    assert shown.context["preview"].words == "TLP:GREEN"
    assert [group.code for group in shown.context["preview"].groups] == ["members", "organisation"]
    assert said_of(shown) == ["members", "organisation"]
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
    said = browser(who).post(page(record), {"marking-tlp": "0"}, follow=True)
    release = Release.objects.get()

    assert said.context["release"].marking == make.CLEAR
    assert said.context["release"].mine
    assert offers(said, "people:release-declining", release.pk)
    assert not offers(said, "people:release-confirmation", release.pk)
    assert browser(who).post(reverse("people:release-confirmation", args=[release.pk])).status_code == 403
    assert offers(browser(second).get(page(record)), "people:release-confirmation", release.pk)
    assert browser(second).post(reverse("people:release-confirmation", args=[release.pk])).status_code == 302
    assert now(record) == make.CLEAR


def test_that_keeping_it_to_oneself_waits_is_said_before_the_button_is_pressed() -> None:
    who, record = writer()
    client, said = browser(who), "TLP:RED also needs a second person"
    red, waits = {"marking-tlp": str(Tlp.RED.value)}, "A second person with access must approve this marking."
    draft, previewed = client.get(page(record)), client.post(page(record), {**red, "preview": "1"})
    for released in (Tlp.GREEN, Tlp.AMBER_STRICT):
        client.post(page(record), {"marking-tlp": str(released.value)})

    assert not draft.context["record"].alone_waits
    assert not previewed.context["preview"].waits
    for first in (draft, previewed):
        assert said not in first.text
        assert waits not in first.text
    later = client.get(page(record))
    assert later.context["record"].alone_waits
    assert said in later.text
    for again in (
        client.post(page(record), {**red, "preview": "1"}),
        client.post(reverse("people:marking-preview-of", args=[record.pk]), red),
    ):
        assert again.context["preview"].waits
        assert waits in again.text
    client.post(page(record), red)
    assert now(record).tlp == Tlp.AMBER_STRICT
    assert Release.objects.count() == 1


def test_of_a_record_that_no_person_wrote_it_is_shown_who_will_see_it_under_red() -> None:
    who, record = writer()
    Record.objects.filter(pk=record.pk).update(author="")
    red = {"marking-tlp": str(Tlp.RED.value), "preview": "1"}

    answer = browser(who).post(page(record), red)

    assert answer.status_code == 200
    assert answer.context["preview"].words == "TLP:RED"
    assert answer.context["preview"].groups == (Group("person", people=(who.name,)),)
    assert said_of(answer) == ["person"]


def times_alone(answer: Answer) -> int:
    """How often the page says that nobody else could agree."""
    said = [each.name for each in answer.templates].count("people/marking/alone.html")
    return said if answer.context["alone"] else 0


def test_where_nobody_else_could_agree_it_says_so_before_one_asks_and_while_it_waits() -> None:
    who, record = writer()
    client = browser(who)
    assert times_alone(client.get(page(record))) == 0  # a draft is opened by one person alone
    client.post(page(record), {"marking-tlp": "1"})
    assert times_alone(client.get(page(record))) == 0
    narrower = client.post(page(record), {"marking-tlp": "3", "preview": "1"})
    assert narrower.context["preview"].alone

    client.post(page(record), {"marking-tlp": "3"})

    assert times_alone(client.get(page(record))) == 1
    waiting = client.post(page(record), {"marking-tlp": "1"}, follow=True)
    assert times_alone(waiting) == 1
    assert Release.objects.exists()


def test_a_colleague_who_reads_it_could_agree() -> None:
    who, record = writer()
    client = browser(who)
    client.post(page(record), {"marking-tlp": "1"})
    client.post(page(record), {"marking-tlp": "3"})

    colleague(who)

    assert times_alone(client.get(page(record))) == 0


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

    seen = reader.get(page(record))
    assert seen.status_code == 200
    assert seen.context["form"] is None
    assert forms(seen) == set()
    assert refused(reader.post(page(record), {"marking-tlp": "0"}), "owner")


def test_a_wrong_marking_keeps_what_was_chosen() -> None:
    who, record = writer()

    shown = browser(who).post(page(record), {"marking-tlp": "2"})

    assert shown.context["form"].errors == {"communities": [FAULTS["amber-needs-a-community"]]}
    assert str(FAULTS["amber-needs-a-community"]) in shown.text
    assert typed(shown)["marking-tlp"] == ["2"]
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

    new = client.post(PREVIEW, {"marking-tlp": "0"})
    known = client.post(reverse("people:marking-preview-of", args=[record.pk]), {"marking-tlp": "3"})

    assert "public" in said_of(new)
    assert said_of(known) == ["organisation"]
    assert known.context["preview"].groups[0].organisation == "House (demo)"
    assert "House (demo)" in known.text
    assert "<html" not in new.text
    unclear = client.post(PREVIEW, {})
    assert not unclear.context["preview"].valid
    assert 'class="notice warning"' in unclear.text


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

    shown = browser(who).post(page(record), form)

    for words in (
        "Members of Focal-Points from Albania:",
        "Members of Focal-Points from House (demo):",
        "The focal point for Albania in Focal-Points, including deputies:",
        "this role is vacant",
        "The secretariat:",
    ):
        assert words in shown.text
    assert UUID(str(record.pk)) == record.pk


def test_persons_are_named_under_red() -> None:
    who, record = writer()
    second = colleague(who)

    browser(who).post(page(record), {"marking-tlp": "4", "marking-persons": str(second.pk)})
    seen = browser(second).get(page(record))

    assert now(record) == Marking(Tlp.RED, persons=frozenset({str(second.pk)}))
    assert seen.context["record"].verdict.reasons == (Reason("named"),)
    assert reason_sentence(Reason("named"), forum(), {}) in seen.text
    assert in_short(now(record), forum(), {}) in seen.text
