"""The pages of a round, as the secretariat, a focal point and others read them."""

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
from tests.activities.activities.doing import activity, of, shown, words
from tests.needs.needs.doing import WORDS, need, stored
from tests.rounds.rounds.doing import TITLE, answer, clear, framework, opened, participant, read, stage, support_round

from egnatia.activities.activities.storing import Fields
from egnatia.kernel import clock
from egnatia.kernel.models import Office
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.models import Need
from egnatia.rounds.rounds.actions.accepting import give_back
from egnatia.rounds.rounds.models import Participant, Round

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
    assert "Open a round" in shown(client, "rounds:rounds")

    preview = client.post(address, typed(preview="1"))
    assert "Who will see this under TLP:GREEN" in words(preview.content)
    assert TITLE in preview.text
    assert not Round.objects.exists()

    page = client.post(address, typed(), follow=True)
    assert "Nobody was written to yet" in words(page.content) or "nobody was written to yet" in page.text
    assert "0 of 1 received" in words(page.content)
    assert "answer the questions" in words(page.content)
    assert arta.name in words(page.content)  # who holds the next step


def test_the_form_of_a_round_says_what_is_wrong_beside_the_field(desk: Reader) -> None:
    make.organisation("Twice (demo)")
    make.organisation("Twice (demo)")
    client, address = of(desk), reverse("rounds:round-new")

    backwards = client.post(address, typed(closes="2025-01-01", organisations="Unheard of\nTwice (demo)"))
    nobody = client.post(address, {**typed(), "economy-ALB": ""})

    assert "This day is before the one on which it opens." in backwards.text
    assert "Unheard of; Twice (demo)" in words(backwards.content)
    assert "Nobody is invited" in nobody.text
    assert (
        "At most 60 organisations"
        in client.post(address, typed(organisations="\n".join("abcdefgh" * n for n in range(1, 70)))).text
    )
    assert not Round.objects.exists()


def test_organisations_are_invited_by_their_names(desk: Reader) -> None:
    make.organisation("Lumina (demo)")

    of(desk).post(reverse("rounds:round-new"), typed(kind="support", organisations="Lumina (demo)\n"))

    assert [str(each.organisation) for each in Participant.objects.exclude(organisation=None)] == ["Lumina (demo)"]


def test_nobody_else_finds_the_form(arta: Reader) -> None:
    assert of(arta).get(reverse("rounds:round-new")).status_code == 403
    assert Client().get(reverse("rounds:round-new")).status_code == 302
    assert "Open a round" not in shown(of(arta), "rounds:rounds")


