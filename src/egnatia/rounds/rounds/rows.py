"""Rounds and participants as pages show them: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.labels import label
from egnatia.formats.drawings import DotRow, Picture, dots
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict
from egnatia.kernel.audience import Group
from egnatia.pages.history import Edition
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.rules import CLEARED, OPEN, STAGES, UNDECIDED, RoundProgress, Seats


@dataclass(frozen=True, slots=True)
class StageStep:
    """One of the five stages, for `components/stepper.html`."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant as the secretariat sees it, or whoever speaks for it.

    `open`: whether it takes answers today. `reachable`: whether its people can read the round at all; `vacant`: nobody
    holds the role that could answer. `reminded` is
    known to the secretariat alone. `held_until`: the last day on which the text that holds its answers is objected to.
    """

    id: UUID
    name: str
    economy: str
    role_words: str
    asked: bool
    stage: str
    open: bool
    since: datetime | None
    held_by: str
    reachable: bool = True
    vacant: bool = False
    reminded: date | None = None
    held_until: date | None = None

    @property
    def undecided(self) -> bool:
        """Whether the board decides at a meeting on what holds its answers."""
        return self.held_until == UNDECIDED

    @property
    def stage_words(self) -> str:
        return label(labels.STAGE, self.stage)

    @property
    def next_words(self) -> str:
        return label(labels.NEXT, self.stage)

    @property
    def steps(self) -> tuple[StageStep, ...]:
        """The stages passed, and the one it is at."""
        at = STAGES.index(self.stage)
        states = ["done" if place < at else "current" if place == at else "" for place in range(len(STAGES))]
        return tuple(StageStep(label(labels.STAGE, code), state) for code, state in zip(STAGES, states, strict=True))


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in a list."""

    id: UUID
    title: str
    sort_words: str
    opens: date
    closes: date
    standing: RoundProgress
    tlp: str
    audience: str

    @property
    def takes_replies(self) -> bool:
        return self.opens <= clock.today() <= self.closes

    @property
    def received_words(self) -> str:
        return received_words(self.standing)


@dataclass(frozen=True, slots=True)
class RoundPage:
    """The page of a round; `desk` is for the secretariat, which sees all participants."""

    id: UUID
    title: str
    sort: str
    framework: str
    opens: date
    closes: date
    instructions: str
    opened_by: str
    opened_at: datetime
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    standing: RoundProgress
    rows: tuple[ParticipantRow, ...]
    desk: bool
    writable: bool
    changes: tuple[Edition, ...] = ()  # of what it says, since it was opened

    @property
    def sort_words(self) -> str:
        return label(labels.SORT, self.sort)

    @property
    def received_words(self) -> str:
        return received_words(self.standing)

    @property
    def vacant(self) -> tuple[ParticipantRow, ...]:
        """Participants of whom nobody can answer, since their role is vacant."""
        return tuple(row for row in self.rows if row.vacant)

    @property
    def progress(self) -> Picture:
        """Each participant that is asked, in the forum's order, at its stage: what the table says."""
        heads = [label(labels.STAGE, code) for code in STAGES]
        return dots(_("Progress of the participants"), heads, [_dot(row) for row in self.rows if row.asked])


def _dot(row: ParticipantRow) -> DotRow:
    name = row.name or _("another organisation")
    address = reverse("rounds:round-answers", args=[row.id])
    return DotRow(name, f"{name}: {row.stage_words}", STAGES.index(row.stage), address)


def received_words(standing: RoundProgress) -> str:
    """ "9 of 13 received"."""
    said = ngettext(
        "%(received)s of %(asked)s reply received", "%(received)s of %(asked)s replies received", standing.asked
    )
    return said % {"received": standing.received, "asked": standing.asked}


def held_by(stage: str, economy: str, name: str, seats: Seats) -> str:
    """Who has the next step, in words; persons only where the reader may know them."""
    if stage == CLEARED:
        return _("the secretariat")
    if stage not in OPEN:
        return _("no action needed")
    if not economy:
        return name
    if not seats.held:
        return _("vacant")
    return ", ".join(seats.people) or _("the focal point")
