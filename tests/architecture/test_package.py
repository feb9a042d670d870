"""What an installed copy has beside its modules is what this folder has."""

import re
import tomllib
from pathlib import PurePath

from tests.architecture.tree import ROOT

SOURCES = {".py", ".pyc"}
MADE_HERE = "__pycache__"


def test_whatever_lies_beside_the_modules_is_packed() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    packed = {PurePath(pattern).name.lstrip("*") for pattern in tool["setuptools"]["package-data"]["egnatia"]}
    beside = [path for path in (ROOT / "src" / "egnatia").rglob("*") if path.is_file() and MADE_HERE not in path.parts]

    assert [str(each) for each in beside if {each.suffix, each.name}.isdisjoint(packed | SOURCES)] == []


def test_every_test_that_holds_a_threat_is_there() -> None:
    page = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    told = re.findall(r"`((?:tests/)?[a-z_]+/[\w/]+(?:\.py)?)`", page)

    assert len(told) > 20
    assert [each for each in told if not (ROOT / "tests" / each.removeprefix("tests/")).exists()] == []
