"""Names that say nothing, exceptions without a reason, and readers who see everything."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import PACKAGE, modules, named, parsed

EMPTY_NAMES = {"manager", "managers", "helper", "helpers", "util", "utils", "service", "services", "data", "info"}
EXCEPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover)(?P<rest>.*)")
CODES = re.compile(r"^\s*(?::\s*[A-Z]+[0-9]+(?:\s*,\s*[A-Z]+[0-9]+)*|\[[a-z, -]+\])?")

# Who may read as SYSTEM, and why: executors, grants, audit and backup. Everybody else asks with a reader.
MAY_READ_EVERYTHING: dict[str, str] = {
    "src/egnatia/commitments/reminders.py": "an executor: finds who is to be reminded; each sees their own",
    "src/egnatia/confirmations/queries.py": "an executor: finds whom to ask; each is told of what they see",
    "src/egnatia/exchange/notices/actions.py": "an executor: finds whom an alert is for; the e-mail says nothing of it",
    "src/egnatia/kernel": "defines the reader and keeps grants and the audit trail",
    "src/egnatia/needs/frameworks/actions.py": "an executor: estimates from one activity at a time",
    "src/egnatia/activities/imports/actions/failures.py": "an executor: finds imports that were cut off",
    "src/egnatia/matching/actions.py": "an executor: compares all; each reader sees what they may see",
    "src/egnatia/proposals/actions.py": "an executor: asks holders whom the asker never learns of",
    "src/egnatia/reporting/snapshots/actions.py": "an executor: writes down that nobody objected in time",
    "src/egnatia/reminders/queries.py": "an executor: finds mailboxes; a letter says nothing of theirs",
}


def exceptions_without_reason(line: str) -> Iterator[str]:
    found = EXCEPTION.search(line)
    if found and len(re.findall(r"[A-Za-z]", CODES.sub("", found["rest"], count=1))) < 6:
        yield line.strip()


def uses_system_reader(path: Path) -> bool:
    """Whether the name is imported, or reached through the module that defines it."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "SYSTEM" for alias in node.names):
            return True
        if isinstance(node, ast.Attribute) and node.attr == "SYSTEM":
            return True
    return False


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in modules("src") if {path.stem, path.parent.name} & EMPTY_NAMES] == []


def test_whoever_silences_a_check_says_why_on_the_line() -> None:
    silent = [
        f"{named(path)}:{number} {line}"
        for path in modules("src", "tests", "benchmarks")
        if path != Path(__file__)
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for line in exceptions_without_reason(text)
    ]

    assert silent == []


def test_an_exception_without_a_reason_is_found() -> None:
    assert list(exceptions_without_reason("import os  # noqa: F401"))
    assert list(exceptions_without_reason("x = 1  # type: ignore[assignment]"))
    assert not list(exceptions_without_reason("x = 1  # type: ignore[assignment]  # the stubs are older"))
    assert not list(exceptions_without_reason("import os  # noqa: F401, E402 - imported for its effect"))


def test_only_named_modules_read_as_the_system() -> None:
    readers = [named(path) for path in modules("src") if uses_system_reader(path)]

    assert [name for name in readers if not any(name.startswith(known) for known in MAY_READ_EVERYTHING)] == []


def test_django_admin_is_nowhere() -> None:
    assert [named(path) for path in PACKAGE.rglob("*.py") if "django.contrib.admin" in path.read_text("utf-8")] == []


def renamed_translations(path: Path) -> Iterator[str]:
    """Translating functions under a name that the collecting of texts does not know: no catalogue would hold them."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from (f"{each.name} as {each.asname}" for each in node.names if each.asname not in (None, "_"))


def test_texts_are_collected_from_every_call() -> None:
    found = {named(path): list(renamed_translations(path)) for path in modules()}

    assert {name: aliases for name, aliases in found.items() if aliases} == {}
