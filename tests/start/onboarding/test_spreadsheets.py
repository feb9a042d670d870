"""People and organisations from a spreadsheet: a preview by row, then all of it in one step, and a report."""

import csv
import io
from collections.abc import Sequence
from email.message import Message

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import make
from tests.letters import mail_server, text_of
from tests.visits import Answer, got, of, offers, refused, rows, words

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.readers import reader_with_id
from egnatia.people.invitations.jobs import send_invitation
from egnatia.people.invitations.models import Invitation
from egnatia.start.onboarding.sheets import KINDS, ORGANISATIONS, PEOPLE

pytestmark = pytest.mark.django_db
GOOD = ("Officer, Ministry (demo)", "officer@example.org", "Ministry (demo)", "", "")


@pytest.fixture
def desk() -> Reader:
    make.organisation("Ministry (demo)")
    return make.reader("desk", secretariat=True)


def file_of(kind: str, *lines: Sequence[str], header: Sequence[str] = ()) -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows([header or KINDS[kind].header(), *lines])
    return SimpleUploadedFile("list.csv", text.getvalue().encode())


def uploaded(client: Client, kind: str, *lines: Sequence[str], header: Sequence[str] = ()) -> Answer:
    return client.post(reverse("start:spreadsheet", args=[kind]), {"upload": file_of(kind, *lines, header=header)})


def carried_out(client: Client, kind: str, preview: Answer, **more: str) -> Answer:
    sheet = preview.context["form"]["sheet"].value()
    return client.post(reverse("start:spreadsheet-application", args=[kind]), {"sheet": sheet, **more})


