"""Needs go out as a sheet and come back: untouched nothing changes, thirty edits are thirty changes."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.needs.needs.doing import focal_point, need, said, secretariat, stored
from tests.visits import of, reader_at, shown, words

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.needs.needs.actions import answer_need
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need

pytestmark = pytest.mark.django_db
HEADER = ("record", "economy", "objective", "priority", "words", "language")


@pytest.fixture
def desk() -> Reader:
    return secretariat()


def download(client: Client, ending: str = "csv") -> bytes:
    return bytes(client.get(reverse("needs:needs-download", args=[ending])).content)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    columns = list(rows[0]) if rows else list(HEADER)
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def edited_workbook(content: bytes, edit: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book["needs"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def send(client: Client, content: bytes, name: str = "needs.csv") -> str:
    """The dry run."""
    answer = client.post(reverse("needs:needs-upload"), {"upload": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200, answer.status_code
    return answer.text


def carry_out(client: Client, report: str, **more: str) -> str:
    plan = re.search(r'name="plan" value="([^"]+)"', report)
    assert plan, words(report.encode())
    answer = client.post(
        reverse("needs:needs-upload-applying"), {"plan": plan[1], "marking-tlp": "1", **more}, follow=True
    )
    return answer.text


def plain(text: str) -> str:
    return words(text.encode())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_untouched_sheet_changes_nothing(desk: Reader, ending: str) -> None:
    need(desk, words={"sq": "Dy rreshta\nme një tjetër", "en": "=1+1", "mk": "Друго"}, page="12", round=2026)
    need(desk, words={"und": " -  Ndarje  e çuditshme "}, language="", source="Plan, 'draft'", nature="legislative")
    need(desk, words={"en": "@home"}, language="en", economy="XKX", perspective="response")
    client = of(desk)

    page = plain(send(client, download(client, ending), f"needs.{ending}"))

    assert "0 new, 0 changed, 3 unchanged, 0 to correct" in page
    assert "The file contains no changes." in page


@pytest.mark.slow
def test_thirty_edits_are_thirty_changes(desk: Reader) -> None:
    for number in range(40):
        need(desk, words={"en": f"Need {number:02}"}, language="en", objective="2.3.1")
    client = of(desk)

    def edit(sheet: Any) -> None:  # noqa: ANN401 - a worksheet
        column = [cell.value for cell in sheet[1]].index("words") + 1
        for row in range(2, 32):
            sheet.cell(row, column).value = f"Edited {row}"

    report = send(client, edited_workbook(download(client, "xlsx"), edit), "needs.xlsx")
    assert "0 new, 30 changed, 10 unchanged, 0 to correct" in plain(report)

    page = plain(carry_out(client, report))

    assert "Changes applied. You can undo them here." in page
    assert "Rows: 30, of which 30 unchanged since." in page
    changed = Need.objects.filter(record__version=2)
    assert changed.count() == 30
    assert all(NEED.said(each).words.texts["en"].startswith("Edited") for each in changed)


def test_every_column_comes_back(desk: Reader) -> None:
    record = need(desk, words={"sq": "Para", "mk": "Друго"}, language="sq")
    client = of(desk)
    (row,) = rows_of(download(client))
    row.update(
        economy="Montenegro", objective="2.3.1 Prison", priority="HIGH", nature="legislative", perspective="response",
        language="en", words="After", words_en="", source="Plan", page="7", round="2025",
    )  # fmt: skip

    carry_out(client, send(client, as_csv([row])))

    found = stored(record)
    said = NEED.said(found)
    assert (found.economy_id, found.objective, found.priority, found.nature) == ("MNE", "2.3.1", "high", "legislative")
    assert (found.perspective, said.source, said.page, found.round) == ("response", "Plan", "7", 2025)
    assert said.words.texts == {"en": "After", "mk": "Друго"}
    assert said.words.original == "en"


def test_a_translation_comes_back_beside_the_own_words(desk: Reader) -> None:
    record = need(desk, words={"sq": "Para"}, language="sq")
    client = of(desk)
    (row,) = rows_of(download(client))

    carry_out(client, send(client, as_csv([{**row, "words_en": "Before"}])))

    assert NEED.said(stored(record)).words.texts == {"sq": "Para", "en": "Before"}


def test_a_row_without_an_identifier_is_a_new_need_under_the_marking_chosen() -> None:
    arta = focal_point()
    client = of(arta)
    report = send(client, as_csv([{"economy": "ALB", "objective": "2.3.2", "words": "I ri", "language": "sq"}]))
    assert "1 new, 0 changed" in plain(report)
    assert "Visibility of the new needs" in report
    assert not Need.objects.exists(), "a dry run stores nothing"

    carry_out(client, report)

    made = Need.objects.select_related("record").get()
    assert (NEED.said(made).words.texts, made.status, made.record.tlp) == ({"sq": "I ri"}, "confirmed", Tlp.GREEN.value)
    assert made.record.provenance["file"] == "needs.csv"
    assert "needs.csv" in shown(client, "needs:need", made.pk)


def test_who_will_see_the_new_needs_is_shown_before(desk: Reader) -> None:
    client = of(desk)
    report = send(client, as_csv([{"economy": "ALB", "objective": "2.3.2", "words": "New"}]))

    preview = carry_out(client, report, preview="1")
    assert "Who will see this under TLP:GREEN" in plain(preview)
    assert not Need.objects.exists()

    wrong = carry_out(client, report, **{"marking-tlp": "2"})
    assert "Choose at least one group" in plain(wrong)
    carry_out(client, wrong)
    assert Need.objects.count() == 1, "the plan is still there"


def test_drafts_of_one_economy_go_to_its_focal_points(desk: Reader) -> None:
    focal_point()
    row = {"economy": "ALB", "objective": "2.3.2", "words": "New"}

    one = send(of(desk), as_csv([row]))
    several = send(of(desk), as_csv([row, {**row, "economy": "MNE"}]))

    ticked = 'value="F:focal-points:ALB" checked'
    assert ticked in " ".join(one.split())
    assert ticked not in " ".join(several.split())


@pytest.mark.parametrize(
    ("column", "found", "expected"),
    [
        ("economy", "Atlantis", "an economy that you represent"),
        ("objective", "9.9.9", "the code of an objective of the framework in use"),
        ("objective", "2.3", "the code of an objective of the framework in use"),
        ("priority", "urgent", "one of: high, medium, low"),
        ("nature", "magical", "one of: legislative, institutional, operational"),
        ("perspective", "sideways", "one of: prevention, response"),
        ("language", "klingon", "a language code"),
        ("words", "", "what is missing, in the economy&#x27;s own words"),
        ("words", "x" * 5_001, "at most 5000 characters"),
        ("round", "soon", "a year such as 2026, or an empty cell"),
        ("record", "not-one", "the identifier of an existing need, or an empty cell"),
    ],
)
def test_a_fault_names_row_column_found_and_expected(desk: Reader, column: str, found: str, expected: str) -> None:
    need(desk)
    client = of(desk)
    (row,) = rows_of(download(client))

    page = plain(send(client, as_csv([{**row, column: found}])))

    assert f"2 {column} {found[:80] or 'empty cell'} {expected}" in page
    assert "No row of the file can be used." in page


def test_good_rows_are_carried_out_and_faulty_ones_left_out(desk: Reader) -> None:
    need(desk, words={"en": "First"}, language="en")
    need(desk, words={"en": "Second"}, language="en", objective="2.3.1")
    client = of(desk)
    rows = rows_of(download(client))
    rows[0]["words"], rows[1]["priority"] = "Changed", "urgent"

    carry_out(client, send(client, as_csv(rows)))

    assert sorted(each.record.version for each in Need.objects.select_related("record")) == [1, 2]


def test_the_dry_run_says_where_there_is_no_room_for_another_high(desk: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    for objective in ("2.3.1", "2.3.2"):
        need(desk, objective=objective)
    client = of(desk)
    rows = [{**row, "priority": "high"} for row in rows_of(download(client))]

    page = plain(send(client, as_csv(rows)))

    assert "3 priority high high-priority needs of Albania: at most 1; currently high: 2.3.1" in page


def test_another_organisations_need_comes_back_unchanged_or_not_at_all(desk: Reader) -> None:
    arta = focal_point()
    record = need(arta, words={"en": "Hers"}, language="en")
    client = of(desk)
    (row,) = rows_of(download(client))
    assert "0 changed, 1 unchanged" in plain(send(client, as_csv([row])))

    page = plain(send(client, as_csv([{**row, "words": "Mine"}])))

    assert "only the owner can change this record" in page
    assert NEED.said(stored(record)).words.texts == {"en": "Hers"}


def test_a_sheet_does_not_tell_a_hidden_need_from_a_missing_one(desk: Reader) -> None:
    hidden = need(focal_point(), marking=Marking(Tlp.RED))
    row = {"record": str(hidden), "economy": "ALB", "objective": "2.3.2", "words": "Mine"}
    missing = {**row, "record": str(make.uuid(7))}
    client = of(desk)

    one, other = (plain(send(client, as_csv([each]))) for each in (row, missing))

    assert one.replace(str(hidden), "") == other.replace(str(make.uuid(7)), "")


def test_a_sheet_that_is_none_of_ours_is_refused_in_a_sentence(desk: Reader) -> None:
    client = of(desk)

    assert "has the columns name, amount. Use the columns of the download: record, economy" in plain(
        send(client, b"name,amount\nA,1\nB,2\n", "other.csv")
    )
    assert "Not saved yet" in plain(send(client, b"%PDF-1.4 broken", "broken.pdf"))
    assert "larger than 5 MB" in plain(send(client, b"record,words\n" + b"x" * 5_000_001, "large.csv"))


def test_too_many_rows_at_once_are_cut_and_said(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egnatia.needs.needs.queries.sheets.MOST_PLANNED", 1)
    rows = [{"economy": "ALB", "objective": "2.3.2", "words": f"Need {number}"} for number in range(2)]

    page = plain(send(of(desk), as_csv(rows)))

    assert "at most 1 new or changed rows at once" in page
    assert "1 new, 0 changed" in page


def test_a_need_that_changed_since_the_dry_run_is_left_out(desk: Reader) -> None:
    record = need(desk)
    client = of(desk)
    (row,) = rows_of(download(client))
    report = send(client, as_csv([{**row, "words": "Mine"}]))
    lifecycle.change(NEED, record, said("Meanwhile"), expected=1, by=desk)

    page = plain(carry_out(client, report))

    assert "Nothing was changed. No row could be applied." in page
    assert NEED.said(stored(record)).words.texts == {"sq": "Meanwhile"}


def test_only_ones_own_dry_run_is_carried_out(desk: Reader) -> None:
    colleague = of(reader_at(desk, "colleague"))
    report = send(of(desk), as_csv([{"economy": "ALB", "objective": "2.3.2", "words": "New"}]))

    forged = of(desk).post(reverse("needs:needs-upload-applying"), {"plan": "forged"}, follow=True)
    assert "This preview has expired or is not yours." in forged.text
    stolen = carry_out(of(focal_point()), report)
    assert "This preview has expired or is not yours." in stolen
    plan = re.search(r'name="plan" value="([^"]+)"', report)
    assert plan
    answer = colleague.post(reverse("needs:needs-upload-applying"), {"plan": plan[1]})
    assert answer.status_code == 403, "they represent no economy"
    assert not Need.objects.exists()


def test_an_undo_withdraws_what_came_and_gives_back_what_was(desk: Reader) -> None:
    record = need(desk, words={"en": "Before"}, language="en")
    client = of(desk)
    (row,) = rows_of(download(client))
    new = {**dict.fromkeys(row, ""), "economy": "MNE", "objective": "2.3.1", "words": "New"}
    page = carry_out(client, send(client, as_csv([{**row, "words": "After"}, new])))
    address = re.search(r'action="(/needs/upload/[^"]+/undoing/)"', page)
    assert address

    undone = plain(client.post(address[1], follow=True).content.decode())

    assert "Rows undone: 2." in undone
    assert NEED.said(stored(record)).words.texts == {"en": "Before"}
    assert stored(record).record.version == 3, "nothing is deleted"
    assert Need.objects.filter(record__withdrawn_at__isnull=False).count() == 1
    again = plain(client.post(address[1], follow=True).content.decode())
    assert "Rows undone: 0." in again


def test_an_undo_leaves_what_others_changed_or_answered(desk: Reader) -> None:
    arta = focal_point()
    first, second = need(desk, words={"en": "A"}, language="en"), need(desk, words={"en": "B"}, objective="2.3.1")
    client = of(desk)
    rows = [{**row, "words": f"{row['words']} changed"} for row in rows_of(download(client))]
    page = carry_out(client, send(client, as_csv(rows)))
    address = re.search(r'action="(/needs/upload/[^"]+/undoing/)"', page)
    assert address
    answer_need(first, "confirmed", expected=2, by=arta)
    lifecycle.change(NEED, second, said("Else"), expected=2, by=desk)

    undone = plain(client.post(address[1], follow=True).content.decode())

    assert "Rows undone: 0. Rows kept because they were changed or answered since: 2." in undone
    assert NEED.said(stored(first)).words.texts == {"en": "A changed"}


def test_an_undo_that_would_make_too_many_highs_leaves_the_row(desk: Reader, settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    record = need(desk, priority="high")
    client = of(desk)
    (row,) = rows_of(download(client))
    page = carry_out(client, send(client, as_csv([{**row, "priority": "low"}])))
    address = re.search(r'action="(/needs/upload/[^"]+/undoing/)"', page)
    assert address
    need(desk, priority="high", objective="2.3.1")

    undone = plain(client.post(address[1], follow=True).content.decode())

    assert "Rows undone: 0. Rows kept because they were changed or answered since: 1." in undone
    assert stored(record).priority == "low"


def test_a_sheet_is_its_organisations_own(desk: Reader) -> None:
    client = of(desk)
    carry_out(client, send(client, as_csv([{"economy": "ALB", "objective": "2.3.2", "words": "New"}])))
    made = Need.objects.select_related("record").get()
    page = reverse("needs:needs-sheet", args=[made.record.provenance["sheet"]])

    assert "of which 1 unchanged since" in plain(client.get(page).text)
    assert of(focal_point()).get(page).status_code == 404
    assert Client().get(page).status_code == 302
    lifecycle.withdraw(NEED, made.pk, by=desk)
    assert "None of these needs is available any more." in plain(client.get(page).text)


def test_the_download_says_what_it_rests_on_and_how_it_comes_back(desk: Reader) -> None:
    need(desk, source="Plan")
    book = openpyxl.load_workbook(io.BytesIO(download(of(desk), "xlsx")))

    about = [str(row[0].value) for row in book["About"].iter_rows()]
    assert about[0].startswith("1 need of 1 economy")
    assert "A row without an identifier is a new need. Needs whose rows you delete stay unchanged." in about
    assert of(desk).get(reverse("needs:needs-download", args=["pdf"])).status_code == 404


def test_who_may_state_nothing_uploads_nothing() -> None:
    partner = of(make.reader("partner"))

    assert partner.get(reverse("needs:needs-upload")).status_code == 403
    assert partner.post(reverse("needs:needs-upload-applying")).status_code == 403


def test_a_sheet_that_bears_the_footnote_comes_back_untouched(desk: Reader) -> None:
    need(desk, economy="XKX", source="Action plan of Kosovo*")
    client = of(desk)
    content = download(client)
    assert "UNSC 1244" in content.decode().splitlines()[0]

    page = plain(send(client, content))

    assert "The file contains no changes." in page
