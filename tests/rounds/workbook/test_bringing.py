"""A workbook comes back: untouched nothing changes; what was filled in is done, and nothing else; mistakes are told."""

import csv
import io
import re
import zipfile
from uuid import UUID

import openpyxl
import pytest
from django.conf import LazySettings
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import need, stored
from tests.needs.needs.doing import said as said_of_need
from tests.rounds.rounds.doing import answer, clear, opened, page, participant, stage, support_round
from tests.rounds.workbook.doing import bring, carry_out, counts, hidden, mended, noted, said, take, wrong
from tests.visits import counted, faults, levels, of, offers, shown, typed

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person, Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.labels import PRIORITY
from egnatia.needs.needs.models import Need
from egnatia.rounds.rounds.actions.answers import hand_in
from egnatia.rounds.rounds.labels import VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.workbook import actions
from egnatia.rounds.workbook.labels import header_of
from egnatia.rounds.workbook.rules import MOST_ROWS, NEEDED, WorkbookChange, WorkbookPlan

pytestmark = pytest.mark.django_db
TRUE = str(VERDICT["true"])


def answers() -> dict[UUID, tuple[str, str]]:
    return {row.about_id: (row.verdict, row.note) for row in RoundAnswer.objects.all()}


def test_an_untouched_workbook_changes_nothing(arta: Reader, police: Reader, needs: list[UUID], who: UUID) -> None:
    answer(arta, who, needs[0], "gone", "=1+1")
    need(arta, words={"sq": "Dy rreshta\nme një tjetër", "en": "-2"}, page="12", nature="legislative")

    report = bring(of(arta), who, take(of(arta), who))

    assert counts(report) == (0, 0, 0, 4, 0)
    assert report.context["plan"].rows == ()
    assert not offers(report, "rounds:round-sheet-applying", who)


