"""`egnatia analyse`: the command as people and machines call it."""

import csv
import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from egnatia.web.cli import main
from egnatia.web.cli.analyse import NOTHING_READ, SOME_REFUSED
from egnatia.web.serve.faults import ExitCode
from tests.formats.make import activity, bomb, iati, laughs, row

SHARED = '<other-identifier ref="PRJ-2020-77"/><recipient-country code="XK"/>'
DATES = '<activity-date type="1" iso-date="2020-01-01"/><activity-date type="3" iso-date="2022-12-31"/>'
MONEY = '<budget><value currency="EUR">2000000</value></budget>'


def donor(ref: str, title: str = "Probation officers in the north") -> str:
    """An activity of one donor about a project that another reports too."""
    inside = (
        f'<title><narrative>{title}</narrative></title><reporting-org ref="{ref}"><narrative>Donor {ref}</narrative>'
        f"</reporting-org>{SHARED}{DATES}{MONEY}"
    )
    return activity(inside, identifier=f"{ref}-1")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["analyse", *map(str, arguments)], env={"COLUMNS": "500"})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two donors' files about one project, a row that cannot be used, and a web page that is named .xml."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xml").write_bytes(iati(donor("AA-1"), activity("")))
    (folder / "b.xml.gz").write_bytes(gzip.compress(iati(donor("BB-2"))))
    (folder / "c.jsonl").write_bytes(row(id="=9", title="A school"))
    (folder / "notes.txt").write_text("not read")
    return folder


def test_similar_work_is_written_beside_the_matches_and_none_of_them_is_in_it(tmp_path: Path) -> None:
    out, titles = tmp_path / "out", ("Probation officers in the north", "Offices for probation, 2019", "A school")
    inside = "<title><narrative>{}</narrative></title><recipient-country code='XK'/>"
    more = [activity(inside.format(title), identifier=f"CC-{at}") for at, title in enumerate(titles)]
    (tmp_path / "a.xml").write_bytes(iati(donor("AA-1"), donor("BB-2"), *more))

    run(tmp_path / "a.xml", "--out", out, "--similar")

    matched = {frozenset((each["left"], each["right"])) for each in rows(out / "matches.csv")}
    similar = rows(out / "similar.csv")
    assert frozenset(("AA-1-1", "BB-2-1")) in matched
    assert not matched & {frozenset((each["left"], each["right"])) for each in similar}
    told = {(each["left"], each["right"]): each["why"] for each in similar}
    assert "both mention probation" in told["CC-0", "CC-1"]
    assert max(Counter(each["left"] for each in similar).values()) <= 10
    assert all(25 <= float(each["score"]) <= 100 for each in similar)
    assert not (out / "matrix.csv").exists()


def test_similar_work_is_only_looked_for_if_asked(folder: Path, tmp_path: Path) -> None:
    run(folder, "--out", tmp_path / "out")

    assert not (tmp_path / "out" / "similar.csv").exists()


def test_what_two_donors_report_is_found_and_written_to_three_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    result = run(folder, "--out", out)

    assert result.exit_code == 0
    assert "3 activities read from 3 files, 1 row rejected." in result.output
    assert sorted(path.name for path in out.iterdir()) == ["matches.csv", "rejected.csv", "report.html"]
    (match,) = rows(out / "matches.csv")
    assert {match["left"], match["right"]} == {"AA-1-1", "BB-2-1"}
    assert match["kind"] == "same"
    assert 0 <= float(match["score"]) <= 100
    assert 0 <= float(match["confidence"]) <= 1
    assert match["why"] == ("Reported twice: both have the identifier PRJ-2020-77; in Kosovo*, at the same time.")


def test_one_column_stands_for_each_component(folder: Path, tmp_path: Path) -> None:
    run(folder, "--out", tmp_path)

    header = (tmp_path / "matches.csv").read_text().splitlines()[0].split(",")

    assert header[:5] == ["left", "right", "kind", "score", "confidence"]
    assert header[-1] == "why"
    assert {"place", "purpose", "receiver", "time", "type", "text", "group", "size"} <= set(header)


