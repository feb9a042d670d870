"""From the ticks in a list over the preview to the page with its undo, without JavaScript."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity, facts, of, reader_at, shown, words
from tests.needs.bulk_changes.doing import changed, hidden, needs_changed, record, sent
from tests.needs.needs.doing import focal_point, need, objectives, stored

from egnatia.activities.activities.actions import withdraw_activity
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storing import Fields, update
from egnatia.kernel.marking import Tlp
from egnatia.kernel.markings import remark
from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.needs.bulk_changes.models import BulkChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura", seats=("focal-points",))


def previewed(client: Client, records: list[object], listed: str = "activities", **wish: object) -> bytes:
    """From the list to the preview."""
    asked = sent(client, "choosing", listed, record=records).content
    return bytes(sent(client, "preview", listed, choice=hidden(asked, "choice"), **wish).content)


def test_from_ticks_to_the_undo(ura: Reader) -> None:
    one, two = activity("Patrols", by=ura), activity("Courts", by=ura, fields=Fields(status="pipeline"))
    client = of(ura)
    listed = client.get(reverse("activities:activities")).content.decode()
    assert listed.count('name="record"') == 2

    asked = sent(client, "choosing", record=[one.pk, two.pk])
    assert "Change 2 activities" in words(asked.content)
    page = previewed(client, [one.pk, two.pk], status="closed")
    said = words(page)
    assert "before: planned now: completed" in said
    assert "Change these 2" in said
    assert not BulkChange.objects.exists()

    done = sent(client, "carrying-out", plan=hidden(page, "plan"))
    assert "2 records changed. You can undo it here." in words(done.content)
    assert set(Activity.objects.values_list("status", flat=True)) == {"closed"}
    change = BulkChange.objects.get()
    assert "2 activities changed" in shown(client, "needs:bulk-changes")

    after = client.post(reverse("needs:bulk-undoing", args=[change.pk]), follow=True)
    assert "2 put back." in words(after.content)
    assert set(Activity.objects.values_list("status", flat=True)) == {"", "pipeline"}
    assert "undone on" in shown(client, "needs:bulk-changes")


def test_where_nothing_was_ticked_the_list_comes_back_as_it_was_filtered(ura: Reader) -> None:
    activity("Patrols", by=ura)
    address = reverse("needs:bulk-choosing", args=["activities"])

    answer = of(ura).post(f"{address}?q=Patrols&economy=ALB")

    assert answer.headers["Location"] == f"{reverse('activities:activities')}?q=Patrols&economy=ALB"
    assert of(ura).post(address).headers["Location"] == reverse("activities:activities")


def test_a_preview_says_who_sees_them_then_and_who_no_longer(ura: Reader) -> None:
    draft = activity("Draft", by=ura, marking=make.STRICT)
    public = activity("Public", by=ura)
    marking: dict[str, Any] = {"marking-tlp": "2", "marking-communities": ["focal-points"]}

    page = words(previewed(of(ura), [draft.pk, public.pk], remark="on", **marking))

    assert page.count("1 record TLP:AMBER Focal-Points") == 2
    assert "Who sees them then and does not now: Members of Focal-Points: ura (demo)" in page
    assert "Who sees them now and no longer then: Everyone, the public too" in page
    assert "opened to: Members of Focal-Points" in page
    assert "closed to: Everyone, the public too" in page


def test_a_preview_says_what_waits_for_a_second_person(ura: Reader) -> None:
    one = activity(by=ura, marking=make.STRICT)
    remark(one.record, make.amber("focal-points"), by=ura)
    client = of(ura)

    page = previewed(client, [one.pk], remark="on", **{"marking-tlp": "1"})
    done = words(sent(client, "carrying-out", plan=hidden(page, "plan")).content)

    assert "its wider marking waits for a second person who can read it" in words(page)
    assert "Of 1 the wider marking waits for a second person." in done
    assert "as it was its wider marking waits for a second person" in done
    assert record(one.pk).tlp == Tlp.AMBER


def test_a_page_after_a_widening_does_not_pretend_that_nobody_read_it(ura: Reader) -> None:
    outcome = changed(ura, [activity(by=ura, marking=make.STRICT).pk], marking=make.GREEN)

    page = shown(of(ura), "needs:bulk-change", outcome.change)

    assert "1 was opened to more readers: an undo closes it again, but whoever read it meanwhile has read it." in page


def test_all_that_a_filter_shows_are_changed_and_those_of_others_are_left(ura: Reader) -> None:
    for title in ("Prison staff", "Prison visits", "Courts"):
        activity(title, by=ura)
    activity("Prison of others")
    client = of(ura)
    assert "Change all 3 that are listed" in shown(client, q="prison")

    address = reverse("needs:bulk-choosing", args=["activities"])
    asked = client.post(f"{address}?q=prison", {"all": "1"}).content
    page = sent(client, "preview", choice=hidden(asked, "choice"), status="closed").content

    assert "Change 3 activities" in words(asked)
    assert "Change these 2" in words(page)
    assert "1: belongs to another organisation" in words(page)


def test_a_list_offers_boxes_for_ones_own_records_only(ura: Reader) -> None:
    activity("Foreign")
    assert "Change what is ticked" not in shown(of(ura))
    own = activity("Own", by=ura)

    page = of(ura).get(reverse("activities:activities")).content.decode()

    assert re.findall(r'name="record"\s+value="([^"]+)"', page) == [str(own.pk)]
    assert "Change what is ticked" not in shown(Client())


def test_a_form_with_nothing_in_it_or_a_contradiction_says_so_and_keeps_what_was_chosen(ura: Reader) -> None:
    one, client = activity(by=ura), of(ura)

    empty = previewed(client, [one.pk])
    back = previewed(client, [one.pk], start="2027", end="2026")
    twice = previewed(client, [one.pk], add_type="training", drop_type="training")
    unmarked = previewed(client, [one.pk], remark="on", **{"marking-tlp": "2"})

    assert "Nothing is to be changed yet: choose at least one thing." in words(empty)
    assert "It ends before it begins." in words(back)
    assert "The same is added above." in words(twice) or "Select a valid choice" in words(twice)
    assert "Choose at least one community" in words(unmarked)
    for page in (empty, back, unmarked):
        assert "Change 1 activity" in words(page)


def test_who_will_see_them_is_shown_before_the_preview_too(ura: Reader) -> None:
    page = previewed(of(ura), [activity(by=ura).pk], remark="on", preview="1", status="closed", **{"marking-tlp": "1"})

    assert "Who will see this under TLP:GREEN All members of the platform" in words(page)
    assert '<option value="closed" selected>' in page.decode()


def test_a_preview_leads_back_to_its_form_as_it_was_filled(ura: Reader) -> None:
    one, client = activity(by=ura), of(ura)
    page = previewed(client, [one.pk], status="closed", remark="on", **{"marking-tlp": "1"})

    again = sent(client, "choosing", plan=hidden(page, "plan")).content.decode()

    assert '<option value="closed" selected>' in again
    assert re.search(r'name="remark"[^>]*checked', again)
    assert re.search(r'value="1"[^>]*checked', again)


@pytest.mark.parametrize("forged", [["x"], [str(make.uuid(1))], ["' OR 1=1"], ["x", "x", "", "\0"]])
def test_forged_identifiers_are_answered_with_one_calm_sentence(ura: Reader, forged: list[str]) -> None:
    page = words(sent(of(ura), "choosing", record=forged).content)

    assert "Nothing was ticked that is there for you." in page


def test_a_hidden_record_is_one_that_is_not_there_to_the_byte(ura: Reader) -> None:
    own, client = activity("Own", by=ura), of(ura)
    secret, other = activity("Undercover", marking=make.RED), need(focal_point())
    pages = set()
    for strange in (secret.pk, make.uuid(9), other):
        content = sent(client, "choosing", record=[own.pk, strange]).content.decode()
        pages.add(re.sub(r'(csrfmiddlewaretoken|choice)" value="[^"]+"', "", content))

    assert len(pages) == 1
    assert "1 of those that you chose is not there, or you do not see it." in words(pages.pop().encode())


def test_more_than_a_thousand_are_refused(ura: Reader) -> None:
    """Ten thousand boxes are more than a form may hold at all; packed ones are counted."""
    own, client = activity(by=ura), of(ura)
    many = [make.uuid(number).hex for number in range(1, 1_002)]
    packed = signing.dumps([own.pk.hex, *many], salt="bulk-choice", compress=True)

    refused = words(sent(client, "preview", choice=packed, status="closed").content)
    flood = client.post(
        reverse("needs:bulk-choosing", args=["activities"]), {"record": [str(number) for number in range(10_000)]}
    )

    assert "More than 1,000 at once: narrow the list by its filters." in refused
    assert flood.status_code == 400
    assert not BulkChange.objects.exists()


def test_a_plan_of_somebody_else_or_a_forged_one_does_nothing(ura: Reader) -> None:
    one = activity(by=ura)
    page = previewed(of(ura), [one.pk], status="closed")
    colleague = of(reader_at(ura, "colleague"))

    for client, plan in ((colleague, hidden(page, "plan")), (of(ura), "forged"), (of(ura), "")):
        said = words(sent(client, "carrying-out", plan=plan).content)
        assert "This preview is too old or not yours. Choose again." in said
    other_list = words(sent(of(ura), "carrying-out", "needs", plan=hidden(page, "plan")).content)
    assert "too old or not yours" in other_list
    assert Activity.objects.get().status == ""


def test_what_was_changed_since_the_preview_is_said_and_named(ura: Reader) -> None:
    one, other, client = activity("One", by=ura), activity("Other", by=ura), of(ura)
    page = previewed(client, [one.pk, other.pk], status="closed")
    update(one, facts("One, edited"), by=ura)

    said = words(sent(client, "carrying-out", plan=hidden(page, "plan")).content)

    assert "1 activity changed" in said
    assert "Left as they are Records Record What became of it One, edited changed since" in said
    again = words(sent(client, "carrying-out", plan=hidden(page, "plan")).content)
    assert "Nothing was changed: all of it was changed meanwhile, or may not be changed so." in again


def test_needs_are_changed_from_their_list() -> None:
    objectives()
    arta = focal_point()
    records = [need(arta, objective=code) for code in ("2.3.1", "2.3.2")]
    client = of(arta)
    assert "Change all 2 that are listed" in shown(client, "needs:needs")

    page = previewed(client, [*records], "needs", objective="2.3.1", nature="operational")
    sent(client, "carrying-out", "needs", plan=hidden(page, "plan"))

    assert re.search(r"Objective before: 2\.3\.2 [^0-9]+ now: 2\.3\.1 ", words(page))
    assert {(stored(pk).objective, stored(pk).nature) for pk in records} == {("2.3.1", "operational")}
    assert "2 needs changed" in shown(client, "needs:bulk-changes")
    assert "Objective 2.3.1 " in shown(client, "needs:bulk-changes")


def test_a_preview_of_needs_says_that_a_draft_comes_of_it() -> None:
    arta = focal_point()
    one = need(arta)
    drafter = make.reader(
        "drafter", at=Organisation.objects.get(pk=UUID(arta.organisation)), seats=(("focal-points", "ALB"),)
    )

    page = words(previewed(of(drafter), [one], "needs", nature="operational"))

    assert "before: confirmed by the economy now: drafted, not confirmed" in page


def test_pages_of_a_change_are_its_authors_alone(ura: Reader) -> None:
    one = activity(by=ura, marking=make.GREEN)
    outcome = changed(ura, [one.pk], status="closed")
    address = reverse("needs:bulk-change", args=[outcome.change])
    colleague = of(reader_at(ura, "colleague"))

    hidden_one = colleague.get(address)
    missing = colleague.get(reverse("needs:bulk-change", args=[make.uuid(1)]))

    assert (hidden_one.status_code, hidden_one.content) == (404, missing.content)
    assert "You have changed nothing many at once." in shown(colleague, "needs:bulk-changes")
    assert colleague.post(reverse("needs:bulk-undoing", args=[outcome.change])).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_change_of_which_he_sees_nothing_any_more_is_not_there(ura: Reader) -> None:
    one = activity(by=ura)
    outcome = changed(ura, [one.pk], status="closed")
    found = record(one.pk)
    colleague = reader_at(ura, "colleague")
    found.author = colleague.person
    found.save()
    remark(found, make.RED, by=colleague)

    assert "You have changed nothing many at once." in shown(of(ura), "needs:bulk-changes")
    assert of(ura).get(reverse("needs:bulk-change", args=[outcome.change])).status_code == 404


def test_addresses_that_take_a_form_lead_back_to_the_list(ura: Reader) -> None:
    for name in ("choosing", "preview", "carrying-out"):
        answer = of(ura).get(reverse(f"needs:bulk-{name}", args=["needs"]))
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("needs:needs"))
        assert of(ura).get(reverse(f"needs:bulk-{name}", args=["nothing"])).status_code == 404


def test_pages_ask_as_often_for_many_as_for_few(ura: Reader) -> None:
    asked = []
    client = of(ura)
    for number in (2, 12):
        records = [activity(f"A{number}-{each}", by=ura).pk for each in range(number)]
        choice = hidden(sent(client, "choosing", record=records).content, "choice")
        with CaptureQueriesContext(connection) as captured:
            page = client.post(
                reverse("needs:bulk-preview", args=["activities"]), {"choice": choice, "status": "closed"}
            )
        seen = [query for query in captured if "SAVEPOINT" not in query["sql"]]
        client.post(reverse("needs:bulk-carrying-out", args=["activities"]), {"plan": hidden(page.content, "plan")})
        with CaptureQueriesContext(connection) as listed:
            client.get(reverse("needs:bulk-change", args=[BulkChange.objects.latest("made_at").pk]))
        asked.append((len(seen), len(listed)))

    assert asked[0] == asked[1]


def test_a_need_that_has_no_room_is_named_in_the_preview(settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    arta = focal_point()
    first, second = need(arta, objective="2.3.1"), need(arta, objective="2.3.2")

    page = words(previewed(of(arta), [first, second], "needs", priority="high"))

    assert "1: its economy has as many needs of high priority as it may" in page
    assert needs_changed(arta, [first, second], priority="high").left


def test_a_page_says_in_words_what_was_said_of_all(ura: Reader) -> None:
    one, client = activity(by=ura, objectives=frozenset({"2.3.1"}), sectors=frozenset({"DAC:15210"})), of(ura)
    wish = {"status": "not-known", "end": "2026-05", "drop_objective": "2.3.1", "drop_sector": "DAC:15210"}
    outcome = changed(ura, [one.pk], **wish, add_type="training")

    said = shown(client, "needs:bulk-change", outcome.change)

    assert re.search(r"Status not known End May 2026 Objective taken away 2\.3\.1 .+ Sector taken away .+15210", said)
    assert "Type added" in said


def test_all_needs_that_are_listed_are_changed() -> None:
    arta = focal_point()
    for code in ("2.3.1", "2.3.2", "3.3.2"):
        need(arta, objective=code)
    address = reverse("needs:bulk-choosing", args=["needs"])

    asked = of(arta).post(f"{address}?objective=2.3", {"all": "1"}).content

    assert "Change 2 needs" in words(asked)


def test_what_stays_at_an_undo_is_named_with_its_reason_and_what_waits_is_said(ura: Reader) -> None:
    public, edited = activity("Public", by=ura), activity("Edited", by=ura)
    outcome = changed(ura, [public.pk, edited.pk], marking=make.GREEN)
    update(edited, facts("Edited since"), by=ura)

    answer = of(ura).post(reverse("needs:bulk-undoing", args=[outcome.change]), follow=True)

    said = words(answer.content)
    assert "1 put back; 1 stay as they are now: see below." in said
    assert "1 get their wider marking back once a second person agrees." in said
    assert "Edited since stays: changed since" in said


def test_what_went_between_preview_and_change_is_one_number(ura: Reader) -> None:
    one, gone, client = activity("One", by=ura), activity("Gone", by=ura), of(ura)
    page = previewed(client, [one.pk, gone.pk], status="closed")
    withdraw_activity(gone.pk, by=ura)

    said = words(sent(client, "carrying-out", plan=hidden(page, "plan")).content)

    assert "1 is not there any more, or you do not see it." in said
