"""A request from the draft to the compiled replies: what is asked, of whom, until when, and what became of it."""

from datetime import date

import pytest
from django.urls import reverse

from egnatia.exchange.requests import actions
from egnatia.exchange.requests.demo import load, remove
from egnatia.exchange.requests.fields import RequestContent, RequestQuestion
from egnatia.exchange.requests.inbox import days_of, to_answer, to_decide
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest
from egnatia.exchange.requests.queries.detail import request_page, requests_listed
from egnatia.exchange.requests.queries.overview import earlier_requests, overview
from egnatia.kernel import clock
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Version
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.rooms import notification_kinds
from egnatia.start.demo import accounts, bodies
from egnatia.workdays.models import WorkingCalendar
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import after_working_days
from tests import make
from tests.exchange.requests.asking import AL, ME, RS, Asked, asks
from tests.visits import faults, got, of, offers, refused, rows, shown

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Storage of seized weapons",
    "purpose": "For a handbook.",
    "language": "en",
    "questions": "3",
    "q0_text": "How many rooms?",
    "q0_type": "number",
    "q1_text": "Is there a register?",
    "q1_type": "choice",
    "q1_choices": "Yes, on paper\nYes, electronic\nNo",
    "days": "10",
    "audience": "repliers",
    "roles": [AL, ME],
}


def test_a_form_is_filled_sent_and_answered_through_pages() -> None:
    make.community()
    desk = make.reader("desk", seats=("focal-points",), secretariat=True)
    al, me = (make.reader(f"focal-{code}", focal_point=("focal-points", code)) for code in ("ALB", "MNE"))
    client = of(desk)

    client.post(reverse("exchange:information-request-new"), TYPED)
    record = InformationRequest.objects.get().pk
    sending = reverse("exchange:information-request-sending", args=[record])
    before = shown(client, "exchange:information-request-sending", record)
    client.post(sending, {"marking-tlp": "3", "marking-offices": [AL, ME]})
    to = Addressee.objects.get(token=AL).pk
    address = reverse("exchange:information-reply-new", args=[record, to])
    said = {"status": "full", "q1": "12", "q2": "No", "audience": "repliers", "note": ""}
    of(al).post(address, said)

    assert "Everyone who replies" in before, "who reads the replies is said before sending"
    asked = RequestContent(
        title=ByLanguage({"en": "Storage of seized weapons"}, "en"),
        purpose=ByLanguage({"en": "For a handbook."}, "en"),
    )
    kept = InformationRequest.objects.get().asks
    assert (kept.title, kept.purpose, [each.type for each in kept.questions]) == (
        asked.title,
        asked.purpose,
        ["number", "choice"],
    )
    assert InformationReply.objects.get().answers == {"q1": "12", "q2": "No"}
    assert "1 of 2 replied" in shown(client, "exchange:information-request", record)
    assert "Said" not in shown(of(me), "exchange:information-request", record)


def test_a_full_reply_answers_everything_a_refusal_says_why() -> None:
    asked = Asked()
    address = reverse("exchange:information-reply-new", args=[asked.id, asked.of(AL)])

    full = of(asked.al).post(address, {"status": "full", "q1": "12", "audience": "asker"})
    declined = of(asked.al).post(address, {"status": "declined", "audience": "asker"})
    part = of(asked.al).post(address, {"status": "partial", "q1": "12", "audience": "asker"})

    assert list(faults(full)) == ["q2"]
    assert list(faults(declined)) == ["note"]
    assert part.status_code == 302
    assert InformationReply.objects.get().status == "partial"


def test_each_addressee_has_the_working_days_of_their_own_calendar() -> None:
    day = after_working_days(clock.today(), 3, calendars_of(["MNE"]))
    WorkingCalendar.objects.create(economy_id="MNE", weekend=[5, 6], holidays=[day])

    asked = Asked(content={"days": 3})

    due = dict(Addressee.objects.filter(request=asked.id).values_list("token", "due"))
    assert due[AL] == day
    assert due[ME] > day


