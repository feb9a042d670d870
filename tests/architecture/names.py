"""Names that hide a noun: what a module does or who it belongs to, where the field has a word for what it holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.tree import PACKAGE, parsed, public_classes

# Nouns that only look like a gerund or a participle.
NOUNS = {
    "feed": "a list of what is new",
    "mapping": "how the columns of a spreadsheet are read",
    "marking": "who may see a record, in the words of TLP",
    "matching": "record linkage's own term",
    "blocking": "record linkage's own term",
    "signed_clearance": "the clearance that was signed on paper, as the rules of rounds call it",
    "reporting": "the field's own term for what a board receives",
    "onboarding": "the first steps of an organisation, as the field calls them",
    "spelling": "one way to write a name",
}
PARTICIPLES = {
    "said", "told", "kept", "known", "shown", "seen", "given", "chosen", "drawn", "frozen", "withdrawn", "written",
    "done", "taken",
}  # fmt: skip
PRONOUNS = {
    "one", "ours", "own", "mine", "who", "where", "here", "since", "behind", "near", "last", "alike", "several",
    "things", "possible", "unknown", "single",
}  # fmt: skip


def hides_a_noun(name: str) -> bool:
    """Whether a module or folder is named by a gerund, a participle or a pronoun."""
    words = name.strip("_").split("_")
    verb = re.search(r"(ing|ed)$", words[0]) is not None
    return name not in NOUNS and (verb or name in PARTICIPLES | PRONOUNS)


def hidden_nouns(paths: Iterable[Path]) -> Iterator[str]:
    """Modules and folders of ours that are named so, each folder once."""
    folders: set[Path] = set()
    for path in paths:
        inside = path.relative_to(PACKAGE)
        folders.update(folder for folder in inside.parents if folder.name)
        if hides_a_noun(path.stem):
            yield inside.as_posix()
    yield from sorted(f"{folder.as_posix()}/" for folder in folders if hides_a_noun(folder.name))


def classes_of_two_domains(paths: Iterable[Path]) -> dict[str, set[str]]:
    """Public class name -> the folders directly below the package that define it, where there are several."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        for name in public_classes(parsed(path)):
            found[name].add(path.relative_to(PACKAGE).parts[0])
    return {name: domains for name, domains in found.items() if len(domains) > 1}
