"""The kinds, roles, stages and answers of a round, what comes next, and who may do it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed

NEEDS, SUPPORT = "needs", "support"
STATES, SUPPORTS, OBSERVES = "states", "supports", "observes"

INVITED, STARTED, CLEARED, ACCEPTED = "invited", "started", "cleared", "accepted"
ADOPTED = "adopted"
STAGES = (INVITED, STARTED, CLEARED, ACCEPTED, ADOPTED)
OPEN = (INVITED, STARTED)  # answers may be given
RECEIVED = (CLEARED, ACCEPTED, ADOPTED)

TRUE, CHANGED, DONE, GONE = "true", "changed", "done", "gone"
VERDICTS = (TRUE, CHANGED, DONE, GONE)

UNDECIDED = date.max  # until when answers are held that the board decides on at a meeting
MINUTES = 0.5  # for one question
LONGEST_NOTE = 2_000
LONGEST_LETTER = 1_500
REMINDED = "round"  # the name of reminders to answer, about a participant
MOST_ORGANISATIONS = 60  # of one round
MOST_QUESTIONS = 500  # of one participant


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who takes part: an economy (its code) or an organisation (its identifier), and as what."""

    role: str
    economy: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a round is opened with. `framework` is a version as "slug version"."""

    kind: str
    title: str
    framework: str
    opens: date
    closes: date
    instructions: str = ""
    participants: Sequence[Invitee] = ()


def is_asked(kind: str, role: str, economy: str | None) -> bool:
    """Who has something to answer: economies that state needs, or organisations that support."""
    return (role == STATES and bool(economy)) if kind == NEEDS else (role == SUPPORTS and not economy)


def stage_on(stage: str, held_until: date | None, today: date) -> str:
    """Once the last day of silence is over, what was accepted is adopted, whether or not that was written down."""
    silent = stage == ACCEPTED and held_until is not None and held_until < today
    return ADOPTED if silent else stage


def minutes_of(questions: int) -> int:
    """About how long so many questions take."""
    return ceil(MINUTES * questions)


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """Where a participant is: how many were received of how many that were asked."""

    received: int
    asked: int


def standing_of(rows: Sequence[tuple[str, bool]]) -> RoundProgress:
    """`rows`: the stage of each participant, and whether it is asked."""
    asked = [stage for stage, is_asked_for in rows if is_asked_for]
    return RoundProgress(sum(stage in RECEIVED for stage in asked), len(asked))


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of one economy: tokens, whether anybody sits there today, and who, as far as the asker may know."""

    tokens: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    held: bool = False


def may_open(reader: Reader) -> bool:
    """The secretariat, which also accepts what was cleared."""
    return reader.is_secretariat


def require_opener(reader: Reader) -> None:
    """Raises NotAllowed for others than the secretariat; whoever lacks the second step is told of that first."""
    if not may_open(reader):
        raise NotAllowed(reader.why_not("secretariat"))


def speaks_for(reader: Reader, economy: str, organisation: str) -> bool:
    """Whoever sits for the economy, or works for the organisation."""
    if economy:
        return reader.strong and economy in reader.economies
    return reader.strong and bool(organisation) and reader.organisation == organisation


def may_clear(reader: Reader, economy: str, organisation: str) -> bool:
    """The focal point of the economy and their deputies; of an organisation its own people."""
    if economy:
        return reader.strong and economy in reader.focal_economies()
    return speaks_for(reader, economy, organisation)
