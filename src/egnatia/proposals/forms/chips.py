"""What a proposal may have several of, as chips in a form: removed and added without JavaScript."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from egnatia.language import fold
from egnatia.pages.concepts import concept_label
from egnatia.proposals.extraction import MANY, Fact, PlaceQuestion, Understood
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ADD = "add-"
REMOVE = "remove"
ASKED = "which-"  # and the name of a place: which one is meant
NONE_OF_THEM, ANSWERED = "none", "done"
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
class PlaceChoice:
    """A name that may be several places: which one is meant? `options` are codes of economies with the place there."""

    quote: str
    options: tuple[tuple[str, str], ...]

    @property
    def field(self) -> str:
        return f"{ASKED}{fold(self.quote)}"


@dataclass(frozen=True, slots=True)
class PlaceAnswers:
    """What a form says of the names that are asked about. Each answer counts once: what follows from it are chips."""

    asked: tuple[PlaceQuestion, ...]
    data: Mapping[str, str]
    choices: "Choices"

    def facts(self, sent: Iterable[Fact]) -> Iterator[Fact]:
        """The chips, with the places that were chosen now instead of their names alone."""
        now = {each.quote: self._said(each) for each in self.asked if self._said(each) not in ("", ANSWERED)}
        yield from (fact for fact in sent if fact.name != "place" or fact.value not in now)
        for each in self.asked:
            if name := dict(each.choices).get(now.get(each.quote, "")):
                yield Fact("economy", now[each.quote])
                yield Fact("place", name, each.quote)

    @property
    def still(self) -> tuple[PlaceChoice, ...]:
        """Those without an answer."""
        return tuple(self._choice(each) for each in self.asked if not self._said(each))

    @property
    def answered(self) -> tuple[tuple[str, str], ...]:
        """Hidden fields: what was answered is not asked again."""
        return tuple((self._choice(each).field, ANSWERED) for each in self.asked if self._said(each))

    def _choice(self, each: PlaceQuestion) -> PlaceChoice:
        places = dict(each.choices)
        labels = self.choices.labels["economy"]
        options = tuple((code, f"{places[code]}, {label}") for code, label in labels.items() if code in places)
        return PlaceChoice(each.quote, options)

    def _said(self, each: PlaceQuestion) -> str:
        said = self.data.get(f"{ASKED}{fold(each.quote)}", "")
        known = said in (NONE_OF_THEM, ANSWERED) or (
            said in dict(each.choices) and self.choices.allows("economy", said)
        )
        return said if known else ""


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
