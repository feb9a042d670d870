"""Answers of `egnatia check FILE --json`, asked for in a process of their own as a user would."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec
from benchmarks.proposals.gold import Cell, Gold

MOST = 10  # activities of each list, as many as the command shows
PATIENCE = 300  # seconds


class Fact(msgspec.Struct, frozen=True):
    """What was read as one field, and the words it was read from."""

    name: str
    value: str
    quote: str = ""


class Objective(msgspec.Struct, frozen=True):
    code: str


class Share(msgspec.Struct, frozen=True):
    economy: str
    share: float


class ShownActivity(msgspec.Struct, frozen=True):
    id: str
    title: str
    identifier: str = ""
    score: float | None = None


class Contact(msgspec.Struct, frozen=True):
    activity: str


class Answer(msgspec.Struct, frozen=True):
    """The parts that are scored; an empty one where there is no answer."""

    understood: tuple[Fact, ...] = ()
    objectives: tuple[Objective, ...] = ()
    shares: tuple[Share, ...] = ()
    double: tuple[ShownActivity, ...] = ()
    similar: tuple[ShownActivity, ...] = ()
    further: tuple[ShownActivity, ...] = ()
    talk_to: tuple[Contact, ...] = ()
    needs: tuple[Cell, ...] = ()

    @property
    def listed(self) -> tuple[ShownActivity, ...]:
        """What is said to overlap."""
        return (*self.double, *self.similar)

    @property
    def shown(self) -> tuple[ShownActivity, ...]:
        return (*self.listed, *self.further)

    def first(self, name: str) -> str:
        return next((fact.value for fact in self.understood if fact.name == name), "")

    def facts(self, *names: str) -> list[Fact]:
        """In the order of `names`."""
        return [fact for name in names for fact in self.understood if fact.name == name]


@dataclass(frozen=True)
class Asked:
    """An answer, and the end of what the command printed where it gave none."""

    answer: Answer
    fault: str = ""


@dataclass(frozen=True)
class Check:
    """The command with the home that it reads, and the user who asks ("" for a visitor)."""

    command: Sequence[str]
    user: str = ""

    @classmethod
    def of(cls, home: Path, user: str = "") -> "Check":
        return cls((sys.executable, "-m", "egnatia.web.cli", "--home", str(home), "check"), user)

    def ask(self, file: Path, save: Path | None = None) -> Asked:
        """The answer to one document, also written to the folder `save`."""
        user = ("--as", self.user) if self.user else ()
        program = [*self.command, str(file), "--json", "--most", str(MOST), *user]
        done = subprocess.run(program, check=False, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)
        printed = done.stdout[max(0, done.stdout.find("{")) :]
        if save:
            save.mkdir(parents=True, exist_ok=True)
            (save / f"{file.stem}.json").write_text(printed, encoding="utf-8")
        try:
            return Asked(msgspec.json.decode(printed, type=Answer))
        except msgspec.MsgspecError as error:
            said = (done.stderr or done.stdout).strip()[-200:]
            return Asked(Answer(), f"exit {done.returncode}, {error}: {said}")

    def ask_all(self, folder: Path, golds: Sequence[Gold], *, jobs: int, save: Path | None = None) -> list[Asked]:
        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(lambda gold: self.ask(folder / gold.file, save), golds))
