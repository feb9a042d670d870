"""What is installed is exactly what was locked, from wherever the machine gets its packages."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT, named

INDEX = re.compile(r"https?://\S+|--(?:extra-)?index-url|--find-links|--trusted-host")
PINNED = re.compile(r"[\w.-]+(\[[\w, -]+\])?==\S+.*--hash=sha256:", re.DOTALL)
MACHINE = re.compile(r"(?<![\w./~-])/(?:work|root|home/\w+)/")
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def entries(name: str) -> list[str]:
    """One for each package: its line and the hashes below it."""
    return re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_index(name: str) -> None:
    assert INDEX.findall((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_in_the_lock_is_pinned_and_hashed(name: str) -> None:
    assert [entry for entry in entries(name) if not PINNED.match(entry)] == []


@pytest.mark.parametrize(("name", "extra"), [("requirements.txt", "build"), ("requirements-dev.txt", "dev")])
def test_everything_that_we_depend_on_is_in_the_lock(name: str, extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"][extra]
    locked = {entry.partition("==")[0].partition("[")[0].lower() for entry in entries(name)}

    assert {re.split(r"[\[<>=!~ ;]", want)[0].lower() for want in wanted} - locked == set()


def test_no_path_of_a_machine_is_written_down() -> None:
    folders = ("src", "tests", "script", ".ci", "benchmarks", "docs")
    kept = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    texts = [path for path in kept if path.suffix in {".py", ".html", ".md", ".toml", ".sh", ""} and path.is_file()]

    assert [named(path) for path in texts if MACHINE.search(path.read_text(encoding="utf-8"))] == []
