"""The demo's files as typed, frozen values. Pure: no database, no clock."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

FOLDER = files("egnatia.start.demo")

Sort = Literal["project", "event", "own measure"]
Measure = Literal["", "law", "strategy", "unit", "budget-line"]
Band = Literal["", "<50k", "50-250k", "250k-1m", "1-5m", ">5m"]
Status = Literal["pipeline", "implementation", "finalisation", "closed"]
PlantedKind = Literal["same", "chain", "series", "overlap", "none"]
OrganisationKind = Literal["government", "international", "donor", "implementer", "civil-society", "academia"]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field that nobody knows is a typing mistake, so it is refused."""


class DemoMarking(Strict, frozen=True):
    tlp: Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
    communities: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


class DemoReference(Strict, frozen=True):
    kind: Literal["1", "2", "3", "4", "5", "provider", "receiver"]
    identifier: str


class DemoActivity(Strict, frozen=True, omit_defaults=True):
    """One line of `activities.jsonl`; the package's docstring says what the fields mean."""

    key: str
    sort: Sort
    source: str
    identifiers: tuple[str, ...]
    original_language: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    economies: dict[str, float | None]
    places: tuple[str, ...]
    start: str
    end: str
    amount: float | None
    currency: str
    band: Band
    reporters: tuple[str, ...]
    funders: tuple[str, ...]
    implementers: tuple[str, ...]
    receivers: tuple[str, ...]
    sectors: tuple[str, ...]
    objectives: tuple[str, ...]
    types: tuple[str, ...]
    groups: tuple[str, ...]
    references: tuple[DemoReference, ...]
    status: Status
    marking: DemoMarking
    owner: str
    measure: Measure = ""


class Planted(Strict, frozen=True):
    left: str
    right: str
    kind: PlantedKind
    direction: Literal[-1, 0, 1]
    languages: Literal["within", "across"]
    reason: str


class DemoOrganisation(Strict, frozen=True):
    """`mailbox` is a functional address at example.org, or the words "ask through the secretariat"."""

    key: str
    type: OrganisationKind
    economy: str | None
    names: dict[str, str]
    aliases: tuple[str, ...]
    mailbox: str


class DemoCommunity(Strict, frozen=True):
    """`seats` are the economies that have a focal point's office in it, held or vacant."""

    key: str
    names: dict[str, str]
    purpose: dict[str, str]
    closed: bool
    accepts_submissions: bool
    stewards: tuple[str, ...]
    seats: tuple[str, ...]


class DemoMembership(Strict, frozen=True):
    community: str
    economy: str | None = None
    steward: bool = False


class DemoOffice(Strict, frozen=True):
    """`days`: held for so long when the demo is loaded."""

    kind: Literal["F", "S"]
    community: str | None = None
    economy: str | None = None
    days: int = 0


class DemoUser(Strict, frozen=True):
    username: str
    name: str
    organisation: str
    language: str
    memberships: tuple[DemoMembership, ...]
    offices: tuple[DemoOffice, ...]


class DemoView(Strict, frozen=True):
    """What the organisation `by`, which owns one of the two activities, says about their match."""

    left: str
    right: str
    by: str
    verdict: Literal["coordinate", "reported-twice", "passed-on", "different", "ask"]
    note: str


class DemoNeed(Strict, frozen=True):
    """`words` by language, the original first. `confirmed`: by the economy; `published`: the public reads it too."""

    key: str
    economy: str
    objective: str
    nature: Literal["legislative", "institutional", "operational"]
    perspective: Literal["prevention", "response"]
    priority: Literal["high", "medium", "low"]
    words: dict[str, str]
    source: str
    page: str
    confirmed: bool = True
    published: bool = False


class DemoReport(Strict, frozen=True):
    """A measure that the secretariat read of: its economy has not said whether it is one of its own."""

    key: str
    economy: str
    measure: Measure
    language: str
    title: str
    objective: str
    start: str
    source: str


class DemoAnswer(Strict, frozen=True):
    """What the demo's user says of a need in a round."""

    need: str
    verdict: Literal["true", "changed", "done", "gone"]
    note: str


class DemoClearance(Strict, frozen=True):
    """An economy that has answered and cleared: its questions get the verdicts in turn, and what changed the note."""

    economy: str
    consulted: str
    verdicts: tuple[Literal["true", "changed", "done", "gone"], ...]
    note: str = ""


class DemoRound(Strict, frozen=True):
    """A round about needs: who states them, who observes, what was answered, cleared and accepted."""

    key: str
    title: str
    instructions: str
    states: tuple[str, ...]
    observes: tuple[str, ...]
    answers: tuple[DemoAnswer, ...]
    cleared: tuple[DemoClearance, ...]
    accepted: tuple[str, ...]


class DemoProposal(Strict, frozen=True):
    """`first` is the activity that the text rewords."""

    file: str
    language: str
    first: str


def _bytes(name: str) -> bytes:
    return FOLDER.joinpath(name).read_bytes()


@cache
def activities() -> tuple[DemoActivity, ...]:
    lines = _bytes("activities.jsonl").splitlines()
    return tuple(msgspec.json.decode(line, type=DemoActivity) for line in lines)


@cache
def positions() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the towns that activities name, in degrees."""
    return msgspec.json.decode(_bytes("places.json"), type=dict[str, tuple[float, float]])


@cache
def planted() -> tuple[Planted, ...]:
    return msgspec.json.decode(_bytes("planted.json"), type=tuple[Planted, ...])


@cache
def organisations() -> tuple[DemoOrganisation, ...]:
    return msgspec.json.decode(_bytes("organisations.json"), type=tuple[DemoOrganisation, ...])


@cache
def communities() -> tuple[DemoCommunity, ...]:
    return msgspec.json.decode(_bytes("communities.json"), type=tuple[DemoCommunity, ...])


@cache
def users() -> tuple[DemoUser, ...]:
    return msgspec.json.decode(_bytes("users.json"), type=tuple[DemoUser, ...])


def sign_in_lines() -> tuple[str, ...]:
    """A line for each demo user: nobody has a password, a code is made on this machine."""
    width = max(len(user.username) for user in users())
    return tuple(f"egnatia user code {user.username:<{width}}  {user.name}" for user in users())


@cache
def views() -> tuple[DemoView, ...]:
    return msgspec.json.decode(_bytes("views.json"), type=tuple[DemoView, ...])


@cache
def needs() -> tuple[DemoNeed, ...]:
    return msgspec.json.decode(_bytes("needs.json"), type=tuple[DemoNeed, ...])


@cache
def reports() -> tuple[DemoReport, ...]:
    return msgspec.json.decode(_bytes("reports.json"), type=tuple[DemoReport, ...])


@cache
def rounds() -> tuple[DemoRound, ...]:
    return msgspec.json.decode(_bytes("rounds.json"), type=tuple[DemoRound, ...])


@cache
def proposals() -> tuple[DemoProposal, ...]:
    return msgspec.json.decode(_bytes("proposals/expected.json"), type=tuple[DemoProposal, ...])


def proposal_text(proposal: DemoProposal) -> str:
    return _bytes(f"proposals/{proposal.file}").decode()
