"""The workbook of a round as it is taken: what it holds, for whom, in which language."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import make
from tests.activities.activities.doing import activity, of, shown
from tests.needs.needs.doing import need
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant, support_round
from tests.rounds.workbook.doing import take

from egnatia.kernel import clock
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.markings import remark
from egnatia.kernel.models import Person, Record
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.labels import VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.workbook.rules import OF_NEEDS, OF_SUPPORT
from egnatia.rounds.workbook.wording import HEADER, TERMS, codes_of, header_of, terms_in, verdict_in

pytestmark = pytest.mark.django_db


def test_it_holds_every_question_with_what_was_said_last(
    desk: Reader, arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    answer(arta, who, needs[0], "gone", "A law was adopted")
    answer(police, who, needs[1], "done")
    answer(police, who, needs[0], "done")

    taken = take(of(arta), who)

    assert taken.values("Identifier") == list(map(str, needs))
    assert taken.values("Own words") == ["First words", "Second words", "Third words"]
    assert taken.values("Answer") == ["no longer needed", None, None]
    assert taken.values("Note") == ["A law was adopted", None, None]
    assert taken.values("Priority") == ["medium"] * 3
    assert taken.values("Last answer") == [None, None, None], "drafts of another house are its own"
    assert str(taken.cell(2, "Objective").value).startswith("2.3.1 ")
    assert "3 questions." in taken.about
    assert taken.values("Who sees it") == ["TLP:AMBER+STRICT arta's house (demo)", *["TLP:GREEN all members"] * 2]
    assert "the narrowest is TLP:AMBER+STRICT" in taken.about


def test_a_row_is_marked_as_narrowly_as_anything_in_it(
    arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    assert "the narrowest is TLP:GREEN" in take(of(arta), who).about
    answer(police, who, needs[1], "done", "Of the police")
    of(police).post(reverse("rounds:round-handing-in", args=[who]))

    taken = take(of(arta), who)
    assert taken.cell(3, "Who sees it").value == "TLP:AMBER+STRICT police's house (demo)"
    answer(arta, who, needs[0], "gone", "Between us")
    remark(RoundAnswer.objects.get(about=needs[0]).record, Marking(Tlp.RED), by=arta)
    taken = take(of(arta), who)
    assert str(taken.cell(2, "Who sees it").value).startswith("TLP:RED")
    assert "the narrowest is TLP:RED" in taken.about


def test_the_last_answer_is_that_of_the_round_before(desk: Reader, arta: Reader, needs: list[UUID], who: UUID) -> None:
    answer(arta, who, needs[0], "done")
    clear(who, by=arta)
    accept(who, by=desk)
    after = participant(opened(desk, title="Mapping of needs 2029"))

    last = take(of(arta), after).values("Last answer")

    assert last[0].startswith("done – arta (demo), ")
    assert last[1:] == [None, None]


def test_what_another_house_handed_in_is_the_last_answer(
    arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    answer(police, who, needs[1], "done")
    of(police).post(reverse("rounds:round-handing-in", args=[who]))

    assert take(of(arta), who).cell(3, "Last answer").value.startswith("done – police (demo), ")


def test_it_offers_lists_locks_identifiers_and_hides_numbers(arta: Reader, who: UUID) -> None:
    taken = take(of(arta), who)
    sheet, lists = taken.sheet, taken.book.worksheets[2]

    assert sheet.protection.sheet
    assert taken.cell(2, "Identifier").protection.locked
    assert not taken.cell(2, "Answer").protection.locked
    assert not taken.cell(20, "Own words").protection.locked, "an empty row is there for a new need"
    assert [taken.cell(1, name).column_letter for name in ("Participant", "Version", "Version of the answer")] == [
        letter for letter, column in sorted(sheet.column_dimensions.items()) if column.hidden
    ]
    rules = {next(iter(rule.sqref.ranges)).bounds[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    offered = {
        str(sheet.cell(1, at).value): [row[0].value for row in lists[place.split("!")[1].replace("$", "")]]
        for at, place in rules.items()
    }
    assert offered["Answer"] == ["still true", "changed", "done", "no longer needed"]
    assert offered["Priority"] == ["high", "medium", "low"]
    assert offered.keys() == {"Answer", "Priority", "Nature", "Perspective", "Objective"}
    assert all("." in words for words in offered["Objective"])


def test_it_speaks_the_language_of_the_reader_and_says_the_footnote(arta: Reader, who: UUID) -> None:
    Person.objects.filter(pk=arta.person).update(language="sq")

    taken = take(of(arta), who)

    assert "Përparësia" in taken.header
    assert "* " in taken.about
    assert taken.about.count("UNSC") + taken.about.count("1244") >= 1


def test_equal_workbooks_have_equal_bytes(arta: Reader, who: UUID) -> None:
    client, address = of(arta), reverse("rounds:round-sheet", args=[who])
    moment = clock.now()

    with clock.time_from(lambda: moment):
        assert client.get(address).content == client.get(address).content


def test_a_need_that_he_cannot_see_is_not_in_it(desk: Reader, arta: Reader, needs: list[UUID], who: UUID) -> None:
    stranger = make.reader("stranger", seats=(("focal-points", "ALB"),))
    remark(Record.objects.get(pk=needs[1]), Marking(Tlp.AMBER_STRICT), by=arta)

    assert take(of(stranger), who).values("Identifier", 2) == [str(needs[0]), str(needs[2])]
    assert "2 questions." in take(of(stranger), who).about


def test_whoever_does_not_speak_for_it_takes_none(desk: Reader, arta: Reader, who: UUID) -> None:
    stranger = make.reader("stranger", seats=("focal-points",))
    address = reverse("rounds:round-sheet", args=[who])

    assert of(desk).get(address).status_code == 403
    assert of(stranger).get(address).status_code == 404
    clear_nothing = participant(opened(desk), "BGR")
    borys = make.reader("boris", seats=(("focal-points", "BGR"),))
    assert of(borys).get(reverse("rounds:round-sheet", args=[clear_nothing])).status_code == 403


def test_the_page_of_answers_offers_it_while_it_is_open(arta: Reader, needs: list[UUID], who: UUID) -> None:
    assert "Take the questions as Excel" in shown(of(arta), "rounds:round-answers", who)
    answer(arta, who, needs[0])
    clear(who, by=arta)

    assert "Take the questions as Excel" not in shown(of(arta), "rounds:round-answers", who)
    assert of(arta).get(reverse("rounds:round-sheet", args=[who])).status_code == 403


def test_a_round_about_support_holds_activities_that_only_read(desk: Reader) -> None:
    partner = make.reader("partner")
    house = Person.objects.get(pk=partner.person).organisation
    trained = activity("Training (demo)", by=partner, marking=make.GREEN, economies=frozenset({"ALB"}))
    record = support_round(desk, house)
    who = Participant.objects.get(round=record).pk

    taken = take(of(partner), who)

    assert taken.values("Identifier", 1) == [str(trained.pk)]
    assert taken.cell(2, "Title").value == "Training (demo)"
    assert "Own words" not in taken.header
    assert "A new activity is entered on its own page" in taken.about


def test_new_needs_of_the_round_stand_below_its_questions(arta: Reader, needs: list[UUID], who: UUID) -> None:
    new = need(arta, words="Fourth words", language="en")

    taken = take(of(arta), who)

    assert taken.values("Identifier", 4) == [*map(str, needs), str(new)]


def test_the_number_of_queries_does_not_grow_with_the_questions(desk: Reader, arta: Reader, who: UUID) -> None:
    client = of(arta)
    for name in ("rounds:round-sheet", "rounds:round-several", "rounds:round-participant-changes"):
        client.get(reverse(name, args=[who]))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse(name, args=[who]))
        for number in range(3):
            need(arta, words=f"{name} {number}", objective="2.3.1")
        larger = participant(opened(desk, title=f"Larger {name}"))

        with CaptureQueriesContext(connection) as many:
            client.get(reverse(name, args=[larger]))

        assert len(many) == len(few), name


@pytest.mark.parametrize("language", ["en", "sq", "sr", "sr-latn", "mk"])
def test_columns_and_answers_are_known_in_every_language(language: str) -> None:
    with translation.override(language):
        assert codes_of(header_of(OF_NEEDS), "needs") == OF_NEEDS
        assert codes_of(header_of(OF_SUPPORT), "support") == OF_SUPPORT
        assert [verdict_in(str(words), "needs") for words in VERDICT.values()] == list(VERDICT)
        assert [verdict_in(str(words), "support") for words in VERDICT_OF_SUPPORT.values()] == list(VERDICT)
        for column, terms in TERMS.items():
            assert [terms_in({column: str(words)})[column] for words in terms.values()] == list(terms)
    assert codes_of(["Own words", "My remarks"], "support") == ("", "")
    assert len(HEADER) == len({*OF_NEEDS, *OF_SUPPORT})
