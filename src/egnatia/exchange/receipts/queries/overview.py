"""Who has opened and acknowledged a record, as its originator may know it, and what stands on the page of any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from egnatia.exchange.receipts.models import FileRecall, Recall, Receipt, WideningRequest
from egnatia.files.models import AttachedFile
from egnatia.files.queries import Downloads, FilesShown, downloads_of, file_kinds, files_on
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import named_to, organisation_names, readers_of
from egnatia.kernel.faults import NotFound
from egnatia.kernel.lists import RecallKind
from egnatia.kernel.models import Person, Record, seen
from egnatia.kernel.models.kind import withdrawn_of_own
from egnatia.kernel.rooms import rooms
from egnatia.people.addresses import page_of
from egnatia.reminders.models import Reminder
from egnatia.taxonomy.forum import told_in_language

CHASE, RECALL = "alert-chase", "alert-recall"  # the names of the second e-mail about an alert, of one about a recall


@cache
def recalls() -> Mapping[str, RecallKind]:
    """The kinds of records that can be recalled, by name."""
    return {kind: each for room in rooms() for kind, each in room.recalls.items()}


def is_noted_at_all(record: Record) -> bool:
    """Whether openings of it are noted: above TLP:GREEN of every record, else of alerts and requests."""
    return record.tlp > Tlp.GREEN or _always_noted(record)


def _always_noted(record: Record) -> bool:
    kind = recalls().get(record.kind)
    return kind is not None and kind.noted is not None and kind.noted(record.pk)


def is_noted(record: Record, reader: Reader) -> bool:
    """Whether it is noted that this reader opens it: nobody is noted who works for its originator."""
    return not reader.is_anonymous and str(record.owner_id) != reader.organisation and is_noted_at_all(record)


# On the page of any record


@dataclass(frozen=True, slots=True)
class WideningStatus:
    """That the reader asked to widen the marking, and what was answered; `agreed` is None until then."""

    asked_at: datetime
    agreed: bool | None
    answered_at: datetime | None
    answer: str

    @property
    def words(self) -> str:
        if self.agreed is None:
            return gettext("You asked the owner to share this more widely:")
        if self.agreed:
            return gettext("The owner agreed to share this more widely:")
        return gettext("The owner declined to share this more widely:")

    @property
    def day(self) -> datetime:
        return self.answered_at or self.asked_at


@dataclass(frozen=True, slots=True)
class AboutRecord:
    """What stands below every record. `noted`: that this reader has opened it is kept; `unopened`: not yet.

    `overview`: their organisation may see who opened it; `recallable`: and may recall it. `askable`: they may ask that
    it be shared more widely.
    """

    id: UUID
    files: FilesShown | None
    noted: bool
    unopened: bool
    kind: str
    overview: bool
    recallable: bool
    askable: bool
    request: WideningStatus | None

    @property
    def any(self) -> bool:
        """Whether something is said of who has seen it."""
        return self.noted or self.overview or self.recallable or self.askable or self.request is not None


def about_record(reader: Reader, record: UUID, *, writable: bool) -> AboutRecord | None:
    """Of a record that the reader sees. One query where it has no files, and none of theirs is asked; None where it was
    withdrawn."""
    mine = {"record": OuterRef("pk"), "person_id": reader.person or None}
    row = (
        Record.objects.filter(pk=record, withdrawn_at__isnull=True)
        .annotate(
            filed=Exists(AttachedFile.objects.filter(record=OuterRef("pk"))),
            opened=Exists(Receipt.objects.filter(**mine, opened_at__isnull=False)),
            wished=Exists(WideningRequest.objects.filter(**mine)),
        )
        .only("pk", "kind", "owner", "tlp")
        .first()
    )
    if row is None:
        return None
    member = not reader.is_anonymous and reader.is_confirmed
    own = member and str(row.owner_id) == reader.organisation
    kept = is_noted(row, reader)
    files = (
        files_on(reader, record, row.kind, writable=writable) if row.filed else _none_yet(record, row.kind, writable)
    )
    request = _own_request(reader, record) if row.wished else None
    waits = request is not None and request.agreed is None
    return AboutRecord(
        id=record,
        files=files,
        noted=kept,
        unopened=kept and not row.opened,
        kind=row.kind,
        overview=own and is_noted_at_all(row),
        recallable=own and writable and row.kind in recalls(),
        askable=member and not own and row.tlp > Tlp.CLEAR and not waits,
        request=request,
    )


def _none_yet(record: UUID, kind: str, writable: bool) -> FilesShown | None:
    return FilesShown(record, (), writable) if writable and kind in file_kinds() else None


def _own_request(reader: Reader, record: UUID) -> WideningStatus | None:
    rows = WideningRequest.objects.filter(record=record, person_id=reader.person).order_by("-asked_at")
    found = rows.values_list("asked_at", "agreed", "answered_at", "answer").first()
    return WideningStatus(*found) if found else None


# For the originator


@dataclass(frozen=True, slots=True)
class RecallNote:
    """Why something was recalled, what is to be done with copies, and when that was said; when the record was
    published, and by whom, "" where the reader may not know of the organisation."""

    reason: str
    copies: str
    at: datetime
    published_at: datetime | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class PersonReceipt:
    """How far one person has come with a record."""

    name: str
    organisation: str = ""
    mailed_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_before: datetime | None = None
    reminded_at: datetime | None = None
    recall_acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceiptCount:
    """Of how many people how many have opened and acknowledged a record, and the recall of it."""

    people: int
    opened: int
    acknowledged: int
    recall: int

    @property
    def missing(self) -> int:
        return self.people - self.acknowledged


@dataclass(frozen=True, slots=True)
class ShownTitle:
    """What a record is called, in its language, and the address of its page, "" where it is gone."""

    text: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class ReceiptOverview:
    """`noted`: whether openings are; `alert`: whether it asks for acknowledgement. `named` are in directories that the
    originator may see. `files`: identifier and name of each, removed ones too. `recallable`: it can be recalled still.
    """

    id: UUID
    title: ShownTitle
    noted: bool
    alert: bool
    every: ReceiptCount
    named: tuple[PersonReceipt, ...]
    others: ReceiptCount
    recall: RecallNote | None
    files: tuple[tuple[UUID, str], ...]
    recallable: bool


def title_of(row: Record) -> ShownTitle:
    text, lang = told_in_language(row.text)
    return ShownTitle(text, lang, "" if row.withdrawn_at else page_of(row.kind, row.pk))


def own_records(reader: Reader) -> QuerySet[Record]:
    """The records of the reader's organisation that they see, or could see until these were recalled."""
    if reader.is_anonymous or not reader.is_confirmed:
        return Record.objects.none()
    own = Q(seen(reader, "pk"), owner=UUID(reader.organisation))
    gone = withdrawn_of_own(reader) & Q(recalled_at__isnull=False)
    return Record.objects.filter(own | gone).defer("search")