def wrong(preview: Answer) -> list[tuple[int, str, str]]:
    """The errors, by row and column, with what was found."""
    return [(fault.row, fault.column, fault.found) for fault in preview.context["faults"]]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_template_comes_back_as_it_was_filled_in(desk: Reader, kind: str) -> None:
    client = of(desk)
    book = load_workbook(io.BytesIO(got(client, "start:spreadsheet-template", kind, "xlsx").content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == KINDS[kind].header()
    line = GOOD if kind == "people" else ("New Fund (demo)", "", "", "", "")
    for at, value in enumerate(line, start=1):
        sheet.cell(2, at, value)
    kept = io.BytesIO()
    book.save(kept)

    page = client.post(
        reverse("start:spreadsheet", args=[kind]), {"upload": SimpleUploadedFile("list.xlsx", kept.getvalue())}
    )

    assert [row.number for row in page.context["good"]] == [2]
    assert wrong(page) == []
    assert got(client, "start:spreadsheet-template", kind, "csv").content.decode("utf-8-sig").strip() == ",".join(
        KINDS[kind].header()
    )


def test_a_template_in_another_language_is_understood(desk: Reader) -> None:
    assert len(PEOPLE.codes_of(["email", "E-MAIL"])) == 2
    page = uploaded(of(desk), "people", GOOD[1::-1] + GOOD[2:3], header=("E-mail", "Name or function", "Organisation"))

    assert [row.guest.name for row in page.context["good"]] == [GOOD[0]]


def test_people_are_invited_in_one_step_and_written_to_in_their_language(desk: Reader) -> None:
    make.community("focal-points")
    client = of(desk)
    lines = [
        GOOD,
        ("Focal point (demo)", "focal@example.org", "Ministry (demo)", "focal-points", "shqip"),
        ("Desk officer (demo)", "second@example.org", "Ministry (demo)", "secretariat", "mk"),
    ]
    preview = uploaded(client, "people", *lines)
    assert not Invitation.objects.exists(), "a preview stores nothing"

    report = carried_out(client, "people", preview)

    assert len(report.context["good"]) == 3
    made = {each.email: each for each in Invitation.objects.all()}
    assert made["focal@example.org"].places == [{"community": "focal-points", "economy": "", "steward": False}]
    assert made["second@example.org"].secretariat
    assert not made["officer@example.org"].secretariat
    jobs = ProcrastinateJob.objects.filter(task_name="people.send_invitation")
    assert sorted(job.args["language"] for job in jobs) == ["en", "mk", "sq"]
    with mail_server() as post:
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        with override_settings(**smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False):
            for job in jobs:
                send_invitation(**job.args)
        sent: list[Message] = post.letters
    assert {letter["To"] for letter in sent} == set(made)
    assert len({text_of(letter) for letter in sent}) == 3
    again = carried_out(client, "people", preview)
    assert (len(again.context["good"]), Invitation.objects.count()) == (0, 3)


def test_each_error_is_told_by_row_and_the_other_rows_are_carried_out(desk: Reader) -> None:
    client = of(desk)
    preview = uploaded(
        client,
        "people",
        GOOD,
        ("", "no address", "Nobody (demo)", "king", "Klingon"),
        ("Twice (demo)", "Officer@example.org", "Ministry (demo)", "", ""),
        ("Administrator (demo)", "admin@example.org", "Ministry (demo)", "administrator", ""),
    )

    assert wrong(preview) == [
        (3, "Name or function", ""),
        (3, "E-mail", "no address"),
        (3, "Organisation", "Nobody (demo)"),
        (3, "Role", "king"),
        (3, "Language", "Klingon"),
        (4, "E-mail", "Officer@example.org"),
        (5, "Role", "administrator"),
    ]
    carried_out(client, "people", preview)
    assert [each.email for each in Invitation.objects.all()] == ["officer@example.org"]


def test_organisations_are_added_in_one_step(desk: Reader) -> None:
    client = of(desk)
    preview = uploaded(
        client,
        "organisations",
        ("New Fund (demo)", "Donor", "", "office@example.org", "XM-DAC-41114"),
        ("Prison Service (demo)", "government", "ALB", "", ""),
        ("Ministry (demo)", "", "", "", ""),
        ("Other (demo)", "circus", "Atlantis", "nowhere", ""),
    )
    assert [(row, column) for row, column, _found in wrong(preview)] == [
        (4, "Name"),
        (5, "Type"),
        (5, "Economy"),
        (5, "Functional mailbox"),
    ]

    carried_out(client, "organisations", preview, tlp="1")

    fund = Organisation.objects.get(name="New Fund (demo)")
    assert (fund.type, fund.mailbox, fund.reference) == ("donor", "office@example.org", "XM-DAC-41114")
    assert Organisation.objects.get(name="Prison Service (demo)").economy_id == "ALB"
    assert fund.record.tlp == 1
    assert Organisation.objects.filter(name="Ministry (demo)").count() == 1
    assert not Organisation.objects.filter(name="Other (demo)").exists()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_organisation_that_is_hidden_is_one_that_does_not_exist(desk: Reader, kind: str) -> None:
    owner = make.organisation("Owner (demo)")
    make.organisation("Hidden (demo)", marking=make.STRICT, owner=str(owner.pk))
    line = ("Guest (demo)", "guest@example.org", "{}", "", "") if kind == "people" else ("{}", "", "", "", "")
    hidden, missing = (
        uploaded(of(desk), kind, [cell.format(name) for cell in line]) for name in ("Hidden (demo)", "Absent (demo)")
    )

    assert len(wrong(hidden)) == len(wrong(missing)) == (1 if kind == "people" else 0)
    assert words(hidden.content).replace("Hidden", "Absent") == words(missing.content)


def test_only_who_may_invite_may_do_it(desk: Reader) -> None:
    arta = make.reader("arta", seats=("focal-points",))
    preview = uploaded(of(desk), "people", GOOD)
    administrator = reader_with_id(make.person("operator", is_administrator=True).pk)
    for kind in KINDS:
        assert refused(of(arta).get(reverse("start:spreadsheet", args=[kind])), "administrator")
        assert refused(of(arta).get(reverse("start:spreadsheet-template", args=[kind, "csv"])), "administrator")
        assert refused(carried_out(of(arta), kind, preview), "administrator")
        assert of(administrator).get(reverse("start:spreadsheet", args=[kind])).status_code == 200
    assert of(desk).get(reverse("start:spreadsheet", args=["matches"])).status_code == 404
    assert of(desk).get(reverse("start:spreadsheet-template", args=["people", "pdf"])).status_code == 404
    assert offers(got(of(desk), "people:invitations"), "start:spreadsheet", "people")
    assert offers(got(of(desk), "activities:organisations"), "start:spreadsheet", "organisations")
    assert not offers(got(of(arta), "activities:organisations"), "start:spreadsheet", "organisations")


def test_a_preview_of_another_or_of_another_kind_is_not_carried_out(desk: Reader) -> None:
    preview = uploaded(of(desk), "people", GOOD)
    colleague = make.reader("colleague", secretariat=True)

    for client, kind in ((of(colleague), "people"), (of(desk), "organisations")):
        answer = carried_out(client, kind, preview, tlp="0")
        assert answer["Location"] == reverse("start:spreadsheet", args=[kind])
    assert not Invitation.objects.exists()


def test_a_file_without_our_columns_or_rows_is_refused(desk: Reader) -> None:
    for answer in (
        uploaded(of(desk), "people", ("x", "y"), header=("A", "B")),
        uploaded(of(desk), "organisations", *[(f"Fund {number}", "", "", "", "") for number in range(501)]),
    ):
        assert answer.context["form"].errors
    assert rows(got(of(desk), "start:spreadsheet", "people")) == []
    assert Person.objects.count() == 1
    assert ORGANISATIONS.needed == ("name",)
