"""The project's own files, for the tests that read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "egnatia"


def modules(*folders: str) -> Iterator[Path]:
    """Python files below `folders`, migrations left out."""
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def templates(suffix: str = "html") -> list[Path]:
    return sorted(path for path in PACKAGE.rglob(f"*.{suffix}") if "templates" in path.parts)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path) -> str:
    """The path as an error message says it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def has_code(tree: ast.Module) -> bool:
    """Whether a module holds more than its docstring."""
    return any(not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in tree.body)


def public_classes(tree: ast.Module) -> list[str]:
    """The names of the classes that a module defines for others."""
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
