"""One command, whose help teaches and whose end says what happened."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from egnatia.web.cli import COMMANDS, main
from egnatia.web.serve.faults import ExitCode


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGNATIA_HOME", os.environ.get("EGNATIA_HOME", "var"))  # the command remembers its home there


def said(*words: str) -> str:
    result = CliRunner().invoke(main, words, prog_name="egnatia")
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_names_all_it_can_do_and_how_it_ends() -> None:
    help_text = said("--help")

    for name in ("serve", "import", "analyse", "check", "demo", "user", "verify"):
        assert name in help_text
    assert "Exit codes" in help_text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_is_there_and_teaches(name: str) -> None:
    assert find_spec(f"egnatia.web.cli.{COMMANDS[name].module}")
    assert "Usage: egnatia" in said(name, "--help")


def test_serve_says_what_it_needs_and_which_codes_it_ends_with() -> None:
    help_text = said("serve", "--help")

    for words in ("DATABASE_URL", "--port", "--no-demo", "13 port in use", "14 another copy"):
        assert words in help_text


def test_a_mistake_in_the_command_line_ends_with_2() -> None:
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2
    assert CliRunner().invoke(main, ["serve", "--port", "0"]).exit_code == 2


def test_a_fault_ends_with_its_sentence_and_its_code(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = CliRunner().invoke(main, ["serve", "--home", str(tmp_path / "file" / "home")])

    assert result.exit_code == ExitCode.READ_ONLY
    assert "cannot be written" in result.output


@pytest.mark.slow
def test_serving_needs_no_django_until_its_children_do() -> None:
    """The start is quick because the supervisor carries no framework."""
    code = "import egnatia.web.cli.serve, sys; sys.exit('django.db' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
