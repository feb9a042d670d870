"""Civil society views that a reader sees: the list, one as its page shows it, and those that the search finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.civil_society_views.models import Observation, ObservationReply
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import follow_up_row, words_for
from egnatia.commitments.follow_ups.rows import FollowUpRow
from egnatia.commitments.follow_ups.rows import row_of as follow_up_as_shown
from egnatia.kernel import records
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.models import Organisation, OrganisationType, Record
from egnatia.kernel.records.lifecycle import RecordAccess, standing_of
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.originals import in_original
from egnatia.people.addresses import hit_of
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import ForumNames, community_names


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """`who` is the organisation, "" for one that the reader may not know. `own`: their organisation may withdraw it."""

    id: UUID
    words: str
    lang: str
    who: str
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """`who` is the organisation, "" for one that the reader may not know. `own`: their organisation may withdraw it.

    `marked` names the marking that whoever replies has seen, and says nothing of it.
    """

    id: UUID
    follow_up: UUID
    who: str
    words: str
    lang: str
    filed_at: datetime
    tlp: str
    audience: str
    replies: tuple[ReplyRow, ...]
    own: bool
    may_reply: bool
    marked: str

    @property
    def answered(self) -> bool:
        return bool(self.replies)


def files_views(reader: Reader) -> bool:
    """Whether the reader's organisation is one of civil society, and they have shown their second factor."""
    own = Organisation.visible_to(reader).filter(pk=reader.organisation or None, type=OrganisationType.CIVIL_SOCIETY)
    return reader.strong and own.exists()


def observation_row(reader: Reader, record: UUID) -> Observation:
    """The stored view. Raises NotFound where there is none that the reader sees."""
    found = Observation.visible_to(reader).select_related("follow_up__record").filter(pk=record).first()
    if not isinstance(found, Observation) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def locked(reader: Reader, record: UUID) -> Observation:
    """The view, for this transaction alone: two changes at once wait for each other."""
    records.hold(record)
    return observation_row(reader, record)


def require_owner(reader: Reader, record: UUID) -> Observation:
    """Raises NotFound where the reader sees none, NotAllowed where it is another organisation's."""
    found = observation_row(reader, record)
    if not (reader.strong and str(found.record.owner_id) == reader.organisation):
        raise NotAllowed(reader.why_not("owner"))
    return found


def replies_to(reader: Reader, found: Observation) -> bool:
    """Whoever may report on the follow-up replies to views on it."""
    follow_up: FollowUp = found.follow_up
    return FOLLOW_UP.writable(reader, follow_up)


def marked_as(record: Record) -> str:
    """A name for the marking of a record, which a form carries: nobody learns from it whom that names."""
    return salted_hmac("reply", f"{record.pk} {record.marking_digest}").hexdigest()


def replies_seen_by(reader: Reader) -> "QuerySet[ObservationReply]":
    """Replies to views that the reader sees, given under a marking that they meet."""
    seen = ObservationReply.objects.filter(
        observation__in=Observation.visible_to(reader).values("pk"), withdrawn_at__isnull=True
    )
    return seen if reader.is_system else seen.filter(tokens__overlap=sorted(reader.held))


def rows_on(reader: Reader, follow_up: UUID, names: ForumNames) -> tuple[ObservationRow, ...]:
    """All that the reader sees on a follow-up, the newest first."""
    rows = Observation.visible_to(reader).select_related("follow_up__record").filter(follow_up=follow_up)
    found = [
        each for each in rows.order_by("-record__created_at", "-pk") if may_read(reader, each.record.envelope).allowed
    ]
    return rows_of(reader, found, names)


def rows_of(reader: Reader, found: Sequence[Observation], names: ForumNames) -> tuple[ObservationRow, ...]:
    """As they are shown, in the order given. Three queries."""
    said = replies_seen_by(reader).filter(observation__in=[each.pk for each in found])
    replies = list(said.order_by("at", "pk"))
    owners = {each.record.owner_id for each in found} | {reply.owner_id for reply in replies}
    organisations = dict(Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name"))
    words = _Words(reader, names, community_names(), organisations)
    below: dict[UUID, list[ReplyRow]] = {}
    for reply in replies:
        below.setdefault(reply.observation_id, []).append(_reply_row(reply, words))
    return tuple(_row(each, words, tuple(below.get(each.pk, ()))) for each in found)


@dataclass(frozen=True, slots=True)
class _Words:
    reader: Reader
    names: ForumNames
    communities: Mapping[str, str]
    organisations: Mapping[UUID, str]


def _reply_row(reply: ObservationReply, words: _Words) -> ReplyRow:
    return ReplyRow(
        id=reply.pk,
        words=reply.text,
        lang=reply.language,
        who=words.organisations.get(reply.owner_id, ""),
        at=reply.at,
        own=words.reader.strong and str(reply.owner_id) == words.reader.organisation,
    )


def _row(found: Observation, words: _Words, replies: tuple[ReplyRow, ...]) -> ObservationRow:
    text, lang = in_original(found.text, found.language)
    marking = found.record.marking
    return ObservationRow(
        id=found.pk,
        follow_up=found.follow_up_id,
        who=words.organisations.get(found.record.owner_id, ""),
        words=text,
        lang=lang,
        filed_at=found.record.created_at,
        tlp=marking.tlp.words,
        audience=in_short(marking, words.names, words.communities),
        replies=replies,
        own=words.reader.strong and str(found.record.owner_id) == words.reader.organisation,
        may_reply=replies_to(words.reader, found),
        marked=marked_as(found.record),
    )


@dataclass(frozen=True, slots=True)
class ObservationPage:
    row: ObservationRow
    follow_up: FollowUpRow
    standing: RecordAccess


def page_of(reader: Reader, record: UUID, names: ForumNames) -> ObservationPage:
    """Raises NotFound where there is none that the reader sees.

    Without a history: a view is never changed, and its one version names the person who filed it.
    """
    found = observation_row(reader, record)
    (row,) = rows_of(reader, [found], names)
    return ObservationPage(
        row, said_to(reader, found.follow_up_id, names), standing_of(reader, found.record, writable=row.own)
    )


def said_to(reader: Reader, follow_up: UUID, names: ForumNames) -> FollowUpRow:
    """The follow-up that a view is on. Raises NotFound where the reader sees none."""
    found = follow_up_row(reader, follow_up)
    return follow_up_as_shown(found, words_for(reader, names, [found]))


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(Observation.KIND, Observation.visible_to(reader), ("-record__created_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda views: list(map(_hit, views)))


def _hit(found: Observation) -> Hit:
    text, lang = in_original(found.text, found.language)
    return hit_of(found, text, lang, (str(found.record.created_at.year),))


SEARCHER = Searcher(Observation.KIND, _("Civil society comments"), 55, find, members=True)
