"""Values that a form sends back beside what was typed. Pure."""

from collections.abc import Mapping


def version_of(posted: Mapping[str, str]) -> int:
    """The version that a form was filled from; 0, which no record has, for anything else."""
    said = posted.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
