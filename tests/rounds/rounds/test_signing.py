"""Whoever clears or accepts signs what they have read; nobody is stuck, or begins, where nothing is asked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from tests import make
from tests.needs.needs.doing import focal_point, need, said
from tests.rounds.rounds.doing import (
    TITLE,
    again,
    answer,
    clear,
    opened,
    page,
    participant,
    read,
    stage,
    support_round,
    waiting,
)
from tests.visits import got, of, offers

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.fields import NEED
from egnatia.rounds.rounds.actions import acceptance, clearance
from egnatia.rounds.rounds.actions.answers import begin, hand_in
from egnatia.rounds.rounds.actions.clearance import take_back
from egnatia.rounds.rounds.labels import NEXT, ONLY_CLEAR
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries import inbox as waits
from egnatia.rounds.rounds.queries import questions as asking
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.inbox import unanswered_by
from egnatia.rounds.rounds.queries.questions import questions_of
from egnatia.rounds.rounds.rules import RoundProgress
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db


def questions(reader: Reader, who: UUID) -> Any:  # noqa: ANN401 - a tuple of what is asked
    return questions_of(reader, Participant.objects.select_related("round").get(pk=who))


def test_what_came_in_after_the_page_was_read_is_not_cleared_with_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    police = make.reader("police", seats=(("focal-points", "ALB"),))
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    answer(arta, who, asked)
    before = page(arta, who).read
    answer(police, who, other, "gone")
    hand_in(who, by=police)

    with pytest.raises(NotAllowed, match="round-read"):
        clearance.clear(who, "", before, by=arta)
    assert stage(who) == "started"
    assert clearance.clear(who, "", page(arta, who).read, by=arta) == 2


def test_where_all_is_answered_the_next_step_is_to_clear(desk: Reader, arta: Reader, asked: UUID) -> None:
    need(arta, objective="2.3.1")
    who = participant(opened(desk))
    first, second = (each.about for each in questions(arta, who))
    answer(arta, who, first)
    assert page(arta, who).next_words == str(NEXT["started"])

    answer(arta, who, second)

    assert page(arta, who).next_words == str(ONLY_CLEAR) != str(NEXT["started"])
    seen: Any = html.document_fromstring(got(of(arta), "rounds:round-answers", who).text)
    (steps,) = seen.find_class("stepper")
    assert str(ONLY_CLEAR) in steps.getnext().text_content()


def test_what_was_said_anew_since_is_neither_accepted_nor_returned(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    clear(who, by=arta)
    before = page(desk, who).read
    take_back(who, by=arta)
    answer(arta, who, asked, "gone", number=1)
    clear(who, by=arta)

    with pytest.raises(NotAllowed, match="round-read"):
        acceptance.accept(who, before, by=desk)
    with pytest.raises(NotAllowed, match="round-read"):
        acceptance.give_back(who, "Sure?", {}, before, by=desk)
    acceptance.accept(who, page(desk, who).read, by=desk)
    assert stage(who) == "accepted"


def test_a_page_that_is_too_old_to_sign_says_so(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)

    late = of(arta).post(reverse("rounds:round-clearance", args=[who]), {"read": "x", "consulted": "prisons"})

    assert late.status_code == 409
    assert 'value="prisons"' in late.text
    assert again(late, "round-read")


def test_whoever_is_asked_for_nothing_clears_that(desk: Reader, arta: Reader) -> None:
    who = participant(opened(desk))
    assert [(each.left, each.answered) for each in unanswered_by(arta)] == [(0, 0)]
    (to_clear,) = waiting(arta, "round-clearing")
    assert to_clear.url == reverse("rounds:round-answers", args=[who])
    assert TITLE in to_clear.sentence
    later = need(arta)
    answer(arta, participant(opened(desk, title="Another round")), later)
    assert len({each.text for each in waiting(arta, "round-clearing")}) == 2, "nothing is asked, or all is answered"
    assert offers(got(of(arta), "rounds:round-answers", who), "rounds:round-clearance", who)

    assert clear(who, by=arta) == 0
    acceptance.accept(who, read(desk, who), by=desk)

    assert round_page(desk, page(desk, who).round, forum()).standing == RoundProgress(received=1, asked=2)


def test_whoever_answered_nothing_of_what_is_asked_has_nothing_to_clear(
    desk: Reader, arta: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))

    assert not page(arta, who).clearable
    assert not offers(got(of(arta), "rounds:round-answers", who), "rounds:round-clearance", who)
    assert waiting(arta, "round-clearing") == []


def test_whoever_is_not_asked_begins_and_clears_nothing(desk: Reader) -> None:
    who, borys = participant(opened(desk), "BGR"), focal_point("BGR", "boris")

    with pytest.raises(NotAllowed, match="round-not-asked"):
        begin(who, by=borys)
    with pytest.raises(NotAllowed, match="round-not-asked"):
        clear(who, by=borys)
    assert stage(who) == "invited"


def test_the_button_to_begin_is_there_from_the_first_day_on(desk: Reader, arta: Reader, asked: UUID) -> None:
    today, later = opened(desk), opened(desk, opens=clock.today() + timedelta(days=3))

    pages = {record: of(arta).get(reverse("rounds:round", args=[record])).text for record in (today, later)}

    assert reverse("rounds:round-beginning", args=[participant(today)]) in pages[today]
    assert reverse("rounds:round-beginning", args=[participant(later)]) not in pages[later]


def test_the_start_page_counts_the_questions_that_the_page_asks(
    desk: Reader, arta: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are more than one is asked: cut at the same number, after the same filters."""
    for module in (asking, waits):
        monkeypatch.setattr(module, "MOST_QUESTIONS", 2)
    with_objective = [need(arta) for _ in range(6)]
    who = participant(opened(desk))
    later = [need(arta) for _ in range(6)]

    assert with_objective
    assert later
    assert len(page(arta, who).items) == 2
    assert [each.left for each in unanswered_by(arta)] == [2]


