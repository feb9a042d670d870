"""The needs that a reader sees: one as its page shows it, those that await their answer, what rows are made with."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from egnatia.coverage import NeedStatement
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import Verdict, may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT, covers, focal_point
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Office, Organisation, Record, RecordQuerySet
from egnatia.kernel.records.versions import VersionRow, versions_seen_by
from egnatia.kernel.rooms import rooms
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.presenters import NeedLabels, NeedRow, row_of
from egnatia.needs.needs.rules import CONFIRMED, DECLINED, DRAFTED, may_confirm
from egnatia.pages.history import Edition
from egnatia.pages.record_presenters import history_of
from egnatia.taxonomy.forum import ForumNames, community_names
from egnatia.taxonomy.vocabularies import Objectives

COLUMNS = ("pk", "objective", "economy_id", "priority", "nature", "perspective", "status")


def statements_seen_by(reader: Reader) -> list[NeedStatement]:
    """What economies need, as far as `reader` sees it, in the order of economies and objectives. One query.

    Drafts are there, not confirmed: they are shown and count in no figure. What its economy did not confirm when asked
    is no statement of it.
    """
    rows = Need.visible_to(reader).exclude(status=DECLINED).order_by("economy__order", "objective", "pk")
    return [
        NeedStatement(
            ref=str(pk),
            objective=objective,
            economy=economy,
            priority=priority,
            nature=nature,
            perspective=perspective,
            confirmed=status == CONFIRMED,
        )
        for pk, objective, economy, priority, nature, perspective, status in rows.values_list(*COLUMNS)
    ]


def need_row(reader: Reader, record: UUID) -> Need:
    """The stored need. Raises NotFound where there is none that the reader sees."""
    found = Need.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Need) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def said_of(reader: Reader, record: UUID) -> NeedContent:
    """What it says. Raises NotFound as `need_row` does."""
    return NEED.said(need_row(reader, record))


def locked(reader: Reader, record: UUID) -> Need:
    """The need, for this transaction alone: two changes at once wait for each other."""
    records.hold(record)
    return need_row(reader, record)


def words_for(reader: Reader, names: ForumNames, objectives: Objectives, needs: Iterable[Need]) -> NeedLabels:
    """What is needed to put these needs into rows: the communities, and the organisations that wrote them."""
    needs = list(needs)
    owners = {need.record.owner_id for need in needs}
    organisations = Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name", "is_secretariat")
    rows = [(str(pk), name, is_secretariat) for pk, name, is_secretariat in organisations]
    return NeedLabels(
        reader=reader,
        names=names,
        communities=community_names(),
        objectives=objectives,
        organisations={pk: name for pk, name, _ in rows},
        secretariat=next((pk for pk, _, is_secretariat in rows if is_secretariat), ""),
        member=not reader.is_anonymous,
        replies=replies_to(reader, [need.pk for need in needs if need.economy_id in reader.economies]),
    )


def replies_to(reader: Reader, needs: Collection[UUID]) -> dict[UUID, str]:
    """What was replied about needs of the reader's own side and is not cleared yet, as far as they see the reply."""
    told = (each(reader, needs) for room in rooms() for each in room.replies if needs)
    return {about: words for found in told for about, words in found.items()}


@dataclass(frozen=True, slots=True)
class NeedReply:
    """What the economy said to a version; `by` is "" where the reader may not know."""

    version: int
    confirmed: bool
    by: str
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NeedEdition(Edition):
    """One version: the file that it came in, by the identifier of its sheet, and what the economy said to it."""

    file: str
    sheet: str
    sayings: tuple[NeedReply, ...]


@dataclass(frozen=True, slots=True)
class NeedPage:
    """The page of a need. `unreachable`: no focal point of its economy can read it, so nobody can confirm it."""

    row: NeedRow
    path: tuple[str, ...]
    owner: str
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[NeedEdition, ...]
    writable: bool
    answerable: bool
    unreachable: bool
    changed_at: datetime

    @property
    def asks(self) -> bool:
        """Whether it waits for the reader's word."""
        return self.answerable and self.row.drafted


