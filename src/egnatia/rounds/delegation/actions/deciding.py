"""What came back is taken over as an answer of the organisation, or set aside. Nothing counts before."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from egnatia.kernel import audit, clock, records
from egnatia.kernel.reader import Reader
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.delegation.queries.offering import require_askable
from egnatia.rounds.delegation.queries.requests import request_row
from egnatia.rounds.delegation.rules import ASIDE, TAKEN, WAITING
from egnatia.rounds.rounds.actions.answering import Saying, say
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.asking import questions_of
from egnatia.rounds.rounds.queries.visible import participant_row
from egnatia.rounds.rounds.rules import LONGEST_NOTE


@transaction.atomic
def take_over(record: UUID, chosen: Mapping[UUID, int], *, by: Reader) -> int:
    """Say for the participant what was entered; how many answers. `chosen`: by question the version of the
    organisation's own answer that it replaces, 0 where there was none.

    What the reader does not see there is left out. Raises AnsweredMeanwhile, and takes none, where a need or an answer
    was changed since it was read.
    """
    request, found = _to_decide(record, by=by)
    rows = _waiting(request, found, chosen, by)
    for row in rows:
        note = f"{row.note}\n({_whom(request)})".strip()[:LONGEST_NOTE]
        saying = Saying(row.verdict, note, row.version or 0, chosen[row.about_id])
        say(request.participant_id, row.about_id, saying, by=by)
    if rows:
        _decide(rows, TAKEN, by)
        audit.record("took over", SectionRequest.KIND, request.pk, by=by, answers=len(rows))
    return len(rows)


@transaction.atomic
def set_aside(record: UUID, about: UUID, *, by: Reader) -> None:
    """It is not said; it stays readable beside the request."""
    request, found = _to_decide(record, by=by)
    if rows := _waiting(request, found, {about: 0}, by):
        _decide(rows, ASIDE, by)
        audit.record("set aside", SectionRequest.KIND, request.pk, by=by)


def _to_decide(record: UUID, *, by: Reader) -> tuple[SectionRequest, Participant]:
    """For this transaction alone: two who decide at once wait for each other."""
    records.hold(record)
    request = request_row(by, record)
    found = participant_row(by, request.participant_id)
    require_askable(by, found)
    return request, found


def _waiting(request: SectionRequest, found: Participant, chosen: Mapping[UUID, int], by: Reader) -> list[SectionRow]:
    """Of the chosen questions those that wait, and that he is asked himself."""
    asked = [each.about for each in questions_of(by, found) if each.about in chosen]
    return list(SectionRow.objects.filter(request=request, state=WAITING, about__in=asked).order_by("pk"))


def _decide(rows: Collection[SectionRow], state: str, by: Reader) -> None:
    decided = SectionRow.objects.filter(pk__in=[row.pk for row in rows])
    decided.update(state=SectionRow.State(state), decided_by=by.name, decided_at=clock.now())


def _whom(request: SectionRequest) -> str:
    """Who entered it, for whoever reads the answer: a colleague's address stays with the request."""
    return request.person.name if request.person else _("entered through a link")
