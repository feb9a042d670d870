"""What the directory shows, as frozen values."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CommunityCard:
    slug: str
    name: str
    purpose: str
    closed: bool
    accepts: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """`colleagues` is None in a session without a second factor."""

    communities: tuple[CommunityCard, ...]
    secretariat: tuple[str, ...]
    colleagues: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Member:
    """`organisation` is empty where the reader may not know of it."""

    id: UUID
    name: str
    organisation: str
    economy: str
    steward: bool
    since: date
    waiting: bool
    myself: bool


@dataclass(frozen=True, slots=True)
class Holder:
    id: UUID
    name: str
    deputy: bool
    since: date


@dataclass(frozen=True, slots=True)
class EconomySeat:
    """The office of one economy. `holders` is None where the reader may not know them, empty where it is vacant."""

    economy: str
    name: str
    holders: tuple[Holder, ...] | None
