"""What fits on a page can be understood at one reading."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import modules, named, parsed


def lines_of_modules() -> dict[str, int]:
    return {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules("src")}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of_functions() -> dict[str, int]:
    return {
        f"{named(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in modules("src")
        for function in functions(path)
    }


def longer_than(limit: int, sizes: dict[str, int]) -> list[str]:
    return [f"{name} ({size} lines)" for name, size in sizes.items() if size > limit]


def test_no_module_is_longer_than_400_lines() -> None:
    assert longer_than(400, lines_of_modules()) == []


def test_no_function_is_longer_than_40_lines() -> None:
    assert longer_than(40, lines_of_functions()) == []
