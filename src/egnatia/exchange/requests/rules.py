"""Who reads a reply, who speaks for an addressee, when a reply is due, and where a request stands. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT, covers

ASKER, REPLIERS, READERS = "asker", "repliers", "readers"
AUDIENCES = (ASKER, REPLIERS, READERS)  # from the narrowest to the widest
FULL, PARTIAL, NOTHING, DECLINED = "full", "partial", "nothing", "declined"
ANSWERS = (FULL, PARTIAL, NOTHING)  # with these one has replied, and reads what others share among repliers
TELLING = (FULL, PARTIAL)  # these say something
NOBODY = "nobody"  # the identifier of no organisation

MOST_QUESTIONS = 12
MOST_ADDRESSEES = 80
LONGEST_DAYS = 120  # working days
LONGEST_ANSWER = 10_000
LONGEST_NOTE = 3_000


def speaks_for(reader: Reader, token: str) -> bool:
    """Whoever holds the role today, or works for the organisation; with two-step verification."""
    return reader.strong and reader.is_confirmed and token in reader.held and token[0] in "FOS"


def economy_of(token: str) -> str:
    """Of the focal point for it; "" for others."""
    return token.rsplit(":", 1)[1] if token.startswith("F:") else ""


def organisation_of(token: str) -> str:
    return token.partition(":")[2] if token.startswith("O:") else ""


def allowed_audiences(widest: str) -> tuple[str, ...]:
    """What a reply may choose: the asker alone, or what the request said before it was sent."""
    return tuple(dict.fromkeys((ASKER, widest)))


def reply_marking(audience: str, request: Marking, owner: str, addressee: str, sharing: Collection[str]) -> Marking:
    """The marking of one reply. `owner` is the organisation that asked, `sharing` the tokens of those who share theirs.

    At TLP:AMBER the asker reads it by the groups that the request is for, or by the roles that it names.
    """
    if audience == READERS and request.tlp <= Tlp.GREEN:
        return request
    if audience == READERS and request.tlp == Tlp.AMBER:
        return replace(request, offices=request.offices | _offices({addressee}))
    named = {addressee, *(sharing if audience == REPLIERS else ())}
    organisations, offices = _organisations(named) | {owner}, _offices(named)
    if audience == READERS and request.tlp == Tlp.AMBER_STRICT:
        organisations, offices = organisations | request.organisations, offices | request.offices
    return Marking(Tlp.AMBER_STRICT, organisations=organisations, offices=offices)


def _organisations(tokens: Collection[str]) -> frozenset[str]:
    return frozenset(filter(None, map(organisation_of, tokens)))


def _offices(tokens: Collection[str]) -> frozenset[str]:
    return frozenset(token for token in tokens if token == SECRETARIAT or token.startswith("F:"))


def start_marking(addressees: Collection[str]) -> Marking:
    """Where the marking of a request starts when it is sent: for those that it goes to, and nobody else."""
    return Marking(Tlp.AMBER_STRICT, organisations=_organisations(addressees), offices=_offices(addressees))


def not_reached(granted: frozenset[str], addressees: Collection[str]) -> tuple[str, ...]:
    """Those to whom the marking does not open the request, by the fixed table."""
    return tuple(token for token in addressees if not covers(granted, frozenset({token})))


def asker_reads(audience: str, marking: Marking, by: Reader) -> bool:
    """Whether whoever sends would read every reply: at TLP:AMBER and TLP:GREEN the groups decide, not who asked."""
    would = reply_marking(audience, marking, by.organisation, "", ())
    return bool(by.held & would.tokens(owner=NOBODY, author=NOBODY))


@dataclass(frozen=True, slots=True)
class RequestProgress:
    """How many were asked, and what came of it."""

    asked: int
    replied: int = 0
    partial: int = 0
    nothing: int = 0
    declined: int = 0

    @property
    def settled(self) -> int:
        return self.replied + self.nothing + self.declined


def progress_of(statuses: Collection[str]) -> RequestProgress:
    """`statuses`: of each addressee, "" where none has come yet."""
    counts = {status: sum(each == status for each in statuses) for status in (FULL, PARTIAL, NOTHING, DECLINED)}
    return RequestProgress(len(statuses), counts[FULL], counts[PARTIAL], counts[NOTHING], counts[DECLINED])


def is_bound(status: str, audience: str) -> bool:
    """Whether they have answered so that they read what others share: then they neither decline nor know nothing."""
    return audience == REPLIERS and status in TELLING


def awaits(status: str) -> bool:
    """Whether something is still to come from them."""
    return status in ("", PARTIAL)


def is_late(due: date, status: str, today: date) -> bool:
    return awaits(status) and due < today
