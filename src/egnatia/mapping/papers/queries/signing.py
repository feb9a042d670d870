"""What somebody would sign for a participant as it stands now, and the code of it."""

from uuid import UUID

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.reader import Reader
from egnatia.kernel.tokens import SECRETARIAT
from egnatia.mapping.needs.models import Need
from egnatia.mapping.needs.queries.one import seats_of
from egnatia.mapping.papers.rules import code_of
from egnatia.mapping.rounds.authority import may_clear
from egnatia.mapping.rounds.models import Participant
from egnatia.mapping.rounds.queries.asking import (
    answers_seen_by,
    counting,
    is_asked_for,
    questions_of,
    stated_since,
    takes_answers,
)
from egnatia.mapping.rounds.queries.visible import participant_row


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


def code_for(reader: Reader, found: Participant) -> str:
    """Another one as soon as a question, an answer or a new need is another for this reader."""
    asked = questions_of(reader, found)
    given = counting(answers_seen_by(reader, found), reader.actor).values()
    return code_of(
        [
            f"participant {found.pk}",
            *(f"asked {each.about} {each.version}" for each in asked),
            *(f"answer {each.id} {each.number} to {each.about} {each.version}" for each in given),
            *(f"new {pk} {version}" for pk, version in _new(reader, found)),
        ]
    )


def _new(reader: Reader, found: Participant) -> list[tuple[UUID, int]]:
    rows = Need.visible_to(reader).filter(pk__in=stated_since(reader, found))
    return list(rows.values_list("pk", "record__version"))
