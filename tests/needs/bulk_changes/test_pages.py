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
from tests.activities.activities.doing import LIST, activity, facts
from tests.needs.bulk_changes.doing import changed, hidden, needs_changed, record, sent
from tests.needs.needs.doing import focal_point, need, objectives, stored
from tests.visits import Answer, counted, faults, got, of, offers, reader_at, rows, typed, words

from egnatia.activities.activities.actions import withdraw_activity
from egnatia.activities.activities.labels import STATUS, label
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields, update
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation
from egnatia.kernel.records.markings import remark
from egnatia.needs.bulk_changes.models import BulkChange
from egnatia.needs.bulk_changes.queries.names import FIELDS, WHY
from egnatia.needs.needs import labels
from egnatia.people.marking.words import FAULTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura", seats=("focal-points",))


def previewed(client: Client, records: list[object], listed: str = "activities", **wish: object) -> Answer:
    """From the list to the preview."""
    asked = sent(client, "choosing", listed, record=records).content
    return sent(client, "preview", listed, choice=hidden(asked, "choice"), **wish)


def carried_out(client: Client, page: Answer, listed: str = "activities") -> Answer:
    """From the preview to what became of it."""
    return sent(client, "carrying-out", listed, plan=hidden(page.content, "plan"))


def differences(page: Answer) -> list[list[tuple[str, str, str]]]:
    """What a preview says of each record that would be changed."""
    return [[(each.label, each.before, each.after) for each in line.changes] for line in page.context["preview"].lines]


def left(page: Answer) -> dict[str, list[str]]:
    """What a preview leaves as it is: the titles by the reason."""
    return {part.why: [each.title for each in part.records] for part in page.context["preview"].left}


