"""Which notices are current, which alerts await somebody and are told of by e-mail, and whom one is for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.notices.fields import ALERT
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.receipts.models import Receipt
from egnatia.exchange.receipts.queries.inbox import ALERTS
from egnatia.exchange.receipts.queries.overview import CHASE
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import holders
from egnatia.kernel.inbox import Banner, NotificationKind, NotificationLine, Waiting
from egnatia.kernel.models import Person, Record, RecordQuerySet
from egnatia.taxonomy.forum import told_in_language

MOST_BANNERS = 10  # counted; the newest is shown
MOST_DRAFTS = 20


def not_expired() -> Q:
    """Of rows of notices; the last day is included."""
    return Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())


def is_expired(notice: Notice) -> bool:
    return notice.valid_until is not None and notice.valid_until < clock.today()


def is_alert(record: UUID) -> bool:
    """Of a notice that is published."""
    return Notice.objects.filter(pk=record, category=ALERT, planned__isnull=True).exists()


def awaited(reader: Reader) -> RecordQuerySet:
    """The alerts of others that the reader sees and has not acknowledged; expired ones are over."""
    done = Receipt.objects.filter(record=OuterRef("record_id"), person_id=reader.person, acknowledged_at__isnull=False)
    alerts = Notice.visible_to(reader).filter(not_expired(), ~Exists(done), category=ALERT)
    return alerts.exclude(record__owner=UUID(reader.organisation)).defer("record__search")


def banners(reader: Reader) -> tuple[Banner, ...]:
    """The newest, and how many more there are: one after the other is acknowledged. One query."""
    rows = list(awaited(reader).order_by("-record__changed_at")[:MOST_BANNERS])
    return tuple(_banner(row, len(rows) - 1) for row in rows[:1])


def _banner(row: Notice, more: int) -> Banner:
    words, lang = told_in_language(row.record.text)
    return Banner(
        words,
        _page(row.pk),
        reverse("exchange:notice-acknowledgement", args=[row.pk]),
        lang,
        corrected=bool(row.corrections),
        more=more,
        every=f"{reverse('exchange:notices')}?category={ALERT}",
    )


def _page(record: UUID) -> str:
    return reverse("exchange:notice", args=[record])


def _alerts(reader: Reader, since: datetime, *, urgent: bool) -> Iterator[Waiting]:
    """What the reader has to acknowledge, since it was published or changed last; told of once."""
    for row in awaited(reader).filter(record__changed_at__gt=since, content__urgent=urgent):
        yield Waiting(row.pk, row.record.changed_at, NotificationLine(_page(row.pk)), edition=row.corrections)


def _chased(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The same once more, after as many days as its originator chose."""
    for row in awaited(reader).filter(content__remind_after__gte=1):
        begun = row.record.changed_at + timedelta(days=row.content["remind_after"])
        if since < begun <= clock.now():
            yield Waiting(row.pk, begun, NotificationLine(_page(row.pk)), edition=row.corrections)


ALERT_MAIL = NotificationKind(
    name="alert",
    template="exchange/mails/alert",
    found=partial(_alerts, urgent=False),
    line=_("An alert asks for your acknowledgement"),
    letters=ALERTS,
)
URGENT_MAIL = NotificationKind(
    name="alert-urgent",
    template="exchange/mails/alert",
    found=partial(_alerts, urgent=True),
    line=_("An alert asks for your acknowledgement"),
    letters=ALERTS,
    urgent=True,
)
CHASE_MAIL = NotificationKind(
    name=CHASE,
    template="exchange/mails/alert_again",
    found=_chased,
    line=_("An alert still awaits your acknowledgement"),
    letters=ALERTS,
)


def addressees(record: Record, planned: frozenset[str] | None = None) -> QuerySet[Person]:
    """Whom an alert is for: everybody who may read it today, or once its draft is published, and does not work for its
    originator."""
    return holders(record.tokens if planned is None else planned).exclude(organisation=record.owner_id)


def drafts_of(reader: Reader) -> RecordQuerySet:
    """The newest drafts of the reader's organisation, as far as they see them."""
    rows = Notice.visible_to(reader).filter(planned__isnull=False)
    return rows.defer("record__search").order_by("-record__changed_at")[:MOST_DRAFTS]