def test_the_one_who_asks_is_told_how_many_replied_and_others_are_not() -> None:
    asked = Asked()
    asked.reply(AL, asked.al)
    asked.reply(ME, asked.me, status="partial")
    asked.reply(RS, asked.rs, status="declined")

    listed = rows(got(of(asked.desk), "exchange:information-requests"))
    of_al = rows(got(of(asked.al), "exchange:information-requests"))

    assert listed[0][2] == "2 of 3 replied, 1 in part, 1 declined"
    assert of_al[0][2] == "replied"
    assert request_page(asked.al, asked.id).progress == ""


def test_more_time_is_granted_with_one_click_and_moves_their_last_day_alone() -> None:
    asked = Asked()
    before = dict(Addressee.objects.values_list("token", "due"))
    of(asked.al).post(reverse("exchange:information-time", args=[asked.of(AL)]), {"days": "5", "reason": "Holidays"})
    waiting = [each.count for each in to_decide(asked.desk)]

    of(asked.desk).post(reverse("exchange:information-time-decision", args=[asked.of(AL)]), {"decision": "grant"})

    assert waiting == [1]
    assert list(to_decide(asked.desk)) == []
    last = {each.token: each.last_day for each in Addressee.objects.all()}
    assert last == {**before, AL: after_working_days(before[AL], 5, calendars_of(["ALB"]))}


def test_what_waits_is_in_the_inbox_the_calendar_and_the_e_mails_until_it_is_answered() -> None:
    asked = Asked()
    kind, since = notification_kinds()["request-asked"], clock.now().replace(year=2000)
    assert kind.found

    before = (len(list(to_answer(asked.al))), len(days_of(asked.al)), len(list(kind.found(asked.al, since))))
    asked.reply(AL, asked.al)
    after = (len(list(to_answer(asked.al))), len(days_of(asked.al)), len(list(kind.found(asked.al, since))))
    told = notification_kinds()["request-replied"].found

    assert (before, after) == ((1, 1, 1), (0, 0, 0))
    assert told
    assert len(list(told(asked.desk, since))) == 1
    assert list(told(asked.me, since)) == []


def test_closed_requests_take_no_replies() -> None:
    asked = Asked()
    actions.close(asked.id, by=asked.desk)

    answer = of(asked.al).get(reverse("exchange:information-reply-new", args=[asked.id, asked.of(AL)]))

    assert refused(answer, "request-closed")
    with pytest.raises(NotAllowed, match="request-closed"):
        asked.reply(AL, asked.al)


def test_changing_a_reply_makes_a_version() -> None:
    asked = Asked()
    reply = asked.reply(AL, asked.al, q1="3", q2="None.")

    again = [asked.reply(AL, asked.al, q1="4", q2="None.") for _pressed_twice in range(2)]

    assert again == [reply, reply]
    assert [each.content["answers"]["q1"] for each in Version.objects.filter(record=reply).order_by("number")] == [
        "3",
        "4",
    ]
    assert offers(got(of(asked.desk), "exchange:information-request", asked.id), "exchange:information-reply", reply)


def test_the_overview_says_of_each_addressee_what_the_reader_may_know() -> None:
    asked = Asked()
    asked.reply(AL, asked.al, status="nothing")

    of_desk = [[cell.state for cell in row.cells] for row in overview(asked.desk).rows]
    of_me = [[cell.state for cell in row.cells] for row in overview(asked.me).rows]

    assert of_desk == [["no information"], ["awaiting reply"], ["awaiting reply"]]
    assert of_me == [[""], ["awaiting reply"], [""]]


