"""Names of organisations as they are kept and looked up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.activities.activities.columns import folded_name


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the language that it is in, "" for an abbreviation or where it is not said."""

    name: str
    language: str = ""


def names_to_keep(main: str, others: Iterable[Name]) -> list[tuple[Name, str]]:
    """The main name and the others with their folded forms, each once in a language."""
    found: dict[tuple[str, str], Name] = {}
    for each in (Name(main), *others):
        folded = folded_name(each.name)
        if folded:
            found.setdefault((folded, each.language), each)
    return [(name, folded) for (folded, _), name in found.items()]
