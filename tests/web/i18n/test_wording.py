"""Pages, mails, files, commands and the manual speak as the field does, in no dialect of their own."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from egnatia.web import catalogues
from tests.web.i18n.wording import REPEATED, SAID_BEFORE, former

ROOT = Path(__file__).parents[3]
IN_ENGLISH = ("web/cli", "web/analysis", "web/soundness", "web/serve", "formats", "coverage")  # for who runs a command
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
MANUAL = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "method").glob("*.md"))]
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def texts() -> list[str]:
    """Everything that the product can say, in English."""
    with (catalogues.FOLDER / "sr" / "LC_MESSAGES" / "django.po").open(encoding="utf-8") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return [text for each in ids for text in ([each] if isinstance(each, str) else each)]


def sayings_of_commands() -> list[str]:
    paths = (path for folder in IN_ENGLISH for path in (ROOT / "src/egnatia" / folder).rglob("*.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    documented = {
        ast.get_docstring(node, clean=False)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, DOCUMENTED) and not _is_command(node)
    }
    said = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [text for text in said if isinstance(text, str) and " " in text and text not in documented]


def _is_command(node: ast.AST) -> bool:
    """Whether `--help` prints the docstring."""
    return isinstance(node, ast.FunctionDef) and any("app.command" in ast.unparse(each) for each in node.decorator_list)


def test_no_text_speaks_the_former_dialect() -> None:
    found = texts()

    assert len(found) > 3_000
    assert [f"{word}: {text}" for text in found for word in (*former(text), *REPEATED.findall(text))] == []


def test_no_command_speaks_it() -> None:
    found = sayings_of_commands()

    assert len(found) > 100
    assert [f"{word}: {text}" for text in found for word in former(text)] == []


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.stem)
def test_no_page_of_the_manual_speaks_it(page: Path) -> None:
    for_readers = page.read_text(encoding="utf-8").partition("## For developers")[0]

    assert list(former(CODE.sub("…", for_readers))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Money counted once",
        "Nobody has said anything; what he thinks is not said",
        "Recall it",
        "3 things, about 6 minutes",
    ],
)
def test_the_dialect_is_recognised(text: str) -> None:
    assert list(former(text))
    assert len(SAID_BEFORE) > 35
