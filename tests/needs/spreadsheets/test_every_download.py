"""Every table that pages offer as a file comes back: as it was it changes nothing, whoever took it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from openpyxl import load_workbook
from tests.needs.spreadsheets.doing import brought_back, sent, the_import, went_on
from tests.start.demo.loaded import demo
from tests.visits import Answer, browser

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.tables import ACTIVITIES
from egnatia.activities.imports.models import Import, ImportRow
from egnatia.activities.imports.presenters import REPORT
from egnatia.kernel.models import Person, Record
from egnatia.kernel.readers import reader_named
from egnatia.matching.tables import MONEY
from egnatia.needs.needs.tables import NEEDS
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.workbook.workbook import ROUND_SHEET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
assert demo

READERS = ("secretariat", "focal-al")
FORMS = ("csv", "xlsx")
# Their own tests say what their files are; those on records are what somebody uploaded.
NOT_IN_THE_DEMO = ("publication-download", "report-download", "version-download")
READ_BY_THE_WIZARD = "activities-download"


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, f"{before}{each.namespace}:" if each.namespace else before)
        elif each.name:
            yield before + each.name, each


def downloads() -> list[str]:
    """The names of all addresses of tables."""
    return sorted(
        name
        for name, pattern in patterns(get_resolver(None))
        if name.endswith("-download") and "yaml" not in str(pattern.pattern)
    )


@dataclass(frozen=True)
class Taken:
    name: str
    form: str
    content: bytes


def address(name: str, form: str) -> str | None:
    """Of one file; None where the demo has nothing that it could be of."""
    last = name.rpartition(":")[2]
    of: dict[str, object] = {"slug": "reference"} if last == "framework-download" else {}
    if last == "round-download":
        of = {"record": Round.objects.get().pk}
    return None if last in NOT_IN_THE_DEMO else reverse(name, kwargs={**of, "form": form})


def taken_by(client: Client) -> Iterator[Taken]:
    for name in downloads():
        for form in FORMS:
            if where := address(name, form):
                answer = client.get(where)
                assert answer.status_code == 200, where
                yield Taken(name.rpartition(":")[2], form, answer.content)


def fault_of(client: Client, taken: Taken) -> str:
    answer = sent(client, taken.content, f"taken.{taken.form}")
    assert answer.status_code == 200, (taken.name, taken.form, answer.headers.get("Location"))
    (error,) = answer.context["form"].errors["upload"]  # type: ignore[attr-defined]  # the test client's answer
    return str(error)


def list_of(client: Client, taken: Taken) -> str:
    """Which list of ours a file is said to be."""
    return brought_back(fault_of(client, taken))[1]


def signed_in(username: str) -> Client:
    """In English, whatever the account says."""
    who = Person.objects.get(username=username)
    who.language = "en"
    who.save()
    return browser(who)


@pytest.mark.parametrize("username", READERS)
def test_what_is_worked_out_is_recognised_and_changes_nothing(username: str) -> None:
    client = signed_in(username)
    before = Record.objects.count(), Import.objects.count()
    told = {}
    for taken in taken_by(client):
        if taken.name != READ_BY_THE_WIZARD:
            told[taken.name, taken.form] = brought_back(fault_of(client, taken))

    assert (Record.objects.count(), Import.objects.count()) == before
    missing = {(name.rpartition(":")[2], form) for name in downloads() for form in FORMS} - told.keys()
    assert {name for name, _form in missing} == {READ_BY_THE_WIZARD, *NOT_IN_THE_DEMO}
    code, listed, place = told["money-download", "csv"]
    assert (code, listed) == ("list-worked-out", str(MONEY.title))
    assert 'href="/activities/"' in place
    code, listed, place = told["needs-download", "xlsx"]
    assert (code, listed) == ("list-elsewhere", str(NEEDS.title))
    assert 'href="/needs/upload/"' in place


@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_activities_is_not_read_as_needs(form: str) -> None:
    client = signed_in("focal-al")
    content = client.get(reverse("activities:activities-download", args=[form])).content

    sent(client, content, f"activities.{form}")
    answer: Answer = client.post(reverse("needs:wizard", args=[the_import()]), {"table": ["0"], "rows": "needs"})
    (said,) = answer.context["form"].errors["rows"]
    code, listed, place = brought_back(said)

    assert (code, listed) == ("list-elsewhere", str(ACTIVITIES.title))
    assert 'href="/imports/new/"' in place


@pytest.mark.parametrize("username", READERS)
@pytest.mark.parametrize("form", FORMS)
def test_activities_that_nobody_touched_stay_as_they_are(username: str, form: str) -> None:
    client = signed_in(username)
    content = client.get(reverse("activities:activities-download", args=[form])).content

    sent(client, content, f"activities.{form}")
    made = the_import()
    went_on(client, made)

    outcomes = set(ImportRow.objects.filter(of_import=made).values_list("outcome", "code"))
    assert outcomes == {("unchanged", "")}
    assert ImportRow.objects.filter(of_import=made).count() > 100


def rows_of(content: bytes) -> list[list[Any]]:
    return [list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]


def as_csv(rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("username", READERS)
def test_thirty_edits_of_activities_are_changes_of_ones_own_and_refusals_of_others(username: str) -> None:
    client, by = signed_in(username), reader_named(username)
    rows = rows_of(client.get(reverse("activities:activities-download", args=["csv"])).content)
    title = rows[0].index("title")
    for row in rows[1:31]:
        row[title] = f"Edited {row[title]}"
    edited = [row[0] for row in rows[1:31]]
    own = Activity.objects.filter(pk__in=edited, record__owner=UUID(by.organisation)).count()

    sent(client, as_csv(rows), "activities.csv")
    made = the_import()
    went_on(client, made)

    found = ImportRow.objects.filter(of_import=made)
    assert found.filter(outcome="changed").count() == own
    assert found.filter(outcome="rejected", code="not-yours").count() == 30 - own
    assert found.filter(outcome="unchanged").count() == len(rows) - 31
    assert not found.filter(outcome="accepted").exists()


@pytest.mark.parametrize("username", READERS)
@pytest.mark.parametrize("form", FORMS)
def test_needs_that_nobody_touched_stay_as_they_are(username: str, form: str) -> None:
    client = signed_in(username)
    content = client.get(reverse("needs:needs-download", args=[form])).content

    page = client.post(reverse("needs:needs-upload"), {"upload": file(content, form)})

    plan = page.context["plan"]
    assert (plan.new, plan.changed, page.context["faults"]) == (0, 0, [])
    assert plan.unchanged > 0


@pytest.mark.parametrize("username", READERS)
def test_thirty_edits_of_needs_are_changes_of_ones_own_and_refusals_of_others(username: str) -> None:
    client = signed_in(username)
    rows = rows_of(client.get(reverse("needs:needs-download", args=["csv"])).content)
    page = rows[0].index("page")
    for row in rows[1:31]:
        row[page] = f"{row[page]}9"

    answer = client.post(reverse("needs:needs-upload"), {"upload": file(as_csv(rows), "csv")})

    plan, faults = answer.context["plan"], answer.context["faults"]
    assert plan.new == 0
    left_out = {fault.row for fault in faults}
    assert len(left_out | {row.row for row in plan.rows}) == 30
    assert plan.unchanged == len(rows) - 31


def file(content: bytes, form: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"taken.{form}", content)


@pytest.mark.parametrize("form", FORMS)
def test_a_framework_that_nobody_touched_stays_as_it_is(form: str) -> None:
    client = signed_in("secretariat")
    content = client.get(reverse("needs:framework-download", args=["reference", form])).content

    page = client.post(reverse("needs:framework-upload", args=["reference"]), {"upload": file(content, form)})

    assert page.status_code == 200
    assert page.context["changes"] == ()


def test_a_rounds_sheet_that_nobody_touched_changes_nothing_and_is_sent_to_its_page_by_the_wizard() -> None:
    client = signed_in("focal-al")
    who = Participant.objects.get(economy="ALB").pk
    content = client.get(reverse("rounds:round-sheet", args=[who])).content

    page = client.post(reverse("rounds:round-sheet-upload", args=[who]), {"upload": file(content, "xlsx")})

    plan = page.context["plan"]
    assert (plan.answers, plan.texts, plan.new) == (0, 0, 0)
    assert list_of(client, Taken("round-sheet", "xlsx", content)) == str(ROUND_SHEET.title)


def test_a_list_is_known_again_after_a_spreadsheet_saved_it_in_another_form() -> None:
    client = signed_in("secretariat")
    content = client.get(reverse("matching:money-download", args=["xlsx"])).content
    book = load_workbook(io.BytesIO(content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].rows]
    rows[0].append("My remarks")

    assert list_of(client, Taken("money", "csv", as_csv(rows))) == str(MONEY.title)

    book.worksheets[0].title = "Somebody's own"
    book.worksheets[0]["A1"] = "Geld"
    out = io.BytesIO()
    book.save(out)
    assert list_of(client, Taken("money", "xlsx", out.getvalue())) == str(MONEY.title)


@pytest.mark.parametrize("form", FORMS)
def test_the_report_of_an_import_is_known_in_whatever_language_it_was_taken(form: str) -> None:
    client = signed_in("focal-al")
    content = client.get(reverse("activities:activities-download", args=["csv"])).content
    sent(client, content, "activities.csv")
    made = the_import()
    went_on(client, made)

    client.cookies["django_language"] = "sq"
    report = client.get(reverse(f"activities:import-rows-{form}", args=[made])).content
    client.cookies["django_language"] = "en"

    assert list_of(client, Taken("import-rows", form, report)) == str(REPORT.title)
