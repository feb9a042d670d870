"""What an answer changes elsewhere: a need that is done, and a change that has to be said."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from tests import make
from tests.needs.needs.doing import need
from tests.needs.needs.doing import objectives as framework
from tests.proposals.doing import chips
from tests.rounds.rounds.doing import accept, again, answer, clear, give_back, opened, participant, read, stage
from tests.visits import Answer, got, of

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.needs.needs.queries.lists import needs_of
from egnatia.rounds.rounds.actions.clearance import take_back
from egnatia.rounds.rounds.actions.lifecycle import restore_round, withdraw_round
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

pytestmark = pytest.mark.django_db


def reported(reader: Reader, about: UUID) -> str:
    """What a list says of the need."""
    (row,) = needs_of(reader, [about], forum(), objectives())
    return row.reported


@pytest.fixture
def member() -> Reader:
    """Somebody who sees the need and speaks for nobody in the round."""
    return make.reader("member", seats=(("focal-points", "MNE"),))


@pytest.fixture
def public(arta: Reader) -> UUID:
    framework()
    return need(arta, marking=make.GREEN)


def test_done_is_known_to_whoever_sees_the_need_once_it_is_cleared(
    desk: Reader, arta: Reader, member: Reader, public: UUID
) -> None:
    who = participant(opened(desk, opens=date(2026, 1, 1)))
    answer(arta, who, public, "done", "The law of May.")

    assert not reported(member, public)
    assert not reported(desk, public)
    assert "done" in reported(arta, public), "whoever sees the reply"

    with clock.time_from(lambda: datetime(2026, 11, 29, 12, tzinfo=UTC)):
        clear(who, by=arta)

    assert "29 November 2026, awaiting acceptance" in reported(member, public)
    page = got(of(member), "needs:need", public)
    assert reported(member, public)[1:] in page.text
    assert "The law of May." not in page.text
    assert arta.name not in str(page.context["need"].row.reported)
    assert not RoundAnswer.visible_to(member).exists()


def test_what_is_reported_follows_the_steps_of_the_round(
    desk: Reader, arta: Reader, member: Reader, public: UUID
) -> None:
    record = opened(desk)
    who = participant(record)
    answer(arta, who, public, "gone")

    clear(who, by=arta)
    assert "no longer needed" in reported(member, public)
    take_back(who, by=arta)
    assert not reported(member, public)
    clear(who, by=arta)
    give_back(who, "Why?", {}, by=desk)
    assert not reported(member, public)
    clear(who, by=arta)
    accept(who, by=desk)
    assert "accepted" in reported(member, public)
    withdraw_round(record, by=desk)
    assert not reported(member, public)
    restore_round(record, by=desk)
    assert "accepted" in reported(member, public)


def test_what_was_reported_of_an_earlier_text_is_not_said_of_a_new_one(
    desk: Reader, arta: Reader, member: Reader, public: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, public, "done")
    clear(who, by=arta)

    make_another_text(of(arta), public)

    assert not reported(member, public)


def make_another_text(client: Client, about: UUID) -> None:
    said = {"economy": "ALB", "objective": "2.3.2", "priority": "medium", "words": "Tjetër", "language": "sq"}
    sent = client.post(reverse("needs:need-change", args=[about]), {**said, "version": "1"})
    assert sent.status_code == 302


@pytest.mark.parametrize("note", ["", "Two more prisons."])
def test_a_change_is_cleared_once_a_note_says_what_it_is(desk: Reader, arta: Reader, public: UUID, note: str) -> None:
    who = participant(opened(desk))
    answer(arta, who, public, "changed", note)

    if not note:
        with pytest.raises(NotAllowed, match="round-unwritten"):
            clear(who, by=arta)
        client = of(arta)
        sent = client.post(reverse("rounds:round-clearance", args=[who]), {"read": read(arta, who)})
        assert sent.status_code == 200
        shown = got(client, "rounds:round-answers", who)
        assert [item.about for item in shown.context["answers"].incomplete] == [public]
        make_another_text(client, public)
    clear(who, by=arta)

    assert stage(who) == "cleared"


def test_a_refused_change_says_so_on_the_page(desk: Reader, arta: Reader, public: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, public, "changed")
    client = of(arta)

    sent = client.post(reverse("rounds:round-clearance", args=[who]), {"read": read(arta, who)})

    assert again(sent, "round-unwritten")


def test_the_four_answers_weigh_the_same(desk: Reader, arta: Reader, public: UUID) -> None:
    who = participant(opened(desk))

    page = got(of(arta), "rounds:round-question", who)

    found: Any = html.document_fromstring(page.text)
    buttons = [each for each in found.iter("button") if each.get("name") == "verdict"]
    assert [each.get("value") for each in buttons] == ["true", "changed", "done", "gone"]
    assert len({each.get("class") for each in buttons}) == 1


def test_it_stands_in_list_cell_column_and_proposal(desk: Reader, arta: Reader, member: Reader, public: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, public, "done", "The law of May.")

    def pages(client: Client) -> list[Answer]:
        return [
            got(client, "needs:needs"),
            got(client, "needs:cell", "ALB", "2.3.2"),
            got(client, "needs:my-economy", economy="ALB"),
            client.post(reverse("proposals:proposal"), chips(objective=["2.3.2"])),
        ]

    drafted = reported(arta, public)[1:]
    assert [drafted in page.text for page in pages(of(arta))] == [True] * 4
    assert [drafted in page.text for page in pages(of(member))] == [False] * 4

    clear(who, by=arta)

    said = reported(member, public)[1:]
    assert [said in page.text for page in pages(of(member))] == [True] * 4
    assert ["The law of May." in page.text for page in pages(of(member))] == [False] * 4
