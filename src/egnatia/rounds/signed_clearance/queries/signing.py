"""What somebody would sign for a participant as it stands now, and the code of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import Record, covering
from egnatia.kernel.reader import Reader
from egnatia.kernel.tokens import SECRETARIAT
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.one import seats_of
from egnatia.rounds.rounds.authority import may_clear
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.asking import (
    answers_seen_by,
    counting,
    is_asked_for,
    questions_of,
    stated_since,
    takes_answers,
)
from egnatia.rounds.rounds.queries.clearing import staying
from egnatia.rounds.rounds.queries.visible import participant_row
from egnatia.rounds.signed_clearance.rules import code_of


def signable(reader: Reader, participant: UUID) -> Participant:
    """The participant, where the reader may clear its answers now. Raises NotFound, or NotAllowed with the reason."""
    found = participant_row(reader, participant)
    require_signable(reader, found)
    return found


def require_signable(reader: Reader, found: Participant) -> None:
    if not may_clear(reader, found.economy_id or "", str(found.organisation_id or "")):
        raise NotAllowed("round-clearance")
    if not is_asked_for(found):
        raise NotAllowed("round-not-asked")
    if not takes_answers(found):
        raise NotAllowed("round-stage")


def marking_of(found: Participant) -> Marking:
    """Of a signed page: as the answers are marked once they are cleared."""
    seats = seats_of(found.economy_id) if found.economy_id else frozenset()
    return Marking(Tlp.AMBER_STRICT, offices=seats | {SECRETARIAT})


@dataclass(frozen=True, slots=True)
class ToSign:
    """What would be signed now. `printed`: the needs or activities that stand on the paper; `staying`: those whose
    answers the clearance does not send.
    """

    printed: frozenset[UUID]
    staying: frozenset[UUID]
    code: str


def to_sign(reader: Reader, found: Participant) -> ToSign:
    """The code is another one as soon as a question, an answer, a new need or who may read the paper is another, or one
    of those is marked so that it would not be printed or not be sent.
    """
    asked = questions_of(reader, found)
    counted = counting(answers_seen_by(reader, found), reader.organisation)
    new = _new(reader, found)
    audience = marking_of(found).tokens(owner=reader.organisation, author=reader.person)
    stays = staying(reader, found, counted)
    abouts = {*(each.about for each in asked), *counted, *(pk for pk, _version in new)}
    printed = _covering(audience, abouts) - stays
    lines = [
        f"participant {found.pk}",
        *(f"asked {each.about} {each.version}" for each in asked),
        *(f"answer {each.id} {each.number} to {each.about} {each.version}" for each in counted.values()),
        *(f"new {pk} {version}" for pk, version in new),
        *(f"printed {pk}" for pk in printed),
        *(f"stays {pk}" for pk in stays),
        *(f"read by {token}" for token in audience),
    ]
    return ToSign(printed, stays, code_of(lines))


def _covering(audience: frozenset[str], abouts: Collection[UUID]) -> frozenset[UUID]:
    """Those of the needs or activities, which he sees, that whoever will read the signed page may read too."""
    rows = Record.objects.filter(covering(audience, "pk"), pk__in=abouts)
    return frozenset(rows.values_list("pk", flat=True))


def _new(reader: Reader, found: Participant) -> list[tuple[UUID, int]]:
    rows = Need.visible_to(reader).filter(pk__in=stated_since(reader, found))
    return list(rows.values_list("pk", "record__version"))
