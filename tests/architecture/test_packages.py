"""The list of packages that the build writes, and the check against known vulnerabilities, which can fail."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from tests.architecture.packages import LockedPackage, accepted, bill_of_materials, findings, locked
from tests.architecture.tree import ROOT


def listed() -> dict[str, Any]:
    return bill_of_materials(locked())


def test_the_list_is_cyclonedx_and_the_same_each_time() -> None:
    told = json.dumps(listed())

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(told) is None
    assert told == json.dumps(listed())


def test_every_package_of_both_locks_is_listed_with_its_hashes_and_licence() -> None:
    every = listed()["components"]
    components = {each["name"]: each for each in every}
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")

    assert len(every) == len([line for line in text.splitlines() if line.partition("==")[1] and line[0].isalnum()])
    assert sum(len(each["hashes"]) for each in every) == text.count("--hash=sha256:")
    for each in every:
        address = PackageURL.from_string(each["purl"])
        assert (address.type, address.name, address.version) == ("pypi", each["name"], each["version"])
    assert components["django"]["scope"] == "required"
    assert components["django"]["licenses"]
    assert components["pytest"]["scope"] == "optional"
    assert len([each for each in every if "licenses" in each]) > 0.8 * len(every)


def test_the_list_says_what_needs_what() -> None:
    told = listed()
    needs = {each["ref"].partition("@")[0]: each["dependsOn"] for each in told["dependencies"]}

    assert {name.partition("@")[0] for name in needs["pkg:pypi/egnatia"]} >= {"pkg:pypi/django", "pkg:pypi/uv"}
    assert "pkg:pypi/asgiref" in {name.partition("@")[0] for name in needs["pkg:pypi/django"]}
    assert "pkg:pypi/fido2" in {name.partition("@")[0] for name in needs["pkg:pypi/django-allauth"]}, "of an extra"


def advisory(name: str, *, events: list[dict[str, str]] | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as OSV has it
    ranges = [{"type": "ECOSYSTEM", "events": events}] if events else []
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": ranges, "versions": more.pop("versions", [])}
    return {"id": "TEST-1", "summary": "Planted", "affected": [affected], **more}


def version_of(name: str) -> str:
    return next(each.version for each in locked() if each.name == name)


def checked(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.architecture.packages", "advisories", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_planted_advisory_for_what_is_installed_fails_the_check(tmp_path: Path) -> None:
    """The canary: by file, by folder and by archive."""
    bad = advisory("Django", events=[{"introduced": "0"}, {"last_affected": version_of("django")}])
    harmless = advisory("Django", events=[{"introduced": "0"}, {"fixed": "1.0"}])
    (tmp_path / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    (tmp_path / "harmless.json").write_text(json.dumps([{**harmless, "id": "TEST-2"}]), encoding="utf-8")
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "bad.json", "PYSEC-1.json")

    for path in (tmp_path, tmp_path / "bad.json", tmp_path / "all.zip"):
        done = checked(path)
        assert done.returncode == 1, done.stderr
        assert f"TEST-1 django {version_of('django')}" in done.stdout
        assert "TEST-2" not in done.stdout
    assert checked(tmp_path / "harmless.json").returncode == 0


def test_where_nothing_is_known_the_check_does_not_pass(tmp_path: Path) -> None:
    assert checked(tmp_path).returncode == 2
    other = advisory("Django", events=[{"introduced": "0"}])
    other["affected"][0]["package"]["ecosystem"] = "npm"
    (tmp_path / "other.json").write_text(json.dumps([other, advisory("django", withdrawn="2026-01-01")]), "utf-8")
    assert checked(tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("events", "affected"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "65.21.1"}], False),
        ([{"introduced": "0"}, {"fixed": "65.21.2"}], True),
        ([{"introduced": "0"}, {"last_affected": "65.21.1"}], True),
        ([{"introduced": "0"}, {"last_affected": "65.21.0"}], False),
        ([{"introduced": "65.22"}], False),
        ([{"fixed": "2.0"}, {"introduced": "0"}, {"introduced": "65.0"}, {"fixed": "65.100"}], True),
        ([{"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "66.0"}], False),
        ([{"introduced": "0"}, {"fixed": "9.0"}], False),
        ([{"introduced": "0"}, {"fixed": "no version"}], True),
    ],
)
def test_a_range_holds_the_versions_between_its_events(events: list[dict[str, str]], affected: bool) -> None:
    package = LockedPackage("django-allauth", "65.21.1", (), (), "required")

    assert bool(findings([package], [advisory("Django_Allauth", events=events)])) is affected


def test_a_version_that_is_listed_is_affected_however_it_is_written() -> None:
    package = next(each for each in locked() if each.name == "django")

    assert findings([package], [advisory("django", versions=["junk", f"{package.version}.0"])])
    assert not findings([package], [advisory("django", versions=["1.0"])])
    assert not findings([package], [advisory("djangorestframework", versions=[package.version])])


def test_what_was_accepted_passes_until_its_day() -> None:
    text = "# why\n\nPYSEC-1 2026-11-30 not reachable: we use no such thing\n"

    assert accepted(date(2026, 11, 30), text) == {"PYSEC-1"}
    assert accepted(date(2026, 12, 1), text) == set()
