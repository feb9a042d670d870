"""Which notices are current, which alerts await somebody, and who has opened and acknowledged one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.notices.fields import ALERT
from egnatia.exchange.notices.models import Notice, Recall, Receipt
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import holders
from egnatia.kernel.feed import COUNT_CAP
from egnatia.kernel.inbox import Banner, InboxItem, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.kernel.models import Person, Record, RecordQuerySet
from egnatia.taxonomy.forum import told_in_language

MOST_BANNERS = 3


def not_expired() -> Q:
    """Of rows of notices; the last day is included."""
    return Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())


def is_expired(notice: Notice) -> bool:
    return notice.valid_until is not None and notice.valid_until < clock.today()


def is_noted_at_all(notice: Notice) -> bool:
    """Whether openings of it are noted: of alerts, and above TLP:GREEN."""
    return notice.category == ALERT or notice.record.tlp > Tlp.GREEN


def is_noted(notice: Notice, reader: Reader) -> bool:
    """Whether it is noted that this reader opens it: nobody is noted who works for its originator."""
    own = str(notice.record.owner_id) == reader.organisation
    return not reader.is_anonymous and not own and is_noted_at_all(notice)


def awaited(reader: Reader) -> RecordQuerySet:
    """The alerts of others that the reader sees and has not acknowledged; expired ones are over."""
    done = Receipt.objects.filter(record=OuterRef("record_id"), person_id=reader.person, acknowledged_at__isnull=False)
    alerts = Notice.visible_to(reader).filter(not_expired(), ~Exists(done), category=ALERT)
    return alerts.exclude(record__owner=UUID(reader.organisation)).defer("record__search")


def banners(reader: Reader) -> tuple[Banner, ...]:
    """The oldest first, so that one after the other is acknowledged. One query."""
    return tuple(_banner(row) for row in awaited(reader).order_by("record__changed_at")[:MOST_BANNERS])


def _banner(row: Notice) -> Banner:
    words, lang = told_in_language(row.record.text)
    return Banner(words, _page(row.pk), reverse("exchange:notice-acknowledgement", args=[row.pk]), lang)


def _page(record: UUID) -> str:
    return reverse("exchange:notice", args=[record])


def _alerts(reader: Reader, since: datetime, *, urgent: bool) -> Iterator[Waiting]:
    """What the reader has to acknowledge, since it was published or changed last; told of once."""
    for row in awaited(reader).filter(record__changed_at__gt=since, content__urgent=urgent):
        yield Waiting(row.pk, row.record.changed_at, NotificationLine(_page(row.pk)))


def _chased(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The same once more, after as many days as its originator chose."""
    for row in awaited(reader).filter(content__remind_after__gte=1):
        begun = row.record.changed_at + timedelta(days=row.content["remind_after"])
        if since < begun <= clock.now():
            yield Waiting(row.pk, begun, NotificationLine(_page(row.pk)))


ALERTS = Letters(code="alerts", label=_("Alerts to acknowledge"), minutes=1.0)
ALERT_MAIL = NotificationKind(
    name="alert",
    template="exchange/mails/alert",
    found=partial(_alerts, urgent=False),
    line=_("A new alert asks for your acknowledgement"),
    letters=ALERTS,
)
URGENT_MAIL = NotificationKind(
    name="alert-urgent",
    template="exchange/mails/alert",
    found=partial(_alerts, urgent=True),
    line=_("A new alert asks for your acknowledgement"),
    letters=ALERTS,
    urgent=True,
)
CHASE_MAIL = NotificationKind(
    name="alert-chase",
    template="exchange/mails/alert_again",
    found=_chased,
    line=_("An alert still awaits your acknowledgement"),
    letters=ALERTS,
)


def recalls_for(reader: Reader) -> QuerySet[Receipt]:
    """Their receipts of what was recalled since: a session without the second factor knows of GREEN ones at most."""
    mine = Receipt.objects.filter(person_id=reader.person, record__in=Recall.objects.values("pk"))
    return mine if reader.strong else mine.filter(record__tlp__lte=Tlp.GREEN)


def _recalled(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """Recalls that the reader has not acknowledged."""
    at = {each.pk: each.at for each in Recall.objects.filter(at__gt=since)}
    for receipt in recalls_for(reader).filter(record__in=list(at), recall_acknowledged_at__isnull=True):
        line = NotificationLine(reverse("exchange:notice-recalled", args=[receipt.record_id]))
        yield Waiting(receipt.record_id, at[receipt.record_id], line)


def recalls_to_acknowledge(reader: Reader) -> Iterator[InboxItem]:
    """On the start page, until they are acknowledged."""
    waiting = recalls_for(reader).filter(recall_acknowledged_at__isnull=True).order_by("record")
    found = list(waiting.values_list("record", flat=True)[:COUNT_CAP])
    if found:
        said = ngettext(
            "%(count)s notice that you opened was recalled",
            "%(count)s notices that you opened were recalled",
            len(found),
        )
        url = reverse("exchange:notice-recalled", args=found[:1])
        text = gettext("Read what to do with copies, and acknowledge.")
        yield InboxItem("recalls", len(found), said % {"count": len(found)}, text, url, gettext("Read"), each=1.0)


RECALL_MAIL = NotificationKind(
    name="alert-recall",
    template="exchange/mails/recall",
    found=_recalled,
    line=_("A notice that you opened was recalled"),
    letters=ALERTS,
    urgent=True,
)


def addressees(record: Record) -> QuerySet[Person]:
    """Whom an alert is for: everybody who may read it today and does not work for its originator."""
    return holders(record.tokens).exclude(organisation=record.owner_id)
