"""A framework as its page shows it: headings, priorities, objectives and measures in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.taxonomy.document import FrameworkDocument, FrameworkItem
from egnatia.taxonomy.forum import in_language
from egnatia.taxonomy.sheet import elsewhere


@dataclass(frozen=True, slots=True)
class CrosswalkCodes:
    """The codes of another scheme that come near to an objective, with their labels where known."""

    scheme: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    code: str
    label: str
    level: int
    below: tuple["Node", ...]
    elsewhere: tuple[CrosswalkCodes, ...]


def tree_of(document: FrameworkDocument, sectors: dict[str, str]) -> tuple[Node, ...]:
    """The headings with everything below them. `sectors`: labels of the vocabulary by code ("DAC:15137")."""
    return tuple(_node(aim, document, sectors) for aim in document.objectives if not aim.above)


def _node(aim: FrameworkItem, document: FrameworkDocument, sectors: dict[str, str]) -> Node:
    below = (each for each in document.objectives if each.above == aim.code)
    return Node(
        code=aim.code,
        label=in_language(aim.labels),
        level=aim.level,
        below=tuple(_node(each, document, sectors) for each in below),
        elsewhere=tuple(_elsewhere(aim, document, sectors)),
    )


def _elsewhere(aim: FrameworkItem, document: FrameworkDocument, sectors: dict[str, str]) -> Iterable[CrosswalkCodes]:
    for name, scheme in sorted(document.schemes.items()):
        if codes := elsewhere(document, aim, name):
            labels = {code: in_language(words) for code, words in scheme.labels.items()}
            called = (labels.get(code) or sectors.get(f"{name}:{code}", "") for code in codes)
            words = (f"{label} ({code})" if label else code for code, label in zip(codes, called, strict=True))
            yield CrosswalkCodes(in_language(scheme.title), tuple(words))
