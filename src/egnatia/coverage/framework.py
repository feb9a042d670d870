"""A framework of objectives: its codes, and its reading from a file.

Codes: "2" heading, "2.3" priority, "2.3.2" objective, "2.3.2.1" measure; "oc:1.2" in another framework.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

HEADING, PRIORITY, OBJECTIVE, MEASURE = 1, 2, 3, 4


def level_of(code: str) -> int:
    """How deep a code lies: 1 for a heading."""
    return code.count(".") + 1


def cut(code: str, level: int = OBJECTIVE) -> str:
    """The code at `level` that `code` lies under; a code above that level stays as it is."""
    return ".".join(code.split(".")[:level])


class FrameworkError(ValueError):
    """What is wrong with a framework's file, in one sentence."""


@dataclass(frozen=True, slots=True)
class Objective:
    """A line of a framework: heading, priority, objective or measure."""

    code: str
    labels: dict[str, str] = field(default_factory=dict)  # by language
    parent: str = ""
    level: int = 3

    def __hash__(self) -> int:
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class ObjectiveFramework:
    """What has been agreed: headings, priorities, objectives and measures, in their order."""

    slug: str
    version: str
    objectives: tuple[Objective, ...] = ()
    crosswalks: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)  # scheme, code, objective codes
    title: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.slug, self.version))


def framework_of(stated: Mapping[str, object]) -> ObjectiveFramework:
    """The framework that a file states, as JSON: `slug`, `version`, `title`, `objectives` (each `code`, `level`,
    `labels`) and `crosswalks` (scheme, code, objective codes).

    Raises FrameworkError, which names the first entry that cannot be used, what was found and what is expected.
    """
    slug = _words(stated.get("slug"), "slug")
    objectives = tuple(_objective(entry, number) for number, entry in enumerate(_list(stated, "objectives"), 1))
    codes = {each.code for each in objectives}
    if len(codes) < len(objectives):
        twice = next(each.code for n, each in enumerate(objectives) if each in objectives[:n])
        raise FrameworkError(f"The code {twice} appears twice in objectives; each code may appear once.")
    crosswalks = _crosswalks(stated.get("crosswalks", {}), codes)
    title = _labels(stated.get("title", {}), "title")
    return ObjectiveFramework(slug, str(stated.get("version", "")), objectives, crosswalks, title)


def _objective(entry: object, number: int) -> Objective:
    where = f"Entry {number} of objectives"
    if not isinstance(entry, Mapping):
        raise FrameworkError(f"{where} is {_said(entry)}; expected: an object with code and labels.")
    code = _words(entry.get("code"), f"The code of entry {number} of objectives")
    level = entry.get("level", level_of(code))
    if not isinstance(level, int) or not 1 <= level <= 4:
        raise FrameworkError(f"{where} has the level {_said(level)}; expected: a number from 1 to 4.")
    parent = entry.get("parent") or (cut(code, level_of(code) - 1) if "." in code else "")
    return Objective(code, _labels(entry.get("labels", {}), f"The labels of {code}"), str(parent), level)


def _crosswalks(stated: object, codes: set[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    schemes = _mapping(stated, "crosswalks")
    return {scheme: _scheme(scheme, rows, codes) for scheme, rows in schemes.items()}


def _scheme(scheme: str, stated: object, codes: set[str]) -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for code, targets in _mapping(stated, f"The crosswalk {scheme}").items():
        if not isinstance(targets, list) or not all(isinstance(each, str) for each in targets):
            raise FrameworkError(f"{scheme} {code} leads to {_said(targets)}; expected: a list of objectives' codes.")
        unknown = next((each for each in targets if each not in codes), None)
        if unknown is not None:
            raise FrameworkError(f"{scheme} {code} leads to {unknown}, which is not a code of this framework.")
        rows[code] = tuple(targets)
    return rows


def _labels(stated: object, where: str) -> dict[str, str]:
    labels = _mapping(stated, where)
    for lang, label in labels.items():
        if not isinstance(label, str):
            raise FrameworkError(f"{where} in {lang} is {_said(label)}; expected: a text.")
    return {lang: str(label) for lang, label in labels.items()}


def _mapping(stated: object, where: str) -> dict[str, object]:
    if not isinstance(stated, Mapping):
        raise FrameworkError(f"{where} is {_said(stated)}; expected: an object.")
    return {str(key): value for key, value in stated.items()}


def _list(stated: Mapping[str, object], name: str) -> list[object]:
    found = stated.get(name)
    if not isinstance(found, list) or not found:
        raise FrameworkError(f"{name} is {_said(found)}; expected: a list with at least one entry.")
    return found


def _words(stated: object, where: str) -> str:
    if not isinstance(stated, str) or not stated.strip():
        raise FrameworkError(f"{where} is {_said(stated)}; expected: a text.")
    return stated.strip()


def _said(found: object) -> str:
    return "missing" if found is None else repr(found)[:60]
