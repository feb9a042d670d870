"""The pages of a round, as the secretariat, a focal point and others read them."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import WORDS, need, stored
from tests.rounds.rounds.doing import (
    TITLE,
    again,
    answer,
    clear,
    framework,
    opened,
    participant,
    read,
    stage,
    support_round,
    waiting,
)
from tests.visits import faults, got, levels, links, of, offers, pictured, refused, rows, shown, words

from egnatia.activities.activities.storage import Fields
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Office
from egnatia.needs.needs.models import Need
from egnatia.reminders.models import Reminder
from egnatia.rounds.rounds.actions.acceptance import give_back
from egnatia.rounds.rounds.labels import BUTTON_OF_SUPPORT, NEXT, ROLE, STAGE
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from egnatia.rounds.rounds.rows import held_by
from egnatia.rounds.rounds.rules import MOST_ORGANISATIONS, VERDICTS, RoundProgress, Seats

pytestmark = pytest.mark.django_db


def typed(**more: object) -> dict[str, object]:
    return {
        "kind": "needs",
        "title": TITLE,
        "framework": framework(),
        "opens": "2026-01-01",
        "closes": "2027-03-01",
        "organisations": "",
        "organisations_role": "supports",
        "economy-ALB": "states",
        "marking-tlp": "1",
        **more,
    }


def said(client: Client, who: UUID, about: UUID, verdict: str, **more: object) -> Any:  # noqa: ANN401 - what the client gets
    address = reverse("rounds:round-question", args=[who])
    data = {"about": str(about), "verdict": verdict, "version": "1", "number": "0", **more}
    return client.post(address, data)


def signed(client: Client, who: UUID) -> dict[str, str]:
    """What the form on the page of answers sends along: what was read."""
    page = client.get(reverse("rounds:round-answers", args=[who])).text
    return {"read": page.partition('name="read" value="')[2].partition('"')[0]}


def test_the_secretariat_opens_a_round_on_a_page_after_looking_who_sees_it(desk: Reader, arta: Reader) -> None:
    client, address = of(desk), reverse("rounds:round-new")
    assert offers(got(client, "rounds:rounds"), "rounds:round-new")

    preview = client.post(address, typed(preview="1"))
    assert preview.context["preview"].words == "TLP:GREEN"
    assert "TLP:GREEN" in preview.text.partition("-audience")[2].partition("</h2>")[0]
    assert TITLE in preview.text
    assert not Round.objects.exists()

    page = client.post(address, typed(), follow=True)
    assert levels(page) == ["success"]
    assert not Reminder.objects.exists()
    assert page.context["round"].standing == RoundProgress(received=0, asked=1)
    assert [row[2:] for row in rows(page)] == [[str(NEXT["invited"]), arta.name, ""]]  # who holds the next step


def test_the_form_of_a_round_says_what_is_wrong_beside_the_field(desk: Reader) -> None:
    make.organisation("Twice (demo)")
    make.organisation("Twice (demo)")
    client, address = of(desk), reverse("rounds:round-new")

    backwards = client.post(address, typed(closes="2025-01-01", organisations="Unheard of\nTwice (demo)"))
    nobody = client.post(address, {**typed(), "economy-ALB": ""})

    many = client.post(address, typed(organisations="\n".join("abcdefgh" * n for n in range(1, 70))))

    assert faults(backwards).keys() == {"closes", "organisations"}
    assert backwards.context["form"].errors["closes"][0] in words(backwards.content)
    assert "Unheard of; Twice (demo)" in words(backwards.content)
    assert faults(nobody).keys() == {"__all__"}
    assert nobody.context["form"].non_field_errors()[0] in words(nobody.content)
    assert faults(many).keys() == {"organisations"}
    assert str(MOST_ORGANISATIONS) in many.context["form"].errors["organisations"][0]
    assert many.context["form"].errors["organisations"][0] in words(many.content)
    assert not Round.objects.exists()


def test_organisations_are_invited_by_their_names(desk: Reader) -> None:
    make.organisation("Lumina (demo)")

    of(desk).post(reverse("rounds:round-new"), typed(kind="support", organisations="Lumina (demo)\n"))

    assert [str(each.organisation) for each in Participant.objects.exclude(organisation=None)] == ["Lumina (demo)"]


def test_nobody_else_finds_the_form(arta: Reader) -> None:
    assert of(arta).get(reverse("rounds:round-new")).status_code == 403
    assert Client().get(reverse("rounds:round-new")).status_code == 302
    assert not offers(got(of(arta), "rounds:rounds"), "rounds:round-new")


def test_the_page_shows_participants_to_the_secretariat_alone(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    mine, theirs = got(of(desk), "rounds:round", record), shown(of(arta), "rounds:round", record)
    other = got(of(make.reader("partner")), "rounds:round", record)

    told = {row.name: row for row in mine.context["round"].rows}
    assert "Montenegro" in words(mine.content)
    vacant = held_by("invited", "MNE", "Montenegro", Seats())
    assert told["Montenegro"].held_by == vacant != held_by("invited", "MNE", "Montenegro", Seats(held=True))
    assert [vacant in row for row in rows(mine)] == [False, False, True]
    assert all(row.reachable for row in told.values()), "what is vacant is kept from reading by no marking"
    assert [row.name for row in mine.context["round"].vacant] == ["Montenegro"]
    assert offers(mine, "people:invitation-new")
    assert [name for name, row in told.items() if not row.asked] == ["Bulgaria"]
    assert [len(row) for row in rows(mine)] == [5, 2, 5]  # Bulgaria is at no stage
    drawn = [(f"{name}: {row.stage_words}", row.id) for name, row in told.items() if row.asked]
    assert pictured(mine) == [(said, reverse("rounds:round-answers", args=[who])) for said, who in drawn]
    assert pictured(other) == []
    assert "overdue" not in words(mine.content).lower()
    assert ("Montenegro" in theirs, "Albania" in theirs) == (False, True)
    assert "Albania" not in words(other.content)
    assert other.context["round"].standing == RoundProgress(received=0, asked=2)


def test_the_table_goes_along_as_a_file(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    whole = of(desk).get(reverse("rounds:round-download", args=[record, "csv"])).text
    own = of(arta).get(reverse("rounds:round-download", args=[record, "csv"])).text

    lines = {line[0]: line[1:] for line in csv.reader(io.StringIO(whole)) if line}
    assert lines["Montenegro"][:4] == [str(ROLE["states"]), str(STAGE["invited"]), "", str(NEXT["invited"])]
    assert lines["Bulgaria"] == [str(ROLE["supports"]), "", "", "", ""]
    assert "Montenegro" not in own
    assert of(desk).get(reverse("rounds:round-download", args=[record, "xlsx"])).status_code == 200
    assert of(desk).get(reverse("rounds:round-download", args=[record, "pdf"])).status_code == 404


def test_a_question_shows_the_last_word_and_what_changed_in_the_world_since(desk: Reader, arta: Reader) -> None:
    then = clock.now() - timedelta(days=60)
    with clock.time_from(lambda: then):
        asked = need(arta, source="Action plan 2026", page="12")
    today = clock.today()
    served: dict[str, Any] = {"economies": frozenset({"ALB"}), "objectives": frozenset({"2.3.2"})}
    activity("Ended there", start="2020-01", end=(today - timedelta(days=9)).isoformat(), **served)
    activity("Began there", start=(today - timedelta(days=8)).isoformat(), **served)
    activity("Planned there", fields=Fields(status="pipeline"), **served)
    activity("Hidden there", start=(today - timedelta(days=8)).isoformat(), marking=make.STRICT, **served)
    activity("Long ago", start="2019-01", end="2019-12", **served)
    activity("Elsewhere", start=(today - timedelta(days=8)).isoformat(), economies=frozenset({"MNE"}))
    who = participant(opened(desk))

    found = got(of(arta), "rounds:round-question", who)

    assert asked
    page, question = words(found.content), found.context["question"]
    assert WORDS in page
    assert re.search(r"Action plan 2026\D+12\b", page)
    assert (question.place, question.total, question.minutes) == (1, 1, 1)
    assert re.findall(r'name="verdict"\s+value="(\w+)"', found.text) == list(VERDICTS)
    for part in ("Ended there", "Began there", "Planned there"):
        assert part in page
    for part in ("Hidden there", "Long ago", "Elsewhere"):
        assert part not in page


def test_each_button_saves_at_once_and_leads_to_the_next_question(desk: Reader, arta: Reader) -> None:
    first, second = need(arta, objective="2.3.1"), need(arta)
    who, client = participant(opened(desk)), of(arta)

    assert said(client, who, first, "true").status_code == 302
    question = got(client, "rounds:round-question", who).context["question"]
    assert (question.item.about, question.place, question.total) == (second, 2, 2)
    said(client, who, second, "gone", note="The law covers it.")

    done = client.get(reverse("rounds:round-question", args=[who]), follow=True)
    answers = done.context["answers"]
    assert (answers.answered, len(answers.items)) == (2, 2)
    assert [item.answer.verdict for item in answers.items] == ["true", "gone"]
    assert all(item.answer_words in words(done.content) for item in answers.items)
    assert "The law covers it." in words(done.content)
    assert offers(done, "rounds:round-clearance", who)


def test_changed_leads_to_the_form_of_the_need_and_back(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who, client = participant(opened(desk)), of(arta)

    answer_ = said(client, who, asked, "changed")
    form = answer_.url
    assert form.startswith(reverse("needs:need-change", args=[asked]))
    assert [item.unwritten for item in got(client, "rounds:round-answers", who).context["answers"].items] == [True]

    told = {"economy": "ALB", "objective": "2.3.2", "words": "Now two prisons", "priority": "low", "version": "1"}
    back = client.post(form, told)

    assert back.headers["Location"] == reverse("rounds:round-question", args=[who])
    page = got(client, "rounds:round-answers", who)
    assert "Now two prisons" in words(page.content)
    assert [item.unwritten for item in page.context["answers"].items] == [False]
    assert stored(asked).record.version == 2


def test_a_draft_of_the_secretariat_is_said_in_own_words(desk: Reader, arta: Reader) -> None:
    drafted = need(desk)
    who, client = participant(opened(desk)), of(arta)

    form = said(client, who, drafted, "changed").url

    assert form.startswith(reverse("needs:need-own-words", args=[drafted]))
    told = {"economy": "ALB", "objective": "2.3.2", "words": "In our words", "marking-tlp": "1"}
    assert client.post(form, told).headers["Location"] == reverse("rounds:round-question", args=[who])
    page = got(client, "rounds:round-answers", who)
    assert [row.words for row in page.context["answers"].new] == ["In our words"]
    assert ["In our words" in " ".join(row) for row in rows(page)] == [True]


def test_no_address_of_elsewhere_is_a_way_back(arta: Reader) -> None:
    asked = need(arta)
    told = {"economy": "ALB", "objective": "2.3.2", "words": "Else", "priority": "low"}
    for version, back in enumerate(("https://example.org/", "//example.org", "/" + "x" * 20_000, ""), start=1):
        address = f"{reverse('needs:need-change', args=[asked])}?back={back}"
        answer_ = of(arta).post(address, {**told, "version": str(version)})
        assert answer_.headers["Location"] == reverse("needs:need", args=[asked])
    assert Need.objects.get(pk=asked).record.version == 5


def test_whoever_may_not_write_it_says_what_changed_in_a_note(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    client = of(make.reader("police", seats=(("focal-points", "ALB"),)))

    question = got(client, "rounds:round-question", who).context["question"]
    onward = said(client, who, asked, "changed", note="Two more prisons.").url

    assert (question.writable, question.restatable) == (False, False)
    assert onward == reverse("rounds:round-question", args=[who])
    assert offers(got(client, "rounds:round-answers", who), "rounds:round-handing-in", who)
    handed = client.post(reverse("rounds:round-handing-in", args=[who]), follow=True)
    assert levels(handed) == ["success"]
    assert RoundAnswer.objects.get().handed_in
    assert not offers(handed, "rounds:round-handing-in", who)
    assert "Two more prisons." in shown(of(arta), "rounds:round-answers", who)


def test_two_at_once_get_a_page_that_loses_nothing(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who, client = participant(opened(desk)), of(arta)
    answer(arta, who, asked, "done", "Finished in May.")

    clash = said(client, who, asked, "true", note="Typed by the second")

    assert clash.status_code == 409
    page = words(clash.content)
    assert clash.context["clash"]
    assert 'role="alert"' in clash.text
    assert "Finished in May." in page
    assert "Typed by the second" in page
    said(client, who, asked, "true", number="1", note="Typed by the second")
    assert "Typed by the second" in shown(client, "rounds:round-answers", who)


def test_an_answer_given_anew_begins_with_the_note_that_it_had(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked, "done", "Finished in May.")

    page = of(arta).get(reverse("rounds:round-question", args=[who]), {"about": str(asked)})

    assert ">Finished in May.</textarea>" in page.text


@pytest.mark.parametrize("about", ["x", str(make.uuid(7))])
def test_a_question_that_there_is_not_is_not_found(desk: Reader, arta: Reader, about: str) -> None:
    need(arta)
    address = reverse("rounds:round-question", args=[participant(opened(desk))])

    assert of(arta).get(address, {"about": about}).status_code == 404
    assert of(arta).post(address, {"about": about, "verdict": "true", "version": "1"}).status_code == 404
    assert of(arta).post(address, {"verdict": "true", "version": "1"}).status_code == 404
    assert of(desk).get(address).status_code == 403  # the secretariat only looks on


def test_from_clearance_to_return_and_acceptance_on_pages(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    officer, focal = of(desk), of(arta)
    answer(arta, who, asked, "changed", "Two more prisons.")

    focal.post(reverse("rounds:round-clearance", args=[who]), {"consulted": "the prison service", **signed(focal, who)})
    page = shown(officer, "rounds:round-answers", who)
    assert "Two more prisons." in page
    assert "the prison service" in page
    assert offers(got(focal, "rounds:round-answers", who), "rounds:round-clearance-undoing", who)

    comments = {f"comment-{asked}": "Which?", "comment-x": "?", "note": "Soon"}
    officer.post(reverse("rounds:round-return", args=[who]), {**comments, **signed(officer, who)})
    page = shown(focal, "rounds:round-answers", who)
    assert "Which?" in page
    assert "Soon" in page

    focal.post(reverse("rounds:round-clearance", args=[who]), signed(focal, who))
    focal.post(reverse("rounds:round-clearance-undoing", args=[who]))
    assert stage(who) == "started"
    focal.post(reverse("rounds:round-clearance", args=[who]), signed(focal, who))
    officer.post(reverse("rounds:round-acceptance", args=[who]), signed(officer, who))
    assert stage(who) == "accepted"
    assert offers(got(officer, "rounds:round-answers", who), "rounds:round-acceptance-undoing", who)
    officer.post(reverse("rounds:round-acceptance-undoing", args=[who]))
    assert stage(who) == "cleared"


def test_whoever_cleared_reads_first_that_it_was_returned_by_whom_and_with_how_many_comments(
    desk: Reader, arta: Reader
) -> None:
    asked, other = need(arta), need(arta, objective="2.3.1")
    who = participant(opened(desk))
    answer(arta, who, asked)
    answer(arta, who, other)
    clear(who, by=arta)
    give_back(who, "One is unclear.", {asked: "Which prisons?"}, read(desk, who), by=desk)

    page = got(of(arta), "rounds:round-answers", who)
    (home,) = waiting(arta, "round-clearing")

    back = page.context["answers"].returned
    assert (back.by, back.organisation, back.comments) == (desk.name, desk.organisation_name, 1)
    before = page.text.partition('class="stepper"')[0]  # the steps, and who holds the next one
    assert before != page.text
    assert escape(back.words) in before
    assert "One is unclear." in before
    assert TITLE in home.sentence
    assert home.text == back.words
    assert f"by {desk.name}, {desk.organisation_name}. 1 reply has a comment." in back.words
    clear(who, by=arta)
    assert got(of(arta), "rounds:round-answers", who).context["answers"].returned is None


def test_a_second_return_counts_its_own_comments_only(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    for note, comments in (("", {asked: "Which prisons?"}), ("Still unclear.", {})):
        clear(who, by=arta)
        give_back(who, note, comments, read(desk, who), by=desk)

    page = got(of(arta), "rounds:round-answers", who)

    back = page.context["answers"].returned
    assert (back.by, back.organisation, back.comments) == (desk.name, desk.organisation_name, 0)
    assert back.words != replace(back, comments=1).words
    assert escape(back.words) in page.text


def test_returned_without_a_word_the_page_asks_for_one_and_nothing_is_returned(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, by=arta)
    officer = of(desk)

    asks = officer.post(reverse("rounds:round-return", args=[who]), {"note": " ", **signed(officer, who)})

    assert asks.status_code == 200
    assert again(asks, "round-reason")
    assert offers(asks, "rounds:round-return", who)
    assert stage(who) == "cleared"


def test_comments_on_answers_that_were_changed_meanwhile_are_not_lost(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, by=arta)

    typed = {f"comment-{asked}": "Which prisons?", "note": "Soon", "read": "of before"}
    late = of(desk).post(reverse("rounds:round-return", args=[who]), typed)

    assert late.status_code == 409
    assert again(late, "round-read")
    assert ">Which prisons?</textarea>" in late.text
    assert ">Soon</textarea>" in late.text


def test_nothing_to_hand_in_is_said_on_the_page_itself(desk: Reader, arta: Reader) -> None:
    need(arta)
    who = participant(opened(desk))

    told = of(arta).post(reverse("rounds:round-handing-in", args=[who]))

    assert told.status_code == 200
    assert again(told, "round-nothing")
    assert reverse("rounds:round-question", args=[who]) in links(told)


def test_a_button_that_comes_too_late_says_so(desk: Reader, arta: Reader) -> None:
    who = participant(opened(desk))

    late = of(desk).post(reverse("rounds:round-acceptance", args=[who]))

    assert refused(late, "round-stage")
    assert arta


def test_home_leads_to_the_questions_and_the_secretariat_to_what_was_cleared(desk: Reader, arta: Reader) -> None:
    asked, _other = need(arta), need(arta, objective="2.3.1")
    record = opened(desk)
    who = participant(record)

    home = got(of(arta), "start:home").context
    (questions,) = waiting(arta, "round")
    assert (questions.count, questions.url) == (2, reverse("rounds:round-question", args=[who]))
    assert TITLE in questions.sentence
    assert (len(home["waiting"]), home["minutes"]) == (1, 1)
    begun = of(arta).post(reverse("rounds:round-beginning", args=[who]), follow=True).context["question"]
    assert (begun.place, begun.total) == (1, 2)

    answer(arta, who, asked)
    answer(arta, who, _other)
    (to_clear,) = waiting(arta, "round-clearing")
    assert to_clear.url == reverse("rounds:round-answers", args=[who])
    assert TITLE in to_clear.sentence
    clear(who, "", by=arta)
    (cleared,) = waiting(desk, "round-accepting")
    assert (cleared.count, cleared.url) == (1, reverse("rounds:round", args=[record]))
    assert TITLE in cleared.sentence


def test_a_round_that_opens_later_asks_nothing_yet(desk: Reader, arta: Reader) -> None:
    need(arta)
    who = participant(opened(desk, opens=clock.today() + timedelta(days=3)))

    assert TITLE not in shown(of(arta), "start:home")
    assert of(arta).get(reverse("rounds:round-question", args=[who])).status_code == 403


def test_an_activity_is_asked_about_in_the_same_way(desk: Reader) -> None:
    house = make.organisation("Lumina (demo)")
    manager = make.reader("manager", at=house)
    running = activity("Safe online", by=manager, economies=frozenset({"ALB"}), start="2026")
    law = activity("Law on schools", by=manager, fields=Fields(sort="own-measure"))
    who, client = Participant.objects.get(round=support_round(desk, house)).pk, of(manager)

    page = got(client, "rounds:round-question", who)
    assert "Safe online" in words(page.content)
    assert [each.words for each in page.context["question"].choices] == list(map(str, BUTTON_OF_SUPPORT.values()))
    whole = said(client, who, running.pk, "changed").url
    short = said(client, who, law.pk, "changed").url

    assert whole.startswith(reverse("activities:activity-change", args=[running.pk]))
    assert short.startswith(reverse("activities:activity-short", args=[law.pk]))


def test_pages_ask_the_same_of_the_database_however_many_there_are(desk: Reader, arta: Reader) -> None:
    def asked(client: Client, name: str, *args: object) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name, args=args)).status_code == 200
        return len(seen)

    first = need(arta)
    record = opened(desk)
    who = participant(record)
    answer(arta, who, first)
    need(arta)  # stated since
    officer, focal = of(desk), of(arta)
    pages: list[tuple[Any, ...]] = [
        (focal, "rounds:round-answers", who),
        (focal, "start:home"),
        (officer, "rounds:round", record),
        (officer, "rounds:rounds"),
        (officer, "rounds:round-reminder", record),
    ]
    before = [asked(*page) for page in pages]
    more = [need(arta, objective="2.3.1") for _ in range(6)]
    for number in range(3):
        opened(desk, title=f"Another {number}")
    Office.objects.create(kind="F", community_id="focal-points", economy_id="MNE", since=make.LONG_AGO)

    assert more
    assert [asked(*page) for page in pages] == before
