"""All published files of the folder of real data, through the database."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from tests import make
from tests.activities.imports.doing import outcomes, undone

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.actions.storage import store_paths
from egnatia.activities.imports.files import ImportSource
from egnatia.activities.imports.models import ImportRow
from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.imports.plan import Wish
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Grant

DATA = Path(os.environ.get("EGNATIA_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
FILES = sorted((DATA / "iati").glob("*.xml"))
ELEMENT = re.compile(rb"<iati-activity[\s>]")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.real_data,
    pytest.mark.skipif(not FILES, reason="the real files are not here (EGNATIA_DATA)"),
]


def everything(officer: Reader) -> tuple[object, ...]:
    """Lists and counts as the importer sees them."""
    seen = Activity.visible_to(officer)
    return (
        Counter(seen.values_list("identifier", "title", "digest")),
        Counter(code for codes in seen.values_list("economies", flat=True) for code in codes),
        Grant.objects.filter(kind="activity").count(),
        Counter(QueueEntry.visible_to(officer).values_list("what", "value", "count")),
    )


def test_every_activity_of_the_real_files_is_accounted_for_and_can_be_taken_back() -> None:
    officer = make.reader()
    elements = sum(len(ELEMENT.findall(file.read_bytes())) for file in FILES)
    sources = [ImportSource(file.name, file.stat().st_size, path=file) for file in FILES]
    before = everything(officer)

    made, _ = store_paths(sources, Wish(make.GREEN), by=officer)
    first = outcomes(made)
    assert sum(first.values()) == elements
    assert (
        "unchanged" not in first or ImportRow.objects.filter(of_import=made, outcome="unchanged", code="").count() == 0
    )
    rejected = ImportRow.objects.filter(of_import=made, outcome="rejected")
    assert not rejected.filter(sentence="").exists()
    stored = everything(officer)
    assert stored != before

    again, _ = store_paths(sources, Wish(make.GREEN), by=officer)
    assert outcomes(again).get("accepted", 0) == outcomes(again).get("changed", 0) == 0
    assert everything(officer) == stored

    undone(made, officer)
    assert everything(officer) == before
