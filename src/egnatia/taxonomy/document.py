"""A version of a framework as one document: what is shipped, stored, exported and compared. Pure."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from egnatia.language import to_latin

LANGUAGES = ("en", "sq", "sr", "sr-latn", "mk")
WRITTEN = tuple(language for language in LANGUAGES if language != "sr-latn")  # Latin follows from Cyrillic
SHIPPED = ("reference", "serious-crime", "border-security")
SPOKEN = ("en", "sq", "sr", "mk", "bg", "ro", "el", "tr", "sl")  # of proposals; "sr" for bs, hr, sr and cnr

Labels = dict[str, str]


class FrameworkItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A heading (level 1), priority (2), objective (3) or measure (4) with its labels by language.

    `terms`: by language what proposals write that serve the objective, between |. In a term, + stands between words
    that are near each other, / between alternatives, * for an ending; ? before a term says little, - speaks against,
    ~ hints: words of which several together tell.
    """

    code: str
    level: int
    labels: Labels
    terms: Labels = {}

    @property
    def above(self) -> str:
        """The code of the one that it stands under, or "" ("2.3" for "2.3.1", "oc:1" for "oc:1.2")."""
        return self.code.rpartition(".")[0]


class Scheme(msgspec.Struct, frozen=True):
    """Another classification, and what its codes are called as far as that is known."""

    title: Labels
    labels: dict[str, Labels] = {}


class FrameworkDocument(msgspec.Struct, frozen=True):
    """`crosswalks`: for each scheme and each of its codes the objectives that it comes near to."""

    slug: str
    version: int
    title: Labels
    objectives: tuple[FrameworkItem, ...]
    prefix: str = ""
    schemes: dict[str, Scheme] = {}
    crosswalks: dict[str, dict[str, tuple[str, ...]]] = {}

    @property
    def leaves(self) -> tuple[FrameworkItem, ...]:
        """The objectives, which activities serve and needs name; measures stand below them."""
        return tuple(aim for aim in self.objectives if aim.level == 3)

    @property
    def terms(self) -> dict[str, Labels]:
        """By code what tells that a proposal serves an objective.

        As shipped today, where nobody has revised the document since it was stored, or it was stored without terms.
        """
        stated = {aim.code: aim.terms for aim in self.objectives if aim.terms}
        unrevised = self.version == _shipped_versions().get(self.slug)
        return stated | _shipped_terms(self) if unrevised or not stated else stated


def of_json(text: bytes | str) -> FrameworkDocument:
    """The document of a file or of a stored one, with Serbian in both scripts."""
    return in_both_scripts(msgspec.json.decode(text, type=FrameworkDocument))


def of_builtins(tree: object) -> FrameworkDocument:
    return msgspec.convert(tree, type=FrameworkDocument)


def shipped() -> Iterable[FrameworkDocument]:
    """The reference framework, then the empty ones that a secretariat may fill."""
    folder = files("egnatia.taxonomy")
    return [of_json(folder.joinpath(f"{name}.json").read_bytes()) for name in SHIPPED]


@cache
def _shipped_versions() -> dict[str, int]:
    return {document.slug: document.version for document in shipped()}


@cache
def _shipped_labels() -> dict[tuple[str, str, str], Labels]:
    return {
        (document.slug, aim.code, aim.labels["en"]): aim.terms
        for document in shipped()
        for aim in document.objectives
        if aim.terms
    }


def _shipped_terms(document: FrameworkDocument) -> dict[str, Labels]:
    """Those of objectives that are called as they were shipped: under another name a code may mean another thing."""
    known = _shipped_labels()
    found = ((aim.code, known.get((document.slug, aim.code, aim.labels.get("en", "")))) for aim in document.objectives)
    return {code: terms for code, terms in found if terms}


def in_both_scripts(document: FrameworkDocument) -> FrameworkDocument:
    """Serbian in Latin is derived from Cyrillic, never written by hand and never the reverse."""
    schemes = {
        name: Scheme(_with_latin(scheme.title), {code: _with_latin(each) for code, each in scheme.labels.items()})
        for name, scheme in document.schemes.items()
    }
    objectives = tuple(msgspec.structs.replace(aim, labels=_with_latin(aim.labels)) for aim in document.objectives)
    return msgspec.structs.replace(document, title=_with_latin(document.title), objectives=objectives, schemes=schemes)


def _with_latin(labels: Labels) -> Labels:
    written = {language: labels[language] for language in WRITTEN if labels.get(language)}
    if "sr" in written:
        written["sr-latn"] = to_latin(written["sr"])
    return {language: written[language] for language in LANGUAGES if language in written}


def as_builtins(document: FrameworkDocument) -> dict[str, object]:
    """The document as JSON values."""
    tree: dict[str, object] = msgspec.to_builtins(document)
    return tree
