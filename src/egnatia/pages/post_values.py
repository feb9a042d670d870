"""What a form sends back outside its fields. Pure."""

from collections.abc import Mapping
from uuid import UUID

from egnatia.kernel import ids

ONCE = "once"  # the field in which a form carries an identifier of its own


def number_of(posted: Mapping[str, str], name: str) -> int:
    """A whole number of at most eight digits; 0 for anything else."""
    said = posted.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def version_of(posted: Mapping[str, str]) -> int:
    """The version that a form was filled from; 0, which no record has, for anything else."""
    return number_of(posted, "version")


def uuid_of(posted: Mapping[str, str], name: str) -> UUID:
    """The identifier of a record; the one of nothing, which no record has, for anything else."""
    try:
        return UUID(posted.get(name, ""))
    except ValueError:
        return UUID(int=0)


def new_once() -> UUID:
    """What a form that begins carries, and sends back however often its button is pressed."""
    return ids.new_id()


def pressed_key(posted: Mapping[str, str]) -> str | None:
    """The natural key of what a filled form makes, so that pressing its button twice makes it once.

    None where the form carries no identifier of its own: then nothing is known of an earlier press.
    """
    once = uuid_of(posted, ONCE)
    return f"pressed {once}" if once.int else None


def text_of(posted: Mapping[str, str], name: str, most: int) -> str:
    """A text without what no database keeps, no longer than `most` characters."""
    return posted.get(name, "").replace("\0", "").strip()[:most]
