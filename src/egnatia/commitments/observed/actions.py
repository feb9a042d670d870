"""Filing a view, withdrawing it, replying to it. Each is one transaction and one audit event."""

from uuid import UUID

from django.db import transaction

from egnatia.commitments.followed.queries.visible import locked as locked_follow_up
from egnatia.commitments.observed.models import Observation, ObservationReply
from egnatia.commitments.observed.queries.visible import files_views, locked, replies_to
from egnatia.commitments.observed.rules import Said
from egnatia.kernel import audit, records
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import Content
from egnatia.pages.searching import folded_text


@transaction.atomic
def file_view(follow_up: UUID, said: Said, marking: Marking, *, by: Reader) -> UUID:
    """What an organisation of civil society says to a follow-up that the reader sees; the follow-up stays as it is.

    Raises NotFound where he sees none, NotAllowed where his organisation is of another type.
    """
    found = locked_follow_up(by, follow_up)
    if not files_views(by):
        raise NotAllowed("civil-society" if by.strong else "second-factor")
    title = {code: text[:200] for code, text in said.texts().items()}
    content = Content(title=title, search=folded_text(said.words), body=said.body())
    record = records.create(Observation.KIND, content, marking, by=by)
    Observation.objects.create(
        record=record,
        follow_up=found,
        commitment_id=found.commitment_id,
        text=said.texts(),
        language=said.language,
    )
    audit.record("filed view", Observation.KIND, record.pk, by=by, tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def withdraw_view(record: UUID, *, by: Reader) -> UUID:
    """Take it from everybody's sight, with its replies; returns its follow-up. Nothing is deleted."""
    found = locked(by, record)
    records.require_owner(found.record, by=by)
    if not by.strong:
        raise NotAllowed("second-factor")
    records.withdraw(found.record, by=by)
    audit.record("withdrew", Observation.KIND, found.pk, by=by)
    follow_up: UUID = found.follow_up_id
    return follow_up


@transaction.atomic
def reply_to_view(record: UUID, said: Said, *, by: Reader) -> UUID:
    """What whoever gives the follow-up replies: it stands below the view, for all who see that.

    Raises NotFound where he sees none, NotAllowed where the follow-up is another organisation's.
    """
    found = locked(by, record)
    if not replies_to(by, found):
        raise NotAllowed("owner" if by.strong else "second-factor")
    reply = ObservationReply.objects.create(
        observation=found, text=said.words, language=said.language, by=by.name, organisation=by.actor_name
    )
    audit.record("replied", Observation.KIND, found.pk, by=by)
    return reply.pk
