"""The machinery that all kinds share stays small: what a kind needs beyond it is plain code of its room."""

from dataclasses import fields

from egnatia.kernel.records.content import TYPES, Field
from egnatia.pages.record_pages import RecordPages
from tests.architecture.tree import ROOT, parsed

MACHINERY = (
    *(f"kernel/records/{name}.py" for name in ("content", "filters", "lifecycle")),
    *(f"pages/record_{name}.py" for name in ("forms", "pages", "presenters", "sheets")),
    *("kernel/rooms.py", "kernel/models/content.py"),
)
SOURCE = ROOT / "src" / "egnatia"


def test_it_is_short() -> None:
    lines = {name: len((SOURCE / name).read_text(encoding="utf-8").splitlines()) for name in MACHINERY}

    assert sum(lines.values()) <= 1_800, lines
    assert len(list((SOURCE / "pages/templates/records").iterdir())) <= 10


def test_it_has_few_types_and_options() -> None:
    assert len(TYPES) <= 8
    assert len(fields(Field)) <= 12
    assert len(fields(RecordPages)) <= 10


def test_it_knows_no_kind() -> None:
    """No room is named in it: what one kind needs is a function that the kind brings."""
    rooms = [path.parent.name for path in SOURCE.glob("*/room.py")]
    for name in MACHINERY:
        imported = {getattr(node, "module", "") or "" for node in parsed(SOURCE / name).body}
        assert not [
            each for each in imported for room in rooms if each.startswith(f"egnatia.{room}.") and room != "people"
        ], name