def page_of(reader: Reader, record: UUID, names: ForumNames, objectives: Objectives) -> NeedPage:
    """Raises NotFound where there is none that the reader sees."""
    need = need_row(reader, record)
    envelope = need.record.envelope
    words = words_for(reader, names, objectives, [need])
    versions = versions_seen_by(reader, record, Need.KIND)
    return NeedPage(
        row=row_of(need, words),
        path=objectives.path(need.objective),
        owner=words.organisations.get(str(need.record.owner_id), ""),
        marking=envelope.marking,
        verdict=may_read(reader, envelope),
        audience=_audience(reader, need.record),
        history=_history(reader, need, versions, _sayings(need, versions, words.member)),
        writable=NEED.writable(reader, need),
        answerable=may_confirm(reader, need.economy_id),
        unreachable=_unreachable(need),
        changed_at=need.record.changed_at,
    )


def _history(
    reader: Reader, need: Need, versions: Sequence[VersionRow], sayings: Sequence[NeedReply]
) -> tuple[NeedEdition, ...]:
    return tuple(
        NeedEdition(
            **{field.name: getattr(edition, field.name) for field in fields(edition)},
            file=str(version.provenance.get("file", "")),
            sheet=str(version.provenance.get("sheet", "")),
            sayings=tuple(each for each in sayings if each.version == version.number),
        )
        for version, edition in zip(versions, history_of(NEED, reader, need, versions), strict=True)
    )


def _audience(reader: Reader, record: Record) -> tuple[Group, ...]:
    """Nobody but members asks who they are."""
    if reader.is_anonymous:
        return ()
    return audience_of(record.marking, owner=str(record.owner_id), author=record.author, asker=reader)


def _sayings(need: Need, versions: list[VersionRow], member: bool) -> tuple[NeedReply, ...]:
    """What the economy said to the versions that the reader may see."""
    numbers = [version.number for version in versions]
    rows = NeedAnswer.objects.filter(need=need, version__in=numbers).order_by("-at", "-pk")
    return tuple(
        NeedReply(row.version, row.verdict == CONFIRMED, row.by if member else "", row.organisation, row.at)
        for row in rows
    )


def _unreachable(need: Need) -> bool:
    """Asked of the seats that there are, not of who holds them: a vacant seat is filled one day."""
    if need.status != DRAFTED:
        return False
    return not any(covers(need.record.tokens, frozenset({seat})) for seat in seats_of(need.economy_id))


def seats_of(economy: str) -> frozenset[str]:
    """The offices of its focal points, in whatever community."""
    rows = Office.objects.filter(kind=Office.Kind.FOCAL_POINT, economy=economy).order_by("community_id")
    return frozenset(focal_point(slug, economy) for slug in rows.values_list("community_id", flat=True) if slug)


def usual_marking(reader: Reader, economy: str) -> Marking | None:
    """A draft for an economy goes to its focal points, who confirm it; theirs goes to the secretariat's desk."""
    offices = _offices(reader, economy)
    return Marking(Tlp.AMBER_STRICT, offices=frozenset(offices)) if offices and reader.strong else None


def suggested_marking(reader: Reader, economy: str) -> Marking | None:
    """Who should be able to fund what an economy states itself: all members. A draft waits for its focal points."""
    speaks = bool(reader.focal_economies())
    return Marking(Tlp.GREEN) if speaks and reader.strong else usual_marking(reader, economy)


def _offices(reader: Reader, economy: str) -> Iterable[str]:
    return ((seats_of(economy) if economy else frozenset()) | {SECRETARIAT}) - reader.offices


MOST = 100  # on one page


def drafts_waiting_for(reader: Reader) -> RecordQuerySet:
    """The needs drafted for the economies whose focal point they are, as far as they can read them."""
    economies = sorted(reader.focal_economies()) if reader.strong else []
    rows: RecordQuerySet = Need.visible_to(reader).filter(economy__in=economies, status=DRAFTED)
    return rows


def waiting_by_economy(reader: Reader) -> dict[str, int]:
    """How many wait, by economy."""
    found: dict[str, int] = {}
    for economy in drafts_waiting_for(reader).values_list("economy_id", flat=True):
        found[economy] = found.get(economy, 0) + 1
    return found
