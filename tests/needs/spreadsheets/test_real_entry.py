"""The published files of the folder of real data, each through the one entry for files."""

import os
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.activities.imports.doing import outcomes
from tests.needs.spreadsheets.doing import officer, sent, the_import, went_on
from tests.visits import got

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.jobs import carry_out
from egnatia.activities.imports.models import Import
from egnatia.taxonomy.forum import forum

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
FILES = sorted((DATA / "iati").glob("*.xml"))
ELEMENT = re.compile(rb"<iati-activity[\s>]")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.real_data,
    pytest.mark.skipif(not FILES, reason="the real files are not here (EGNATIA_DATA)"),
]


def tried(client: Client, person: str) -> Import:
    """The import, once its dry run is done, by whomever."""
    if Import.objects.get().state == "trying":
        carry_out(the_import(), person)
    found: Import = Import.objects.get()
    assert found.state == "tried", found.failure
    assert got(client, "activities:import", found.pk).context["found"].usable
    return found


def test_all_iati_files_come_in_by_the_one_entry_and_of_them_the_region_alone(client: Client) -> None:
    by = officer(client)
    elements = sum(len(ELEMENT.findall(file.read_bytes())) for file in FILES)
    uploads = [SimpleUploadedFile(file.name, file.read_bytes()) for file in FILES]

    answer = client.post(reverse("activities:import-new"), {"marking-tlp": 1, "upload": uploads})
    assert answer.status_code == 302, answer
    found = tried(client, by.person)
    assert sum(outcomes(found.pk).values()) == elements
    preview = found.preview
    assert 0 < preview["region"] < preview["activities"]
    client.post(reverse("activities:import-confirmation", args=[found.pk]), {"take": "region"})
    carry_out(found.pk, by.person)

    report = outcomes(found.pk)
    assert sum(report.values()) == elements
    region = {economy.code for economy in forum().economies}
    assert all(region & set(codes) for codes in Activity.visible_to(by).values_list("economies", flat=True))
    assert report["left_out"] > report["accepted"] > 0
    print(preview, report)  # noqa: T201 - the figure is the result


@pytest.mark.parametrize(
    ("name", "rows", "gaps"),
    [
        ("EBRD_Project.xlsx", 1_500, {"economy": 200}),
        ("UNDP_Activities.xlsx", 360, {"economy": 0}),
        ("SI_2014-2020.xls", 193, {"economy": 0}),
    ],
)
def test_a_partners_sheet_comes_in_by_the_one_entry(client: Client, name: str, rows: int, gaps: dict[str, int]) -> None:
    by = officer(client)
    file = DATA / "spreadsheets" / name

    answer = sent(client, file.read_bytes(), name)
    assert answer.headers["Location"] == reverse("needs:wizard", args=[the_import()])
    went_on(client, the_import())
    found = tried(client, by.person)

    report = outcomes(found.pk)
    print(name, report, found.preview)  # noqa: T201 - the figure is the result
    assert report["accepted"] >= rows
    assert all(found.preview.get("gaps", {}).get(gap, 0) <= most for gap, most in gaps.items())