@pytest.mark.parametrize("typed", ["seized weapons storage", "skladištenje oduzetog oružja", "armë të sekuestruara"])
def test_what_was_asked_before_is_found_in_other_words_and_languages(typed: str) -> None:
    asked = Asked()
    asked.reply(AL, asked.al)

    found = earlier_requests(asked.desk, typed)
    of_me = earlier_requests(asked.me, typed)

    assert [(each.id, len(each.replies)) for each in found] == [(asked.id, 1)]
    assert [(each.id, len(each.replies)) for each in of_me] == [(asked.id, 0)]
    assert earlier_requests(make.reader("stranger"), typed) == ()


def test_a_question_is_added_and_earlier_requests_are_looked_for_without_losing_what_was_typed() -> None:
    asked = Asked()
    address = reverse("exchange:information-request-new")

    more = of(asked.desk).post(address, {**TYPED, "more": "1"})
    looked = of(asked.desk).post(address, {**TYPED, "earlier": "1"})

    assert len(more.context["form"].questions) == 4
    assert more.context["form"]["title"].value() == looked.context["form"]["title"].value() == TYPED["title"]
    assert [each.id for each in looked.context["earlier"]] == [asked.id]
    assert InformationRequest.objects.count() == 1


def test_a_group_is_asked_by_all_its_focal_points() -> None:
    asked = Asked(content={"addressees": ("G:focal-points",)})

    assert set(Addressee.objects.filter(request=asked.id).values_list("token", flat=True)) == {AL, ME, RS}


def test_an_organisation_replies_by_any_of_its_people() -> None:
    make.community()
    desk, agency = make.reader("desk", secretariat=True), make.reader("agency")
    token = f"O:{agency.organisation}"
    record = actions.draft(asks(addressees=(token,)), by=desk)

    actions.send(record, make.GREEN, by=desk)

    assert len(list(to_answer(agency))) == 1
    assert isinstance(Addressee.objects.get().due, date)


@pytest.mark.usefixtures("people_of_the_demo")
def test_the_demo_has_requests_in_three_states_and_takes_them_away_again() -> None:
    assert (load(False), load(False)) == (3, 0)
    desk = reader_named("secretariat")

    states = {row.pk: (row.sent_at is not None, row.closed_at is not None) for row in InformationRequest.objects.all()}
    words = {row.state for row in requests_listed(desk, "own", 1).rows}

    assert sorted(states.values()) == [(False, False), (True, False), (True, True)]
    assert any("1 in part" in each and "1 declined" in each for each in words)
    assert len(list(to_decide(desk))) == 1
    assert (remove(), load(True)) == (3, 3)


@pytest.fixture
def people_of_the_demo() -> None:
    bodies.found_organisations()
    bodies.found_communities()
    accounts.sit_down()


def test_a_correction_says_what_changed_moves_the_deadline_and_is_told_to_addressees() -> None:
    asked = Asked("repliers")
    asked.reply(AL, asked.al)
    before, since = dict(Addressee.objects.values_list("token", "due")), clock.now()
    address = reverse("exchange:information-request-correction", args=[asked.id])
    typed = {"title": "Storage of seized arms", "purpose": "", "q1": "How many rooms?", "q2": "Which rules?"}

    said = {**typed, "days": "5", "what_changed": "The title.", "audience": "readers", "version": "1"}
    silent = of(asked.desk).post(address, {**said, "what_changed": ""})
    stale = of(asked.desk).post(address, {**said, "version": "7"})
    of(asked.desk).post(address, said)
    told = notification_kinds()["request-corrected"].found
    asks_now = InformationRequest.objects.get().asks

    assert (list(faults(silent)), list(faults(stale))) == (["what_changed"], ["__all__"])
    assert refused(of(asked.al).post(address, said), "owner")
    assert (asks_now.title.first()[0], asks_now.audience, len(asks_now.addressees)) == (typed["title"], "repliers", 3)
    assert [(each.key, each.text, each.type) for each in asks_now.questions] == [
        ("q1", "How many rooms?", "number"),
        ("q2", "Which rules?", "text"),
    ]
    assert {each.token: each.last_day for each in Addressee.objects.all()} == {
        token: after_working_days(day, 5, calendars_of([token[-3:]])) for token, day in before.items()
    }
    assert told
    assert [len(list(told(each, since))) for each in (asked.al, asked.me, asked.other)] == [1, 1, 0]
    assert "The title." in shown(of(asked.me), "exchange:information-request", asked.id)
    assert InformationReply.objects.get().answers["q1"] == "12", "replies stay"


