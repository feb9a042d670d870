"""What activities, needs and other records are described with, in the reader's language, the same for every reader."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import msgspec
from django.utils.translation import gettext as _

from egnatia.formats.iati.words import development_goal
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import Content, ContentField, parts_of
from egnatia.kernel.request_cache import once_per_request
from egnatia.taxonomy.forum import forum, shipped_in_language
from egnatia.taxonomy.models import Term

Option = tuple[str, str]
LEVELS_OF_A_LEAF = 3  # heading 2, priority 2.3, objective 2.3.2: what a cell of the matrix is


@dataclass(frozen=True, slots=True)
class Objectives:
    """The framework in use: labels of headings, priorities, objectives and measures by code, in its order."""

    labels: Mapping[str, str]

    def label(self, code: str) -> str:
        """The words without the code; the code where it has none."""
        return self.labels.get(code, code)

    def full(self, code: str) -> str:
        """Code and words: "2.3.2 Probation and support after release"."""
        words = self.labels.get(code)
        return f"{code} {words}" if words else code

    def path(self, code: str) -> tuple[str, ...]:
        """The words of everything above it, the widest first."""
        parts = code.split(".")
        above = (".".join(parts[:depth]) for depth in range(1, len(parts)))
        return tuple(self.full(each) for each in above if each in self.labels)

    def leaves(self) -> tuple[str, ...]:
        return tuple(code for code in self.labels if is_leaf(code))

    def place(self, code: str) -> tuple[int, str]:
        """What objectives are ordered by: as the framework has them, unknown ones behind."""
        known = list(self.labels)
        return (known.index(code) if code in self.labels else len(known), code)

    def options(self) -> list[Option]:
        """The leaves, which activities and needs are described with, by code and words."""
        return [(code, self.full(code)) for code in self.leaves()]

    def grouped(self) -> Iterator[tuple[str, list[Option]]]:
        """The same by the priority that they stand under, for one choice."""
        found: dict[str, list[Option]] = {}
        for code, words in self.options():
            found.setdefault(code.rpartition(".")[0], []).append((code, words))
        yield from ((self.full(above), options) for above, options in found.items())

    def below(self, code: str) -> list[str]:
        """An objective and everything below it: "2.3" gives "2.3", "2.3.1" …"""
        return [code, *(each for each in self.labels if each.startswith(f"{code}."))]


def is_leaf(code: str) -> bool:
    return code.count(".") == LEVELS_OF_A_LEAF - 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What activities are described with: labels by code, in order."""

    types: dict[str, str]
    works_with: dict[str, str]
    good_of: dict[str, str]
    sectors: dict[str, str]
    objectives: Objectives

    def grouped(self, used: Collection[str] | None = None) -> Iterator[tuple[str, list[Option]]]:
        """Objectives and sectors as groups of options of one filter; of sectors only those that are `used`, if said."""
        yield _("Objectives"), [(f"objective:{code}", self.objectives.full(code)) for code in self.objectives.labels]
        wide = {code: words for code, words in self.sectors.items() if len(code) == len("DAC:152")}
        wide = {code: words for code, words in wide.items() if used is None or code in used}
        yield _("Sectors"), [(f"sector:{code.removeprefix('DAC:')}", words) for code, words in wide.items()]

    def leaf_sectors(self) -> list[str]:
        """Those that an activity is described with; categories are for filters."""
        return [code for code in self.sectors if len(code) > len("DAC:152")]

    def group_label(self, code: str) -> str:
        return self.works_with.get(code) or self.good_of.get(code, code)

    def sector_label(self, code: str) -> str:
        """The label of a stored sector, of its category where it has none, or the code or text as stored."""
        number = code.removeprefix("DAC:")
        if code in self.sectors:
            return f"{self.sectors[code]} ({number})"
        if goal := development_goal(code):
            return _("Sustainable Development Goal %(goal)s") % {"goal": goal}
        wider = self.sectors.get(code[:7]) if code != number else None
        return f"{wider} ({number})" if wider else code


@once_per_request
def _labels() -> Mapping[str, dict[str, str]]:
    """The labels of every vocabulary by code, in order. One query for all of them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for vocabulary, code, texts in Term.objects.values_list("vocabulary", "code", "labels"):
        found[vocabulary][code] = shipped_in_language(texts)
    return found


def terms(vocabulary: str) -> dict[str, str]:
    """The labels of a vocabulary by code, in its order, in the reader's language."""
    return _labels().get(vocabulary, {})


def objectives() -> Objectives:
    return Objectives(terms("objective"))


def vocabulary() -> Vocabulary:
    return Vocabulary(
        types=terms("intervention-type"),
        works_with=terms("works-with"),
        good_of=terms("for-the-good-of"),
        sectors=terms("sector"),
        objectives=objectives(),
    )


def choices_of(part: ContentField, reader: Reader) -> dict[str, str]:
    """What may be said in a field of a record, and what that is called, in the reader's language."""
    choices = part.field.choices
    if callable(choices):
        return {code: str(words) for code, words in choices(reader).items()}
    if choices == "economy":
        return {each.code: each.name for each in forum().economies}
    return dict(terms(choices))


def topics_of(content: type[Content]) -> Callable[[Reader], dict[str, str]] | None:
    """What its topics are called, where a search counts by them."""
    parts = parts_of(content)
    return partial(choices_of, parts["topics"]) if "topics" in parts and parts["topics"].field.filter else None


def objectives_at_any_level(_reader: Reader) -> Mapping[str, str]:
    """For a field: everything of the framework in use, by code."""
    known = objectives()
    return {code: known.full(code) for code in known.labels}


def leaf_objectives(_reader: Reader) -> Mapping[str, str]:
    """For a field: the objectives of the framework in use, by code."""
    return dict(objectives().options())


def priorities(_reader: Reader) -> Mapping[str, str]:
    """For a field: headings and priorities of the framework in use, by code."""
    known = objectives()
    return {code: known.full(code) for code in known.labels if code.count(".") < LEVELS_OF_A_LEAF - 1}


@dataclass(frozen=True, slots=True)
class ShippedTerm:
    vocabulary: str
    code: str
    labels: dict[str, str]
    order: int
    broader: str  # code of the term above it, or ""


def shipped_terms() -> Iterator[ShippedTerm]:
    """Types, groups and sectors, every term after the one above it; objectives come from the framework in use.

    Sectors are the purposes of the DAC (five digits) and its categories (three), in short words of our own.
    """
    text = files("egnatia.taxonomy").joinpath("terms.json").read_bytes()
    for name, listed in msgspec.json.decode(text, type=dict[str, list[dict[str, object]]]).items():
        codes = {str(term["code"]) for term in listed}
        for order, term in enumerate(listed):
            code = str(term["code"])
            labels = msgspec.convert(term["labels"], type=dict[str, str])
            yield ShippedTerm(name, code, labels, order, _broader(code, codes))


def _broader(code: str, codes: set[str]) -> str:
    """ "2.3" above "2.3.1", "DAC:152" above "DAC:15210"."""
    above = code.rpartition(".")[0] if "." in code else code[: len("DAC:152")]
    return above if above in codes and above != code else ""
