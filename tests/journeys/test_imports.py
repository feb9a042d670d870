"""Imports on the page: a dry run first, a report by row, an undo; hostile files are refused with one sentence."""

import gzip
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.journeys.conftest import Reading
from tests.journeys.watching import WIDE, Visit

ACTIVITY = """<iati-activity default-currency="EUR">
  <iati-identifier>XX-JOURNEY-{number}</iati-identifier>
  <reporting-org ref="XX-JOURNEY" type="10"><narrative>Harbour Fund of the journey</narrative></reporting-org>
  <title><narrative>{title}</narrative></title>
  <activity-status code="2"/>
  <activity-date type="1" iso-date="2026-01-01"/>
  <recipient-country code="AL" percentage="100"/>
</iati-activity>"""
BROKEN = "<iati-activity><title><narrative>No identifier</narrative></title></iati-activity>"
LAUGHS = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<iati-activities version="2.03">
<iati-activity><iati-identifier>&c;</iati-identifier></iati-activity></iati-activities>"""


def iati(*activities: str) -> str:
    return f'<iati-activities version="2.03">{"".join(activities)}</iati-activities>'


def bomb() -> bytes:
    return gzip.compress(b"<iati-activities>" + b" " * 600_000_000, 1)


def choose(reader: Visit, *files: Path) -> None:
    reader.open("/imports/new/")
    reader.page.locator("main input[type=file]").set_input_files(list(files))


def send(reader: Visit, *files: Path) -> None:
    choose(reader, *files)
    reader.click_on(reader.page.locator("main button.primary"))


def wait_for(reader: Visit, words: str) -> None:
    """The worker has done its part when the page says so; the page of a long job can be loaded anew at any time."""
    for _ in range(60):
        if words in reader.main():
            reader.look()
            return
        reader.page.wait_for_timeout(500)
        reader.page.reload()
    pytest.fail(f"“{words}” never came: {reader.main()}")


def test_a_file_is_tried_stored_and_undone(reading: Reading, tmp_path: Path) -> None:
    number = uuid4().hex[:8]
    name = f"Lanterns for the harbour {number}"
    file = tmp_path / "harbour.xml"
    file.write_text(iati(ACTIVITY.format(number=number, title=name), BROKEN))

    with reading("secretariat") as reader:
        send(reader, file)
        wait_for(reader, "Nothing has been imported yet")
        assert "harbour.xml" in reader.main()
        assert "rejected" in reader.main().lower()
        reader.open(found := "/activities/?q=Lanterns+harbour+" + number)
        assert name not in reader.main()

        reader.page.go_back()
        reader.press("Import 1 activity")
        wait_for(reader, "Undo this import")
        imported = reader.page.url
        reader.open(found)
        wait_for(reader, name)
        reader.click(name)
        reader.page.get_by_text("Identifiers and source").click()
        assert "harbour.xml" in reader.main()

        reader.open(imported)
        reader.page.get_by_text("Undo this import").click()
        reader.press("Undo the import")
        wait_for(reader, "Undone on")
        reader.open(found)
        assert name not in reader.main()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.xml", b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please</body></html>"),
        ("laughs.xml", LAUGHS.encode()),
        ("cut.xml", iati(ACTIVITY.format(number=1, title="Cut")).encode()[:-200]),
        ("bomb.xml.gz", bomb),
        ("picture.png", bytes(range(256)) * 40),
        ("nothing.xml", b""),
        ("wrong.xml", iati(ACTIVITY.format(number=1, title="Škola")).encode("utf-16-le")[1:]),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_hostile_file_is_refused_with_one_sentence(
    name: str, content: bytes | Callable[[], bytes], reading: Reading, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content())

    with reading("secretariat", widths=(WIDE,)) as reader:
        send(reader, file)
        if reader.page.url.endswith("/new/"):  # most are known by their first bytes
            assert name in reader.page.locator("main .errorlist").first.inner_text()
        else:
            wait_for(reader, "These files cannot be imported")
            assert name in reader.main()
        assert not reader.page.get_by_role("button", name="Import 1 activity").count()
        for word in ("Traceback", "Error", "Exception", "None"):
            assert word not in reader.main()


def test_an_import_without_a_file_says_so_and_keeps_what_was_chosen(reading: Reading) -> None:
    with reading("secretariat", widths=(WIDE,)) as reader:
        reader.open("/imports/new/")
        reader.page.locator("main [name=source]").fill("Register of the harbour")
        reader.click_on(reader.page.locator("main button.primary"))

        assert reader.page.locator("main .errorlist").count()
        assert reader.page.locator("main [name=source]").input_value() == "Register of the harbour"
