"""The next steps that a home offers, by kind of reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """Something that one comes here to do."""

    label: str
    text: str
    url: str


def steps_for(kind: str) -> tuple[Step, ...]:
    """The next steps of each kind of reader, the likeliest first."""
    order = {
        "secretariat": ("import", "open", "money", "people"),
        "focal-point": ("add", "proposal", "matches", "money"),
        "agency": ("add", "proposal", "activities"),
        "partner": ("proposal", "import", "add", "matches"),
        "civil-society": ("add", "proposal", "activities"),
        "member": ("activities", "proposal", "add"),
    }
    known = dict(_steps())
    return tuple(known[name] for name in order[kind])


def _steps() -> Iterator[tuple[str, Step]]:
    yield (
        "proposal",
        Step(
            _("Check a proposal"),
            _("Whom to talk to, what it answers, what it may double. Nobody learns that you asked."),
            reverse("mapping:proposal"),
        ),
    )
    yield (
        "add",
        Step(
            _("Add an activity"),
            _("A project, an event or an own measure: two minutes, and you say who sees it."),
            reverse("mapping:activity-new"),
        ),
    )
    yield (
        "import",
        Step(
            _("Import what is published"),
            _("IATI files or lines of JSON, with a dry run, a report by row and an undo."),
            reverse("mapping:import-new"),
        ),
    )
    yield (
        "open",
        Step(
            _("Matches that are open"),
            _("One owner has spoken, the other has not: where a word of yours helps."),
            reverse("mapping:matches") + "?view=open",
        ),
    )
    yield (
        "matches",
        Step(_("Matches"), _("Which activities may concern the same work, and why."), reverse("mapping:matches")),
    )
    yield (
        "money",
        Step(
            _("Money counted once"),
            _("What is reported, and what remains after double reports."),
            reverse("mapping:money"),
        ),
    )
    yield "people", Step(_("People"), _("Communities, seats and who holds them."), reverse("people:directory"))
    yield (
        "activities",
        Step(_("Activities"), _("Everything that you can see, with filters."), reverse("mapping:activities")),
    )
