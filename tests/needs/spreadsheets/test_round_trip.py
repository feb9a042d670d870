"""A table of activities that was downloaded comes back."""

import csv
import io
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from tests import make
from tests.activities.imports.doing import outcomes, undone
from tests.needs.spreadsheets.doing import officer, sent, the_import, went_on

from egnatia import overlap
from egnatia.activities.activities import storage
from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.jobs import carry_out
from egnatia.activities.imports.models import Import, ImportRow
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Version

pytestmark = pytest.mark.django_db
Organisation, Text = overlap.OrganisationMention, overlap.Text


def stored(by: Reader, number: int, *, sort: str = "project", measure: str = "") -> Activity:
    facts = overlap.ActivityFacts(
        ref="",
        source="register",
        identifiers=(f"XM-{number}", f"OTHER-{number}"),
        titles=(Text(f"Patrol training {number}", "en"), Text("Obuka patrola", "sr")),
        descriptions=(Text("=First\n\nline", "en"), Text("Second", "sr")),
        economies=frozenset({"ALB", "XKX", "western balkans"}),
        places=frozenset({"Vlorë"}),
        start="2026-03",
        end="2027",
        amount=1234.567 if number % 2 else None,
        currency="EUR" if number % 2 else "",
        band="" if number % 2 else "50-250k",
        reporters=(Organisation("Ura (demo)", "XM-URA"), Organisation("Second; reporter (demo)")),
        funders=(Organisation("Hub (demo)", "XM-HUB"),),
        receivers=(Organisation("Correctional Service (demo)"),),
        sectors=frozenset({"DAC:15210", "police reform"}),
        objectives=frozenset({"2.3.1"}),
        types=frozenset({"training"}),
        groups=frozenset({"prison-and-probation"}),
    )
    return storage.store(
        facts, marking=make.GREEN, by=by, sort=sort, measure=measure, status="implementation", shares={"ALB": 40.0},
        natural_key=f"XM-{number}", content={},
    )  # fmt: skip


def downloaded(client: Client, form: str = "csv") -> list[list[object]]:
    answer = client.get(reverse("activities:activities-download", args=[form]))
    if form == "csv":
        return [list(row) for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))]
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.rows]


