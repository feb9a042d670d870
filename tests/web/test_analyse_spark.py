"""`egnatia analyse --engine spark`: the same three files from another executor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from egnatia.web.analysis import executors
from egnatia.web.cli import main
from egnatia.web.serve.faults import ExitCode
from tests.formats.make import iati
from tests.spark_cluster import BRIEF, needed
from tests.web.test_analyse import donor, rows

DONORS = 6


@pytest.fixture
def donors(tmp_path: Path) -> Path:
    """A file in which each of six donors reports one project."""
    path = tmp_path / "donors.xml"
    path.write_bytes(iati(*(donor(f"AA-{number}") for number in range(DONORS))))
    return path


def analyse(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "egnatia.web.cli", "analyse", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | BRIEF | {"COLUMNS": "500"}
    )


@pytest.mark.slow
def test_spark_finds_what_this_process_finds(donors: Path, tmp_path: Path) -> None:
    needed()

    apart = analyse(donors, "--out", tmp_path / "spark", "--engine", "spark")
    here = analyse(donors, "--out", tmp_path / "arrays")

    assert (apart.returncode, here.returncode) == (0, 0), apart.stderr
    assert len(rows(tmp_path / "spark" / "matches.csv")) == DONORS * (DONORS - 1) / 2
    assert (tmp_path / "spark" / "matches.csv").read_bytes() == (tmp_path / "arrays" / "matches.csv").read_bytes()


@pytest.mark.slow
def test_what_spark_says_of_a_wrong_address_is_one_sentence(donors: Path, tmp_path: Path) -> None:
    needed()

    result = analyse(donors, "--out", tmp_path, "--engine", "spark", "--master", "nonsense")

    assert result.returncode == ExitCode.SPARK
    assert "Spark on nonsense gave up: " in result.stderr
    assert "Traceback" not in result.stderr


def test_without_the_extra_one_sentence_says_how_to_get_it(
    donors: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(executors, "find_spec", lambda _: None)

    result = CliRunner().invoke(main, ["analyse", str(donors), "--out", str(tmp_path), "--engine", "spark"])

    assert result.exit_code == ExitCode.SPARK
    assert "Spark is not installed here" in result.output


def test_without_java_it_says_so_before_anything_is_read(
    donors: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    result = CliRunner().invoke(main, ["analyse", str(donors), "--out", str(tmp_path / "out"), "--engine", "spark"])

    assert result.exit_code == ExitCode.SPARK
    assert "Spark needs Java 17 or 21" in result.output
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_spark_is_a_mistake_in_the_command_line(donors: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["analyse", str(donors), "--out", str(tmp_path), "--master", "spark://one:7077"])

    assert result.exit_code == 2
    assert "--master requires --engine spark" in result.output