def test_answers_notes_and_texts_are_what_the_page_would_have_made_of_them(
    desk: Reader, arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.fill(2, answer=TRUE).fill(3, answer="Done ", note="The law is there")
    taken.fill(4, words="Third words, sharper", priority="high")

    report = bring(client, who, taken)

    assert counts(report) == (3, 1, 0, 0, 0)
    assert "Third words, sharper" in said(report)
    assert not RoundAnswer.objects.exists(), "a dry run stores nothing"
    assert stage(who) == "invited"
    assert counted(carry_out(client, who, report)) == [("success", ["3"])]
    assert answers() == {needs[0]: ("true", ""), needs[1]: ("done", "The law is there"), needs[2]: ("changed", "")}
    changed = stored(needs[2])
    assert (NEED.said(changed).words.texts, changed.priority, changed.status) == (
        {"en": "Third words, sharper"},
        "high",
        "confirmed",
    )
    assert stage(who) == "started"
    assert not any(item.unwritten or item.moved for item in page(arta, who).items)


@pytest.mark.slow
def test_thirty_cells_changed_five_rows_added_two_deleted_are_exactly_these(desk: Reader, arta: Reader) -> None:
    asked = [need(arta, words=f"Need {number:02}", language="en", objective="2.3.1") for number in range(35)]
    who = participant(opened(desk))
    client = of(arta)
    taken = take(client, who)
    for row in range(2, 22):
        taken.fill(row, answer=TRUE)
    for row in range(22, 32):
        taken.fill(row, words=f"Edited {row}")
    for row in range(37, 42):
        taken.fill(row, objective="2.3.2", words=f"New {row}")
    gone = {taken.cell(row, "record").value for row in (33, 35)}
    taken.sheet.delete_rows(35)
    taken.sheet.delete_rows(33)

    report = bring(client, who, taken)

    assert counts(report) == (30, 10, 5, 3, 0)
    assert (report.context["plan"].missing, noted(report)) == (2, [["2"]])
    carry_out(client, who, report)
    assert sorted(verdict for verdict, _note in answers().values()) == ["changed"] * 10 + ["true"] * 20
    assert Need.objects.filter(record__version=2).count() == 10
    assert sorted(str(NEED.said(row).words.texts["und"]) for row in Need.objects.exclude(pk__in=asked)) == [
        f"New {row}" for row in range(37, 42)
    ]
    assert not Need.objects.filter(record__withdrawn_at__isnull=False).exists()
    assert not answers().keys() & set(map(UUID, gone))
    assert counts(bring(client, who, taken)) == (0, 0, 0, 38, 0), "the same file once more says nothing new"


def test_the_same_file_goes_on_as_often_as_wanted(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, answer=TRUE, words=None)
    taken.fill(2, words="First words").fill(3, words="Edited once")
    carry_out(client, who, bring(client, who, taken))

    taken.fill(2, answer="done", note="After all").fill(3, words="Edited twice").fill(4, answer="done")
    report = bring(client, who, taken)

    assert counts(report) == (2, 1, 0, 0, 0)
    carry_out(client, who, report)
    assert answers() == {needs[0]: ("done", "After all"), needs[1]: ("changed", ""), needs[2]: ("done", "")}
    assert NEED.said(stored(needs[1])).words.texts == {"en": "Edited twice"}


def test_what_somebody_said_meanwhile_is_told_and_not_overwritten(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    answer(arta, who, needs[0], "gone", "On the page")
    lifecycle.change(NEED, needs[1], said_of_need("On the page", objective="2.3.2", language="en"), expected=1, by=arta)
    lifecycle.change(NEED, needs[2], said_of_need("On the page", objective="3.3.2", language="en"), expected=1, by=arta)
    taken.fill(2, answer=TRUE).fill(3, words="In the file").fill(4, answer=TRUE)

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 0, 3)
    assert wrong(report) == [(2, "answer", TRUE), (3, "words", "In the file"), (4, "answer", TRUE)]
    assert not offers(report, "rounds:round-sheet-applying", who)


def test_an_older_file_that_was_not_touched_changes_nothing(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    answer(arta, who, needs[0], "true", "Before")
    taken = take(client, who)
    answer(arta, who, needs[0], "gone", "On the page", number=1)
    lifecycle.change(NEED, needs[1], said_of_need("On the page", objective="2.3.2", language="en"), expected=1, by=arta)
    taken.fill(4, answer="done")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 2, 0)


def test_what_changes_between_report_and_confirmation_is_shown_first(
    arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(arta)
    report = bring(client, who, take(client, who).fill(2, answer="done").fill(3, answer="done"))
    answer(arta, who, needs[0], "true")

    again = carry_out(client, who, report)

    assert levels(again) == ["warning"]
    assert counts(again) == (1, 0, 0, 1, 1)
    assert answers() == {needs[0]: ("true", "")}
    carry_out(client, who, again)
    assert answers() == {needs[0]: ("true", ""), needs[1]: ("done", "")}


def test_wrong_values_are_told_by_row_and_come_back_marked(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.fill(2, answer="perhaps").fill(3, priority="urgent", objective="9.9.9").fill(4, note="Only a note")
    taken.fill(5, words="No objective").fill(6, answer="done", objective="2.3.1", words="New")
    taken.sheet.cell(1, 30).value = "My remarks"
    taken.sheet.cell(2, 30).value = "=cmd"

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 0, 6)
    assert wrong(report) == [
        (2, "answer", "perhaps"),
        (3, "objective", "9.9.9"),
        (3, "priority", "urgent"),
        (4, "answer", ""),
        (5, "objective", ""),
        (6, "answer", "done"),
    ]
    answer_, _objective, priority, *_others = (each.expected for each in report.context["plan"].faults)
    assert all(str(words) in answer_ for words in VERDICT.values())
    assert all(str(words) in priority for words in PRIORITY.values())
    marked = mended(client, who, report)
    assert marked.cell(2, "answer").value == "perhaps"
    assert all(part in marked.cell(2, "answer").comment.text for part in ("perhaps", answer_))
    assert marked.cell(2, "answer").fill.fgColor.rgb.endswith("FFF2A8")
    assert marked.cell(3, "priority").comment is not None
    assert all(part in marked.cell(3, marked.header[-1]).value for part in ("9.9.9", "urgent", priority))
    assert marked.cell(4, "words").comment is None
    assert marked.cell(2, "My remarks").value in ("'=cmd", None)
    marked.fill(2, answer="done").fill(3, priority="low", objective="2.3.2").fill(4, answer=TRUE)
    marked.fill(5, objective="2.3.2").fill(6, answer=None)
    assert counts(bring(client, who, marked)) == (3, 1, 2, 0, 0)


def test_an_answer_that_says_otherwise_than_the_text_is_told(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)

    report = bring(client, who, take(client, who).fill(2, answer=TRUE, words="Other words"))

    assert wrong(report) == [(2, "answer", TRUE)]
    (fault,) = report.context["plan"].faults
    assert str(VERDICT["changed"]) in fault.expected


def test_an_answer_that_is_taken_out_of_the_file_stays(arta: Reader, needs: list[UUID], who: UUID) -> None:
    answer(arta, who, needs[0], "gone", "No more")
    client = of(arta)

    report = bring(client, who, take(client, who).fill(2, answer=None, note=None).fill(3, answer="done"))

    assert counts(report) == (1, 0, 0, 1, 0)
    assert report.context["plan"].emptied == 1
    assert ["1"] in noted(report)
    carry_out(client, who, report)
    assert answers()[needs[0]] == ("gone", "No more")


def test_columns_may_move_and_sheets_be_renamed(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, answer="done")
    rows = [[cell.value for cell in row] for row in taken.sheet.iter_rows(max_row=4)]
    book = openpyxl.Workbook()
    book.active.append(["Our own sheet"])
    moved = book.create_sheet("Draft of Monday")
    moved.append(["What we send to the ministry"])
    for row in rows:
        moved.append(list(reversed(row)))
    written = io.BytesIO()
    book.save(written)

    report = bring(client, who, written.getvalue(), "else.xlsx")

    assert counts(report) == (1, 0, 0, 2, 0)
    assert "else.xlsx" in said(report)


def test_a_text_file_with_the_same_columns_does_as_well(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, answer="done")
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[cell.value for cell in row] for row in taken.sheet.iter_rows(max_row=4)])

    assert counts(bring(client, who, text.getvalue().encode(), "round.csv")) == (1, 0, 0, 2, 0)