def own_record(reader: Reader, record: UUID) -> Record:
    """One of them. Raises NotFound."""
    found = own_records(reader).filter(pk=record).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Recallable:
    """A record that the reader may recall; `opened`: how many have opened it; `noted`: whether that is known."""

    id: UUID
    title: ShownTitle
    noted: bool
    opened: int


def recallable(reader: Reader, record: UUID) -> Recallable:
    """Raises NotFound where they see none of their organisation, or its kind is not recalled."""
    row = own_record(reader, record)
    if row.withdrawn_at is not None or row.kind not in recalls():
        raise NotFound
    opened = Receipt.objects.filter(record=record, opened_at__isnull=False).count()
    return Recallable(record, title_of(row), is_noted_at_all(row), opened)


def overview_for(reader: Reader, record: UUID) -> ReceiptOverview:
    """Of a record of the reader's own organisation. Raises NotFound for any other, and where nothing is noted."""
    row = own_record(reader, record)
    recall = Recall.objects.filter(pk=record).first()
    kept = is_noted_at_all(row)
    if not kept and recall is None:
        raise NotFound
    told = _told(reader, row, recall) if kept else {}
    known = set(named_to(reader).filter(pk__in=list(told)).values_list("pk", flat=True))
    known |= {UUID(person) for person in row.persons}
    named = sorted((each for pk, each in told.items() if pk in known), key=_place)
    others = [each for pk, each in told.items() if pk not in known]
    files = AttachedFile.objects.filter(record=record).order_by("name", "pk").values_list("pk", "name")
    return ReceiptOverview(
        id=record,
        title=title_of(row),
        noted=kept,
        alert=row.kind == "notice" and _always_noted(row),
        every=_count(list(told.values())),
        named=tuple(named),
        others=_count(others),
        recall=note_of(recall) if recall else None,
        files=tuple(files),
        recallable=row.withdrawn_at is None and row.kind in recalls(),
    )


