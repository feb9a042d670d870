"""`egnatia import` as a process of its own, on the database of the test."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import make
from tests.activities.imports.doing import outcomes, titles
from tests.activities.imports.files import activity, iati, jsonl, row, written

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import Import
from egnatia.formats.sentences import IATI_OR_JSONL, KINDS, SENTENCES
from egnatia.kernel.access.reader import Reader
from egnatia.people.marking.words import FAULTS
from egnatia.web.cli.imports import NOTHING_USABLE, OWN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WEB_PAGE = SENTENCES["wrong-kind"].format(file="b.xml", found=KINDS["html"], expected=IATI_OR_JSONL)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    told = os.environ | {"DATABASE_URL": database_url, "EGNATIA_HOME": str(tmp_path / "home"), "COLUMNS": "200"}

    def command(*arguments: object) -> "subprocess.CompletedProcess[str]":
        words = [sys.executable, "-m", "egnatia.web.cli", "import", *map(str, arguments)]
        return subprocess.run(words, env=told, capture_output=True, text=True, timeout=120, check=False)

    return command


@pytest.fixture
def officer(transactional_db: None) -> Reader:
    from django.db import transaction

    with transaction.atomic():
        return make.reader("officer", seats=("focal-points",))


def test_a_dry_run_says_what_would_happen_and_stores_nothing(run: Run, officer: Reader, tmp_path: Path) -> None:
    file = written(tmp_path, "a.xml", iati(activity("XM-1"), activity("")))

    done = run(file, "--as", "officer", "--tlp", "green", "--dry-run")

    assert done.returncode == 0, done.stderr
    assert "Nothing was stored: this was a dry run." in done.stdout
    assert SENTENCES["no-identifier"].format(element=2, file="a.xml", line=1) in done.stderr
    assert not Import.objects.exists()


def test_several_files_and_folders_come_in_at_once(run: Run, officer: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    written(folder, "a.xml.gz", iati(activity("XM-1", "Patrol training")))
    written(folder, "b.jsonl", jsonl(row(1, "Bridge repair")))

    done = run(folder, "--as", "officer", "--tlp", "TLP:AMBER", "--community", "focal-points", "--json")

    said = json.loads(done.stdout)
    assert (said["accepted"], [file["name"] for file in said["files"]]) == (2, ["a.xml.gz", "b.jsonl"])
    assert titles(officer) == ["Bridge repair", "Patrol training"]
    assert Import.objects.get().marking["communities"] == ["focal-points"]


def test_an_import_is_undone_by_its_identifier(run: Run, officer: Reader, tmp_path: Path) -> None:
    file = written(tmp_path, "a.xml", iati(activity("XM-1")))
    made = json.loads(run(file, "--as", "officer", "--tlp", "green", "--json").stdout)["import"]

    done = run("--undo", made, "--as", "officer")

    assert "Undone: 1 withdrawn, 0 restored, 0 unchanged." in done.stdout
    assert titles(officer) == []
    assert json.loads(run(file, "--as", "officer", "--tlp", "green", "--json").stdout)["accepted"] == 1
    again = run("--undo", made, "--as", "officer", "--json")
    assert (again.returncode, again.stderr.strip()) == (1, OWN["import-state"])


def test_what_the_activities_count_for_can_be_said(run: Run, officer: Reader, tmp_path: Path) -> None:
    file = written(tmp_path, "a.xml", iati(activity("XM-1")))

    run(file, "--as", "officer", "--tlp", "green", "--source", "Our sheet")

    assert Activity.objects.get().source == "Our sheet"


def test_a_refused_file_is_named_and_the_others_come_in(run: Run, officer: Reader, tmp_path: Path) -> None:
    good, bad = written(tmp_path, "a.xml", iati()), written(tmp_path, "b.xml", b"<html></html>")

    done = run(bad, good, "--as", "officer", "--tlp", "green")

    assert done.returncode == 3
    assert WEB_PAGE in done.stderr
    assert outcomes(Import.objects.get().pk) == {"accepted": 1}


def test_where_no_file_can_be_used_each_says_why(run: Run, officer: Reader, tmp_path: Path) -> None:
    bad = written(tmp_path, "b.xml", b"<html></html>")

    done = run(bad, "--as", "officer", "--tlp", "green")

    assert done.returncode == 1
    assert WEB_PAGE in done.stderr
    assert OWN[NOTHING_USABLE] in done.stderr
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("a.xml", "--tlp", "green"), 2, "--as USERNAME"),
        (("a.xml", "--as", "nobody", "--tlp", "green"), 1, "There is no user nobody"),
        (("a.xml", "--as", "officer"), 2, "--tlp must be one of clear, green, amber, amber+strict, red"),
        (("a.xml", "--as", "officer", "--tlp", "amber"), 1, FAULTS["amber-needs-a-community"]),
        (("a.xml", "--as", "officer", "--tlp", "green", "--community", "closed"), 1, FAULTS["community"]),
        (
            ("a.xml", "--as", "officer", "--tlp", "green", "--community", "closed", "--dry-run"),
            1,
            FAULTS["community"],
        ),
        (("--as", "officer", "--tlp", "green"), 2, "no file to import"),
        (("missing.xml", "--as", "officer", "--tlp", "green"), 1, OWN[NOTHING_USABLE]),
        (("--undo", "7", "--as", "officer"), 2, "7 is not an import"),
        (("--undo", "00000000-0000-0000-0000-000000000007", "--as", "officer"), 1, "There is no such import."),
    ],
)
def test_a_mistake_gets_one_sentence_and_its_exit_code(  # noqa: PLR0917 - what is said and what is answered
    run: Run, officer: Reader, tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: object
) -> None:
    written(tmp_path, "a.xml", iati())
    paths = [str(tmp_path / each) if each.endswith(".xml") else each for each in arguments]

    done = run(*paths)

    assert done.returncode == code
    assert str(sentence) in " ".join(done.stderr.replace("│", " ").split())
    assert not Import.objects.exists()


def test_help_teaches(run: Run) -> None:
    done = run("--help")

    assert "--dry-run" in done.stdout
    assert "Exit codes: 0 done" in " ".join(done.stdout.split())
