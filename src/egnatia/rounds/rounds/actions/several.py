"""Several questions answered at once: "these are still true"."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from egnatia.kernel.faults import NotFound
from egnatia.kernel.reader import Reader
from egnatia.kernel.transactions import savepoint
from egnatia.rounds.rounds.actions.answering import AnsweredMeanwhile, Saying, open_to, put
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.asking import questions_of


@transaction.atomic
def say_several(participant: UUID, sayings: Mapping[UUID, Saying], *, by: Reader) -> frozenset[UUID]:
    """Each is an answer with an audit event of its own; those that were answered or changed meanwhile are left as they
    are, and returned. Raises NotFound where he is asked for no such, NotAllowed as for a single one.
    """
    found = open_to(participant, by)
    if not sayings.keys() <= {each.about for each in questions_of(by, found)}:
        raise NotFound
    return frozenset(about for about, saying in sayings.items() if not _put(found, about, saying, by))


def _put(found: Participant, about: UUID, saying: Saying, by: Reader) -> bool:
    try:
        with savepoint():
            put(found, about, saying, by=by)
    except AnsweredMeanwhile:
        return False
    return True
