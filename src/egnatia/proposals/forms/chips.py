"""What a proposal may have several of, as chips in a form: removed and added without JavaScript."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from egnatia.pages.concepts import concept_label
from egnatia.proposals.extraction import MANY, Fact, Understood
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ADD = "add-"
REMOVE = "remove"
LONGEST = 300
MOST = 40  # chips of one name
CHOSEN = ("economy", "objective", "type", "group", "sector")  # from a list; the others are typed
ORDER = tuple(name for name in MANY if name != "concept")
LABELS: "Mapping[str, _StrPromise]" = {
    "economy": _("Where"),
    "objective": _("Objectives"),
    "place": _("Places"),
    "type": _("Type of support"),
    "group": _("Target group"),
    "applicant": _("Applicant"),
    "partner": _("Partners"),
    "receiver": _("Receiving institution"),
    "funder": _("Funded by"),
    "implementer": _("Implemented by"),
    "organisation": _("Other organisations mentioned"),
    "sector": _("Sectors"),
    "concept": _("Topics"),
}


@dataclass(frozen=True, slots=True)
class FactChip:
    name: str
    value: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class ChipGroup:
    """Chips of one name. `options` may be added by choosing, where there are none by typing."""

    name: str
    label: str
    chips: tuple[FactChip, ...]
    options: tuple[tuple[str, str], ...]

    @property
    def add(self) -> str:
        return f"{ADD}{self.name}"


@dataclass(frozen=True, slots=True)
class Choices:
    """Codes with their labels, by name of a chip."""

    labels: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, names: ForumNames, vocabulary: Vocabulary) -> "Choices":
        leaves = {code: vocabulary.sectors[code] for code in vocabulary.leaf_sectors()}
        return cls(
            {
                "economy": {economy.code: economy.name for economy in names.economies},
                "objective": dict(vocabulary.objectives.options()),
                "type": vocabulary.types,
                "group": {**vocabulary.works_with, **vocabulary.good_of},
                "sector": leaves,
            }
        )

    def label(self, name: str, value: str) -> str:
        return concept_label(value) if name == "concept" else self.labels.get(name, {}).get(value, value)

    def allows(self, name: str, value: str) -> bool:
        return name not in CHOSEN or value in self.labels[name]


def posted(data: QueryDict, choices: Choices) -> Iterator[Fact]:
    """The chips that were sent, with what was added and without what was removed."""
    removed = data.get(REMOVE, "")
    for name in ORDER:
        for value in [*data.getlist(name), *data.getlist(f"{ADD}{name}")][:MOST]:
            plain = " ".join(value.split())[:LONGEST]
            if plain and f"{name}:{value}" != removed and choices.allows(name, plain):
                yield Fact(name, plain)


def groups(understood: Understood, choices: Choices) -> tuple[ChipGroup, ...]:
    """All chips, in the order of the page; "also named" only where there is one, as who carries it out beside
    applicant and partners."""
    found = (_group(name, understood, choices) for name in ORDER)
    return tuple(group for group in found if group.chips or group.name not in ("implementer", "organisation"))


def _group(name: str, understood: Understood, choices: Choices) -> ChipGroup:
    chips = tuple(
        FactChip(name, fact.value, choices.label(name, fact.value), _quoted(fact, choices))
        for fact in understood.of(name)
    )
    there = {chip.value for chip in chips}
    options = tuple((code, label) for code, label in choices.labels.get(name, {}).items() if code not in there)
    return ChipGroup(name, str(LABELS[name]), chips, options)


def _quoted(fact: Fact, choices: Choices) -> str:
    """The words of the text, unless they are the label itself."""
    return fact.quote if fact.quote != choices.label(fact.name, fact.value) else ""
