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
from tests.activities.activities.doing import activity, of, shown
from tests.needs.needs.doing import need, stored
from tests.needs.needs.doing import said as said_of_need
from tests.rounds.rounds.doing import answer, clear, opened, page, participant, stage, support_round
from tests.rounds.workbook.doing import bring, carry_out, counts, hidden, mended, said, take

from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.markings import remark
from egnatia.kernel.models import Person, Record
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.actions.stating import change_need
from egnatia.needs.needs.models import Need
from egnatia.rounds.rounds.actions.answering import hand_in
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.workbook import actions
from egnatia.rounds.workbook.rules import MOST_ROWS, Plan, Planned

pytestmark = pytest.mark.django_db


def answers() -> dict[UUID, tuple[str, str]]:
    return {row.about_id: (row.verdict, row.note) for row in RoundAnswer.objects.all()}


def test_an_untouched_workbook_changes_nothing(arta: Reader, police: Reader, needs: list[UUID], who: UUID) -> None:
    answer(arta, who, needs[0], "gone", "=1+1")
    need(arta, words={"sq": "Dy rreshta\nme një tjetër", "en": "-2"}, page="12", nature="legislative")

    report = bring(of(arta), who, take(of(arta), who))

    assert counts(report) == (0, 0, 0, 4, 0)
    assert "nothing would change" in said(report)


