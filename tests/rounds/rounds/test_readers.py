"""Who reads what was answered, and what is never passed on: drafts, RED answers, comments on hidden answers."""

from uuid import UUID

import pytest
from tests import make
from tests.needs.needs.doing import focal_point, need, secretariat
from tests.rounds.rounds.doing import answer, clear, give_back, opened, page, participant
from tests.visits import of, shown

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Office, Organisation, Record
from egnatia.kernel.records.markings import remark
from egnatia.rounds.rounds.actions.answers import hand_in
from egnatia.rounds.rounds.actions.clearance import take_back
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.rounds.rounds.queries.inbox import unanswered_by

pytestmark = pytest.mark.django_db


def notes(reader: Reader, who: UUID) -> list[str]:
    """Of the answers that their page shows."""
    return [item.answer.note for item in page(reader, who).items if item.answer]


def marked(by: Reader, marking: Marking) -> None:
    """The one answer of their house, marked otherwise."""
    remark(Record.objects.get(kind=RoundAnswer.KIND, owner=UUID(by.organisation)), marking, by=by)


def test_a_comment_is_read_by_those_who_see_the_answer_that_it_is_on(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked, "done", "Finished in May.")
    answer(police, who, asked, "true")
    clear(who, by=arta)

    give_back(who, "", {asked: "Who told you of May?"}, by=desk)

    assert [[each.text for each in item.comments] for item in page(arta, who).items] == [["Who told you of May?"]]
    assert [item.comments for item in page(police, who).items] == [()]
    assert "Who told you of May?" not in shown(of(police), "rounds:round-answers", who)


def test_what_another_house_marked_for_named_persons_is_not_passed_on(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    answer(police, who, asked, "done", "For Arta's eyes.")
    hand_in(who, by=police)
    marked(police, Marking(Tlp.RED, persons=frozenset({arta.person})))
    assert RoundAnswer.visible_to(arta).filter(note="For Arta's eyes.").exists()
    answer(arta, who, other)
    assert [each.left for each in unanswered_by(arta)] == [1]

    assert clear(who, by=arta) == 1

    assert RoundAnswer.objects.filter(about=asked).count() == 1
    assert notes(desk, who) == [""]


def test_a_draft_of_another_house_is_not_passed_on_though_the_focal_point_may_read_it(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(police, who, asked, "done", "Not yet handed in.")
    marked(police, Marking(Tlp.AMBER_STRICT, offices=frozenset({"F:focal-points:ALB"})))

    assert notes(arta, who) == []
    assert [each.left for each in unanswered_by(arta)] == [1]
    with pytest.raises(NotAllowed, match="round-nothing"):
        clear(who, by=arta)

    hand_in(who, by=police)
    assert clear(who, by=arta) == 1


def test_a_correction_after_a_return_arrives(desk: Reader, arta: Reader, police: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(police, who, asked, "true", "Two prisons.")
    hand_in(who, by=police)
    clear(who, by=arta)
    give_back(who, "Which?", {}, by=desk)

    answer(police, who, asked, "changed", "Three prisons.", number=1)

    assert notes(arta, who) == ["Three prisons."]
    clear(who, by=arta)
    assert notes(desk, who) == [f"Three prisons.\n({police.name})"]
    assert RoundAnswer.objects.count() == 2  # the copy says it anew


def test_what_the_focal_point_says_anew_is_their_own_and_no_copy(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(police, who, asked, "true", "Two prisons.")
    hand_in(who, by=police)
    clear(who, by=arta)
    take_back(who, by=arta)

    answer(arta, who, asked, "done", "None is needed.", number=1)
    answer(police, who, asked, "changed", "Three prisons.", number=1)

    assert notes(arta, who) == ["None is needed."]
    (item,) = page(arta, who).items
    assert item.own == item.answer


def test_over_a_newer_word_of_another_house_the_focal_point_answers_anew(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    who = participant(opened(desk))
    answer(police, who, asked, "true", "Two prisons.")
    hand_in(who, by=police)
    clear(who, by=arta)
    take_back(who, by=arta)
    answer(police, who, asked, "changed", "Three prisons.", number=1)
    (item,) = page(arta, who).items
    assert item.own is not None  # the copy, which they replace

    answer(arta, who, asked, "done", "None is needed.", number=item.own.number)

    assert notes(arta, who) == ["None is needed."]


def test_the_secretariat_reads_on_its_page_what_was_cleared_and_nothing_else(arta: Reader, asked: UUID) -> None:
    desk = secretariat()
    colleague = make.reader(
        "liaison", at=Organisation.objects.get(pk=UUID(desk.organisation)), seats=(("focal-points", "ALB"),)
    )  # of the secretariat's own house, for the economy
    who = participant(opened(desk))

    answer(colleague, who, asked, "done", "A draft.")

    assert RoundAnswer.visible_to(desk).count() == 1
    assert notes(desk, who) == []


def test_said_anew_it_is_cleared_anew_before_the_secretariat_reads_it(desk: Reader, arta: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(arta, who, asked, "true", "As before.")
    clear(who, by=arta)
    give_back(who, "Sure?", {}, by=desk)
    assert notes(desk, who) == ["As before."]

    answer(arta, who, asked, "done", "Not as before.", number=1)

    assert notes(desk, who) == []
    assert not RoundAnswer.visible_to(desk).exists()
    record = Record.objects.get(kind=RoundAnswer.KIND)
    assert (record.offices, SECRETARIAT in record.tokens) == (["F:focal-points:ALB"], False)
    clear(who, by=arta)
    assert notes(desk, who) == ["Not as before."]


def test_only_what_the_focal_points_read_counts_as_handed_in(
    desk: Reader, arta: Reader, police: Reader, asked: UUID
) -> None:
    other = need(arta, objective="2.3.1")
    who = participant(opened(desk))
    answer(police, who, asked, "done", "For me alone.")
    marked(police, Marking(Tlp.RED))
    assert page(police, who).drafts == 0
    with pytest.raises(NotAllowed, match="round-nothing"):
        hand_in(who, by=police)
    answer(police, who, other)

    assert hand_in(who, by=police) == 1
    assert dict(RoundAnswer.objects.values_list("about", "handed_in")) == {asked: False, other: True}


def test_what_many_read_already_is_handed_in_as_it_is(desk: Reader, arta: Reader, police: Reader, asked: UUID) -> None:
    who = participant(opened(desk))
    answer(police, who, asked, "done", "Known to all.")
    marked(police, make.GREEN)

    assert hand_in(who, by=police) == 1
    assert clear(who, by=arta) == 1
    assert notes(desk, who) == [f"Known to all.\n({police.name})"]


def test_an_economy_without_a_focal_points_office_says_so(desk: Reader, asked: UUID) -> None:
    agency = make.reader("agency", seats=(("focal-points", "MNE"),))
    stated = need(focal_point("MNE", "mira"), economy="MNE", objective="2.3.1")
    who = participant(opened(desk), "MNE")
    answer(agency, who, stated)
    Office.objects.filter(economy="MNE").delete()

    with pytest.raises(NotAllowed, match="round-no-seat"):
        hand_in(who, by=agency)
