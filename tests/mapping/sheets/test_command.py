"""`egnatia import --mapping` as a process of its own."""

from pathlib import Path

import pytest

from egnatia.formats.sheets import Mapping, Use, as_yaml
from egnatia.kernel.models import Term
from egnatia.kernel.reader import Reader
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.vocabularies.loading import shipped_terms
from tests.mapping.imports.doing import titles
from tests.mapping.imports.test_command import Run, officer, run
from tests.mapping.sheets.doing import SHEET

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
    sheet, mapping, needs = tmp_path / "a.xlsx", tmp_path / "m.yaml", tmp_path / "n.yaml"
    sheet.write_bytes(SHEET)
    mapping.write_text(as_yaml(MAPPING), encoding="utf-8")
    needs.write_text("rows: needs\ncolumns: [{column: Need, field: words}]", encoding="utf-8")

    done = run(sheet, "--mapping", mapping, "--as", "officer", "--tlp", "green", "--json")
    assert done.returncode == 0, done.stderr
    assert titles(officer) == ["Patrol training", "Store room"]
    first = Activity.visible_to(officer).get(title="Patrol training")
    assert (str(first.amount), first.currency, first.source) == ("120000.50", "EUR", "Hub")

    again = run(sheet, "--mapping", mapping, "--as", "officer", "--tlp", "green", "--dry-run", "--json")
    assert '"unchanged": 2' in again.stdout

    for wrong, said in (
        (tmp_path / "none.yaml", "none.yaml cannot be opened: No such file or directory."),
        (sheet, "a.xlsx is no mapping: it is neither YAML nor JSON"),
        (needs, "The rows of n.yaml are needs: bring such a sheet in on the site."),
    ):
        refused = run(sheet, "--mapping", wrong, "--as", "officer", "--tlp", "green")
        assert refused.returncode == 1
        assert said in refused.stderr