def test_answers_notes_and_texts_are_what_the_page_would_have_made_of_them(
    desk: Reader, arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.fill(2, Answer="still true").fill(3, Answer="Done ", Note="The law is there")
    taken.fill(4, Own_words="Third words, sharper", Priority="high")

    report = bring(client, who, taken)

    assert counts(report) == (3, 1, 0, 0, 0)
    assert "Third words, sharper" in said(report)
    assert not RoundAnswer.objects.exists(), "a dry run stores nothing"
    assert stage(who) == "invited"
    text = carry_out(client, who, report)
    assert "3 rows were carried out." in text
    assert answers() == {needs[0]: ("true", ""), needs[1]: ("done", "The law is there"), needs[2]: ("changed", "")}
    changed = stored(needs[2])
    assert (changed.text, changed.priority, changed.status) == ({"en": "Third words, sharper"}, "high", "confirmed")
    assert stage(who) == "started"
    assert not any(item.unwritten or item.moved for item in page(arta, who).items)


@pytest.mark.slow
def test_thirty_cells_changed_five_rows_added_two_deleted_are_exactly_these(desk: Reader, arta: Reader) -> None:
    asked = [need(arta, words=f"Need {number:02}", language="en", objective="2.3.1") for number in range(35)]
    who = participant(opened(desk))
    client = of(arta)
    taken = take(client, who)
    for row in range(2, 22):
        taken.fill(row, Answer="still true")
    for row in range(22, 32):
        taken.fill(row, Own_words=f"Edited {row}")
    for row in range(37, 42):
        taken.fill(row, Objective="2.3.2", Own_words=f"New {row}")
    gone = {taken.cell(row, "Identifier").value for row in (33, 35)}
    taken.sheet.delete_rows(35)
    taken.sheet.delete_rows(33)

    report = bring(client, who, taken)

    assert counts(report) == (30, 10, 5, 3, 0)
    assert "2 questions are not in the file: they stay as they are, and nothing is withdrawn." in said(report)
    carry_out(client, who, report)
    assert sorted(verdict for verdict, _note in answers().values()) == ["changed"] * 10 + ["true"] * 20
    assert Need.objects.filter(record__version=2).count() == 10
    assert sorted(str(row.text["und"]) for row in Need.objects.exclude(pk__in=asked)) == [
        f"New {row}" for row in range(37, 42)
    ]
    assert not Need.objects.filter(record__withdrawn_at__isnull=False).exists()
    assert not answers().keys() & set(map(UUID, gone))
    assert counts(bring(client, who, taken)) == (0, 0, 0, 38, 0), "the same file once more says nothing new"


def test_the_same_file_goes_on_as_often_as_wanted(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, Answer="still true", Own_words=None)
    taken.fill(2, Own_words="First words").fill(3, Own_words="Edited once")
    carry_out(client, who, bring(client, who, taken))

    taken.fill(2, Answer="done", Note="After all").fill(3, Own_words="Edited twice").fill(4, Answer="done")
    report = bring(client, who, taken)

    assert counts(report) == (2, 1, 0, 0, 0)
    carry_out(client, who, report)
    assert answers() == {needs[0]: ("done", "After all"), needs[1]: ("changed", ""), needs[2]: ("done", "")}
    assert stored(needs[1]).text == {"en": "Edited twice"}


def test_what_somebody_said_meanwhile_is_told_and_not_overwritten(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    answer(arta, who, needs[0], "gone", "On the page")
    change_need(needs[1], said_of_need("On the page", objective="2.3.2", language="en"), expected=1, by=arta)
    change_need(needs[2], said_of_need("On the page", objective="3.3.2", language="en"), expected=1, by=arta)
    taken.fill(2, Answer="still true").fill(3, Own_words="In the file").fill(4, Answer="still true")

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 0, 3)
    assert said(report).count("changed meanwhile. Take the file anew") == 3
    assert "Carry it out" not in said(report)


def test_an_older_file_that_was_not_touched_changes_nothing(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    answer(arta, who, needs[0], "true", "Before")
    taken = take(client, who)
    answer(arta, who, needs[0], "gone", "On the page", number=1)
    change_need(needs[1], said_of_need("On the page", objective="2.3.2", language="en"), expected=1, by=arta)
    taken.fill(4, Answer="done")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 2, 0)


def test_what_changes_between_report_and_confirmation_is_shown_first(
    arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(arta)
    report = bring(client, who, take(client, who).fill(2, Answer="done").fill(3, Answer="done"))
    answer(arta, who, needs[0], "true")

    again = carry_out(client, who, report)

    assert "Something was changed since you saw this report." in again
    assert counts(again) == (1, 0, 0, 1, 1)
    assert answers() == {needs[0]: ("true", "")}
    carry_out(client, who, again)
    assert answers() == {needs[0]: ("true", ""), needs[1]: ("done", "")}


def test_wrong_values_are_told_by_row_and_come_back_marked(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.fill(2, Answer="perhaps").fill(3, Priority="urgent", Objective="9.9.9").fill(4, Note="Only a note")
    taken.fill(5, Own_words="No objective").fill(6, Answer="done", Objective="2.3.1", Own_words="New")
    taken.sheet.cell(1, 30).value = "My remarks"
    taken.sheet.cell(2, 30).value = "=cmd"

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 0, 6)
    for expected in (
        "one of: still true, changed, done, no longer needed",
        "one of: high, medium, low",
        "the code of an objective of the framework in use",
        "an answer: a note alone is none",
        "nothing: a new need has no answer",
    ):
        assert expected in said(report)
    marked = mended(client, who, report)
    assert marked.cell(2, "Answer").value == "perhaps"
    assert "found “perhaps”; expected one of" in marked.cell(2, "Answer").comment.text
    assert marked.cell(2, "Answer").fill.fgColor.rgb.endswith("FFF2A8")
    assert marked.cell(3, "Priority").comment is not None
    assert marked.cell(3, "What is wrong").value.count("expected") == 2
    assert marked.cell(4, "Own words").comment is None
    assert marked.cell(2, "My remarks").value in ("'=cmd", None)
    marked.fill(2, Answer="done").fill(3, Priority="low", Objective="2.3.2").fill(4, Answer="still true")
    marked.fill(5, Objective="2.3.2").fill(6, Answer=None)
    assert counts(bring(client, who, marked)) == (3, 1, 2, 0, 0)


def test_an_answer_that_says_otherwise_than_the_text_is_told(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)

    report = bring(client, who, take(client, who).fill(2, Answer="still true", Own_words="Other words"))

    assert "“changed”, or the other cells of the row as they were" in said(report)


def test_an_answer_that_is_taken_out_of_the_file_stays(arta: Reader, needs: list[UUID], who: UUID) -> None:
    answer(arta, who, needs[0], "gone", "No more")
    client = of(arta)

    report = bring(client, who, take(client, who).fill(2, Answer=None, Note=None).fill(3, Answer="done"))

    assert counts(report) == (1, 0, 0, 1, 0)
    assert "1 answer was taken out of the file: the one given before stays." in said(report)
    carry_out(client, who, report)
    assert answers()[needs[0]] == ("gone", "No more")


def test_columns_may_move_and_sheets_be_renamed(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, Answer="done")
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
    assert "else.xlsx." in said(report)


def test_a_text_file_with_the_same_columns_does_as_well(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, Answer="done")
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

    report = bring(client, who, take(client, other).fill(2, Answer="done"))

    assert "is of another round or another participant" in said(report)


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
    assert "a row of this round and participant: take the file anew" in said(report)


def test_a_row_that_stands_twice_or_lost_its_numbers_is_told(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(4, Version="x")
    for cell in taken.sheet[2]:
        taken.sheet.cell(5, cell.column).value = cell.value
    taken.fill(6, Identifier="5", Participant=str(who))

    report = said(bring(client, who, taken))

    assert "each identifier once: row 2 has it. A new need has none" in report
    assert "the hidden numbers beside it as they were" in report
    assert "a question of this round that you can see, or nothing for a new need" in report


def test_without_the_hidden_columns_nothing_is_guessed(arta: Reader, who: UUID) -> None:
    taken = take(of(arta), who)
    taken.sheet.delete_cols(taken.header.index("Version") + 1)

    report = said(bring(of(arta), who, taken))

    assert "found the columns Identifier, Objective" in report
    assert "expected Identifier, Answer, Participant, Version" in report


def test_a_column_that_stands_twice_is_told(arta: Reader, who: UUID) -> None:
    taken = take(of(arta), who)
    taken.sheet.cell(1, 25).value = "Answer"
    taken.sheet.cell(2, 25).value = "done"

    assert "has the column Answer twice" in said(bring(of(arta), who, taken))


@pytest.mark.slow
def test_ten_thousand_rows_are_too_many_and_ten_thousand_empty_ones_are_not(arta: Reader, who: UUID) -> None:
    client = of(arta)
    full, empty = take(client, who), take(client, who)
    for row in range(5, 10_005):
        full.sheet.cell(row, full.header.index("Own words") + 1).value = f"Need {row}"
        empty.sheet.cell(row, empty.header.index("Participant") + 1).value = str(who)

    assert f"has 10003 rows with something in them; expected at most {MOST_ROWS}" in said(bring(client, who, full))
    assert counts(bring(client, who, empty)) == (0, 0, 0, 3, 0)


def test_a_formula_that_was_never_worked_out_is_no_empty_cell(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who).fill(2, Answer='="do"&"ne"').fill(3, Answer="done")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 1, 1)
    assert "a value: save the file in a spreadsheet once, or write the value itself" in said(report)
    assert "Of a formula the value that was last saved is read." in taken.about


def test_of_a_formula_the_value_last_saved_is_read_and_that_is_said(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    content = take(client, who).fill(2, Answer='="do"&"ne"').content

    report = bring(client, who, worked_out(content, "done"))

    assert counts(report) == (1, 0, 0, 2, 0)
    assert "1 cell is a formula: the value that was saved last was read." in said(report)


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

    report = bring(client, who, take(client, who).fill(2, Own_words="Our words"))

    assert "only the organisation that it belongs to may change it. Say it in the note" in said(report)
    assert counts(bring(client, who, take(client, who).fill(2, Answer="changed", Note="Our words"))) == (1, 0, 0, 0, 0)
    assert stored(drafted).record.version == 1


def test_beyond_the_number_of_highs_a_row_is_left_out_and_the_others_are_done(
    arta: Reader, needs: list[UUID], who: UUID, settings: LazySettings
) -> None:
    settings.MOST_HIGH_NEEDS = 1
    client = of(arta)
    taken = take(client, who).fill(2, Priority="high").fill(3, Priority="high").fill(4, Answer="done")

    report = bring(client, who, taken)

    assert counts(report) == (2, 1, 0, 0, 1)
    assert "at most 1 of high priority; high now: 2.3.1" in said(report)
    text = carry_out(client, who, report)
    assert "2 rows were carried out." in text
    assert "1 row was left out." in text
    assert answers() == {needs[0]: ("changed", ""), needs[2]: ("done", "")}, "nothing of that row was done"


def test_a_row_that_the_report_left_out_is_not_carried_out_though_it_could_be_by_then(
    settings: LazySettings, arta: Reader, needs: list[UUID], who: UUID
) -> None:
    settings.MOST_HIGH_NEEDS = 1
    client = of(arta)
    report = bring(client, who, take(client, who).fill(2, Priority="high").fill(3, Priority="high"))
    assert counts(report)[4] == 1
    settings.MOST_HIGH_NEEDS = 5

    again = carry_out(client, who, report)

    assert "Something was changed since you saw this report." in again
    assert not RoundAnswer.objects.exists()
    assert counts(again) == (2, 2, 0, 1, 0)


def test_what_is_not_allowed_is_not_told_as_changed_meanwhile(arta: Reader, who: UUID) -> None:
    row = Planned(5, None, "New", said=said_of_need("New", objective="2.3.1"))
    plan = Plan("round.xlsx", (row,), (), 0, 0, 0)

    done, (fault,) = actions.carry_out(who, plan, make.amber("arms"), by=arta)

    assert done == 0
    assert fault.expected == "something that you may say or change"
    assert not Need.objects.filter(text__und="New").exists()


def test_a_new_need_that_is_there_already_is_not_stated_twice(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.fill(5, Objective="2.3.1", Own_words="First words")
    taken.fill(6, Objective="2.3.1", Own_words="First words", Priority="low")
    taken.fill(7, Objective="2.3.1", Own_words="New").fill(8, Objective="2.3.1", Own_words="New")

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 1, 4, 2)
    assert "a new need: one with these words is there. Change its row" in said(report)
    assert "another need: row 7 says the same" in said(report)


def test_a_new_need_of_this_round_is_changed_by_its_row_and_never_answered(
    arta: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(arta)
    new = need(arta, words="Fourth words", language="en")
    taken = take(client, who).fill(5, Answer="done")
    assert "nothing: this need was stated in this round" in said(bring(client, who, taken))

    carry_out(client, who, bring(client, who, take(client, who).fill(5, Own_words="Fourth words, sharper")))

    assert stored(new).text == {"en": "Fourth words, sharper"}
    assert not RoundAnswer.objects.exists()


def test_new_needs_get_the_marking_that_was_chosen(arta: Reader, who: UUID) -> None:
    client = of(arta)
    report = bring(client, who, take(client, who).fill(5, Objective="2.3.1", Own_words="New"))
    assert "Who may read the new needs" in report
    shown_first = carry_out(client, who, report, preview="1")
    assert counts(shown_first) == (0, 0, 1, 3, 0)
    nobody = carry_out(client, who, report, **{"marking-tlp": ""})
    assert counts(nobody) == (0, 0, 1, 3, 0)

    carry_out(client, who, report, **{"marking-tlp": "3"})

    new = Need.objects.get(text__und="New")
    assert (new.record.tlp, new.economy_id, new.status, new.round) == (Tlp.AMBER_STRICT, "ALB", "confirmed", 2026)


def test_what_is_not_his_report_is_refused(arta: Reader, police: Reader, needs: list[UUID], who: UUID) -> None:
    report = bring(of(arta), who, take(of(arta), who).fill(2, Answer="done").fill(3, Answer="x"))
    sent = hidden(report)
    for client, packed in ((of(police), sent["sheet"]), (of(arta), "forged")):
        for name in ("rounds:round-sheet-applying", "rounds:round-sheet-marked"):
            refused = client.post(reverse(name, args=[who]), {**sent, "sheet": packed}, follow=True)
            assert "too old or not yours" in refused.text
    assert not RoundAnswer.objects.exists()


def test_after_clearance_nothing_is_carried_out(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    answer(arta, who, needs[1])
    report = bring(client, who, take(client, who).fill(2, Answer="done"))
    clear(who, by=arta)

    late = client.post(reverse("rounds:round-sheet-applying", args=[who]), hidden(report))

    assert late.status_code == 403
    assert needs[0] not in answers()


def test_a_need_narrowed_meanwhile_is_no_question_any_more(
    arta: Reader, police: Reader, needs: list[UUID], who: UUID
) -> None:
    client = of(police)
    report = bring(client, who, take(client, who).fill(2, Answer="done"))
    remark(Record.objects.get(pk=needs[0]), Marking(Tlp.AMBER_STRICT), by=arta)

    again = carry_out(client, who, report)

    assert counts(again) == (0, 0, 0, 2, 1)
    assert "First words" not in again
    assert not RoundAnswer.objects.exists()


def test_the_answer_of_an_agency_is_its_own_draft(arta: Reader, police: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(police)
    carry_out(client, who, bring(client, who, take(client, who).fill(2, Answer="done")))

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
    taken.fill(2, Answer="finished", Note="In May").fill(3, Title="Two, renamed")
    taken.fill(4, Title="Three")

    report = bring(client, who, taken)

    assert counts(report) == (1, 0, 0, 0, 2)
    assert "no change: its own page changes the activity. Say it in the note" in said(report)
    assert "a new activity is entered on its own page" in said(report)
    carry_out(client, who, report)
    assert answers() == {one.pk: ("done", "In May")}
    assert two.pk not in answers()
    assert counts(bring(client, who, take(client, who))) == (0, 0, 0, 2, 0)


def test_what_no_workbook_takes_breaks_none(desk: Reader, arta: Reader) -> None:
    need(arta, words="Bell\x07 and\x0bbreak, = and", language="en")
    who = participant(opened(desk))
    client = of(arta)

    assert take(client, who).cell(2, "Own words").value == "Bell andbreak, = and"
    assert counts(bring(client, who, take(client, who))) == (0, 0, 0, 1, 0)


def test_a_row_far_below_makes_no_file_of_millions_of_cells(arta: Reader, needs: list[UUID], who: UUID) -> None:
    client = of(arta)
    taken = take(client, who)
    taken.sheet.cell(50_000, taken.header.index("Answer") + 1).value = "done"

    report = bring(client, who, taken)

    assert counts(report) == (0, 0, 0, 3, 1)
    assert sum(1 for row in mended(client, who, report).sheet._cells) < 1_000  # noqa: SLF001 - how many there are


def test_a_file_that_is_no_workbook_gets_a_sentence(arta: Reader, who: UUID) -> None:
    report = bring(of(arta), who, b"%PDF-1.4 broken", "report.pdf")

    assert "report.pdf" in said(report)
    assert "The sheet" in said(report)


def test_the_form_to_upload_says_what_becomes_of_rows_that_are_missing(arta: Reader, who: UUID) -> None:
    text = shown(of(arta), "rounds:round-sheet-upload", who)

    assert "stay as they are: nothing is withdrawn" in text
