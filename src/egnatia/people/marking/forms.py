"""The one form that a marking is set with, on whatever page."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, MarkingError, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.people.marking import queries
from egnatia.people.marking.queries import Option
from egnatia.people.marking.rules import DRAFT, FIELD_OF_FAULT, WITH_OFFICES, usual_offices
from egnatia.people.marking.ticks import FormPart, Level, levels, named, parts
from egnatia.people.marking.words import FAULTS, in_line, left_out


class MarkingForm(forms.Form):
    """`marking()` after `is_valid()`. Show it with `components/marking_fields.html`.

    `initial` is the marking that the record has; None starts a draft (AMBER+STRICT), or leaves the level open where
    the session has no second step. `releasing` preselects the offices that a first release usually goes to. `record` is
    the one that is marked, where it exists: its audience is its owner's, not the reader's.
    """

    tlp = forms.TypedChoiceField(
        label=_("Visible to"), choices=[(level.value, level.words) for level in Tlp], coerce=lambda v: Tlp(int(v))
    )
    organisation_name = forms.CharField(label=_("Add an organisation by name"), required=False, max_length=300)

    def __init__(  # noqa: PLR0913 - a form's data, its reader and what it starts from
        self,
        data: Mapping[str, Any] | None = None,
        *,
        reader: Reader,
        initial: Marking | None = None,
        prefix: str = "marking",
        releasing: bool = False,
        record: UUID | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.reader = reader
        self.record = record
        self.start = initial or (DRAFT if reader.strong else None)
        self.options = queries.options_for(reader)
        self.suggested = usual_offices(reader) if releasing and self.start == DRAFT else frozenset()
        self.meant: tuple[Option, ...] = self._organisations_meant()
        for name, options in self._offered().items():
            choices = [(option.value, option.label) for option in options]
            self.fields[name] = forms.MultipleChoiceField(choices=choices, required=False)

    def _offered(self) -> dict[str, tuple[Option, ...]]:
        """What may be ticked; whatever the marking names already stays on offer."""
        kept, options = self.start or Marking(Tlp.CLEAR), self.options
        offices = tuple(office for group in options.offices for office in group.offices)
        return {
            "communities": _with(options.communities, kept.communities),
            "economies": options.economies,
            "organisations": self._organisations(kept),
            "persons": _with(options.persons, kept.persons, queries.persons_with_ids(kept.persons)),
            "offices": _with(offices, kept.offices),
        }

    def _organisations_meant(self) -> tuple[Option, ...]:
        """One where the name says exactly which; else those that may be meant, to tick."""
        said = str(self.data.get(self.add_prefix("organisation_name"), "")).strip()
        if not said:
            return ()
        return queries.organisations_named(self.reader, said) or queries.organisations_like(self.reader, said)

    def _organisations(self, kept: Marking) -> tuple[Option, ...]:
        """Those named so far, and those just meant. One that they may not know of stays, without its name."""
        ids = kept.organisations | set(self.posted("organisations"))
        named = queries.organisations_with_ids(self.reader, ids)
        found = tuple(Option(value, name) for value, name in named.items())
        nameless = tuple(
            Option(value, str(_("another organisation"))) for value in sorted(kept.organisations - named.keys())
        )
        return found + nameless + tuple(option for option in self.meant if option.value not in named)

    def posted(self, name: str) -> list[str]:
        """The values ticked in what was sent."""
        sent = forms.CheckboxSelectMultiple().value_from_datadict(self.data, {}, self.add_prefix(name))  # type: ignore[arg-type]  # any mapping of values does
        return [str(value) for value in sent or ()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation_name") and len(self.meant) != 1:
            self.add_error("organisation_name", self._unclear())
        if not self.errors:
            self._judge(cleaned)
        return cleaned

    def _unclear(self) -> str:
        if self.meant:
            return gettext("Several organisations match. Tick the right one and clear this field.")
        return gettext("No organisation with this name was found. Check the spelling.")

    def _judge(self, cleaned: dict[str, Any]) -> None:
        try:
            marking = self._marking_of(cleaned)
            records.require_may_mark(marking, by=self.reader)
        except (MarkingError, NotAllowed) as fault:
            self.add_error(FIELD_OF_FAULT.get(fault.code, "tlp"), FAULTS[fault.code])
            return
        if not self.reader.strong and not records.writable_without_second_factor(marking):
            self.add_error("tlp", FAULTS["second-factor"])

    def _marking_of(self, cleaned: dict[str, Any]) -> Marking:
        """An office preselected for a draft is not meant at a level that knows no offices."""
        tlp: Tlp = cleaned["tlp"]
        meant = {option.value for option in self.meant}
        return Marking(
            tlp,
            communities=frozenset(cleaned["communities"]),
            economies=frozenset(cleaned["economies"]),
            organisations=frozenset({*cleaned["organisations"], *meant}),
            persons=frozenset(cleaned["persons"]),
            offices=frozenset(cleaned["offices"]) if tlp in WITH_OFFICES else frozenset(),
        )

    def marking(self) -> Marking:
        """What was chosen. Only after `is_valid()`."""
        return self._marking_of(self.cleaned_data)

    def chosen(self, name: str) -> frozenset[str]:
        """What stands ticked: as sent, else as it starts."""
        if self.is_bound:
            meant = {option.value for option in self.meant if len(self.meant) == 1 and name == "organisations"}
            return frozenset({*self.posted(name), *meant})
        start: frozenset[str] = getattr(self.start, name) if self.start else frozenset()
        return start | self.suggested if name == "offices" else start

    def chosen_level(self) -> str:
        if self.is_bound:
            return str(self.data.get(self.add_prefix("tlp"), ""))
        return str(self.start.tlp.value) if self.start else ""

    @property
    def levels(self) -> tuple[Level, ...]:
        return levels(self.add_prefix("tlp"), chosen=self.chosen_level(), strong=self.reader.strong)

    @property
    def parts(self) -> tuple[FormPart, ...]:
        return parts(self)

    @property
    def level(self) -> Level | None:
        """The one that is chosen, if any."""
        return next((level for level in self.levels if level.checked), None)

    @property
    def line(self) -> str:
        """Who sees it, in one line: what the closed form says behind the level."""
        if (level := self.level) is None:
            return gettext("no level chosen yet")
        return in_line(Tlp(int(level.value)), named(self.parts), new=self.record is None)

    @property
    def left_out(self) -> str:
        """Who would not see it."""
        level = self.level
        return left_out(Tlp(int(level.value)), named(self.parts)) if level else ""

    @property
    def opened(self) -> bool:
        """Whether there is something to choose or to mend, so that the form does not start closed."""
        level = self.level
        return level is None or bool(level.reason or self.errors)

    @property
    def preview_url(self) -> str:
        """Where a page with JavaScript asks for the audience while somebody chooses."""
        if self.record:
            return reverse("people:marking-preview-of", args=[self.record])
        return reverse("people:marking-preview")

    @property
    def sent_for_preview(self) -> str:
        """The fields that go there: the marking's, and nothing of what the record says."""
        return ",".join(["csrfmiddlewaretoken", *(self.add_prefix(name) for name in self.fields)])

    @property
    def typed_name(self) -> str:
        """What stays in the field: nothing once it is clear which organisation was meant."""
        return "" if len(self.meant) == 1 else str(self.data.get(self.add_prefix("organisation_name"), ""))


def _with(offered: tuple[Option, ...], kept: Iterable[str], named: tuple[Option, ...] = ()) -> tuple[Option, ...]:
    there = {option.value for option in offered}
    names = {option.value: option.label for option in named}
    return offered + tuple(Option(value, names.get(value, value)) for value in sorted(kept) if value not in there)