def test_a_question_was_last_written_when_its_words_were_and_not_when_it_was_marked(desk: Reader, arta: Reader) -> None:
    then = clock.now() - timedelta(days=60)
    with clock.time_from(lambda: then):
        asked = need(arta)
    who = participant(opened(desk))
    remark(Record.objects.get(pk=asked), make.amber("focal-points"), by=arta)
    assert [each.changed_at for each in questions(arta, who)] == [then]

    lifecycle.change(NEED, asked, said("Else"), expected=1, by=arta)
    assert [each.changed_at > then for each in questions(arta, who)] == [True]


def test_an_organisation_that_one_may_not_know_of_is_another_one(desk: Reader) -> None:
    hidden = make.organisation("Undercover (demo)")
    record = support_round(desk, hidden)
    officer = make.reader("owner", at=Organisation.objects.get(pk=hidden.pk))
    remark(Record.objects.get(pk=hidden.pk), Marking(Tlp.AMBER_STRICT), by=officer)

    (row,) = round_page(desk, record, forum()).rows

    assert row.name == row.held_by != ""
    assert "Undercover" not in row.name


def test_nothing_is_marked_otherwise_between_reading_and_opening_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked)
    digest = read(arta, who)

    with CaptureQueriesContext(connection) as asked_of_it:
        clearance.clear(who, "", digest, by=arta)

    texts = [each["sql"] for each in asked_of_it]
    locked = next(at for at, sql in enumerate(texts) if "kernel_record" in sql and sql.endswith("FOR UPDATE"))
    answers = next(at for at, sql in enumerate(texts) if sql.startswith('SELECT "rounds_roundanswer"'))
    assert locked < answers


def test_a_red_answer_is_neither_opened_nor_called_cleared(desk: Reader, arta: Reader, asked: UUID) -> None:
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    answer(arta, who, asked)
    remark(Record.objects.get(kind=RoundAnswer.KIND), Marking(Tlp.RED), by=arta)
    answer(arta, who, other)

    assert clear(who, by=arta) == 1
    assert dict(RoundAnswer.objects.values_list("about", "cleared")) == {asked: False, other: True}
