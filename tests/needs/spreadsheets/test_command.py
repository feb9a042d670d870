"""`egnatia import --mapping` as a process of its own."""

import json
from pathlib import Path

import pytest
from django.db import transaction
from tests import make
from tests.activities.imports.doing import titles
from tests.activities.imports.test_command import Run, officer, run
from tests.needs.spreadsheets.doing import SHEET, workbook

from egnatia.activities.activities.models import Activity
from egnatia.formats.sentences import NO_NOTATION, sentence
from egnatia.formats.sheets import Mapping, Use, as_yaml
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Economy
from egnatia.kernel.rooms import refusals
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.taxonomy.models import Term
from egnatia.taxonomy.vocabularies import shipped_terms

__all__ = ["officer", "run"]  # fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MAPPING = Mapping(
    columns=(
        Use("Project name", "title"),
        Use("Country", "economies"),
        Use("Budget", "amount"),
        Use("Type of activity", "types", {"Something else": ()}),
    ),
    source="Hub",
    currency="EUR",
)


@pytest.fixture
def terms(transactional_db: None) -> None:
    """The shipped terms: a test that commits before this one leaves their table empty."""
    for term in shipped_terms():
        Term.objects.get_or_create(vocabulary=term.vocabulary, code=term.code, defaults={"labels": term.labels})


@pytest.mark.usefixtures("terms")
def test_a_sheet_comes_in_by_its_mapping(run: Run, officer: Reader, tmp_path: Path) -> None:
    sheet, mapping = tmp_path / "a.xlsx", tmp_path / "m.yaml"
    sheet.write_bytes(SHEET)
    mapping.write_text(as_yaml(MAPPING), encoding="utf-8")

    done = run(sheet, "--mapping", mapping, "--as", "officer", "--tlp", "green", "--json")
    assert done.returncode == 0, done.stderr
    assert titles(officer) == ["Patrol training", "Store room"]
    first = Activity.visible_to(officer).get(title="Patrol training")
    assert (str(first.amount), first.currency, first.source) == ("120000.50", "EUR", "Hub")

    again = run(sheet, "--mapping", mapping, "--as", "officer", "--tlp", "green", "--dry-run", "--json")
    assert '"unchanged": 2' in again.stdout

    for wrong, said in (
        (tmp_path / "none.yaml", ("none.yaml", "No such file or directory")),
        (sheet, (sentence("no-mapping", {"file": "a.xlsx", "found": NO_NOTATION}),)),
    ):
        refused = run(sheet, "--mapping", wrong, "--as", "officer", "--tlp", "green")
        assert refused.returncode == 1
        assert all(each in refused.stderr for each in said)


NEEDS = """
rows: needs
source: Report
columns:
- {column: Economy, field: economies}
- {column: Objective, field: objectives}
- {column: Need, field: words}
- {column: Priority, field: priority}
"""


@pytest.mark.usefixtures("terms")
def test_a_sheet_of_needs_comes_in_by_its_mapping_and_goes_back(run: Run, tmp_path: Path) -> None:
    for code, short, name in (("ALB", "AL", "Albania"), ("SRB", "RS", "Serbia")):
        said = {"iati_code": short, "names": {"en": name}, "label": code}
        Economy.objects.get_or_create(code=code, defaults=said)
    objective = {"labels": {"en": "Support after release"}}
    Term.objects.get_or_create(vocabulary="objective", code="2.3.2", defaults=objective)
    with transaction.atomic():
        speaker = make.reader("speaker", seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
        make.reader("nobody")
    sheet, mapping = tmp_path / "needs.xlsx", tmp_path / "needs.yaml"
    rows: list[list[object]] = [
        ["Albania", "2.3.2", "Officers for probation", "high"],
        ["Serbia", "2.3.2", "Not theirs", "low"],
    ]
    sheet.write_bytes(workbook(["Economy", "Objective", "Need", "Priority"], *rows))
    mapping.write_text(NEEDS, encoding="utf-8")
    command = (sheet, "--mapping", mapping, "--tlp", "green", "--as", "speaker", "--json")

    tried = json.loads(run(*command, "--dry-run").stdout)["files"][0]
    assert (tried["accepted"], tried["rejected"], tried["sheet"]) == (1, 1, None)
    assert (tried["faults"][0]["row"], tried["faults"][0]["column"]) == (3, "economy")
    assert not Need.visible_to(speaker).exists()

    stored = json.loads(run(*command).stdout)["files"][0]
    need = Need.visible_to(speaker).get()
    assert (need.objective, need.priority, NEED.said(need).source) == ("2.3.2", "high", "Report")

    refused = run(sheet, "--mapping", mapping, "--tlp", "green", "--as", "nobody")
    assert (refused.returncode, str(refusals()["need-economy"]) in refused.stderr) == (1, True)

    back = run("--undo", stored["sheet"], "--as", "speaker", "--json")
    assert json.loads(back.stdout) == {"sheet": stored["sheet"], "withdrawn": 1, "stayed": 0}
    assert not Need.visible_to(speaker).exists()
