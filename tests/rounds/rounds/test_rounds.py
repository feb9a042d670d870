"""The way of a round, action by action: opened, answered, handed in, cleared, accepted or returned."""

import re
from typing import Any
from uuid import UUID

import pytest
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import focal_point, need, said
from tests.rounds.rounds.doing import accept, answer, clear, give_back, opened, page, participant, stage, support_round

from egnatia.activities.activities.storage import Fields
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.actions import answer_need
from egnatia.needs.needs.fields import NEED
from egnatia.rounds import inbox
from egnatia.rounds.rounds.actions.acceptance import take_acceptance_back
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile, NewAnswer, begin, hand_in, say
from egnatia.rounds.rounds.actions.clearance import take_back
from egnatia.rounds.rounds.labels import STEP, VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.models import Participant, RoundAnswer, RoundStep
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.inbox import cleared_for, unanswered_by
from egnatia.rounds.rounds.rules import Invitee, RoundProgress, minutes_of
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db


def colleague_of(reader: Reader) -> Reader:
    """Of the same house, and sitting for the economy too."""
    return make.reader(
        "blerim", at=Organisation.objects.get(pk=UUID(reader.organisation)), seats=(("focal-points", "ALB"),)
    )


def events(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def test_the_secretariat_opens_a_round_and_nobody_else_does(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    assert Participant.objects.filter(round=record).count() == 3
    assert events("opened") == 1
    with pytest.raises(NotAllowed, match="secretariat"):
        opened(arta)


@pytest.mark.parametrize(
    "wrong",
    [
        {"framework": "unheard-of 1"},
        {"participants": (Invitee("states", economy="XXX"),)},
        {"participants": (Invitee("supports", organisation=str(make.uuid(9))),)},
    ],
)
def test_a_round_with_somebody_or_something_unknown_is_not_opened(desk: Reader, wrong: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        opened(desk, **wrong)


def test_the_secretariat_sees_all_participants_and_others_a_number_and_their_own(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    names = forum()

    whole, own = round_page(desk, record, names), round_page(arta, record, names)
    other = round_page(make.reader("partner"), record, names)

    assert [row.economy for row in whole.rows] == ["ALB", "BGR", "MNE"]
    assert [row.asked for row in whole.rows] == [True, False, True]
    assert [row.economy for row in own.rows] == ["ALB"]
    assert other.rows == ()
    assert other.standing == RoundProgress(received=0, asked=2)
    assert re.findall(r"\d+", other.received_words) == ["0", "2"]


def test_whoever_does_not_see_the_round_sees_nothing_of_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    record = opened(desk, marking=Marking(Tlp.AMBER_STRICT))
    with pytest.raises(NotFound):
        round_page(arta, record, forum())
    with pytest.raises(NotFound):
        page(arta, participant(record))
    assert unanswered_by(arta) == ()
    row = round_page(desk, record, forum()).rows[0]
    assert not row.reachable


def test_what_was_stated_before_is_asked_and_what_comes_later_stands_apart(desk: Reader, arta: Reader) -> None:
    first, other = need(arta), need(arta, objective="2.3.1")
    record = opened(desk)
    later = need(arta, words={"en": "Something new"}, language="en")

    shown = page(arta, participant(record))

    assert [item.about for item in shown.items] == [other, first]  # in the order of the framework
    assert [row.id for row in shown.new] == [later]
    assert shown.left == 2


def test_a_need_that_the_economy_set_aside_is_not_asked_about(desk: Reader, arta: Reader) -> None:
    drafted = need(desk)
    answer_need(drafted, "declined", expected=1, by=arta)
    record = opened(desk)

    assert page(arta, participant(record)).items == ()


def test_an_answer_starts_the_participant_and_is_a_draft_of_its_house(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))

    answer(police, who, asked, "changed", "Two more prisons.")

    assert stage(who) == "started"
    assert [item.answer is not None for item in page(police, who).items] == [True]
    assert [item.answer for item in page(arta, who).items] == [None]
    assert [item.answer for item in page(desk, who).items] == [None]
    assert events("answered") == 1


def test_beginning_is_said_once(desk: Reader, arta: Reader) -> None:
    who = participant(opened(desk))

    begin(who, by=arta)
    begin(who, by=arta)

    assert stage(who) == "started"
    assert RoundStep.objects.filter(participant=who).count() == events("started") == 1


def test_others_do_not_answer_for_an_economy(desk: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    mira = focal_point("MNE", "mira")

    with pytest.raises(NotFound):  # nobody else may know how far others are
        answer(mira, who, asked)
    with pytest.raises(NotAllowed, match="round-speaker"):
        answer(desk, who, asked)


def test_an_answer_to_what_was_changed_meanwhile_is_not_taken(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    lifecycle.change(NEED, asked, said("Else"), expected=1, by=arta)

    with pytest.raises(AnsweredMeanwhile):
        say(who, asked, NewAnswer("true", "", 1, 0), by=arta)

    assert stage(who) == "invited"


def test_two_of_one_house_at_once_lose_nothing(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    colleague = colleague_of(arta)
    answer(colleague, who, asked, "done", "Finished in May.")

    with pytest.raises(AnsweredMeanwhile):
        answer(arta, who, asked, "true")
    (item,) = page(arta, who).items
    assert item.answer is not None
    assert (item.answer.note, item.answer.by) == ("Finished in May.", colleague.name)

    answer(arta, who, asked, "true", number=item.answer.number)
    assert [each.verdict for each in RoundAnswer.objects.all()] == ["true"]


def test_what_is_said_of_something_else_is_not_found(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    elsewhere = need(desk, economy="MNE")

    with pytest.raises(NotFound):
        say(who, elsewhere, NewAnswer("true", "", 1, 0), by=arta)
    with pytest.raises(NotFound):
        say(who, asked, NewAnswer("maybe", "", 1, 0), by=arta)


def test_handed_in_the_focal_point_reads_it_and_cleared_the_secretariat(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(police, who, asked, "done", "Finished in May.")

    assert hand_in(who, by=police) == 1
    (item,) = page(arta, who).items
    assert item.answer is not None
    assert item.answer.by == police.name
    assert page(desk, who).answered == 0

    assert clear(who, "the prison service", by=arta) == 1
    (item,) = page(desk, who).items
    assert item.answer is not None
    assert (item.answer_words, item.answer.by) == (str(VERDICT["done"]), arta.name)
    assert "Finished in May." in item.answer.note
    assert police.name in item.answer.note
    assert page(desk, who).steps[0].note == "the prison service"
    assert stage(who) == "cleared"
    told = round_page(make.reader("other"), page(desk, who).round, forum())
    assert told.standing == RoundProgress(received=1, asked=2)
    assert re.findall(r"\d+", told.received_words) == ["1", "2"]
    assert (events("handed in"), events("cleared")) == (1, 1)


def test_nobody_but_the_focal_point_clears(desk: Reader, police: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(police, who, asked)

    for other in (police, desk):
        with pytest.raises(NotAllowed, match="round-clearance"):
            clear(who, "", by=other)


def test_there_is_nothing_to_hand_in_or_clear_before_something_was_said(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))

    with pytest.raises(NotAllowed, match="round-nothing"):
        hand_in(who, by=police)
    with pytest.raises(NotAllowed, match="round-nothing"):
        clear(who, "", by=arta)


def test_what_is_cleared_takes_no_answers_until_it_is_taken_back(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, "", by=arta)

    with pytest.raises(NotAllowed, match="round-stage"):
        answer(arta, who, asked, "done", number=1)
    take_back(who, by=arta)
    answer(arta, who, asked, "done", number=1)
    clear(who, "", by=arta)

    assert page(desk, who).items[0].answer_words == str(VERDICT["done"])


def test_the_secretariat_accepts_and_takes_that_back(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    with pytest.raises(NotAllowed, match="round-stage"):
        accept(who, by=desk)
    clear(who, "", by=arta)
    assert [each.count for each in cleared_for(desk)] == [1]

    with pytest.raises(NotAllowed, match="secretariat"):
        accept(who, by=arta)
    accept(who, by=desk)
    assert stage(who) == "accepted"
    assert cleared_for(desk) == ()
    with pytest.raises(NotAllowed, match="round-stage"):
        take_back(who, by=arta)
    take_acceptance_back(who, by=desk)
    assert stage(who) == "cleared"


def test_the_secretariat_returns_with_a_comment_on_an_item(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, "", by=arta)
    with pytest.raises(NotAllowed, match="round-reason"):
        give_back(who, "", {make.uuid(4): "Not one of these"}, by=desk)

    give_back(who, "", {asked: "Which prisons?"}, by=desk)

    assert stage(who) == "started"
    (item,) = page(arta, who).items
    assert [comment.text for comment in item.comments] == ["Which prisons?"]
    answer(arta, who, asked, "changed", "All of them", number=1)
    clear(who, "", by=arta)
    assert [step.words for step in page(desk, who).steps] == [
        str(STEP[verb]) for verb in ("cleared", "returned", "cleared", "started")
    ]


def test_an_answer_that_was_marked_for_few_stays_so_when_its_house_clears(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    colleague = colleague_of(arta)
    answer(colleague, who, asked, "done", "For me alone.")
    remark(Record.objects.get(kind="round-answer"), Marking(Tlp.RED), by=colleague)

    answer(arta, who, asked, "true")  # Arta does not learn of theirs, and does not collide with it
    clear(who, "", by=arta)

    assert [item.answer_words for item in page(desk, who).items] == [str(VERDICT["true"])]


def test_an_organisation_answers_for_its_own_activities(desk: Reader) -> None:
    house = make.organisation("Lumina (demo)")
    manager = make.reader("manager", at=house)
    running = activity("Safe online", by=manager)
    who = Participant.objects.get(round=support_round(desk, house)).pk

    answer(manager, who, running.pk, "done")
    clear(who, "", by=manager)

    (item,) = page(desk, who).items
    assert item.activity is not None
    assert item.activity.title == "Safe online"
    assert item.answer_words == str(VERDICT_OF_SUPPORT["done"])
    with pytest.raises(NotAllowed, match="round-stage"):
        hand_in(who, by=manager)


def test_home_says_how_many_questions_wait_then_what_is_to_be_cleared(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    assert [(each.left, each.clears) for each in unanswered_by(arta)] == [(2, True)]

    answer(arta, who, asked)
    answer(arta, who, other)

    assert [(each.left, each.answered) for each in unanswered_by(arta)] == [(0, 2)]
    assert [(each.left, each.clears) for each in unanswered_by(police)] == [(2, False)]
    assert unanswered_by(desk) == ()


def test_a_question_takes_half_a_minute_on_the_start_page_too(desk: Reader, arta: Reader, asked: UUID) -> None:
    opened(desk)

    assert [minutes_of(number) for number in (0, 1, 12)] == [0, 1, 6]
    assert [item.each for item in inbox.rounds(arta)] == [0.5]


def test_an_activity_that_was_completed_is_not_asked_about(desk: Reader) -> None:
    house = make.organisation("Lumina (demo)")
    manager = make.reader("manager", at=house)
    activity("Over", by=manager, fields=Fields(status="closed"))
    who = Participant.objects.get(round=support_round(desk, house)).pk

    assert page(manager, who).items == ()
