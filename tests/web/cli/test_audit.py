"""`egnatia audit`: the trail as a file, checked without a database, and checkpoints that lie elsewhere."""

import json
import stat
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from typer.testing import CliRunner, Result

from egnatia.formats.trail import opened, signed
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import audit
from egnatia.web.cli import main
from egnatia.web.jobs import seal_audit_trail
from egnatia.web.serve.faults import ExitCode

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """The exported trail with three sealed events and one that is not, and a checkpoint of it."""
    for number in range(3):
        audit.record("changed", "need", number, by=Reader(name="Ђорђе"))
    assert seal_audit_trail(timestamp=0) == 3
    audit.record("changed", "need", 4, by=Reader(name="Ђорђе"))
    exported, checkpoint = tmp_path / "trail", tmp_path / "checkpoint"
    assert run("export", exported).exit_code == 0
    checkpoint.write_text(run("checkpoint").stdout)
    return exported, checkpoint


def test_an_exported_trail_is_checked_without_the_database(kept: tuple[Path, Path]) -> None:
    exported, checkpoint = kept
    with connection.cursor() as cursor:  # whatever is there now
        cursor.execute("TRUNCATE kernel_auditevent, kernel_auditseal")

    result = run("verify", checkpoint, "--trail", exported, "--json")

    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert [(one["check"], one["sound"]) for one in told["findings"]] == [("trail", True), ("checkpoints", True)]
    assert "3 events" in told["findings"][0]["sentence"]
    assert "1 not sealed yet" in told["findings"][0]["sentence"]
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    assert run("verify", checkpoint).exit_code == ExitCode.UNSOUND  # the database holds another one now


def test_a_file_that_was_edited_is_not_sound_and_without_a_checkpoint_that_is_said(kept: tuple[Path, Path]) -> None:
    exported, checkpoint = kept
    assert run("verify", checkpoint).exit_code == 0
    assert "No checkpoint was given" in run("verify", "--trail", exported).output

    exported.write_text(exported.read_text().replace('"target":"1"', '"target":"7"'))

    result = run("verify", checkpoint, "--trail", exported)
    assert result.exit_code == ExitCode.UNSOUND
    assert "one is not what it was when it was sealed" in result.output
    exported.write_text("")
    assert run("verify", "--trail", exported).exit_code == 0  # nothing, and nothing says that there was more
    assert run("verify", checkpoint, "--trail", exported).exit_code == ExitCode.UNSOUND


def test_a_checkpoint_that_was_edited_or_signed_by_others_is_refused(kept: tuple[Path, Path], tmp_path: Path) -> None:
    exported, checkpoint = kept
    said = opened(checkpoint.read_bytes())
    assert said
    assert run("verify", checkpoint, "--trail", exported, "--key", said.fingerprint).exit_code == 0

    other = tmp_path / "other"
    other.write_bytes(signed(audit.seals()[-1], "of somebody else"))
    assert run("verify", other, "--trail", exported).exit_code == 0
    result = run("verify", other, "--trail", exported, "--key", said.fingerprint)
    assert result.exit_code == ExitCode.UNSOUND
    assert said.fingerprint in result.output
    other.write_text(checkpoint.read_text().replace("payload", "pay"))
    assert run("verify", other, "--trail", exported).exit_code == ExitCode.UNSOUND


def test_nothing_is_written_over_and_nothing_signed_before_the_first_seal(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.touch()

    assert run("export", there).exit_code == ExitCode.FAILED
    assert run("checkpoint").exit_code == ExitCode.FAILED
    with override_settings(HOME=tmp_path):
        assert run("verify").exit_code == 0
