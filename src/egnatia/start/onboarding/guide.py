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
    FREE: _("if you like"),
}
STEPS: "Mapping[str, tuple[_StrPromise, _StrPromise, str]]" = {
    "forum": (
        _("Name the forum and order its economies"),
        _("Every page, file and letter calls them so, in this order."),
        "people:forum",
    ),
    "framework": (
        _("Look at the framework, or bring your own"),
        _("Needs and activities are described by its objectives; a round is opened under the version in use."),
        "needs:frameworks",
    ),
    "organisations": (
        _("Add the organisations that take part"),
        _("Accounts belong to them, and so do activities. One with a functional mailbox can be written to."),
        "activities:organisation-new",
    ),
    "colleagues": (
        _("Invite the first people"),
        _("A link that works once; what needs two persons here can then be done by two."),
        "people:invitation-new",
    ),
    "community": (
        _("Found the community of focal points"),
        _("Its first steward lets everybody else in: nobody lets himself in."),
        "people:community-founding",
    ),
    "seats": (
        _("Have the seats of focal points filled"),
        _("A steward of the community does it on its page. Whoever holds a seat answers and clears for his economy."),
        "people:directory",
    ),
    "calendar": (
        _("Set the working days"),
        _("The clock of a silence procedure counts days on which all participants work."),
        "workdays:calendars",
    ),
    "template": (
        _("Put your own Word template in place"),
        _("Reports are written into it; without one they look as we ship them."),
        "reporting:report-template",
    ),
    "round": (
        _("Open the first round"),
        _("Economies are asked for their needs, or organisations for their support, until a day."),
        "rounds:round-new",
    ),
    "reminders": (
        _("Write to those who have not answered"),
        _("A letter holds your words and a link, and nothing of the round."),
        "rounds:round-reminder",
    ),
    "answers": (
        _("Accept what is cleared"),
        _("What you accept goes into what the board gets; what you return comes back with your comments."),
        "rounds:round",
    ),
    "adoption": (
        _("Have it adopted"),
        _("At a meeting or by silence: from then on it stays what it was, and reports are made of it."),
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
        return gettext("No letters leave this installation yet: whoever runs it sets EGNATIA_SMTP.")
    if name == "answers" and there.round:
        said = ngettext("%(received)s of %(asked)s received", "%(received)s of %(asked)s received", there.asked)
        return said % {"received": there.received, "asked": there.asked}
    return ""


def _seats(there: There) -> str:
    if there.unreached:
        said = ngettext(
            "%(count)s participant of the round has neither a person nor a mailbox.",
            "%(count)s participants of the round have neither a person nor a mailbox.",
            there.unreached,
        )
        return said % {"count": there.unreached}
    if not there.seats:
        return ""
    said = ngettext("%(held)s of %(seats)s seat is held.", "%(held)s of %(seats)s seats are held.", there.seats)
    return said % {"held": there.seats - there.vacant, "seats": there.seats}
