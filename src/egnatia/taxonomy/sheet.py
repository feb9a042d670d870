"""A framework as a table: what is written out, and what comes back as a new version. Pure.

Columns and levels are not translated: the table comes back whatever language it was taken in. Crosswalks stand with the
objectives ("crosswalk:DAC"), as do the terms by which proposals are read ("terms:en"); other schemes and what their
codes are called stand in rows below them.
"""

from collections.abc import Iterator, Sequence

from egnatia.taxonomy.document import SPOKEN, WRITTEN, FrameworkDocument, FrameworkItem, Labels

CROSSWALK = "crosswalk:"
TERMS = "terms:"
FRAMEWORK, SCHEME, SCHEME_CODE = "framework", "scheme", "scheme code"
LEVELS = {1: "heading", 2: "priority", 3: "objective", 4: "measure"}
FIXED = ("code", "level", *WRITTEN)


def header_of(document: FrameworkDocument) -> tuple[str, ...]:
    return (*FIXED, *(CROSSWALK + scheme for scheme in sorted(document.schemes)), *(TERMS + each for each in SPOKEN))


def rows_of(document: FrameworkDocument) -> Iterator[Sequence[str]]:
    """The framework's own row, its objectives, the other schemes."""
    schemes = sorted(document.schemes)
    empty, terms = [""] * (len(schemes) + len(SPOKEN)), document.terms
    yield (document.slug, FRAMEWORK, *_words(document.title), *empty)
    for aim in document.objectives:
        crosswalks = (_elsewhere(document, aim, each) for each in schemes)
        told = (terms.get(aim.code, {}).get(language, "") for language in SPOKEN)
        yield (aim.code, LEVELS[aim.level], *_words(aim.labels), *crosswalks, *told)
    for name in schemes:
        scheme = document.schemes[name]
        yield (name, SCHEME, *_words(scheme.title), *empty)
        for code in sorted(scheme.labels):
            yield (f"{name}:{code}", SCHEME_CODE, *_words(scheme.labels[code]), *empty)


def elsewhere(document: FrameworkDocument, aim: FrameworkItem, scheme: str) -> tuple[str, ...]:
    """The codes of a scheme that come near to an objective."""
    codes = document.crosswalks.get(scheme, {})
    return tuple(code for code in sorted(codes) if aim.code in codes[code])


def _elsewhere(document: FrameworkDocument, aim: FrameworkItem, scheme: str) -> str:
    return "; ".join(elsewhere(document, aim, scheme))


def _words(labels: Labels) -> Sequence[str]:
    return [labels.get(language, "") for language in WRITTEN]
