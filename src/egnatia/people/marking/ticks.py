"""What the marking form shows: levels and groups of tick boxes, as frozen values for its template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.forms import Field
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from egnatia.kernel.access.marking import Tlp
from egnatia.people.marking.queries import Option, Options
from egnatia.people.marking.words import FAULTS, LEVELS, NamedParties


class MarkingChoices(Protocol):
    """What the parts are read from: the marking form."""

    options: Options
    fields: dict[str, Field]

    @property
    def errors(self) -> ErrorDict: ...

    def add_prefix(self, field_name: str) -> str: ...

    def chosen(self, name: str) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the protocol. `reason` says why it cannot be chosen in this session."""

    id: str
    name: str
    value: str
    words: str
    sentence: str
    checked: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    id: str
    name: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class TickGroup:
    """Tick boxes under a heading of their own, or under none."""

    label: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class FormPart:
    """One folded part of the form."""

    name: str
    label: str
    counts_at: str
    groups: tuple[TickGroup, ...]
    errors: tuple[str, ...]
    empty: str

    @property
    def chosen(self) -> int:
        return sum(tick.checked for group in self.groups for tick in group.ticks)

    @property
    def open(self) -> bool:
        return bool(self.chosen or self.errors)


def levels(name: str, *, chosen: str, strong: bool) -> tuple[Level, ...]:
    """All five, always: what cannot be chosen says why."""
    return tuple(
        Level(
            id=f"id_{name}_{tlp.value}",
            name=name,
            value=str(tlp.value),
            words=tlp.words,
            sentence=str(LEVELS[tlp]),
            checked=chosen == str(tlp.value),
            reason="" if strong or tlp <= Tlp.GREEN else str(FAULTS["second-factor"]),
        )
        for tlp in Tlp
    )


def parts(form: MarkingChoices) -> tuple[FormPart, ...]:
    """The groups of names in the order in which they narrow a marking."""
    green_amber, amber, strict, red = "TLP:GREEN, TLP:AMBER", "TLP:AMBER", "TLP:AMBER, TLP:AMBER+STRICT", "TLP:RED"
    return (
        _part(form, "communities", _("Groups"), green_amber, empty=_("No group accepts your records.")),
        _part(form, "economies", _("Only members from these economies"), amber),
        _part(form, "organisations", _("Organisations"), strict, errors=("organisation_name",)),
        _part(form, "persons", _("Persons"), red, empty=_("You can name colleagues and members of your groups.")),
        _part(form, "offices", _("Also visible to these roles"), strict),
    )


def named(parts: Iterable[FormPart]) -> NamedParties:
    """What is ticked, in the words beside the boxes; the focal points of a group behind its name."""
    return NamedParties(**{part.name: tuple(_ticked(part)) for part in parts})


def _ticked(part: FormPart) -> Iterable[str]:
    for group in part.groups:
        labels = [tick.label for tick in group.ticks if tick.checked]
        if labels and group.label:
            yield f"{group.label}: {', '.join(labels)}"
        else:
            yield from labels


def _part(  # noqa: PLR0913 - what its template shows
    form: MarkingChoices, name: str, label: str, counts_at: str, *, errors: tuple[str, ...] = (), empty: str = ""
) -> FormPart:
    said = [str(error) for field in (name, *errors) for error in form.errors.get(field, ())]
    return FormPart(name, label, counts_at, tuple(_groups(form, name)), tuple(said), empty)


def _groups(form: MarkingChoices, name: str) -> Iterable[TickGroup]:
    options = [Option(str(value), str(label)) for value, label in form.fields[name].choices]  # type: ignore[attr-defined]  # made as a choice field
    if name != "offices":
        yield TickGroup("", _ticks(form, name, options))
        return
    grouped: set[str] = set()
    for group in form.options.offices:
        grouped |= {office.value for office in group.offices}
        yield TickGroup(group.label or "", _ticks(form, name, group.offices))
    yield TickGroup("", _ticks(form, name, [option for option in options if option.value not in grouped]))


def _ticks(form: MarkingChoices, name: str, options: Iterable[Option]) -> tuple[Tick, ...]:
    full, chosen = form.add_prefix(name), form.chosen(name)
    return tuple(
        Tick(f"id_{full}_{option.value}", full, option.value, option.label, option.value in chosen)
        for option in options
    )
