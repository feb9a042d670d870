"""The guide in words: each step, why, how far it is, and its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.people import mail
from egnatia.start.onboarding.rules import DONE, FREE, LATER, NEXT, There, done, states

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATE: "Mapping[str, _StrPromise]" = {
    DONE: _("done"),
    NEXT: _("next"),
    LATER: _("later"),
    FREE: _("optional"),
}
STEPS: "Mapping[str, tuple[_StrPromise, _StrPromise, str]]" = {
    "second-factor": (
        _("Set up two-step verification"),
        _("The other steps require it: it protects the accounts that can invite people."),
        "people:second-factor",
    ),
    "forum": (
        _("Set the name of the network and the order of economies"),
        _("All pages, files and e-mails use this name and this order."),
        "people:forum",
    ),
    "organisations": (
        _("Add the participating organisations"),
        _(
            "Accounts and activities belong to organisations. Organisations with a functional mailbox can "
            "receive e-mails."
        ),
        "activities:organisation-new",
    ),
    "colleagues": (
        _("Invite the first people"),
        _("The invitation link works once. Some actions require two people."),
        "people:invitation-new",
    ),
    "import": (
        _("Import the first activities"),
        _("IATI files or spreadsheets, with a preview, a report for each row and undo."),
        "activities:import-new",
    ),
    "framework": (
        _("Review the framework, or import your own"),
        _("Needs and activities are linked to its objectives. A round uses the version in use when it opens."),
        "needs:frameworks",
    ),
    "community": (
        _("Create the group of focal points"),
        _("Its first steward confirms all other members."),
        "people:community-founding",
    ),
    "seats": (
        _("Assign the focal points"),
        _("A steward assigns them on the page of the group. Focal points reply and give clearance for their economy."),
        "people:directory",
    ),
    "calendar": (
        _("Set the working days"),
        _("A silence procedure counts only days that are working days for all participants."),
        "workdays:calendars",
    ),
    "template": (
        _("Upload your own Word template"),
        _("Reports use it. Without one, they use the standard template."),
        "reporting:report-template",
    ),
    "round": (
        _("Open the first mapping round"),
        _("A mapping round asks economies for their needs, or organisations for their support, by a given date."),
        "rounds:round-new",
    ),
    "reminders": (
        _("Send a reminder"),
        _("The e-mail contains your text and a link, but no content of the round."),
        "rounds:round-reminder",
    ),
    "answers": (
        _("Accept the cleared replies"),
        _("Accepted replies are included in the draft for the board. Returned replies go back with your comments."),
        "rounds:round",
    ),
    "adoption": (
        _("Submit for adoption"),
        _("At a meeting or by silence procedure. Adopted results no longer change, and reports are based on them."),
        "reporting:round-analysis",
    ),
}
OF_A_ROUND = ("reminders", "answers", "adoption")


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step; `said` is how far it is, "" where nothing is to be told. `url` is "" where there is no page yet."""

    label: str
    why: str
    said: str
    state: str
    url: str

    @property
    def state_words(self) -> str:
        return str(STATE[self.state])

    @property
    def is_next(self) -> bool:
        return self.state == NEXT


@dataclass(frozen=True, slots=True)
class Guide:
    steps: tuple[GuideStep, ...]

    @property
    def next(self) -> GuideStep | None:
        return next((step for step in self.steps if step.is_next), None)

    @property
    def done(self) -> int:
        return sum(step.state == DONE for step in self.steps)


def guide_of(there: There) -> Guide:
    """In the reader's language."""
    stands = states(done(there))
    return Guide(tuple(_step(name, stands[name], there) for name in STEPS))


def _step(name: str, state: str, there: There) -> GuideStep:
    label, why, route = STEPS[name]
    of_a_round = name in OF_A_ROUND
    url = "" if of_a_round and not there.round else reverse(route, args=[there.round] if of_a_round else [])
    return GuideStep(str(label), str(why), _said(name, there), state, url)


def _said(name: str, there: There) -> str:
    if name == "framework":
        said = ngettext("%(count)s objective is in use.", "%(count)s objectives are in use.", there.objectives)
        return said % {"count": there.objectives}
    if name == "seats":
        return _seats(there)
    if name == "reminders" and not mail.leaves_here():
        return gettext("This installation does not send e-mails yet. The operator must set EGNATIA_SMTP.")
    if name == "answers" and there.round:
        said = ngettext(
            "%(received)s of %(asked)s reply received", "%(received)s of %(asked)s replies received", there.asked
        )
        return said % {"received": there.received, "asked": there.asked}
    return ""


def _seats(there: There) -> str:
    if there.unreached:
        said = ngettext(
            "%(count)s participant of the round has no contact person or mailbox.",
            "%(count)s participants of the round have no contact person or mailbox.",
            there.unreached,
        )
        return said % {"count": there.unreached}
    if not there.seats:
        return ""
    said = ngettext(
        "%(held)s of %(seats)s focal point role is filled.",
        "%(held)s of %(seats)s focal point roles are filled.",
        there.seats,
    )
    return said % {"held": there.seats - there.vacant, "seats": there.seats}