def _told(reader: Reader, row: Record, recall: Recall | None) -> dict[UUID, PersonReceipt]:
    """By person: whoever opened it, or may read it and does not work for its originator; after its recall, could."""
    receipts = {each.person_id: each for each in Receipt.objects.filter(record=row)}
    asked = Person.objects.filter(pk__in=recall.readers) if recall else readers_of(row)
    among = Q(pk__in=asked.exclude(organisation=row.owner_id).values("pk")) | Q(pk__in=list(receipts))
    people = list(Person.objects.filter(among).order_by("name"))
    mailed = _mailed(row.pk)
    houses = organisation_names(reader, {str(each.organisation_id) for each in people})
    return {each.pk: _receipt(each, houses, receipts.get(each.pk), mailed) for each in people}


def _mailed(record: UUID) -> Mapping[tuple[UUID | None, bool], datetime]:
    """When e-mails about it left, by person and whether it was the reminder. One query."""
    rows = Reminder.objects.filter(about=record, sent_at__isnull=False).exclude(name=RECALL)
    sent = rows.order_by("sent_at").values_list("person", "name", "sent_at")
    return {(person, name == CHASE): at for person, name, at in sent if at}


def _receipt(
    person: Person,
    houses: Mapping[str, str],
    receipt: Receipt | None,
    mailed: Mapping[tuple[UUID | None, bool], datetime],
) -> PersonReceipt:
    return PersonReceipt(
        name=person.name,
        organisation=houses.get(str(person.organisation_id), ""),
        mailed_at=mailed.get((person.pk, False)),
        opened_at=receipt.opened_at if receipt else None,
        acknowledged_at=receipt.acknowledged_at if receipt else None,
        acknowledged_before=receipt.acknowledged_before if receipt else None,
        reminded_at=mailed.get((person.pk, True)),
        recall_acknowledged_at=receipt.recall_acknowledged_at if receipt else None,
    )


def _place(receipt: PersonReceipt) -> tuple[bool, bool, str]:
    """Those who are missing first."""
    return receipt.acknowledged_at is not None, receipt.opened_at is not None, receipt.name


def _count(receipts: Sequence[PersonReceipt]) -> ReceiptCount:
    return ReceiptCount(
        len(receipts),
        sum(each.opened_at is not None for each in receipts),
        sum(each.acknowledged_at is not None for each in receipts),
        sum(each.recall_acknowledged_at is not None for each in receipts),
    )


def note_of(recall: Recall | FileRecall) -> RecallNote:
    return RecallNote(recall.reason, recall.copies, recall.at)


@dataclass(frozen=True, slots=True)
class FileReceiptOverview:
    """Who downloaded a file of their own organisation, and its recalls: version (0 for all), note, acknowledgements."""

    id: UUID
    record: UUID
    name: str
    there: bool
    downloads: Downloads
    recalls: tuple[tuple[int, RecallNote, ReceiptCount, tuple[PersonReceipt, ...]], ...]
    versions: tuple[int, ...]  # that can be recalled, the newest first


def file_overview_for(reader: Reader, file: UUID) -> FileReceiptOverview:
    """Of a file on a record of the reader's organisation, removed and recalled ones too. Raises NotFound."""
    own = own_records(reader).values("pk")
    found = AttachedFile.objects.filter(pk=file, record__in=own).select_related("record").first()
    if found is None:
        raise NotFound
    there = found.versions.filter(emptied_at__isnull=True).order_by("-number").values_list("number", flat=True)
    return FileReceiptOverview(
        id=file,
        record=found.record_id,
        name=found.name,
        there=found.removed_at is None and found.record.withdrawn_at is None,
        downloads=downloads_of(reader, file),
        recalls=tuple(_file_recall(reader, each) for each in FileRecall.objects.filter(file=file).order_by("at")),
        versions=tuple(there),
    )


def _file_recall(reader: Reader, recall: FileRecall) -> tuple[int, RecallNote, ReceiptCount, tuple[PersonReceipt, ...]]:
    rows = recall.receipts.select_related("person").order_by("acknowledged_at", "person__name")
    known = set(named_to(reader).filter(pk__in=rows.values("person")).values_list("pk", flat=True))
    told = {row.person_id: PersonReceipt(row.person.name, recall_acknowledged_at=row.acknowledged_at) for row in rows}
    return recall.number, note_of(recall), _count(list(told.values())), tuple(told[pk] for pk in told if pk in known)
