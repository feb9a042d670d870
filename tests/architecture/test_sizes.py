"""What fits on a page can be understood at one reading."""

import ast
from collections.abc import Iterator
from functools import cache
from math import ceil
from pathlib import Path

from tests.architecture.tree import modules, named, parsed


def p95(numbers: list[int]) -> int:
    ordered = sorted(numbers)
    return ordered[ceil(0.95 * len(ordered)) - 1]


def lines_of_modules() -> dict[str, int]:
    return {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules("src")}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
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


def test_nineteen_modules_in_twenty_have_at_most_200_lines() -> None:
    sizes = lines_of_modules()

    assert p95(list(sizes.values())) <= 200, longer_than(200, sizes)


def test_no_function_is_longer_than_40_lines() -> None:
    assert longer_than(40, lines_of_functions()) == []


def test_nineteen_functions_in_twenty_have_at_most_25_lines() -> None:
    sizes = lines_of_functions()

    assert p95(list(sizes.values())) <= 25, longer_than(25, sizes)
