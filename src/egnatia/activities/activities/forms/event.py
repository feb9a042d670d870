"""The short form of an event: when, where, who invites whom, about what."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities.forms.activity import LINES, suggesting, ticks
from egnatia.activities.activities.forms.fields import PartialDateField
from egnatia.activities.activities.forms.measure import reported_by
from egnatia.activities.activities.forms.short import ShortForm, bodies_named, initial_of, own_economy
from egnatia.activities.activities.queries.initial import Editable
from egnatia.kernel.access.reader import Reader
from egnatia.taxonomy.forum import ForumNames


class EventForm(ShortForm):
    """Invited bodies stand as receiving institutions, the organiser as the organisation that carries it out."""

    SORT = "event"
    PLAIN = ("title", "economy", "start", "end", "invited", "objective")

    title = forms.CharField(label=_("Topic"), max_length=500, help_text=_("As on the invitation, in any language."))
    start = PartialDateField(_("First day"), _("As precisely as known: 17.5.2026, May 2026, Q2 2026 or 2026."))
    end = PartialDateField(_("Last day"), _("If the event lasts more than one day."), last=True)
    economy = forms.ChoiceField(label=_("Economy"), required=False, help_text=_("Where it takes place."))
    place = forms.CharField(label=_("Place"), required=False, max_length=2_000, help_text=_("Town, or online."))
    invited = forms.CharField(
        label=_("Invited institutions"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("Institutions whose staff are invited, one per line. Do not enter names of persons."),
    )
    organiser = forms.CharField(
        label=_("Organiser"),
        required=False,
        max_length=1_000,
        help_text=_("Separate several names with semicolons."),
        widget=forms.TextInput(attrs=suggesting("organiser")),
    )
    objective = forms.ChoiceField(
        label=_("Objective"), required=False, help_text=_("The objective it mainly supports.")
    )
    types = ticks(_("Types of support"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as every short form
        super().__init__(*args, **kwargs)
        self.offer("types", self.vocabulary.types.items())

    def facts(self, before: overlap.ActivityFacts | None) -> overlap.ActivityFacts:
        said, facts = self.cleaned_data, super().facts(before)
        return replace(
            facts,
            end=said["end"] or said["start"],
            places=frozenset(filter(None, map(str.strip, said["place"].split(";")))),
            receivers=bodies_named(said["invited"].splitlines(), facts.receivers),
            implementers=bodies_named(said["organiser"].split(";"), facts.implementers),
            types=frozenset((facts.types - self.vocabulary.types.keys()) | set(said["types"])),
        )


def event_of(editable: Editable, names: ForumNames) -> dict[str, Any]:
    facts = editable.facts
    return {
        **initial_of(editable, names),
        "end": "" if facts.end == facts.start else facts.end,
        "place": "; ".join(sorted(facts.places)),
        "invited": "\n".join(body.name for body in facts.receivers),
        "organiser": "; ".join(body.name for body in facts.implementers),
        "types": sorted(facts.types),
    }


def new_event(reader: Reader) -> tuple[dict[str, Any], overlap.ActivityFacts]:
    """What an empty form proposes, and the facts that it is filled into."""
    return {"organiser": reader.organisation_name, "economy": own_economy(reader)}, reported_by(reader)
