"""Every route of the site with its parameters: what a reader may try on it. One without a generator fails a test."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.urls import URLPattern, URLResolver, get_resolver

from tests.noninterference.access import Access
from tests.noninterference.known import Known

Generator = Callable[[Known], Iterator[Access]]
GENERATORS: dict[str, Generator] = {}


def route(*names: str) -> Callable[[Generator], Generator]:
    """Register a generator for the routes with these names (`activities:activity`)."""

    def register(generator: Generator) -> Generator:
        for name in names:
            GENERATORS[name] = generator
        return generator

    return register


def load() -> dict[str, Generator]:
    """All generators, from every module of this folder."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return GENERATORS


def names_of_all_routes() -> list[str]:
    """The full name of every route of the resolver; one without a name stands with its pattern."""
    return sorted(_names(get_resolver().url_patterns, ()))


def _names(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _names(pattern.url_patterns, inner)
        else:
            yield ":".join((*spaces, pattern.name or f"unnamed {pattern.pattern}"))


def exempt() -> frozenset[str]:
    """The names in `exempt.txt`."""
    lines = (Path(__file__).parent.parent / "exempt.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))
