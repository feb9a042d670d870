"""The demo's files as typed, frozen values. Pure: no database, no clock."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

FOLDER = files("egnatia.commitments.demo")
Level = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]


class StrictStruct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field that nobody knows is a typing mistake, so it is refused."""


class DemoCommitment(StrictStruct, frozen=True):
    key: str
    paragraph: str
    objective: str
    topics: str
    marking: Level
    words: dict[str, str]


class DemoFollowUp(StrictStruct, frozen=True):
    """What an economy says to the commitment `on`. Days count from the day of loading."""

    on: str
    economy: str
    position: Literal["supported", "noted", "considered", "not-applicable"]
    language: str
    words: str
    marking: Level
    responsible: str = ""
    due_in_days: int | None = None
    recurrence: Literal["", "half-yearly", "yearly", "two-yearly"] = ""
    reported_days_ago: int | None = None
    note: str = ""
    evidence: str = ""


class DemoConclusions(StrictStruct, frozen=True):
    source: str
    agreed_on: date
    commitments: tuple[DemoCommitment, ...]
    follow_ups: tuple[DemoFollowUp, ...]


@cache
def conclusions() -> DemoConclusions:
    return msgspec.json.decode(FOLDER.joinpath("commitments.json").read_bytes(), type=DemoConclusions)


def outcome_text() -> str:
    """The document of the next conference."""
    return FOLDER.joinpath("outcome-2026.txt").read_text(encoding="utf-8")


@cache
def repeats() -> dict[str, str]:
    """Of its paragraphs those that repeat a commitment, by number: its key."""
    return msgspec.json.decode(FOLDER.joinpath("repeats.json").read_bytes(), type=dict[str, str])
