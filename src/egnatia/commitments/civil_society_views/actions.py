"""Filing a view, withdrawing it, replying to it. Each is one transaction and one audit event."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from egnatia.commitments.civil_society_views.models import Observation, ObservationReply
from egnatia.commitments.civil_society_views.queries import files_views, locked, marked_as, replies_seen_by, replies_to
from egnatia.commitments.follow_ups.queries import follow_up_row
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, digest
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.records import VersionContent, audit
from egnatia.language.query_expansion import folded_text
from egnatia.pages.originals import UNKNOWN

LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class ObservationText:
    """`language` is "" where nobody said it."""

    words: str
    language: str = ""

    def texts(self) -> dict[str, str]:
        """By language."""
        return {self.language or UNKNOWN: self.words}

    def body(self) -> dict[str, object]:
        """As a version keeps it."""
        return {"words": self.texts(), "language": self.language}


AGAIN = timedelta(minutes=10)  # the same words by the same organisation within them are a button pressed twice


@transaction.atomic
def file_view(follow_up: UUID, said: ObservationText, marking: Marking, *, by: Reader) -> UUID:
    """What an organisation of civil society says to a follow-up that the reader sees; the follow-up stays as it is.

    Raises NotFound where they see none, NotAllowed where their organisation is of another type. Pressed twice, done
    once.
    """
    records.hold(follow_up)
    found = follow_up_row(by, follow_up)
    if not files_views(by):
        raise NotAllowed(by.why_not("civil-society"))
    own = Observation.visible_to(by).filter(record__owner=by.organisation, follow_up=found, text=said.texts())
    granted = digest(marking.tokens(owner=by.organisation, author=by.person))
    again = own.filter(record__marking_digest=granted, record__created_at__gte=clock.now() - AGAIN).first()
    if again is not None:
        filed: UUID = again.pk
        return filed
    title = {code: text[:200] for code, text in said.texts().items()}
    content = VersionContent(title=title, search=folded_text(said.words), body=said.body())
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
def reply_to_view(record: UUID, said: ObservationText, *, marked: str, by: Reader) -> UUID:
    """What whoever gives the follow-up replies: it stands below the view, for all who can read that now.

    Raises NotFound where they see none, NotAllowed where the follow-up is another organisation's, ChangedMeanwhile
    where the view is marked otherwise than when they saw it (`marked`). Pressed twice, done once.
    """
    found = locked(by, record)
    if not replies_to(by, found):
        raise NotAllowed(by.why_not("owner"))
    if marked != marked_as(found.record):
        raise ChangedMeanwhile
    told = {"observation": found, "owner_id": UUID(by.organisation), "text": said.words, "language": said.language}
    again = replies_seen_by(by).filter(**told, at__gte=clock.now() - AGAIN).first()
    if again is not None:
        return again.pk
    reply = ObservationReply.objects.create(**told, by=by.name, tokens=sorted(found.record.tokens))
    audit.record("replied", Observation.KIND, found.pk, by=by)
    return reply.pk


@transaction.atomic
def withdraw_reply(reply: UUID, *, by: Reader) -> UUID:
    """Take it from everybody's sight; returns its view.

    Raises NotFound where they see none, NotAllowed where it is another organisation's.
    """
    found = replies_seen_by(by).filter(pk=reply).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    if not (by.strong and str(found.owner_id) == by.organisation):
        raise NotAllowed(by.why_not("owner"))
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    audit.record("withdrew reply", Observation.KIND, found.observation_id, by=by)
    view: UUID = found.observation_id
    return view
