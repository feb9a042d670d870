"""A list of ours that is brought where nothing of it is read."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.needs.needs.doing import secretariat
from tests.needs.spreadsheets.doing import brought_back, officer, sent
from tests.visits import Answer, faults, of

from egnatia.activities.imports.actions.storage import try_paths
from egnatia.activities.imports.plan import Wish
from egnatia.activities.imports.sheets import ImportSource
from egnatia.activities.organisations.tables import ORGANISATIONS
from egnatia.formats.sheets import Mapping, Use
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.needs.spreadsheets.queries import plan_of_file
from egnatia.pages.sheets import SheetForm

pytestmark = pytest.mark.django_db
TOLD = ("list-worked-out", str(ORGANISATIONS.title))
NAMES = Mapping(columns=(Use("name", "title"),))


@pytest.fixture
def by(client: Client) -> Reader:
    make.organisation("Ura (demo)")
    return officer(client)


@pytest.fixture(params=["csv", "xlsx"])
def taken(client: Client, by: Reader, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    assert by.strong
    file = tmp_path / f"organisations.{request.param}"
    file.write_bytes(client.get(reverse("activities:organisations-download", args=[request.param])).content)
    return file


def source(file: Path) -> ImportSource:
    return ImportSource(file.name, file.stat().st_size, path=file)


def test_the_wizard_says_what_it_is_and_where_a_change_is_made(client: Client, taken: Path) -> None:
    before = Record.objects.count()

    answer: Answer = sent(client, taken.read_bytes(), taken.name)

    (said,) = answer.context["form"].errors["upload"]
    link = f'<a href="{reverse("activities:organisations")}">{ORGANISATIONS.title}</a>'
    assert brought_back(said) == (*TOLD, link)
    assert taken.name in said
    assert said in answer.text
    assert Record.objects.count() == before


@pytest.mark.parametrize("mapping", [None, NAMES])
def test_the_command_says_it_too(by: Reader, taken: Path, mapping: Mapping | None) -> None:
    plan = try_paths([source(taken)], Wish(make.GREEN, "", mapping), by=by)

    (refused,) = plan.reading.refusals
    assert refused.code == TOLD[0]
    assert brought_back(refused.sentence)[:2] == TOLD
    assert taken.name in refused.sentence
    assert not plan.usable
    assert not plan.decisions


def test_so_does_the_command_where_the_rows_shall_be_needs(by: Reader, taken: Path) -> None:
    plan = plan_of_file(by, source(taken), Mapping(columns=(Use("name", "words"),), rows="needs"))

    assert not plan.rows
    assert brought_back(plan.faults[0].expected)[:2] == TOLD


def test_another_file_that_is_no_activities_is_refused_for_what_it_is(by: Reader, tmp_path: Path) -> None:
    theirs = tmp_path / "names.csv"
    theirs.write_text("Name,Mailbox\nUra,a\n")
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("Only words.\n")

    plan = try_paths([source(theirs), source(nothing)], Wish(make.GREEN), by=by)

    assert [refused.code for refused in plan.reading.refusals] == ["wrong-kind", "wrong-kind"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_page_that_takes_a_sheet_of_ours_says_what_it_expects_of_an_empty_file(form: str) -> None:
    client = of(secretariat())
    for name, args in (("needs-upload", []), ("framework-upload", ["reference"])):
        empty = {"upload": SimpleUploadedFile(f"taken.{form}", b"")}
        page: Answer = client.post(reverse(f"needs:{name}", args=args), empty)
        assert faults(page) == {"upload": ["empty"]}, name
        (said,) = page.context["form"].errors["upload"]
        assert said == SheetForm.base_fields["upload"].error_messages["empty"]
        assert said in page.text
