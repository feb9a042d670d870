"""Several questions on one page: what is ticked is still true, and nothing else is said."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import focal_point, need, said
from tests.rounds.rounds.doing import answer, clear, opened, participant, stage, texts
from tests.visits import counted, got, levels, of, offers

from egnatia.activities.activities.storage import Fields
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.fields import NEED
from egnatia.rounds.rounds.actions.answers import NewAnswer, hand_in, say_several
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.rounds.queries.open_questions import several_page
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

pytestmark = pytest.mark.django_db
TRUE = NewAnswer("true", "", 1, 0)


def answers() -> dict[UUID, str]:
    return dict(RoundAnswer.objects.values_list("about", "verdict"))


def page(reader: Reader, who: UUID) -> tuple[list[UUID], int]:
    found = several_page(RoundQuery(reader, forum(), objectives()), who)
    return [each.item.about for each in found.waiting], found.total


def test_what_is_ticked_is_still_true_and_the_next_question_comes(desk: Reader, arta: Reader) -> None:
    first, second, third = (need(arta, objective=code) for code in ("2.3.1", "2.3.2", "3.3.2"))
    who = participant(opened(desk))
    client = of(arta)
    text = client.get(reverse("rounds:round-several", args=[who])).text
    assert text.count('type="checkbox"') == 3
    assert " checked" not in text
    assert client.get(reverse("rounds:round-several", args=[who]), {"all": "1"}).text.count("checked>") == 3

    told = client.post(
        reverse("rounds:round-several", args=[who]), {"still": [f"{first}:1", f"{third}:1"]}, follow=True
    )

    assert counted(told) == [("success", ["2"])]
    question = told.context["question"]
    assert (question.item.about, question.place, question.total) == (second, 2, 3)
    assert answers() == {first: "true", third: "true"}
    assert stage(who) == "started"
    assert AuditEvent.objects.filter(verb="answered").count() == 2
    assert page(arta, who) == ([second], 3)


def test_nothing_ticked_is_said_and_saves_nothing(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))

    told = of(arta).post(reverse("rounds:round-several", args=[who]), follow=True)

    assert levels(told) == ["warning"]
    assert not answers()
    assert stage(who) == "invited"


def test_what_changed_or_was_answered_meanwhile_is_left(desk: Reader, arta: Reader, asked: UUID) -> None:
    other, third = need(arta, objective="2.3.1"), need(arta, objective="3.3.2")
    who = participant(opened(desk))
    answer(arta, who, asked, "gone")
    lifecycle.change(NEED, other, said("Else", objective="2.3.1"), expected=1, by=arta)

    told = of(arta).post(
        reverse("rounds:round-several", args=[who]),
        {"still": [f"{about}:1" for about in (asked, other, third)]},
        follow=True,
    )

    assert counted(told) == [("success", ["1"]), ("warning", ["2"])]
    assert answers() == {asked: "gone", third: "true"}


def test_where_all_were_quicker_only_that_is_said(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked, "gone")

    assert say_several(who, {asked: TRUE}, by=arta) == {asked}
    told = of(arta).post(reverse("rounds:round-several", args=[who]), {"still": f"{asked}:1"}, follow=True)
    assert counted(told) == [("warning", ["1"])]


def test_what_is_no_question_of_their_is_nothing(desk: Reader, arta: Reader, asked: UUID, police: Reader) -> None:
    hidden = need(arta, marking=make.STRICT)
    foreign = need(focal_point("MNE", "mira"), economy="MNE")
    who = participant(opened(desk))
    for about in (hidden, foreign, UUID(int=1)):
        with pytest.raises(NotFound):
            say_several(who, {asked: TRUE, about: TRUE}, by=police)
    crooked = of(police).post(reverse("rounds:round-several", args=[who]), {"still": "x:1"})

    assert crooked.status_code == 404
    assert not answers()


def test_only_who_speaks_for_it_while_it_is_open(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    assert of(desk).get(reverse("rounds:round-several", args=[who])).status_code == 403
    with pytest.raises(NotAllowed, match="round-speaker"):
        say_several(who, {asked: TRUE}, by=desk)
    answer(arta, who, asked)
    assert of(arta).get(reverse("rounds:round-several", args=[who])).status_code == 302
    clear(who, by=arta)

    assert of(arta).get(reverse("rounds:round-several", args=[who])).status_code == 403
    with pytest.raises(NotAllowed, match="round-stage"):
        say_several(who, {asked: TRUE}, by=arta)


def test_hidden_needs_are_not_counted(desk: Reader, arta: Reader, asked: UUID, police: Reader) -> None:
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    remark(Record.objects.get(pk=other), Marking(Tlp.AMBER_STRICT), by=arta)

    assert page(police, who) == ([asked], 1)


def test_what_another_house_handed_in_waits_no_more(desk: Reader, arta: Reader, police: Reader, asked: UUID) -> None:
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    answer(police, who, asked)
    assert page(arta, who)[0] == [other, asked]
    hand_in(who, by=police)

    assert page(arta, who)[0] == [other]


def test_what_happened_there_since_stands_beside_it(desk: Reader, arta: Reader) -> None:
    then = clock.now() - timedelta(days=400)
    with clock.time_from(lambda: then):
        asked = need(arta, objective="2.3.1")
        elsewhere = need(arta, objective="3.3.2")
    day = (clock.today() - timedelta(days=30)).isoformat()
    served: dict[str, Any] = {"economies": frozenset({"ALB"}), "objectives": frozenset({"2.3.1"})}
    activity("Began (demo)", start=day, **served)
    activity("Planned (demo)", fields=Fields(status="pipeline"), **served)
    activity("Long ago (demo)", start="2019-01", end="2019-12", **served)
    activity("Hidden (demo)", marking=make.STRICT, start=day, **served)
    who = participant(opened(desk))

    found = several_page(RoundQuery(arta, forum(), objectives()), who)

    assert {each.item.about: each.happened for each in found.waiting} == {asked: 2, elsewhere: 0}
    cards = texts(got(of(arta), "rounds:round-several", who), "card")
    (_aim, _priority, _day, happened, _link), nothing = (card.split("·") for card in cards)
    assert re.findall(r"\d+", happened) == ["2"]
    assert len(nothing) == 4


def test_the_pages_of_a_round_lead_there_where_there_are_several(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    assert not offers(got(of(arta), "rounds:round-question", who), "rounds:round-several", who)
    need_more = need(arta, objective="2.3.1")
    later = participant(opened(desk, title="Later"))

    assert need_more
    assert offers(got(of(arta), "rounds:round-question", later), "rounds:round-several", later)
    assert offers(got(of(arta), "rounds:round-answers", later), "rounds:round-several", later)
