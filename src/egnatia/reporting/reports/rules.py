"""What a report is about, for whom, in which languages, and who may make one. Pure."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed

BOARD, NEEDS, SUPPORT, OPEN = "board", "needs", "support", "open"
WHOLE = (BOARD, NEEDS, SUPPORT, OPEN)
ECONOMY, OBJECTIVE, PARTNER, INSTITUTION = "economy", "objective", "partner", "institution"
BRIEFS = (ECONOMY, OBJECTIVE, PARTNER, INSTITUTION)
SECOND = ("sq", "sr-latn", "sr", "mk")  # beside English
LONGEST = 64  # characters of what a brief is about: a code, or the digest of a name
FORMATS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of report; of a brief also what it is about: a code, or the digest of a name (`digest_of`)."""

    sort: str
    about: str = ""

    @classmethod
    def of(cls, said: str) -> Self | None:
        """From what stands in a form: "needs", "economy:ALB"; None for anything else."""
        sort, _, about = said.partition(":")
        if (sort in WHOLE and not about) or (sort in BRIEFS and 0 < len(about) <= LONGEST):
            return cls(sort, about)
        return None

    @property
    def value(self) -> str:
        return f"{self.sort}:{self.about}" if self.about else self.sort

    @property
    def brief(self) -> bool:
        return self.sort in BRIEFS


def digest_of(name: str) -> str:
    """What a partner or an institution is told apart by, without its name being said."""
    return sha256(name.encode()).hexdigest()


def audience_of(marking: Marking, *, owner: str, author: str) -> frozenset[str]:
    """The tokens of those for whom a report is made: what it holds covers each of them.

    Whoever makes it reads it too, yet need not belong to them: of it they read what they may read anyway. So their own
    organisation and the secretariat's desk are none of the audience, unless nobody else is.
    """
    granted = marking.tokens(owner=owner, author=author)
    return granted - {tokens.organisation(owner), tokens.SECRETARIAT} or granted


def may_make(reader: Reader) -> bool:
    """The secretariat's desk, with its second step."""
    return reader.is_secretariat


def require_maker(by: Reader) -> None:
    """Raises NotAllowed("secretariat") for whoever may make none."""
    if not may_make(by):
        raise NotAllowed("secretariat")
