"""`egnatia analyse --framework`: what is reported by objective and economy."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from egnatia.coverage import Objective, ObjectiveFramework, framework_of
from egnatia.overlap import ActivityFacts, MatchResult, OrganisationMention, Text
from egnatia.web.analysis import phrases
from egnatia.web.analysis.coverage import Served, basis, serving
from egnatia.web.analysis.entries import Collected, InputEntry
from egnatia.web.analysis.matches import InputMatch
from egnatia.web.analysis.report import write_report
from egnatia.web.analysis.tables import write_matrix
from egnatia.web.cli import main
from egnatia.web.cli.analyse import LARGEST, framework_named
from tests.formats.make import activity, iati

FRAMEWORK = framework_of(
    {
        "slug": "demo",
        "version": "2",
        "title": {"en": "Demo"},
        "objectives": [
            {"code": "2", "labels": {"en": "Prevent"}},
            {"code": "2.3", "labels": {"en": "Exit and return"}},
            {"code": "2.3.1", "labels": {"en": "Prison staff"}},
            {"code": "2.3.2", "labels": {"en": "=Probation"}},
            {"code": "3.1", "labels": {}},
            {"code": "3.1.1"},
        ],
        "crosswalks": {"DAC": {"15137": ["2.3.1", "2.3.2"]}},
    }
)
TODAY = date(2026, 11, 24)
REGION = "ALB MKD MNE SRB XKX"


def entry(label: str = "A-1", *, where: str = "MNE", by: str = "Nordlys", **stated: object) -> InputEntry:
    outside = {name: stated.pop(name) for name in ("shares", "status") if name in stated}
    facts = {
        "titles": (Text("Prison staff", "en"),),
        "economies": frozenset(where.split()),
        "reporters": (OrganisationMention(by),),
    } | stated
    made = ActivityFacts(ref=label, **facts)  # type: ignore[arg-type]  # builders take any field
    return InputEntry(made, label, publisher="", file="a.xml", element=1, updated="", **outside)  # type: ignore[arg-type]  # the same


def served(
    *entries: InputEntry, found: tuple[InputMatch, ...] = (), framework: ObjectiveFramework = FRAMEWORK
) -> Served:
    return serving(list(entries), list(found), framework, TODAY)


def rows(what: Served, tmp_path: Path) -> dict[tuple[str, str], dict[str, str]]:
    path = tmp_path / "matrix.csv"
    write_matrix(path, what)
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["objective"], row["economy"]): row for row in csv.DictReader(lines)}


def report(what: Served, tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    write_report(path, Collected(), [], 40, what)
    return path.read_text(encoding="utf-8")


def test_there_is_one_row_for_each_objective_and_economy(tmp_path: Path) -> None:
    found = rows(served(entry(), entry("B", where="USA")), tmp_path)

    assert len(found) == 3 * (len(phrases.REGION) + 1)
    reported, nothing = found["2.3.1", "MNE"], found["2.3.2", "MNE"]
    assert (reported["state"], reported["reasons"]) == ("activities reported", "single-partner")
    assert (reported["dedicated"], reported["estimated"], reported["label"]) == ("1", "1", "Prison staff")
    assert (nothing["state"], nothing["dedicated"], nothing["label"]) == ("none reported", "0", "'=Probation")
    assert found["3.1.1", "ALB"]["label"] == "3.1.1"
    assert found["2.3.1", "USA"]["state"] == "activities reported"


def test_a_regional_programme_is_told_apart(tmp_path: Path) -> None:
    found = rows(served(entry(where=REGION)), tmp_path)["2.3.1", "XKX"]

    assert (found["state"], found["dedicated"], found["regional"]) == ("regional support only", "0", "1")


def test_declared_shares_make_work_dedicated(tmp_path: Path) -> None:
    shares = dict.fromkeys(REGION.split(), 20.0)

    assert rows(served(entry(where=REGION, shares=shares)), tmp_path)["2.3.1", "XKX"]["dedicated"] == "1"


def test_planned_and_ended_work_is_no_activity_reported(tmp_path: Path) -> None:
    planned, ended = entry(status="pipeline"), entry("B", where="SRB", end="2025")

    found = rows(served(planned, ended), tmp_path)

    assert (found["2.3.1", "MNE"]["state"], found["2.3.1", "MNE"]["planned"]) == ("planned only", "1")
    assert (found["2.3.1", "SRB"]["state"], found["2.3.1", "SRB"]["ended"]) == ("none reported", "1")


def test_what_is_reported_twice_counts_once(tmp_path: Path) -> None:
    first, second = entry("A"), entry("B", by="Alpine")
    twice = InputMatch(first, second, MatchResult("same", 90, 1, 0, (), (), ()))

    what = served(first, second, found=(twice,))

    assert rows(what, tmp_path)["2.3.1", "MNE"]["dedicated"] == "1"
    assert basis(what).endswith("; 1 reported twice are counted once.")


def test_objectives_that_an_activity_states_are_no_estimate(tmp_path: Path) -> None:
    what = served(entry(objectives=frozenset({"2.3.2"})), entry("B", titles=(Text("A road", "en"),)))

    assert rows(what, tmp_path)["2.3.2", "MNE"]["estimated"] == "0"
    assert basis(what) == (
        "1 of 2 activities, of 1 organisation, serve an objective of “Demo”, version 2; 0 by automatic estimate, "
        "not confirmed; as of 2026-11-24."
    )
    assert "“x”;" in basis(served(framework=ObjectiveFramework("x", "")))


def test_partners_are_who_reports_else_who_funds(tmp_path: Path) -> None:
    donor = entry("B", reporters=(), funders=(OrganisationMention("Alpine"),))

    assert rows(served(entry(), donor), tmp_path)["2.3.1", "MNE"]["reasons"] == ""


def test_the_report_shows_priorities_by_economy(tmp_path: Path) -> None:
    html = report(served(entry(), entry("B", where=REGION), entry("C", where="USA")), tmp_path)

    table = " ".join(html[html.index("<table>") : html.index("</table>")].split())
    assert '<th scope="col">KOS*</th>' in table
    assert '<th scope="colgroup" colspan="6">2 Prevent</th>' in table
    assert table.index("<td>0 + 1r</td>") < table.index("<td>1 + 1r</td>")
    assert "KOS* Kosovo*" in html
    assert "No activity reported: 3.1." in html
    assert "Activities in 1 economy outside the region are in matrix.csv." in html
    assert html.count(phrases.FOOTNOTE) == 1
    assert '<a href="#objectives">' in html


def test_a_report_without_activities_shows_no_table(tmp_path: Path) -> None:
    html = report(served(), tmp_path)

    assert "<table>" not in html
    assert "No activity reported: 2.3 Exit and return and 3.1." in html
    assert phrases.FOOTNOTE not in html


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["analyse", *map(str, arguments)], env={"COLUMNS": "500"})


def test_the_command_writes_matrix_csv_for_the_shipped_framework(tmp_path: Path) -> None:
    inside = (
        "<title><narrative>Training of prison staff</narrative></title>"
        '<recipient-country code="ME" percentage="60"/><recipient-country code="XK" percentage="40"/>'
        '<sector vocabulary="1" code="15137"/>'
    )
    (tmp_path / "a.xml").write_bytes(iati(activity(inside)))

    result = run(tmp_path / "a.xml", "--out", tmp_path / "out", "--framework", "reference")

    assert result.exit_code == 0
    with (tmp_path / "out" / "matrix.csv").open(encoding="utf-8", newline="") as lines:
        reported = [row for row in csv.DictReader(lines) if row["state"] != "none reported"]
    assert [(row["objective"], row["economy"]) for row in reported] == [("2.3.1", "XKX"), ("2.3.1", "MNE")]
    assert "Reported activities by objective" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_framework_of_ones_own_can_be_used(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"slug": "own", "objectives": [{"code": "1.1.1", "labels": {"en": "Prison"}}]}))

    assert framework_named(str(own)).objectives == (Objective("1.1.1", {"en": "Prison"}, "1.1", 3),)
    assert len(framework_named("reference").objectives) > 40


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "own.json is not a valid framework: it cannot be read (No such file or directory)."),
        (b"\xff", "own.json is not a valid framework: it is not JSON in UTF-8."),
        (b"[" * 100_000, "own.json is not a valid framework: it is not JSON in UTF-8."),
        (b"[]", "own.json is not a valid framework: it contains no object with slug, version and objectives."),
        (b"{}", "own.json is not a valid framework: slug is missing; expected: a text."),
        (b" " * (LARGEST + 1), "own.json is not a valid framework: it is larger than 10 MB."),
    ],
)
def test_a_framework_that_cannot_be_used_is_said_before_the_work(
    content: bytes | None, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "own.json").write_bytes(content)

    result = run(tmp_path, "--out", tmp_path / "out", "--framework", tmp_path / "own.json")

    assert result.exit_code == 2
    assert words in result.output
    assert not (tmp_path / "out").exists()
