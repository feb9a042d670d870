"""What waits for whoever has something that was recalled, or is asked to share a record more widely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.receipts.models import FileRecallReceipt, Recall, Receipt, WideningRequest
from egnatia.exchange.receipts.queries.overview import RECALL, RecallNote, ShownTitle, note_of, title_of
from egnatia.files.models import FileDownload
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import named_to, organisation_names
from egnatia.kernel.changes import ChangeEntry, Rows, Span
from egnatia.kernel.faults import NotFound
from egnatia.kernel.inbox import InboxItem, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.kernel.models import seen
from egnatia.kernel.rooms import tellings

MOST = 1_000  # that are counted
ALERTS = Letters(code="alerts", label=_("Alerts to acknowledge"), minutes=1.0)


def _weak(reader: Reader, column: str) -> Q:
    """A session without the second factor knows of GREEN ones at most."""
    return Q() if reader.strong else Q(**{f"{column}__lte": Tlp.GREEN})


def recalls_for(reader: Reader) -> QuerySet[Receipt]:
    """Their receipts of what they opened and what was recalled since."""
    if reader.is_anonymous:
        return Receipt.objects.none()
    opened = Receipt.objects.filter(person_id=reader.person, opened_at__isnull=False)
    mine = opened.filter(record__in=Recall.objects.values("pk"))
    return mine.filter(_weak(reader, "record__tlp"))


def file_recalls_for(reader: Reader) -> QuerySet[FileRecallReceipt]:
    """What they have downloaded and is recalled."""
    if reader.is_anonymous:
        return FileRecallReceipt.objects.none()
    mine = FileRecallReceipt.objects.filter(person_id=reader.person)
    return mine.filter(_weak(reader, "recall__file__record__tlp"))


def _recalled(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """Recalls that the reader has not acknowledged."""
    at = {each.pk: each.at for each in Recall.objects.filter(at__gt=since)}
    for receipt in recalls_for(reader).filter(record__in=list(at), recall_acknowledged_at__isnull=True):
        line = NotificationLine(reverse("exchange:recalled", args=[receipt.record_id]))
        yield Waiting(receipt.record_id, at[receipt.record_id], line)
    waiting = file_recalls_for(reader).filter(recall__at__gt=since, acknowledged_at__isnull=True)
    for pk, moment in waiting.values_list("recall", "recall__at"):
        yield Waiting(pk, moment, NotificationLine(reverse("exchange:file-recalled", args=[pk])))


RECALL_MAIL = NotificationKind(
    name=RECALL,
    template="exchange/mails/recall",
    found=_recalled,
    line=_("Something that you opened was recalled"),
    letters=ALERTS,
    urgent=True,
)


def recalls_to_acknowledge(reader: Reader) -> Iterator[InboxItem]:
    """On the start page, until they are acknowledged."""
    waiting = recalls_for(reader).filter(recall_acknowledged_at__isnull=True).order_by("record")
    records = [("exchange:recalled", pk) for pk in waiting.values_list("record", flat=True)[:MOST]]
    of_files = file_recalls_for(reader).filter(acknowledged_at__isnull=True).order_by("recall__at", "recall")
    found = records + [("exchange:file-recalled", pk) for pk in of_files.values_list("recall", flat=True)[:MOST]]
    if found:
        said = ngettext(
            "%(count)s record or file that you opened was recalled",
            "%(count)s records or files that you opened were recalled",
            len(found),
        )
        url = reverse(found[0][0], args=[found[0][1]])
        text = gettext("Read what to do with copies, and acknowledge.")
        yield InboxItem("recalls", len(found), said % {"count": len(found)}, text, url, gettext("Read"), each=1.0)


def recall_for(reader: Reader, record: UUID) -> tuple[RecallNote, Receipt | None]:
    """The recall of a record that the reader opened or could read, and their receipt. Raises NotFound for others."""
    found = recalls_known_to(reader).select_related("record").filter(pk=record).first()
    receipt = recalls_for(reader).filter(record=record).first()
    if found is None:
        raise NotFound
    owner = str(found.record.owner_id)
    name = organisation_names(reader, [owner]).get(owner, "")
    return replace(note_of(found), published_at=found.record.published_at, owner=name), receipt


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """A version that the reader downloaded or previewed, by the name that it had, and when they did so first."""

    name: str
    version: int
    at: datetime


def own_copies(reader: Reader, file: UUID, number: int) -> tuple[OwnCopy, ...]:
    """Of the version with this number, or of all (0)."""
    rows = FileDownload.objects.filter(version__file=file, person=UUID(reader.person))
    rows = rows.filter(version__number=number) if number else rows
    first = rows.order_by("version__number", "at").distinct("version__number")
    return tuple(OwnCopy(*each) for each in first.values_list("version__name", "version__number", "at"))


def file_recall_for(reader: Reader, recall: UUID) -> tuple[RecallNote, FileRecallReceipt, tuple[OwnCopy, ...]]:
    """The recall of a file that the reader has, and which copies they have. Raises NotFound for anything else."""
    rows = file_recalls_for(reader).filter(recall=recall).select_related("recall__file__record")
    receipt = rows.first()
    if receipt is None:
        raise NotFound
    owner = str(receipt.recall.file.record.owner_id)
    copies = own_copies(reader, receipt.recall.file_id, receipt.recall.number)
    return replace(note_of(receipt.recall), owner=organisation_names(reader, [owner]).get(owner, "")), receipt, copies


def recalls_known_to(reader: Reader) -> Rows:
    """The recalls of records that they could read then, or have opened; of their own organisation's too."""
    if reader.is_anonymous:
        return Recall.objects.none()
    person = UUID(reader.person)
    opened = Receipt.objects.filter(record=OuterRef("pk"), person=person, opened_at__isnull=False)
    known: Rows = Recall.objects.filter(Q(readers__contains=[person]) | Exists(opened), _weak(reader, "record__tlp"))
    return known


