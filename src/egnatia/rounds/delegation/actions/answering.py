"""What whoever was asked says: kept question by question, then handed in. A session reaches its request alone."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, clock
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries.live import by_session
from egnatia.rounds.delegation.queries.own import holder_of, rows_now
from egnatia.rounds.delegation.rules import WAITING
from egnatia.rounds.rounds.actions.answering import AnsweredMeanwhile
from egnatia.rounds.rounds.rules import VERDICTS


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one need; `version` is the one that was read."""

    verdict: str
    note: str
    version: int


@transaction.atomic
def enter(secret: str, about: UUID, entry: Entry, *, by: Reader) -> None:
    """Keep it, in place of what was said before; it counts for nothing yet.

    Raises NotFound where the session shows no such question now, AnsweredMeanwhile where the need was changed since.
    """
    request, holder = opened(secret, by=by)
    row = next((row for row in rows_now(request, holder) if row.about_id == about), None)
    if row is None or entry.verdict not in VERDICTS:
        raise NotFound
    version = Record.objects.filter(pk=about).values_list("version", flat=True).first()
    if version != entry.version:
        raise AnsweredMeanwhile
    row.verdict, row.note, row.version, row.said_at = entry.verdict, entry.note, entry.version, clock.now()
    row.save(update_fields=["verdict", "note", "version", "said_at"])


@transaction.atomic
def hand_in(secret: str, *, by: Reader) -> int:
    """What was said awaits confirmation, the session and the link are over; how many answers.

    Raises NotAllowed("section-nothing") where nothing was said of what is shown now.
    """
    request, holder = opened(secret, by=by)
    said = [row.pk for row in rows_now(request, holder) if row.verdict]
    if not said:
        raise NotAllowed("section-nothing")
    SectionRow.objects.filter(pk__in=said).update(state=WAITING)
    request.handed_in_at, request.session_digest = clock.now(), None
    request.save(update_fields=["handed_in_at", "session_digest"])
    audit.record("handed in", SectionRequest.KIND, request.pk, by=holder, answers=len(said))
    return len(said)


def opened(secret: str, *, by: Reader) -> tuple[SectionRequest, Reader]:
    """The live request of this session, for this transaction alone, and as whom it is read."""
    rows = by_session(secret).select_for_update(of=("self",)) if secret else SectionRequest.objects.none()
    found = rows.select_related("record__owner", "asker").first()
    holder = holder_of(found, by) if found else None
    if found is None or holder is None:
        raise NotFound
    return found, holder