def as_csv(rows: list[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def imported(client: Client, by: Reader, content: bytes, name: str) -> dict[str, int]:
    sent(client, content, name)
    made = the_import()
    went_on(client, made)
    client.post(reverse("activities:import-confirmation", args=[made]))
    carry_out(made, by.person)
    assert Import.objects.get(pk=made).state == "stored"
    return outcomes(made)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_that_nobody_touched_changes_nothing(client: Client, form: str) -> None:
    by = officer(client)
    for number in range(4):
        stored(by, number)
    answer = client.get(reverse("activities:activities-download", args=[form]))

    assert imported(client, by, answer.content, f"activities.{form}") == {"unchanged": 4}
    assert Version.objects.filter(record__kind="activity").count() == 4


def test_a_downloaded_measure_is_no_part_of_its_description(client: Client) -> None:
    by = officer(client)
    stored(by, 1, sort="own-measure", measure="law")
    rows = downloaded(client)
    assert "law" in rows[1]

    assert imported(client, by, as_csv(rows), "activities.csv") == {"unchanged": 1}


@pytest.mark.parametrize("measure", ["strategy", "unit", "budget-line", ""])
def test_a_measure_that_was_changed_is_a_change(client: Client, measure: str) -> None:
    by = officer(client)
    activity = stored(by, 1, sort="own-measure", measure="law")
    rows = downloaded(client)
    rows[1][rows[0].index("measure")] = measure

    assert imported(client, by, as_csv(rows), "activities.csv") == {"changed": 1}
    activity.refresh_from_db()
    assert (activity.sort, activity.measure) == ("own-measure", measure)


def test_a_cell_that_was_emptied_is_a_change_where_its_whole_column_is_empty_then(client: Client) -> None:
    by = officer(client)
    activity = stored(by, 1)
    rows = downloaded(client)
    rows[1][rows[0].index("receiving")] = ""

    assert imported(client, by, as_csv(rows), "activities.csv") == {"changed": 1}
    activity.refresh_from_db()
    assert activity.facts.get("receivers", []) == []


def test_a_measure_of_what_is_no_own_measure_is_told_by_row(client: Client) -> None:
    by = officer(client)
    stored(by, 1)
    rows = downloaded(client)
    rows[1][rows[0].index("measure")] = "law"

    sent(client, as_csv(rows), "activities.csv")
    went_on(client, the_import())

    row = ImportRow.objects.get(of_import=the_import())
    assert (row.outcome, row.code, row.value) == ("rejected", "cell-measure", "law")
    assert " law " in row.sentence
    assert "own-measure" in row.sentence


def test_an_own_measure_is_brought_in_with_its_kind(client: Client) -> None:
    by = officer(client)
    stored(by, 1)
    rows = downloaded(client)
    new = {"record": "", "identifier": "XM-2", "title": "A law (demo)", "sort": "own-measure", "measure": "law"}
    rows.append([new.get(str(name), "") for name in rows[0]])

    assert imported(client, by, as_csv(rows), "activities.csv") == {"unchanged": 1, "accepted": 1}
    assert Activity.objects.get(measure="law").sort == "own-measure"


@pytest.mark.parametrize("status", ["pipeline", "finalisation", "closed", "cancelled", "suspended"])
def test_every_status_comes_back_as_it_was_written(client: Client, status: str) -> None:
    by = officer(client)
    activity = stored(by, 1)
    rows = downloaded(client)
    rows[1][rows[0].index("status")] = status

    assert imported(client, by, as_csv(rows), "activities.csv") == {"changed": 1}
    activity.refresh_from_db()
    assert activity.status == status


def edits(rows: list[list[object]]) -> Iterator[None]:
    """Thirty edits, each in another row, column by column."""
    header = [str(name) for name in rows[0]]
    changes = {
        "identifier": "XM-NEW", "source": "another register", "sort": "event", "title": "Another title",
        "language": "sq", "description": "Another text", "economies": "ALB; MNE", "places": "Tirana",
        "status": "closed", "start": "2026-04", "end": "2028-01-31", "amount": "99000", "currency": "MDL",
        "amount_band": "1-5m",
        "reporting": "Somebody else (demo)", "funding": "", "implementing": "Doer (demo)", "receiving": "Other (demo)",
        "sectors": "DAC:15220", "objectives": "2.3.2", "types": "training; communication", "groups": "young-people",
    }  # fmt: skip
    for at in range(1, 31):
        column = list(changes)[(at - 1) % len(changes)]
        rows[at][header.index(column)] = changes[column]
        yield


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_thirty_edits_are_thirty_changes_and_nothing_else(client: Client, form: str) -> None:
    by = officer(client)
    for number in range(32):
        stored(by, number)
    rows = downloaded(client, form)
    list(edits(rows))

    content = as_csv(rows) if form == "csv" else as_xlsx(rows)

    got = imported(client, by, content, f"activities.{form}")
    same = [row.element for row in ImportRow.objects.filter(outcome="unchanged")]
    assert (got, same) == ({"changed": 30, "unchanged": 2}, [31, 32])
    changed = ImportRow.objects.filter(outcome="changed")
    assert {row.version_after for row in changed} == {2}


def test_a_change_keeps_what_no_column_shows_and_is_undone(client: Client) -> None:
    by = officer(client)
    activity = stored(by, 1)
    rows = downloaded(client)
    rows[1][rows[0].index("title")] = "Another title"

    assert imported(client, by, as_csv(rows), "activities.csv") == {"changed": 1}
    activity.refresh_from_db()
    facts = activity.facts
    assert [title["text"] for title in facts["titles"]] == ["Another title", "Obuka patrola"]
    assert facts["reporters"][0] == {"name": "Ura (demo)", "ref": "XM-URA"}
    assert len(facts["descriptions"]) == 2
    assert facts["identifiers"] == ["XM-1", "OTHER-1"]
    assert activity.shares == {"ALB": 40.0}

    undone(the_import(), by)

    activity.refresh_from_db()
    assert activity.title == "Patrol training 1"


def test_a_row_of_another_organisation_stays_and_says_so(client: Client) -> None:
    stored(make.reader("other", at=make.organisation("Other house (demo)")), 1)
    by = officer(client)
    rows = downloaded(client)
    assert len(rows) == 2
    assert imported(client, by, as_csv(rows), "activities.csv") == {"unchanged": 1}

    rows[1][rows[0].index("title")] = "Taken over"
    sent(client, as_csv(rows), "again.csv")
    went_on(client, the_import())

    assert ImportRow.objects.get(of_import=the_import()).code == "not-yours"


def test_what_a_faulty_row_says_of_a_record_is_shown_to_those_who_see_the_record(client: Client) -> None:
    by = officer(client)
    stored(by, 1)
    stored(by, 2)
    rows = downloaded(client)
    rows[1][rows[0].index("start")] = "soon"

    sent(client, as_csv(rows), "activities.csv")
    went_on(client, the_import())

    row = ImportRow.objects.get(of_import=the_import(), outcome="rejected")
    assert (row.code, str(row.record_id)) == ("cell-date", rows[1][0])


def test_a_record_number_that_is_hidden_or_none_is_the_same_fault(client: Client) -> None:
    hidden = stored(make.reader("other", at=make.organisation("Other house (demo)")), 1)
    hidden.record.grants.all().delete()
    by = officer(client)
    own = stored(by, 2)
    rows = downloaded(client)
    for number in (hidden.pk, "00000000-0000-4000-8000-000000000000", own.pk):
        rows.append([number, *rows[1][1:]])

    sent(client, as_csv(rows), "activities.csv")
    went_on(client, the_import())

    codes = list(ImportRow.objects.filter(of_import=the_import()).order_by("number").values_list("code", flat=True))
    assert codes == ["", "no-such-record", "no-such-record", "record-twice"]
