"""The next steps that a home offers, by kind of reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Step:
    """Something that one comes here to do."""

    label: str
    text: str
    url: str


STEPS: "dict[str, tuple[_StrPromise, _StrPromise, str, str]]" = {
    "proposal": (
        _("Check a proposal"),
        _("Whom to talk to, what it answers, what it may double. Nobody learns that you asked."),
        *("proposals:proposal", ""),
    ),
    "add": (
        _("Add an activity"),
        _("A project, an event or an own measure: two minutes, and you say who sees it."),
        *("activities:activity-new", ""),
    ),
    "need": (
        _("State a need"),
        _("What is missing, in your own words, under one objective: it is confirmed, since you say it."),
        *("needs:need-new", ""),
    ),
    "needs": (
        _("Needs"),
        _("What economies say is missing; draft one for an economy, or bring a sheet of them."),
        *("needs:needs", ""),
    ),
    "rounds": (
        _("Rounds"),
        _("Ask economies for their needs or organisations for their support, and see who has the next step."),
        *("rounds:rounds", ""),
    ),
    "own-rounds": (
        _("Rounds"),
        _("What is asked of you in each, and who has the next step."),
        *("rounds:rounds", ""),
    ),
    "reports": (
        _("Reports"),
        _("Needs, support and open needs as files for an audience, made from what was frozen of a round."),
        *("reporting:reports", ""),
    ),
    "announce": (
        _("Tell an economy of a measure"),
        _("A law or a strategy that you read of: its focal point adds it with one button."),
        *("needs:announced-new", ""),
    ),
    "import": (
        _("Import what is published"),
        _("IATI files or lines of JSON, with a dry run, a report by row and an undo."),
        *("activities:import-new", ""),
    ),
    "partners": (
        _("Ask without an account"),
        _("A personal link for an organisation's own activities; what comes back waits for your confirmation."),
        *("activities:partner-requests", ""),
    ),
    "open": (
        _("Matches that are open"),
        _("One owner has spoken, the other has not: where a word of yours helps."),
        *("matching:matches", "?view=open"),
    ),
    "matches": (
        _("Matches"),
        _("Which activities may concern the same work, and why."),
        *("matching:matches", ""),
    ),
    "money": (
        _("Money counted once"),
        _("What is reported, and what remains after double reports and passed-on grants."),
        *("matching:money", ""),
    ),
    "agreed": (
        _("What was agreed"),
        _("What each economy said to it, what nobody funds, and the next document to read."),
        *("commitments:table", ""),
    ),
    "own-agreed": (
        _("What we said to commitments"),
        _("Your economy's own page: what was reported on, and what nothing was said to yet."),
        *("commitments:own", ""),
    ),
    "desk": (
        _("Your predecessor's desk"),
        _("What was said before you, what is due, what was agreed with whom; to print as well."),
        *("start:desk", ""),
    ),
    "unreported": (
        _("Supported, and not reported on"),
        _("What an economy supports since 2017 and said no more about."),
        *("commitments:unreported", ""),
    ),
    "funded": (
        _("Of these, what a partner funds"),
        _("Activities that carry it out, and who pays for them."),
        *("commitments:funded", ""),
    ),
    "agenda": (
        _("For the next agenda"),
        _("What waits: reports that are waited for, and what is under consideration still."),
        *("commitments:agenda", ""),
    ),
    "changed": (
        _("Answers that changed"),
        _("What economies say to commitments now, and what they said a year ago."),
        *("commitments:changed", ""),
    ),
    "start": (
        _("First steps"),
        _("From an empty installation to a round that is adopted: what is done, and what comes next."),
        *("start:start", ""),
    ),
    "people": (_("People"), _("Communities, seats and who holds them."), "people:directory", ""),
    "activities": (_("Activities"), _("Everything that you can see, with filters."), "activities:activities", ""),
}


def steps_for(kind: str) -> tuple[Step, ...]:
    """The next steps of each kind of reader, the likeliest first."""
    order = {
        "secretariat": (
            *("import", "rounds", "reports", "needs", "partners", "announce", "agreed"),
            *("unreported", "funded", "agenda", "changed", "open", "money", "people", "start"),
        ),
        "focal-point": (
            *("need", "add", "own-agreed", "proposal", "own-rounds", "reports"),
            *("matches", "money", "desk"),
        ),
        "agency": ("add", "proposal", "activities"),
        "partner": ("proposal", "import", "add", "own-rounds", "reports", "matches"),
        "civil-society": ("add", "proposal", "activities"),
        "member": ("activities", "proposal", "add"),
    }
    known = dict(_steps())
    return tuple(known[name] for name in order[kind])


def _steps() -> Iterator[tuple[str, Step]]:
    for name, (label, text, route, query) in STEPS.items():
        yield name, Step(str(label), str(text), reverse(route) + query)
