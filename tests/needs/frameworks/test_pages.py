"""The pages of frameworks: list, tree, files, and a new version from a sheet."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests import make
from tests.activities.activities.doing import activity
from tests.visits import Answer, got, levels, links, of, offers, rows, shown, typed, words

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed
from egnatia.kernel.models import AuditEvent
from egnatia.needs.frameworks import forms
from egnatia.needs.frameworks.actions import estimate_waiting
from egnatia.needs.frameworks.models import Unestimated
from egnatia.taxonomy.actions import put_in_use
from egnatia.taxonomy.models import Framework
from egnatia.taxonomy.queries import document_in_use, framework_in_use
from egnatia.taxonomy.vocabularies import terms

pytestmark = pytest.mark.django_db


def sheet(form: str = "csv", slug: str = "reference") -> bytes:
    return Client().get(reverse("needs:framework-download", args=[slug, form])).content


def uploaded(by: Reader, content: bytes, name: str = "reference.csv", *, slug: str = "reference") -> Answer:
    file = BytesIO(content)
    file.name = name
    return of(by).post(reverse("needs:framework-upload", args=[slug]), {"upload": file})


def refusal(answer: Answer) -> str:
    """What the form says of a file that it does not take; nothing else is wrong."""
    (said,) = answer.context["form"].errors["upload"]
    assert said in words(answer.content)
    return str(said)


def used(by: Reader, packed: str, slug: str = "reference") -> Answer:
    return of(by).post(reverse("needs:framework-use", args=[slug]), {"packed": packed}, follow=True)


def too_old(answer: Answer) -> bool:
    """Whether nothing was put in use, and the sheet is asked for again."""
    asked_again = reverse("needs:framework-upload", args=["reference"])
    return (levels(answer), answer.request["PATH_INFO"]) == (["error"], asked_again)


@pytest.fixture
def desk() -> Reader:
    return make.reader("desk", secretariat=True)


def test_everybody_reads_the_frameworks_in_their_language() -> None:
    client = Client()

    listed = got(client, "needs:frameworks")
    describing = {row.title: row.describes for row in listed.context["frameworks"]}
    assert (next(iter(describing.items())), list(describing.values()).count(True)) == (("Reference framework", True), 1)
    assert "Serious and organised crime" in describing
    assert all(row[0].startswith(title) for row, title in zip(rows(listed), describing, strict=True))
    assert [row[0] != title for row, title in zip(rows(listed), describing, strict=True)] == list(describing.values())
    page = words(client.get(reverse("needs:framework", args=["reference"]), headers={"Accept-Language": "mk"}).content)
    assert "2.3.1 Казнено-поправни установи: процена на ризиците и потребите, вработени, режим" in page
    assert "15137" in page


def test_a_framework_of_headings_alone_counts_these() -> None:
    page = got(Client(), "needs:framework", "border-security")

    headings = page.context["headings"]
    assert headings
    assert page.context["shown"].objectives == len(headings)
    assert re.search(rf": {len(headings)} ", words(page.content))
    assert [heading.below for heading in headings] == [()] * len(headings)
    assert page.text.count('<p class="muted">') == len(headings)


@pytest.mark.parametrize("version", ["9", "x", "1" * 9])
def test_a_version_that_is_not_there_is_missing(version: str) -> None:
    address = reverse("needs:framework", args=["reference"])

    assert Client().get(address, {"version": version}).status_code == 404
    assert Client().get(reverse("needs:framework-download", args=["reference", "pdf"])).status_code == 404


def test_the_sheet_has_a_row_for_each_line_and_its_crosswalks() -> None:
    lines = list(csv.DictReader(StringIO(sheet().decode("utf-8-sig"))))

    assert [row["code"] for row in lines if row["level"] == "objective"] == [
        aim.code for aim in document_in_use().leaves
    ]
    prison = next(row for row in lines if row["code"] == "2.3.1")
    assert (prison["sq"], prison["crosswalk:DAC"]) == (
        "Burgjet: vlerësimi i rrezikut dhe i nevojave, personeli, regjimi",
        "15137",
    )
    assert load_workbook(BytesIO(sheet("xlsx"))).worksheets[0].max_row == len(lines) + 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_untouched_sheet_changes_nothing(desk: Reader, form: str) -> None:
    page = uploaded(desk, sheet(form), f"reference.{form}")

    assert not page.context["changes"]
    assert not offers(page, "needs:framework-use", "reference")


def test_a_changed_sheet_becomes_a_version_and_the_one_before_is_kept(desk: Reader) -> None:
    made = activity("Training of probation officers", by=make.reader("owner"))
    estimate_waiting()
    answer = uploaded(desk, sheet().replace(b"Probation and support", b"Probation and aftercare"))
    assert len(answer.context["changes"]) == 1
    assert offers(answer, "needs:framework-use", "reference")
    assert framework_in_use().version == "1"

    after = used(desk, answer.context["packed"])

    assert levels(after) == ["success"]
    assert after.request["PATH_INFO"] == reverse("needs:framework", args=["reference"])
    assert (after.context["shown"].version, after.context["shown"].in_use) == (2, True)
    assert framework_in_use().version == "2"
    assert terms("objective")["2.3.2"] == "Probation and aftercare after release"
    assert Unestimated.objects.filter(activity=made).exists()
    old = got(Client(), "needs:framework", "reference", version="1")
    assert (old.context["shown"].version, old.context["shown"].in_use) == (1, False)
    assert reverse("needs:framework", args=["reference"]) in links(old)
    assert reverse("needs:framework", args=["reference"]) not in links(after)
    assert "Probation and support after release" in words(old.content)
    event = AuditEvent.objects.get(kind="framework")
    assert (event.verb, event.detail) == ("put in use", {"slug": "reference", "version": 2})
    assert too_old(used(desk, answer.context["packed"]))


def test_an_objective_that_went_is_no_term_any_more(desk: Reader) -> None:
    lines = sheet().decode().splitlines(keepends=True)
    answer = uploaded(desk, "".join(line for line in lines if not line.startswith("4.4")).encode())

    used(desk, answer.context["packed"])

    assert "4.4.2" not in terms("objective")
    assert "4.4" not in terms("objective")


def test_another_framework_is_filled_without_touching_the_objectives(desk: Reader) -> None:
    line = "oc:1.1,priority,Know,,,\noc:1.1.1,objective,Threat assessment,,,\n"
    content = sheet(slug="serious-crime").decode().replace("oc:2,", f"{line}oc:2,")
    answer = uploaded(desk, content.encode(), slug="serious-crime")

    used(desk, answer.context["packed"], "serious-crime")

    assert "oc:1.1.1 Threat assessment" in shown(Client(), "needs:framework", "serious-crime")
    assert "oc:1.1.1" not in terms("objective")
    assert framework_in_use().slug == "reference"


def test_a_sheet_that_cannot_be_used_is_answered_by_row_and_column(desk: Reader) -> None:
    page = uploaded(desk, sheet().replace(b"2.3.2,objective", b"2.3.9.9,objective"))

    (fault,) = page.context["faults"]
    assert (fault.column, fault.found) == ("code", "2.3.9.9")
    assert "objective" in fault.expected
    assert "2.3.1" in fault.expected
    assert rows(page) == [[str(fault.row), fault.column, fault.found, fault.expected]]
    assert not offers(page, "needs:framework-use", "reference")
    assert Framework.objects.filter(slug="reference").count() == 1


def test_a_file_that_is_no_such_sheet_is_refused_in_a_sentence(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.search("title, amount\\. .*code, level", refusal(uploaded(desk, b"title,amount\nA,1\nB,2\n")))
    monkeypatch.setattr(forms, "MOST_ROWS", 3)
    assert re.findall(r"\d+", refusal(uploaded(desk, sheet())))[1:] == ["3"]
    monkeypatch.setattr("egnatia.pages.sheets.MOST_BYTES", 10)
    assert "5 MB" in refusal(uploaded(desk, sheet()))
    assert "reference.csv" in refusal(uploaded(desk, b"PK\x03\x04nothing"))


def test_only_the_secretariat_replaces_a_framework(desk: Reader) -> None:
    member = make.reader("member")
    answer = uploaded(desk, sheet().replace(b"Probation and support", b"Probation"))

    for name in ("needs:framework-upload", "needs:framework-use"):
        assert of(member).post(reverse(name, args=["reference"])).status_code == 403
        assert Client().post(reverse(name, args=["reference"])).status_code == 302
    with pytest.raises(NotAllowed, match="secretariat"):
        put_in_use(document_in_use(), by=member)
    with pytest.raises(AlreadyThere):
        put_in_use(document_in_use(), by=desk)
    other = make.reader("second-desk", secretariat=True)
    assert too_old(used(other, answer.context["packed"]))
    assert too_old(used(desk, "nonsense"))
    assert offers(got(of(desk), "needs:framework", "reference"), "needs:framework-upload", "reference")
    assert "upload" in typed(got(of(desk), "needs:framework-upload", "reference"))
    assert not offers(got(of(member), "needs:framework", "reference"), "needs:framework-upload", "reference")