def recalls_moved(reader: Reader, span: Span) -> Rows:
    """What's new: recalls, nothing of what was recalled. For people with an account of their own."""
    return recalls_known_to(reader).filter(at__gt=span.since, at__lte=span.until)


def recalls_told(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
    kinds = {each.kind: str(each.name) for each in tellings()}
    rows = recalls_known_to(reader).filter(pk__in=list(records)).values_list("pk", "record__kind")
    words = gettext("A record that you could read was recalled")
    return {
        pk: ChangeEntry(words, reverse("exchange:recalled", args=[pk]), about=kinds.get(kind, "")) for pk, kind in rows
    }


@dataclass(frozen=True, slots=True)
class AskedToWiden:
    """That somebody asks the reader's organisation to share a record more widely: `who`, "" where the reader may not
    see their name in a directory."""

    id: UUID
    record: UUID
    title: ShownTitle
    who: str
    organisation: str
    asked_at: datetime


def _asked(reader: Reader) -> QuerySet[WideningRequest]:
    """Not answered yet, about records of their organisation that they see."""
    if reader.is_anonymous or not reader.is_confirmed:
        return WideningRequest.objects.none()
    own = WideningRequest.objects.filter(answered_at__isnull=True, record__owner=UUID(reader.organisation))
    return own.filter(seen(reader, "record_id")).order_by("asked_at", "pk")


def asked_to_widen(reader: Reader, request: UUID) -> AskedToWiden:
    """Raises NotFound where it is answered, or about nothing of theirs."""
    found = _asked(reader).filter(pk=request).select_related("record", "person").first()
    if found is None:
        raise NotFound
    house = str(found.person.organisation_id)
    known = named_to(reader).filter(pk=found.person_id).exists()
    return AskedToWiden(
        id=found.pk,
        record=found.record_id,
        title=title_of(found.record),
        who=found.person.name if known else "",
        organisation=organisation_names(reader, [house]).get(house, ""),
        asked_at=found.asked_at,
    )


def widening_to_answer(reader: Reader) -> Iterator[InboxItem]:
    """On the start page of the owner, until they are answered."""
    found = list(_asked(reader).values_list("pk", flat=True)[:MOST])
    if found:
        said = ngettext(
            "%(count)s request to share a record more widely",
            "%(count)s requests to share records more widely",
            len(found),
        )
        url = reverse("exchange:widening-answer", args=found[:1])
        text = gettext("A reader asks for a wider marking. Only you can change it.")
        yield InboxItem("widening", len(found), said % {"count": len(found)}, text, url, gettext("Answer"), each=2.0)