def test_closing_asks_first_and_settles_what_was_still_wished() -> None:
    asked = Asked()
    for token, by in ((AL, asked.al), (ME, asked.me), (RS, asked.rs)):
        actions.ask_for_time(asked.of(token), 5, "Holidays", by=by)
    asked.reply(AL, asked.al)
    asked.reply(ME, asked.me, status="partial")
    wishes = dict(Addressee.objects.values_list("token", "wish"))
    closing = reverse("exchange:information-request-closure", args=[asked.id])

    looked = of(asked.desk).get(closing)
    still_open = InformationRequest.objects.get().is_open
    of(asked.desk).post(closing)

    assert (looked.status_code, still_open) == (200, True)
    assert wishes == {AL: "", ME: "asked", RS: "asked"}, "more is to come of a partial reply"
    assert not Addressee.objects.exclude(wish="").exists()
    assert rows(got(of(asked.desk), "exchange:information-requests"))[0][2].startswith("Closed: 2 of 3")
    assert rows(got(of(asked.al), "exchange:information-requests"))[0][2] == "Closed"
    assert refused(
        of(asked.desk).get(reverse("exchange:information-request-correction", args=[asked.id])), "request-closed"
    )


def test_who_has_read_what_others_share_neither_declines_nor_knows_nothing_afterwards() -> None:
    asked = Asked("repliers")
    asked.reply(AL, asked.al, status="partial", q1="3")
    asked.reply(ME, asked.me, audience="asker")
    address = reverse("exchange:information-reply-new", args=[asked.id, asked.of(AL)])

    offered = [
        value
        for value, _label in got(of(asked.al), "exchange:information-reply-new", asked.id, asked.of(AL))
        .context["form"]
        .fields["status"]
        .choices
    ]
    answer = of(asked.al).post(address, {"status": "declined", "audience": "asker", "note": "No."})

    assert offered == ["full", "partial"]
    assert list(faults(answer)) == ["status"]
    for status in ("declined", "nothing"):
        with pytest.raises(NotAllowed, match="reply-partial"):
            asked.reply(AL, asked.al, status=status, audience="asker")
    asked.reply(ME, asked.me, audience="asker", status="declined")


@pytest.mark.parametrize(("kind", "said"), [("number", "-1"), ("date", "1.1.0026"), ("date", "1.1.2226")])
def test_answers_that_make_no_sense_are_refused(kind: str, said: str) -> None:
    asked = Asked(content={"questions": (RequestQuestion("q1", "How many, or when?", kind),)})
    address = reverse("exchange:information-reply-new", args=[asked.id, asked.of(AL)])

    answer = of(asked.al).post(address, {"status": "full", "q1": said, "audience": "asker"})

    assert list(faults(answer)) == ["q1"]


def test_who_has_seen_a_request_is_one_click_for_those_who_ask_and_told_to_readers() -> None:
    asked = Asked(marking=make.GREEN)
    told = "It is noted that you opened this page" in shown(of(asked.al), "exchange:information-request", asked.id)
    shown(of(asked.desk), "exchange:information-request", asked.id)
    page = got(of(asked.desk), "exchange:information-request", asked.id)

    overview_of = got(of(asked.desk), "exchange:receipts", asked.id).context["overview"]

    assert told
    assert offers(page, "exchange:receipts", asked.id)
    assert [each.name for each in overview_of.named if each.opened_at] == [asked.al.name], "nobody of those who ask"
    assert of(asked.al).get(reverse("exchange:receipts", args=[asked.id])).status_code == 404