def test_a_file_filled_in_another_language_is_understood(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    Person.objects.filter(pk=arta.person).update(language="sq")
    taken = take(client, who)
    offered = taken.book.worksheets[2]
    taken.cell(2, taken.header[4]).value = offered["A4"].value
    Person.objects.filter(pk=arta.person).update(language="en")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 2, 0)
    carry_out(client, who, report)
    assert answers() == {needs[0]: ("done", "")}


def test_a_file_of_another_round_or_participant_is_refused_whole(
    desk: Reader, arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client, other = of(arta), participant(opened(desk, title="Another round"))

    report = bring(client, who, take(client, other).fill(2, answer="done"))

    assert "belongs to another round or participant" in said(report)


def test_a_row_copied_from_another_file_is_told_by_row(
    desk: Reader, arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client, other = of(arta), participant(opened(desk, title="Another round"))
    taken, strange = take(client, who), take(client, other)
    for cell in strange.sheet[3]:
        taken.sheet.cell(3, cell.column).value = cell.value
    taken.sheet.delete_rows(4)

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 1, 1)
    assert wrong(report) == [(3, "record", str(needs[1]))]


def test_a_row_that_stands_twice_or_lost_its_numbers_is_told(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(4, version="x")
    for cell in taken.sheet[2]:
        taken.sheet.cell(5, cell.column).value = cell.value
    taken.fill(6, record="5", participant=str(who))

    report = bring(client, who, taken)

    assert wrong(report) == [(4, "record", str(needs[2])), (5, "record", str(needs[0])), (6, "record", "5")]
    numbers, twice, unknown = (each.expected for each in report.context["plan"].faults)
    assert len({numbers, twice, unknown}) == 3
    assert [re.findall(r"\d+", each) for each in (numbers, twice, unknown)] == [[], ["2"], []]


def test_without_the_hidden_columns_nothing_is_guessed(arta: Reader, who: UUID) -> None:
    taken = take(of(arta), who)
    taken.sheet.delete_cols(taken.place("version"))

    report = bring(of(arta), who, taken)

    assert faults(report).keys() == {"upload"}
    for columns in (("record", "objective"), NEEDED):
        assert ", ".join(header_of(columns)) in said(report)


def test_a_column_that_stands_twice_is_told(arta: Reader, who: UUID) -> None:
    taken = take(of(arta), who)
    (answer_,) = header_of(["answer"])
    taken.sheet.cell(1, 25).value = answer_
    taken.sheet.cell(2, 25).value = "done"

    report = bring(of(arta), who, taken)

    (told,) = report.context["form"].errors["upload"]
    assert answer_ in told
    assert not any(other in told for other in header_of(["record", "participant"])), "it is not told which are ours"
    assert told in said(report)


@pytest.mark.slow
def test_ten_thousand_rows_are_too_many_and_ten_thousand_empty_ones_are_not(arta: Reader, who: UUID) -> None:
    client = of(arta)
    full, empty = take(client, who), take(client, who)
    for row in range(5, 10_005):
        full.sheet.cell(row, full.place("words")).value = f"Need {row}"
        empty.sheet.cell(row, empty.place("participant")).value = str(who)

    report = bring(client, who, full)
    assert faults(report).keys() == {"upload"}
    assert all(number in said(report) for number in ("10003", str(MOST_ROWS)))
    assert counts(bring(client, who, empty)) == (0, 0, 0, 3, 0)


def test_a_formula_that_was_never_worked_out_is_no_empty_cell(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, answer='="do"&"ne"').fill(3, answer="done")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 1, 1)
    assert wrong(report) == [(2, "answer", "=")]
    assert "For formulas, the last saved value is used." in taken.about


def test_of_a_formula_the_value_last_saved_is_read_and_that_is_said(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    content = take(client, who).fill(2, answer='="do"&"ne"').content

    report = bring(client, who, worked_out(content, "done"))

    assert counts(report) == (1, 0, 0, 2, 0)
    assert (report.context["plan"].formulas, noted(report)) == (1, [["1"]])


def worked_out(content: bytes, value: str) -> bytes:
    """The workbook as a spreadsheet program saves it: with the value of its formula."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        for part in source.infolist():
            markup = source.read(part)
            if part.filename.endswith("sheet2.xml"):
                markup = re.sub(
                    rb'(<c r="\w+"[^>]*?)(><f>[^<]*</f>)<v ?/?>(</v>)?',
                    rb'\1 t="str"\2<v>' + value.encode() + rb"</v>",
                    markup,
                )
            target.writestr(part, markup)
    return written.getvalue()


def test_a_need_of_another_house_is_not_changed_by_the_file(desk: Reader, arta: Reader) -> None:
    drafted = need(desk, words="Drafted by the desk", language="en")
    who = participant(opened(desk))
    client = of(arta)

    report = bring(client, who, take(client, who).fill(2, words="Our words"))

    assert wrong(report) == [(2, "words", "Our words")]
    assert counts(bring(client, who, take(client, who).fill(2, answer="changed", note="Our words"))) == (1, 0, 0, 0, 0)
    assert stored(drafted).record.version == 1


def test_beyond_the_number_of_highs_a_row_is_left_out_and_the_others_are_done(
    arta: Reader, needs: list[UUID], who: UUID, settings: LazySettings
) -> None:
    settings.MOST_HIGH_NEEDS = 1
    client = of(arta)
    taken = take(client, who).fill(2, priority="high").fill(3, priority="high").fill(4, answer="done")

    report = bring(client, who, taken)

    assert counts(report) == (2, 1, 0, 0, 1)
    assert wrong(report) == [(3, "priority", "high")]
    (fault,) = report.context["plan"].faults
    assert re.findall(r"[\d.]*\d", fault.expected) == ["1", "2.3.1"]
    assert counted(carry_out(client, who, report)) == [("success", ["2"]), ("warning", ["1"])]
    assert answers() == {needs[0]: ("changed", ""), needs[2]: ("done", "")}, "nothing of that row was done"


def test_a_row_that_the_report_left_out_is_not_carried_out_though_it_could_be_by_then(
    settings: LazySettings, arta: Reader, needs: list[UUID], who: UUID
) -> None:
    settings.MOST_HIGH_NEEDS = 1
    client = of(arta)
    report = bring(client, who, take(client, who).fill(2, priority="high").fill(3, priority="high"))
    assert counts(report)[4] == 1
    settings.MOST_HIGH_NEEDS = 5

    again = carry_out(client, who, report)

    assert levels(again) == ["warning"]
    assert not RoundAnswer.objects.exists()
    assert counts(again) == (2, 2, 0, 1, 0)


def test_what_is_not_allowed_is_not_told_as_changed_meanwhile(arta: Reader, who: UUID) -> None:
    row = WorkbookChange(5, None, "New", said=said_of_need("New", objective="2.3.1"))
    plan = WorkbookPlan("round.xlsx", (row,), (), 0, 0, 0)

    done, (fault,) = actions.carry_out(who, plan, make.amber("arms"), by=arta)

    assert done == 0
    assert fault.expected == "a question or need that you may answer or change"
    assert not Need.objects.filter(content__words__texts__und="New").exists()


def test_a_new_need_that_is_there_already_is_not_stated_twice(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.fill(5, objective="2.3.1", words="First words")
    taken.fill(6, objective="2.3.1", words="First words", priority="low")
    taken.fill(7, objective="2.3.1", words="New").fill(8, objective="2.3.1", words="New")

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 1, 4, 2)
    assert wrong(report) == [(6, "words", "First words"), (8, "words", "New")]
    there, twice = (each.expected for each in report.context["plan"].faults)
    assert [re.findall(r"\d+", each) for each in (there, twice)] == [[], ["7"]]


def test_a_new_need_of_this_round_is_changed_by_its_row_and_never_answered(
    arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(arta)
    new = need(arta, words="Fourth words", language="en")
    taken = take(client, who).fill(5, answer="done")
    assert wrong(bring(client, who, taken)) == [(5, "answer", "done")]

    carry_out(client, who, bring(client, who, take(client, who).fill(5, words="Fourth words, sharper")))

    assert NEED.said(stored(new)).words.texts == {"en": "Fourth words, sharper"}
    assert not RoundAnswer.objects.exists()


def test_new_needs_get_the_marking_that_was_chosen(arta: Reader, who: UUID) -> None:
    client = of(arta)
    report = bring(client, who, take(client, who).fill(5, objective="2.3.1", words="New"))
    assert report.context["marking"] is not None
    assert "marking-tlp" in typed(report)
    shown_first = carry_out(client, who, report, preview="1")
    assert counts(shown_first) == (0, 0, 1, 3, 0)
    nobody = carry_out(client, who, report, **{"marking-tlp": ""})
    assert counts(nobody) == (0, 0, 1, 3, 0)

    carry_out(client, who, report, **{"marking-tlp": "3"})

    new = Need.objects.get(content__words__texts__und="New")
    assert (new.record.tlp, new.economy_id, new.status, new.round) == (Tlp.AMBER_STRICT, "ALB", "confirmed", 2026)


def test_what_is_not_their_report_is_refused(arta: Reader, police: Reader, needs: list[UUID], who: UUID) -> None:
    report = bring(of(arta), who, take(of(arta), who).fill(2, answer="done").fill(3, answer="x"))
    sent = hidden(report)
    for client, packed in ((of(police), sent["sheet"]), (of(arta), "forged")):
        for name in ("rounds:round-sheet-applying", "rounds:round-sheet-marked"):
            refused = client.post(reverse(name, args=[who]), {**sent, "sheet": packed}, follow=True)
            assert levels(refused) == ["error"]
            assert refused.request["PATH_INFO"] == reverse("rounds:round-sheet-upload", args=[who])
    assert not RoundAnswer.objects.exists()


def test_after_clearance_nothing_is_carried_out(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    answer(arta, who, needs[1])
    report = bring(client, who, take(client, who).fill(2, answer="done"))
    clear(who, by=arta)

    late = client.post(reverse("rounds:round-sheet-applying", args=[who]), hidden(report))

    assert late.status_code == 403
    assert needs[0] not in answers()


def test_a_need_narrowed_meanwhile_is_no_question_any_more(
    arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(police)
    report = bring(client, who, take(client, who).fill(2, answer="done"))
    remark(Record.objects.get(pk=needs[0]), Marking(Tlp.AMBER_STRICT), by=arta)

    again = carry_out(client, who, report)

    assert counts(again) == (0, 0, 0, 2, 1)
    assert "First words" not in again.text
    assert not RoundAnswer.objects.exists()


def test_the_answer_of_an_agency_is_its_own_draft(arta: Reader, police: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(police)
    carry_out(client, who, bring(client, who, take(client, who).fill(2, answer="done")))

    assert page(arta, who).items[0].answer is None
    hand_in(who, by=police)
    found = page(arta, who).items[0].answer
    assert found is not None
    assert found.verdict == "done"


def test_a_support_round_takes_answers_and_leaves_the_activities_as_they_are(desk: Reader) -> None:
    partner = make.reader("partner")
    house = Person.objects.get(pk=partner.person).organisation
    one = activity("One (demo)", by=partner, marking=make.GREEN, start="2026-01")
    two = activity("Two (demo)", by=partner, marking=make.GREEN, start="2026-02")
    who = Participant.objects.get(round=support_round(desk, house)).pk
    client = of(partner)
    taken = take(client, who)
    taken.fill(2, answer=str(VERDICT_OF_SUPPORT["done"]), note="In May").fill(3, title="Two, renamed")
    taken.fill(4, title="Three")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 0, 2)
    assert wrong(report) == [(3, "title", "Two, renamed"), (4, "record", "")]
    carry_out(client, who, report)
    assert answers() == {one.pk: ("done", "In May")}
    assert two.pk not in answers()
    assert counts(bring(client, who, take(client, who))) == (0, 0, 0, 2, 0)


def test_what_no_workbook_takes_breaks_none(desk: Reader, arta: Reader) -> None:
    need(arta, words="Bell\x07 and\x0bbreak, = and", language="en")
    who = participant(opened(desk))
    client = of(arta)

    assert take(client, who).cell(2, "words").value == "Bell andbreak, = and"
    assert counts(bring(client, who, take(client, who))) == (0, 0, 0, 1, 0)


def test_a_row_far_below_makes_no_file_of_millions_of_cells(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.sheet.cell(50_000, taken.place("answer")).value = "done"

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 3, 1)
    assert sum(1 for row in mended(client, who, report).sheet._cells) < 1_000  # noqa: SLF001 - how many there are


def test_a_file_that_is_no_workbook_gets_a_sentence(arta: Reader, who: UUID) -> None:
    report = bring(of(arta), who, b"%PDF-1.4 broken", "report.pdf")

    assert faults(report).keys() == {"upload"}
    assert "report.pdf" in said(report)


def test_the_form_to_upload_says_what_becomes_of_rows_that_are_missing(arta: Reader, who: UUID) -> None:
    text = shown(of(arta), "rounds:round-sheet-upload", who)

    assert "rows that you delete stay unchanged. Nothing is withdrawn." in text