def test_rejected_rows_say_where_why_and_what(folder: Path, tmp_path: Path) -> None:
    run(folder, "--out", tmp_path)

    (rejected,) = rows(tmp_path / "rejected.csv")

    assert (rejected["file"], rejected["element"], rejected["line"]) == ("a.xml", "2", "4")
    assert (rejected["code"], rejected["identifier"]) == ("no-title", "XM-DAC-1-A")
    assert rejected["reason"] == "Activity 2 of a.xml (line 4), XM-DAC-1-A, has no title."


def test_a_machine_gets_one_json_object_at_the_end(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "--out", tmp_path, "--json")

    told = json.loads(result.stdout.splitlines()[-1])
    assert (told["files"], told["accepted"], told["rejected"], told["refused"]) == (3, 3, 1, [])
    assert told["matches"] == {"same": 1, "chain": 0, "series": 0, "overlap": 0}
    assert told["seconds"] >= 0
    assert told["peak_mb"] > 0
    assert len(result.stdout.splitlines()) == 1


def test_a_threshold_leaves_out_what_is_weaker(folder: Path, tmp_path: Path) -> None:
    (folder / "d.xml").write_bytes(iati(donor("CC-3").replace("PRJ-2020-77", "x").replace("XK", "AL")))

    assert run(folder, "--out", tmp_path, "--min-score", "100").exit_code == 0
    assert all(float(each["score"]) == 100 for each in rows(tmp_path / "matches.csv"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bomb.xml.gz", bomb(20, piece=b"<x/>"), "bomb.xml.gz unpacks to more than 100 times its size"),
        ("laughs.xml", laughs(), "laughs.xml declares a document type"),
        ("page.xml", b"<!DOCTYPE html><html>", "page.xml is a web page (HTML). Provide an IATI activity file"),
        (
            "latin.xml",
            iati(donor("AA-1", "Gef\xe4ngnis")).replace("\xe4".encode(), b"\xe4"),
            "but line 3 contains other bytes",
        ),
        ("cut.xml", iati(donor("AA-1"))[:-60], "cut.xml is not well-formed XML at line"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_the_others_are_used(
    name: str, content: bytes, words: str, folder: Path, tmp_path: Path
) -> None:
    (folder / name).write_bytes(content)

    result = run(folder, "--out", tmp_path)

    assert result.exit_code == SOME_REFUSED
    assert words in result.output
    assert "Traceback" not in result.output
    refused = rows(tmp_path / "rejected.csv")[0]
    assert (refused["file"], refused["element"]) == (name, "")
    assert len(rows(tmp_path / "matches.csv")) == 1
    assert words in (tmp_path / "report.html").read_text().replace("&lt;", "<").replace("&gt;", ">")


def test_a_file_of_2_gb_is_refused_by_its_size(tmp_path: Path) -> None:
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as sparse:
        sparse.truncate(2 * 1024**3)

    result = run(huge, "--out", tmp_path)

    assert result.exit_code == NOTHING_READ
    assert "huge.xml is 2.1 GB in size. The maximum is 1 GB." in result.output


def test_where_nothing_could_be_read_nobody_is_sent_to_the_report(tmp_path: Path) -> None:
    result = run(tmp_path / "none.xml", "--out", tmp_path)

    assert "none.xml does not exist." in result.output
    assert "report.html" not in result.output
    assert "No match" not in result.output


def test_a_folder_that_cannot_be_written_is_said_before_the_work(folder: Path) -> None:
    result = run(folder, "--out", folder / "a.xml")

    assert result.exit_code == ExitCode.READ_ONLY
    assert "cannot be written" in result.output


def test_a_mistake_in_the_command_line_is_told_apart(folder: Path, tmp_path: Path) -> None:
    assert run(folder).exit_code == 2
    assert run(folder, "--out", tmp_path, "--min-score", "900").exit_code == 2


def test_the_help_teaches_the_exit_codes() -> None:
    assert "3 done, but at least one file was refused" in run("--help").output


@pytest.mark.slow
def test_it_runs_without_django_settings_and_without_a_database(folder: Path, tmp_path: Path) -> None:
    code = "import sys; from egnatia.web.cli import main; main()"
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE", "EGNATIA"))
    }

    answer = subprocess.run(
        [sys.executable, "-c", code, "analyse", folder, "--out", tmp_path / "out"],
        env=clean | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "1 pair that is probably reported twice" in answer.stdout
