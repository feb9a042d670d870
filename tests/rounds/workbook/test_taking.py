"""The workbook of a round as it is taken: what it holds, for whom, in which language."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import need
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant, support_round
from tests.rounds.workbook.doing import Taken, take
from tests.visits import got, of, offers

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person, Record
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.labels import PRIORITY
from egnatia.people.marking.words import in_short
from egnatia.rounds.rounds.labels import VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.workbook.labels import HEADER, TERMS, codes_of, header_of, terms_in, verdict_in
from egnatia.rounds.workbook.rules import HIDDEN, OF_NEEDS, OF_SUPPORT
from egnatia.taxonomy.forum import community_names, forum

pytestmark = pytest.mark.django_db


def questions(taken: Taken) -> int:
    """How many the first sheet says that there are."""
    (number,) = re.findall(r"\d+", taken.about.split("\n")[1])
    return int(number)


def narrowest(taken: Taken) -> list[str]:
    """The markings that the first sheet names."""
    return re.findall(r"TLP:[A-Z+]+", taken.about)


def test_it_holds_every_question_with_what_was_said_last(
    desk: Reader, arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    answer(arta, who, needs[0], "gone", "A law was adopted")
    answer(police, who, needs[1], "done")
    answer(police, who, needs[0], "done")

    taken = take(of(arta), who)

    assert taken.values("record") == list(map(str, needs))
    assert taken.values("words") == ["First words", "Second words", "Third words"]
    assert taken.values("answer") == [str(VERDICT["gone"]), None, None]
    assert taken.values("note") == ["A law was adopted", None, None]
    assert taken.values("priority") == [str(PRIORITY["medium"])] * 3
    assert taken.values("last") == [None, None, None], "drafts of another house are its own"
    assert str(taken.cell(2, "objective").value).startswith("2.3.1 ")
    assert questions(taken) == 3
    everybody = in_short(make.GREEN, forum(), community_names())
    assert taken.values("marking") == ["TLP:AMBER+STRICT arta's house (demo)", *[f"TLP:GREEN {everybody}"] * 2]
    assert narrowest(taken) == ["TLP:AMBER+STRICT"]


def test_a_row_is_marked_as_narrowly_as_anything_in_it(
    arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    assert narrowest(take(of(arta), who)) == ["TLP:GREEN"]
    answer(police, who, needs[1], "done", "Of the police")
    of(police).post(reverse("rounds:round-handing-in", args=[who]))

    taken = take(of(arta), who)
    assert taken.cell(3, "marking").value == "TLP:AMBER+STRICT police's house (demo)"
    answer(arta, who, needs[0], "gone", "Between us")
    remark(RoundAnswer.objects.get(about=needs[0]).record, Marking(Tlp.RED), by=arta)
    taken = take(of(arta), who)
    assert str(taken.cell(2, "marking").value).startswith("TLP:RED")
    assert narrowest(taken) == ["TLP:RED"]


def test_the_last_answer_is_that_of_the_round_before(desk: Reader, arta: Reader, needs: list[UUID], who: UUID) -> None:
    answer(arta, who, needs[0], "done")
    clear(who, by=arta)
    accept(who, by=desk)
    after = participant(opened(desk, title="Mapping of needs 2029"))

    last = take(of(arta), after).values("last")

    assert last[0].startswith(f"{VERDICT['done']} – arta (demo), ")
    assert last[1:] == [None, None]


def test_what_another_house_handed_in_is_the_last_answer(
    arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    answer(police, who, needs[1], "done")
    of(police).post(reverse("rounds:round-handing-in", args=[who]))

    assert take(of(arta), who).cell(3, "last").value.startswith(f"{VERDICT['done']} – police (demo), ")


def test_it_offers_lists_locks_identifiers_and_hides_numbers(arta: Reader, who: UUID) -> None:
    taken = take(of(arta), who)
    sheet, lists = taken.sheet, taken.book.worksheets[2]

    assert sheet.protection.sheet
    assert taken.cell(2, "record").protection.locked
    assert not taken.cell(2, "answer").protection.locked
    assert not taken.cell(20, "words").protection.locked, "an empty row is there for a new need"
    assert [taken.cell(1, name).column_letter for name in HIDDEN] == [
        letter for letter, column in sorted(sheet.column_dimensions.items()) if column.hidden
    ]
    rules = {next(iter(rule.sqref.ranges)).bounds[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    offered = {
        str(sheet.cell(1, at).value): [row[0].value for row in lists[place.split("!")[1].replace("$", "")]]
        for at, place in rules.items()
    }
    assert offered[str(HEADER["answer"])] == list(map(str, VERDICT.values()))
    assert offered[str(HEADER["priority"])] == list(map(str, PRIORITY.values()))
    assert offered.keys() == set(header_of(["answer", "priority", "nature", "perspective", "objective"]))
    assert all("." in words for words in offered[str(HEADER["objective"])])


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

    assert take(of(stranger), who).values("record", 2) == [str(needs[0]), str(needs[2])]
    assert questions(take(of(stranger), who)) == 2


def test_whoever_does_not_speak_for_it_takes_none(desk: Reader, arta: Reader, who: UUID) -> None:
    stranger = make.reader("stranger", seats=("focal-points",))
    address = reverse("rounds:round-sheet", args=[who])

    assert of(desk).get(address).status_code == 403
    assert of(stranger).get(address).status_code == 404
    clear_nothing = participant(opened(desk), "BGR")
    borys = make.reader("boris", seats=(("focal-points", "BGR"),))
    assert of(borys).get(reverse("rounds:round-sheet", args=[clear_nothing])).status_code == 403


def test_the_page_of_answers_offers_it_while_it_is_open(arta: Reader, needs: list[UUID], who: UUID) -> None:
    assert offers(got(of(arta), "rounds:round-answers", who), "rounds:round-sheet", who)
    answer(arta, who, needs[0])
    clear(who, by=arta)

    assert not offers(got(of(arta), "rounds:round-answers", who), "rounds:round-sheet", who)
    assert of(arta).get(reverse("rounds:round-sheet", args=[who])).status_code == 403


def test_a_round_about_support_holds_activities_that_only_read(desk: Reader) -> None:
    partner = make.reader("partner")
    house = Person.objects.get(pk=partner.person).organisation
    trained = activity("Training (demo)", by=partner, marking=make.GREEN, economies=frozenset({"ALB"}))
    record = support_round(desk, house)
    who = Participant.objects.get(round=record).pk

    taken = take(of(partner), who)

    assert taken.values("record", 1) == [str(trained.pk)]
    assert taken.cell(2, "title").value == "Training (demo)"
    assert taken.header == list(header_of(OF_SUPPORT))
    assert "Add new activities on the platform, not here." in taken.about


def test_new_needs_of_the_round_stand_below_its_questions(arta: Reader, needs: list[UUID], who: UUID) -> None:
    new = need(arta, words="Fourth words", language="en")

    taken = take(of(arta), who)

    assert taken.values("record", 4) == [*map(str, needs), str(new)]


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
    assert codes_of(["Original text", "My remarks"], "support") == ("", "")
    assert len(HEADER) == len({*OF_NEEDS, *OF_SUPPORT})