def became(records: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 - rows of a change
    return [(each.named.title, each.state, each.why) for each in records]


def test_from_ticks_to_the_undo(ura: Reader) -> None:
    one, two = activity("Patrols", by=ura), activity("Courts", by=ura, fields=Fields(status="pipeline"))
    client = of(ura)
    listed = client.get(reverse("activities:activities")).content.decode()
    assert listed.count('name="record"') == 2

    asked = sent(client, "choosing", record=[one.pk, two.pk])
    assert [each.title for each in asked.context["records"]] == ["Patrols", "Courts"]
    page = previewed(client, [one.pk, two.pk], status="closed")
    ((_field, before, after),) = differences(page)[1]
    assert (before, after) == (label(STATUS, "pipeline"), label(STATUS, "closed"))
    assert len(rows(page)) == 2
    assert f'formaction="{reverse("needs:bulk-carrying-out", args=["activities"])}"' in page.text
    assert not BulkChange.objects.exists()

    done = carried_out(client, page)
    assert counted(done) == [("success", ["2"])]
    assert set(Activity.objects.values_list("status", flat=True)) == {"closed"}
    change = BulkChange.objects.get()
    assert offers(done, "needs:bulk-undoing", change.pk)
    assert rows(got(client, "needs:bulk-changes"))[0][0].split()[0] == "2"

    undone = client.post(reverse("needs:bulk-undoing", args=[change.pk]), follow=True)
    assert counted(undone) == [("success", ["2"])]
    assert set(Activity.objects.values_list("status", flat=True)) == {"", "pipeline"}
    (row,) = got(client, "needs:bulk-changes").context["rows"]
    assert (row.changed, row.undone_at) == (2, BulkChange.objects.get().undone_at)
    assert row.undone_at


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

    page = previewed(of(ura), [draft.pk, public.pk], remark="on", **marking)

    preview = page.context["preview"]
    badges = [(way.number, way.after.tlp, way.after.audience) for way in preview.ways]
    assert badges == [(1, "TLP:AMBER", "Focal-Points")] * 2
    opening, closing = preview.ways
    assert [(group.community, group.people) for group in opening.opened] == [("focal-points", ("ura (demo)",))]
    assert "public" in [group.code for group in closing.closed]
    assert "Focal-Points: ura (demo)" in words(page.content)
    opened, closed = (line.remarking for line in preview.lines)
    assert (opened.opened, closed.closed) == (opening.opened, closing.closed)
    assert rows(page)[0][2].count("Focal-Points") == 2  # its badge, and whom it is opened to


def test_a_preview_says_what_waits_for_a_second_person(ura: Reader) -> None:
    one = activity(by=ura, marking=make.STRICT)
    remark(one.record, make.amber("focal-points"), by=ura)
    client = of(ura)

    page = previewed(client, [one.pk], remark="on", **{"marking-tlp": "1"})
    done = carried_out(client, page)

    assert (page.context["preview"].waits, [line.waits for line in page.context["preview"].lines]) == (1, [True])
    assert counted(done) == [("success", ["1"]), ("warning", ["1"])]
    change = done.context["change"]
    assert (change.waits, [(row.waits, row.asked) for row in change.records]) == (1, [(True, True)])
    assert record(one.pk).tlp == Tlp.AMBER


def test_a_page_after_a_widening_does_not_pretend_that_nobody_read_it(ura: Reader) -> None:
    outcome = changed(ura, [activity(by=ura, marking=make.STRICT).pk], marking=make.GREEN)

    page = words(got(of(ura), "needs:bulk-change", outcome.change).content)

    assert (
        "1 record was made visible to more people. Undo reverses this, but they may have read it in the meantime."
        in page
    )


def test_all_that_a_filter_shows_are_changed_and_those_of_others_are_left(ura: Reader) -> None:
    for title in ("Prison staff", "Prison visits", "Courts"):
        activity(title, by=ura)
    activity("Prison of others")
    client = of(ura)
    listed = got(client, LIST, q="prison")
    assert (listed.context["changeable"], offers(listed, "needs:bulk-choosing", "activities")) == (3, True)
    assert re.search(r'name="all" value="1">[^<]* 3 ', listed.text)

    address = reverse("needs:bulk-choosing", args=["activities"])
    asked: Answer = client.post(f"{address}?q=prison", {"all": "1"})
    page = sent(client, "preview", choice=hidden(asked.content, "choice"), status="closed")

    assert len(asked.context["records"]) == 3
    assert {row[0] for row in rows(page)} == {"Prison staff", "Prison visits"}
    assert left(page) == {label(WHY, "owner"): ["Prison of others"]}


def test_a_list_offers_boxes_for_ones_own_records_only(ura: Reader) -> None:
    activity("Foreign")
    assert not offers(got(of(ura), LIST), "needs:bulk-choosing", "activities")
    own = activity("Own", by=ura)

    page = got(of(ura), LIST)

    assert typed(page)["record"] == []
    assert re.findall(r'name="record"\s+value="([^"]+)"', page.text) == [str(own.pk)]
    assert offers(page, "needs:bulk-choosing", "activities")
    assert not offers(got(Client(), LIST), "needs:bulk-choosing", "activities")


def test_a_form_with_nothing_in_it_or_a_contradiction_says_so_and_keeps_what_was_chosen(ura: Reader) -> None:
    one, client = activity(by=ura), of(ura)

    empty = previewed(client, [one.pk])
    back = previewed(client, [one.pk], start="2027", end="2026")
    twice = previewed(client, [one.pk], add_type="training", drop_type="training")
    unmarked = previewed(client, [one.pk], remark="on", **{"marking-tlp": "2"})

    assert faults(empty) == {"__all__": [""]}
    assert faults(back) == {"end": [""]}
    assert faults(twice) == {"drop_type": [""]}
    assert faults(unmarked) == {}
    assert unmarked.context["marking"].errors == {"communities": [FAULTS["amber-needs-a-community"]]}
    for page in (empty, back, twice, unmarked):
        assert [each.title for each in page.context["records"]] == [one.title]


def test_who_will_see_them_is_shown_before_the_preview_too(ura: Reader) -> None:
    page = previewed(of(ura), [activity(by=ura).pk], remark="on", preview="1", status="closed", **{"marking-tlp": "1"})

    preview = page.context["preview"]
    assert (preview.words, [group.code for group in preview.groups]) == ("TLP:GREEN", ["members", "organisation"])
    assert "TLP:GREEN" in words(page.content)
    assert typed(page)["status"] == ["closed"]


def test_a_preview_leads_back_to_its_form_as_it_was_filled(ura: Reader) -> None:
    one, client = activity(by=ura), of(ura)
    page = previewed(client, [one.pk], status="closed", remark="on", **{"marking-tlp": "1"})

    again = typed(sent(client, "choosing", plan=hidden(page.content, "plan")))

    assert (again["status"], again["remark"], again["marking-tlp"]) == (["closed"], ["on"], ["1"])


@pytest.mark.parametrize("forged", [["x"], [str(make.uuid(1))], ["' OR 1=1"], ["x", "x", ""]])
def test_forged_identifiers_are_answered_with_one_calm_sentence(ura: Reader, forged: list[str]) -> None:
    page = words(sent(of(ura), "choosing", record=forged).content)

    assert "Select at least one record." in page


def test_a_hidden_record_is_one_that_is_not_there_to_the_byte(ura: Reader) -> None:
    own, client = activity("Own", by=ura), of(ura)
    secret, other = activity("Undercover", marking=make.RED), need(focal_point())
    pages = set()
    for strange in (secret.pk, make.uuid(9), other):
        answer = sent(client, "choosing", record=[own.pk, strange])
        assert (len(answer.context["records"]), answer.context["missing"]) == (1, 1)
        pages.add(re.sub(r'(csrfmiddlewaretoken|choice)" value="[^"]+"', "", answer.text))

    assert len(pages) == 1
    assert re.search(r'<div class="notice">\s*<p>\s*1 ', pages.pop())


def test_more_than_a_thousand_are_refused(ura: Reader) -> None:
    """Ten thousand boxes are more than a form may hold at all; packed ones are counted."""
    own, client = activity(by=ura), of(ura)
    many = [make.uuid(number).hex for number in range(1, 1_002)]
    packed = signing.dumps([own.pk.hex, *many], salt="bulk-choice", compress=True)

    refused = sent(client, "preview", choice=packed, status="closed")
    flood = client.post(
        reverse("needs:bulk-choosing", args=["activities"]), {"record": [str(number) for number in range(10_000)]}
    )

    assert counted(refused) == [("error", ["1,000"])]
    assert refused.request["PATH_INFO"] == reverse(LIST)
    assert flood.status_code == 400
    assert not BulkChange.objects.exists()


def test_a_plan_of_somebody_else_or_a_forged_one_does_nothing(ura: Reader) -> None:
    one = activity(by=ura)
    page = previewed(of(ura), [one.pk], status="closed")
    colleague = of(reader_at(ura, "colleague"))

    for client, plan in ((colleague, hidden(page.content, "plan")), (of(ura), "forged"), (of(ura), "")):
        answer = sent(client, "carrying-out", plan=plan)
        assert (counted(answer), answer.request["PATH_INFO"]) == ([("error", [])], reverse(LIST))
    other_list = carried_out(of(ura), page, "needs")
    assert (counted(other_list), other_list.request["PATH_INFO"]) == ([("error", [])], reverse("needs:needs"))
    assert not BulkChange.objects.exists()
    assert Activity.objects.get().status == ""


def test_what_was_changed_since_the_preview_is_said_and_named(ura: Reader) -> None:
    one, other, client = activity("One", by=ura), activity("Other", by=ura), of(ura)
    page = previewed(client, [one.pk, other.pk], status="closed")
    update(one, facts("One, edited"), by=ura)

    answer = carried_out(client, page)

    change = answer.context["change"]
    assert change.row.changed == 1
    assert became(change.records) == [("Other", "changed", "")]
    assert became(change.left) == [("One, edited", "left", label(WHY, "changed"))]
    assert rows(answer)[1] == ["One, edited", label(WHY, "changed")]
    again = carried_out(client, page)
    assert (counted(again), again.request["PATH_INFO"]) == ([("error", [])], reverse(LIST))
    assert BulkChange.objects.count() == 1


def test_needs_are_changed_from_their_list() -> None:
    objectives()
    arta = focal_point()
    records = [need(arta, objective=code) for code in ("2.3.1", "2.3.2")]
    client = of(arta)
    listed = got(client, "needs:needs")
    assert (listed.context["changeable"], offers(listed, "needs:bulk-choosing", "needs")) == (2, True)

    page = previewed(client, [*records], "needs", objective="2.3.1", nature="operational")
    carried_out(client, page, "needs")

    field, before, after = differences(page)[1][0]
    assert (field, before.split()[0], after.split()[0]) == (label(labels.FIELDS, "objective"), "2.3.2", "2.3.1")
    assert {(stored(pk).objective, stored(pk).nature) for pk in records} == {("2.3.1", "operational")}
    changes = got(client, "needs:bulk-changes")
    (row,) = changes.context["rows"]
    assert (row.listed, row.changed) == ("needs", 2)
    assert row.wish[0][0] == FIELDS["objective"]
    number, wish, *_ = rows(changes)[0]
    assert number.split()[0] == "2"
    assert f"{FIELDS['objective']} 2.3.1 " in wish


def test_a_preview_of_needs_says_that_a_draft_comes_of_it() -> None:
    arta = focal_point()
    one = need(arta)
    drafter = make.reader(
        "drafter", at=Organisation.objects.get(pk=UUID(arta.organisation)), seats=(("focal-points", "ALB"),)
    )

    page = previewed(of(drafter), [one], "needs", nature="operational")

    _field, before, after = differences(page)[0][-1]
    assert (before, after) == (label(labels.STATUS, "confirmed"), label(labels.STATUS, "drafted"))


def test_pages_of_a_change_are_its_authors_alone(ura: Reader) -> None:
    one = activity(by=ura, marking=make.GREEN)
    outcome = changed(ura, [one.pk], status="closed")
    address = reverse("needs:bulk-change", args=[outcome.change])
    colleague = of(reader_at(ura, "colleague"))

    hidden_one = colleague.get(address)
    missing = colleague.get(reverse("needs:bulk-change", args=[make.uuid(1)]))

    assert (hidden_one.status_code, hidden_one.content) == (404, missing.content)
    assert got(colleague, "needs:bulk-changes").context["rows"] == ()
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

    assert got(of(ura), "needs:bulk-changes").context["rows"] == ()
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

    page = previewed(of(arta), [first, second], "needs", priority="high")

    assert {why: len(titles) for why, titles in left(page).items()} == {label(WHY, "highs"): 1}
    assert needs_changed(arta, [first, second], priority="high").left


def test_a_page_says_in_words_what_was_said_of_all(ura: Reader) -> None:
    one, client = activity(by=ura, objectives=frozenset({"2.3.1"}), sectors=frozenset({"DAC:15210"})), of(ura)
    wish = {"status": "not-known", "end": "2026-05", "drop_objective": "2.3.1", "drop_sector": "DAC:15210"}
    outcome = changed(ura, [one.pk], **wish, add_type="training")

    page = got(client, "needs:bulk-change", outcome.change)

    fields = [field for field, _value in page.context["row"].wish]
    assert fields == [FIELDS[name] for name in ("status", "end", "drop_objective", "drop_sector", "add_type")]
    said = words(page.content)
    assert re.search(r"not known .+ May 2026 .+ 2\.3\.1 .+15210", said)
    assert all(field in said for field in fields)


def test_all_needs_that_are_listed_are_changed() -> None:
    arta = focal_point()
    for code in ("2.3.1", "2.3.2", "3.3.2"):
        need(arta, objective=code)
    address = reverse("needs:bulk-choosing", args=["needs"])

    asked: Answer = of(arta).post(f"{address}?objective=2.3", {"all": "1"})

    assert (asked.context["listed"], len(asked.context["records"])) == ("needs", 2)


def test_what_stays_at_an_undo_is_named_with_its_reason_and_what_waits_is_said(ura: Reader) -> None:
    public, edited = activity("Public", by=ura), activity("Edited", by=ura)
    outcome = changed(ura, [public.pk, edited.pk], marking=make.GREEN)
    update(edited, facts("Edited since"), by=ura)

    answer = of(ura).post(reverse("needs:bulk-undoing", args=[outcome.change]), follow=True)

    assert counted(answer) == [("warning", ["1", "1"]), ("warning", ["1"])]
    assert became(answer.context["change"].records) == [
        ("Public", "back", ""),
        ("Edited since", "stayed", label(WHY, "changed")),
    ]
    assert label(WHY, "changed") in rows(answer)[1][1]


def test_what_went_between_preview_and_change_is_one_number(ura: Reader) -> None:
    one, gone, client = activity("One", by=ura), activity("Gone", by=ura), of(ura)
    page = previewed(client, [one.pk, gone.pk], status="closed")
    withdraw_activity(gone.pk, by=ura)

    answer = carried_out(client, page)

    assert counted(answer) == [("success", ["1"]), ("warning", ["1"])]
    assert became(answer.context["change"].records) == [("One", "changed", "")]
    assert answer.context["change"].waits == 0
