"""The steps to a first round: which are done, which comes next. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.kernel.access import tokens
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed

DONE, NEXT, LATER, FREE = "done", "next", "later", "free"
OPTIONAL = frozenset({"template"})
LAST = "adoption"


@dataclass(frozen=True, slots=True)
class There:
    """What an officer finds: counts of what they see, and whether each thing has been done once."""

    strong: bool = False  # two-step verification was used
    ordered: bool = False  # the forum's settings were looked through
    objectives: int = 0
    organisations: int = 0  # beside their own
    colleagues: int = 0  # accounts beside their own
    imported: bool = False  # activities are listed
    stewards: int = 0
    seats: int = 0
    vacant: int = 0
    calendar: bool = False
    template: bool = False
    round: str = ""  # the identifier of the newest
    unreached: int = 0  # participants of it without anybody to write to
    reminded: bool = False
    received: int = 0
    asked: int = 0
    accepted: int = 0
    adopted: bool = False


def done(there: There) -> dict[str, bool]:
    """Each step in its order, and whether it is done."""
    all_received = bool(there.round) and there.received == there.asked
    return {
        "second-factor": there.strong,
        "forum": there.ordered,
        "organisations": bool(there.organisations),
        "colleagues": bool(there.colleagues),
        "import": there.imported or bool(there.round),
        "framework": bool(there.objectives),
        "community": bool(there.stewards),
        "seats": bool(there.seats) and not there.vacant and not there.unreached,
        "calendar": there.calendar,
        "template": there.template,
        "round": bool(there.round),
        "reminders": there.reminded or all_received,
        "answers": all_received and there.accepted == there.asked,
        LAST: there.adopted,
    }


def states(found: Mapping[str, bool]) -> dict[str, str]:
    """DONE; NEXT for the first that is not; FREE for what one may leave out; LATER for the rest."""
    first = next((name for name, is_done in found.items() if not is_done and name not in OPTIONAL), "")
    rest = {name: FREE if name in OPTIONAL else NEXT if name == first else LATER for name in found}
    return {name: DONE if is_done else rest[name] for name, is_done in found.items()}


def is_led(reader: Reader) -> bool:
    """Whether the first steps are theirs: of the secretariat, whether or not they used two-step verification yet."""
    return tokens.SECRETARIAT in reader.offices


def require_led(reader: Reader) -> None:
    """Raises NotAllowed for others than the secretariat."""
    if not is_led(reader):
        raise NotAllowed(reader.why_not("secretariat"))


def require_desk(reader: Reader) -> None:
    """Raises NotAllowed for others than the secretariat; whoever lacks the second step is told of that first."""
    if not reader.is_secretariat:
        raise NotAllowed(reader.why_not("secretariat"))
