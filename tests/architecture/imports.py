"""How the modules of the project import each other."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import grimp

PURE = ("egnatia.language", "egnatia.overlap", "egnatia.coverage", "egnatia.formats")
# Folders that are one feature: of such a domain or library, its own modules are no others.
FLAT = (
    "egnatia.comments",
    "egnatia.confirmations",
    "egnatia.files",
    "egnatia.matching",
    "egnatia.proposals",
    "egnatia.guests",
    "egnatia.reminders",
    "egnatia.workdays",
    "egnatia.exchange",
    "egnatia.library",
    "egnatia.taxonomy",
    "egnatia.overlap",
    "egnatia.coverage",
)
Graph = Mapping[str, AbstractSet[str]]


def imports() -> Graph:
    """Module -> the modules of ours that it imports; migrations left out."""
    graph = grimp.build_graph("egnatia", cache_dir=None)
    names = {name for name in graph.modules if ".migrations" not in name}
    return {name: graph.find_modules_directly_imported_by(name) & names for name in names}


def without_pure(graph: Graph) -> Graph:
    """The part of `graph` that is not in a pure library."""
    left = {name for name in graph if not name.startswith(PURE)}
    return {name: graph[name] & left for name in left}


def longest_chain(graph: Graph) -> list[str]:
    """The most modules of which each imports the next. Raises ValueError where modules import in a ring."""
    found: dict[str, list[str]] = {}
    under_way: set[str] = set()

    def chain(name: str) -> list[str]:
        if name not in found:
            if name in under_way:
                raise ValueError(f"{name} imports itself by way of others")
            under_way.add(name)
            found[name] = [name, *max((chain(each) for each in sorted(graph[name])), key=len, default=[])]
        return found[name]

    return max((chain(name) for name in sorted(graph)), key=len)


def feature_of(name: str) -> str:
    """The feature that a module is in: the folder or module two levels below the package, or a domain that is one."""
    return ".".join(name.split(".")[: 2 if name.startswith(FLAT) else 3])


def foreign_features(graph: Graph) -> dict[str, int]:
    """Module -> how many features besides its own it imports from."""
    return {name: len({feature_of(each) for each in used} - {feature_of(name)}) for name, used in graph.items()}