def test_the_page_shows_participants_to_the_secretariat_alone(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    mine, theirs = shown(of(desk), "rounds:round", record), shown(of(arta), "rounds:round", record)
    other = shown(of(make.reader("partner")), "rounds:round", record)

    assert "Montenegro" in mine
    assert "the focal point (vacant)" in mine  # Montenegro has none
    assert "cannot see the round" in mine
    assert "is not asked in this round" in mine
    assert "overdue" not in mine.lower()
    assert ("Montenegro" in theirs, "Albania" in theirs) == (False, True)
    assert "Albania" not in other
    assert "0 of 2 received" in other


def test_the_table_goes_along_as_a_file(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    whole = of(desk).get(reverse("rounds:round-download", args=[record, "csv"])).text
    own = of(arta).get(reverse("rounds:round-download", args=[record, "csv"])).text

    assert "Montenegro,states needs,Invited,,answer the questions" in whole
    assert "Bulgaria,supports,,,," in whole
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

    page = shown(of(arta), "rounds:round-question", who)

    assert asked
    for part in (WORDS, "Action plan 2026, page 12", "Question 1 of 1", "about 1 minute left", "No longer needed"):
        assert part in page
    for part in ("Ended there", "Began there", "Planned there"):
        assert part in page
    for part in ("Hidden there", "Long ago", "Elsewhere"):
        assert part not in page


def test_each_button_saves_at_once_and_leads_to_the_next_question(desk: Reader, arta: Reader) -> None:
    first, second = need(arta, objective="2.3.1"), need(arta)
    who, client = participant(opened(desk)), of(arta)

    assert said(client, who, first, "true").status_code == 302
    page = client.get(reverse("rounds:round-question", args=[who]))
    assert "Question 2 of 2" in words(page.content)
    said(client, who, second, "gone", note="The law covers it.")

    done = client.get(reverse("rounds:round-question", args=[who]), follow=True)
    assert "2 of 2 answered" in words(done.content)
    assert "no longer needed" in words(done.content)
    assert "The law covers it." in words(done.content)
    assert "Clear the answers" in words(done.content)


def test_changed_leads_to_the_form_of_the_need_and_back(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who, client = participant(opened(desk)), of(arta)

    answer_ = said(client, who, asked, "changed")
    form = answer_.url
    assert form.startswith(reverse("needs:need-change", args=[asked]))
    assert "what changed is not written there yet" in shown(client, "rounds:round-answers", who)

    told = {"economy": "ALB", "objective": "2.3.2", "words": "Now two prisons", "priority": "low", "version": "1"}
    back = client.post(form, told)

    assert back.headers["Location"] == reverse("rounds:round-question", args=[who])
    page = shown(client, "rounds:round-answers", who)
    assert "Now two prisons" in page
    assert "not written there yet" not in page
    assert stored(asked).record.version == 2


def test_a_draft_of_the_secretariat_is_said_in_own_words(desk: Reader, arta: Reader) -> None:
    drafted = need(desk)
    who, client = participant(opened(desk)), of(arta)

    form = said(client, who, drafted, "changed").url

    assert form.startswith(reverse("needs:need-own-words", args=[drafted]))
    told = {"economy": "ALB", "objective": "2.3.2", "words": "In our words", "marking-tlp": "1"}
    assert client.post(form, told).headers["Location"] == reverse("rounds:round-question", args=[who])
    page = shown(client, "rounds:round-answers", who)
    assert "In our words" in page.partition("Stated since the round was opened")[2]


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

    page = shown(client, "rounds:round-question", who)
    onward = said(client, who, asked, "changed", note="Two more prisons.").url

    assert "Its text belongs to another organisation" in page
    assert onward == reverse("rounds:round-question", args=[who])
    assert "Hand in to the focal point" in shown(client, "rounds:round-answers", who)
    handed = client.post(reverse("rounds:round-handing-in", args=[who]), follow=True)
    assert "Handed in" in handed.text
    assert "Hand in to the focal point" not in words(handed.content)
    assert "Two more prisons." in shown(of(arta), "rounds:round-answers", who)


def test_two_at_once_get_a_page_that_loses_nothing(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who, client = participant(opened(desk)), of(arta)
    answer(arta, who, asked, "done", "Finished in May.")

    clash = said(client, who, asked, "true", note="Typed by the second")

    assert clash.status_code == 409
    page = words(clash.content)
    assert "Somebody was quicker" in page
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
    assert "Take the clearance back" in shown(focal, "rounds:round-answers", who)

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
    assert "Take the acceptance back" in shown(officer, "rounds:round-answers", who)
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

    told = escape(f"by {desk.name}, {desk.organisation_name}. 1 item has a comment.")
    page, home = shown(of(arta), "rounds:round-answers", who), shown(of(arta), "start:home")

    assert told in page
    assert page.index(told) < page.index("Next step")
    assert "One is unclear." in page.partition("Next step")[0]
    assert f"“{TITLE}”: the answers were returned" in home
    assert told in home
    clear(who, by=arta)
    assert "1 item has a comment." not in shown(of(arta), "rounds:round-answers", who)


def test_a_second_return_counts_its_own_comments_only(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    for note, comments in (("", {asked: "Which prisons?"}), ("Still unclear.", {})):
        clear(who, by=arta)
        give_back(who, note, comments, read(desk, who), by=desk)

    page = shown(of(arta), "rounds:round-answers", who)

    assert escape(f"by {desk.name}, {desk.organisation_name}.") in page
    assert "item has a comment" not in page


def test_returned_without_a_word_the_page_asks_for_one_and_nothing_is_returned(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, by=arta)
    officer = of(desk)

    again = officer.post(reverse("rounds:round-return", args=[who]), {"note": " ", **signed(officer, who)})

    assert again.status_code == 200
    assert "Say why you return it: a word on the whole, or a comment on an item." in again.text
    assert "Return with these comments" in again.text
    assert stage(who) == "cleared"


def test_comments_on_answers_that_were_changed_meanwhile_are_not_lost(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, by=arta)

    typed = {f"comment-{asked}": "Which prisons?", "note": "Soon", "read": "of before"}
    again = of(desk).post(reverse("rounds:round-return", args=[who]), typed)

    assert again.status_code == 409
    assert "Read them again first." in again.text
    assert ">Which prisons?</textarea>" in again.text
    assert ">Soon</textarea>" in again.text


def test_nothing_to_hand_in_is_said_on_the_page_itself(desk: Reader, arta: Reader) -> None:
    need(arta)
    who = participant(opened(desk))

    again = of(arta).post(reverse("rounds:round-handing-in", args=[who]))

    assert again.status_code == 200
    assert "Nothing was answered yet that can be handed in or cleared." in again.text
    assert "Answer the next question" in again.text


def test_a_button_that_comes_too_late_says_so(desk: Reader, arta: Reader) -> None:
    who = participant(opened(desk))

    late = of(desk).post(reverse("rounds:round-acceptance", args=[who]))

    assert late.status_code == 403
    assert "at another step by now" in late.text
    assert arta


def test_home_leads_to_the_questions_and_the_secretariat_to_what_was_cleared(desk: Reader, arta: Reader) -> None:
    asked, _other = need(arta), need(arta, objective="2.3.1")
    record = opened(desk)
    who = participant(record)

    home = shown(of(arta), "start:home")
    assert f"“{TITLE}”: 2 questions wait for an answer" in home
    assert "1 thing, about 1 minute" in home
    begun = of(arta).post(reverse("rounds:round-beginning", args=[who]), follow=True)
    assert "Question 1 of 2" in words(begun.content)

    answer(arta, who, asked)
    answer(arta, who, _other)
    assert f"“{TITLE}”: clear the answers?" in shown(of(arta), "start:home")
    clear(who, "", by=arta)
    assert f"“{TITLE}”: 1 participant has cleared its answers" in shown(of(desk), "start:home")


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

    page = shown(client, "rounds:round-question", who)
    assert "Safe online" in page
    assert "Withdrawn" in page
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
