"""The framework that `--framework` names: a file, or the one that is shipped."""

import json
from importlib.resources import files
from pathlib import Path

from egnatia.coverage import FrameworkError, ObjectiveFramework, framework_of

REFERENCE = "reference"
LARGEST = 10_000_000  # bytes


def framework_named(name: str) -> ObjectiveFramework:
    """The shipped framework for "reference", else the one in the file `name`.

    Raises FrameworkError with a sentence that names the file.
    """
    if name == REFERENCE:
        shipped = files("egnatia.taxonomy") / "reference.json"
        return framework_of(json.loads(shipped.read_text(encoding="utf-8")))
    path = Path(name)
    try:
        return framework_of(_read(path))
    except FrameworkError as error:
        raise FrameworkError(f"{path.name} is not a valid framework: {error}") from error


def _read(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise FrameworkError(f"it cannot be read ({error.strerror}).") from error
    if len(content) > LARGEST:
        raise FrameworkError("it is larger than 10 MB.")
    try:
        stated = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise FrameworkError("it is not JSON in UTF-8.") from error
    if not isinstance(stated, dict):
        raise FrameworkError("it contains no object with slug, version and objectives.")
    return stated
