"""What has been done to a database already, so that a second start need not do it again.

The stamps lie beside the database files: who removes those removes the stamps.
"""

import hashlib
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from egnatia.web.serve.home import PACKAGE, Home

MIGRATED_BY = ("django", "django-allauth", "procrastinate")
ENGINE = PACKAGE / "overlap" / "constants.py"  # says its version; to load the engine for that would take longer


def tables() -> str:
    """Changes whenever there may be something to migrate, or to compare again."""
    words = [version(name) for name in MIGRATED_BY]
    if os.environ.get("EGNATIA_OIDC_ISSUER"):
        words.append("oidc")  # it brings tables of allauth's
    return _digest([*sorted(PACKAGE.glob("**/migrations/*.py")), ENGINE], words)


def demo() -> str:
    """Changes whenever the demo does."""
    return _digest(sorted(path for path in PACKAGE.glob("*/demo/**/*") if path.suffix != ".pyc"))


def _digest(paths: Iterable[Path], words: Iterable[str] = ()) -> str:
    digest = hashlib.sha256("\n".join(words).encode())
    for path in paths:
        if path.is_file():
            digest.update(f"\n{path.relative_to(PACKAGE)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_done(home: Home, what: str, digest: str) -> bool:
    path = home.postgres / f"done-{what}"
    return path.exists() and path.read_text() == digest


def is_known(home: Home, what: str) -> bool:
    """Whether it has been done at all, be it by an earlier version."""
    return (home.postgres / f"done-{what}").exists()


def mark_done(home: Home, what: str, digest: str) -> None:
    (home.postgres / f"done-{what}").write_text(digest)
