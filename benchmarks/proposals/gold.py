"""Gold answers: what a competent officer reads in a proposal, and wants to be shown for it. Fields: README.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import msgspec

HERE = Path(__file__).parent
DEVELOPMENT, HELD_OUT = "development", "held-out"
ENDING = ".gold.json"
EVERYONE = "everyone"
SAME_WORK = 2  # grade of an activity; 1 is worth a call


class ExpectedActivity(msgspec.Struct, frozen=True):
    """An activity of the demo that should be among the first."""

    key: str
    titles: tuple[str, ...]
    identifiers: tuple[str, ...]
    grade: int
    seen_by: str


class Cell(msgspec.Struct, frozen=True):
    """A need: an economy and an objective of three levels."""

    economy: str
    objective: str


class Objectives(msgspec.Struct, frozen=True):
    """Codes; a longer one below them is as right."""

    main: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Gold(msgspec.Struct, frozen=True):
    """The answer to one document. In names, `a|b` are spellings of one."""

    file: str
    language: str
    kind: str
    title: str
    title_also: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    places_ok: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    amount: float | None = None
    amount_also: tuple[float, ...] = ()
    currency: str | None = None
    types: tuple[str, ...] = ()
    types_ok: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    groups_ok: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    people_ok: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    receivers_ok: tuple[str, ...] = ()
    applicant: str | None = None
    partners: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    objectives: Objectives = Objectives()
    needs: tuple[Cell, ...] = ()
    needs_ok: tuple[Cell, ...] = ()
    activities: tuple[ExpectedActivity, ...] = ()
    tolerated: tuple[str, ...] = ()
    shares: dict[str, float] = {}

    @property
    def stem(self) -> str:
        return Path(self.file).stem

    def expected(self, *, by_member: bool) -> list[ExpectedActivity]:
        """The activities that this reader can be shown."""
        return [each for each in self.activities if by_member or each.seen_by == EVERYONE]


def golds_in(folder: Path) -> list[Gold]:
    """All of a folder, in the order of their names."""
    paths = sorted(folder.glob(f"*{ENDING}"))
    return [msgspec.json.decode(path.read_bytes(), type=Gold) for path in paths]


@contextmanager
def documents(name: str) -> Iterator[Path]:
    """A folder with documents and gold answers: one of the two halves, or any other folder by its path."""
    if name != HELD_OUT:
        yield HERE / DEVELOPMENT if name == DEVELOPMENT else Path(name)
        return
    with TemporaryDirectory() as folder, ZipFile(HERE / f"{HELD_OUT}.zip") as packed:
        packed.extractall(folder)
        yield Path(folder)
