"""What waits for those who are asked and for those who ask: on their home, by e-mail, in their calendar."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.models import Addressee, InformationReply, InformationRequest
from egnatia.exchange.requests.queries.visible import (
    addressed_without_second_step,
    asked_by_own,
    own_addressees,
    own_parts,
    title_of,
)
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import DEADLINES, InboxItem, Letters, NotificationKind, NotificationLine, Waiting, short
from egnatia.kernel.rooms import CalendarEntry

BEFORE = timedelta(days=3)
MOST = 100


def unanswered(reader: Reader) -> tuple[Addressee, ...]:
    """For whom they speak and from whom something is still to come; the first due first."""
    pairs = own_addressees(reader)
    return tuple(each for each, reply in pairs if rules.awaits(reply.status if reply else ""))


def to_answer(reader: Reader) -> Iterator[InboxItem]:
    """Each request by itself."""
    for each in unanswered(reader):
        words = _("“%(title)s”: requested by %(asker)s")
        title, asker = short(title_of(each.request).text), each.request.organisation
        text = _("Reply by: %(day)s – in full or in part, or decline, or ask for more time")
        url = reverse("exchange:information-reply-new", args=[each.request_id, each.pk])
        said = {"title": title, "asker": asker}
        day = {"day": date_format(each.last_day)}
        yield InboxItem("information-request", 1, words % said, text % day, url, _("Reply to the request"), each=10.0)


def drafted(reader: Reader) -> Iterator[InboxItem]:
    """What colleagues answered of their replies and nobody has sent yet, each reply by itself."""
    asked = {each.pk: each for each, _reply in own_addressees(reader)}
    if not asked:
        return
    there = own_parts(reader, list(asked)).filter(handed_in_at__isnull=False, taken_at__isnull=True)
    for addressee in dict.fromkeys(there.values_list("addressee", flat=True)):
        each = asked[addressee]
        words = _("“%(title)s”: a colleague has answered") % {"title": short(title_of(each.request).text)}
        text = _("The answers are a draft. Check them and send the reply.")
        url = reverse("exchange:information-reply-new", args=[each.request_id, each.pk])
        yield InboxItem("information-part", 1, words, text, url, _("Check and reply"), each=3.0)


def to_decide(reader: Reader) -> Iterator[InboxItem]:
    """The requests of their organisation in which somebody asks for more time."""
    wishes: dict[InformationRequest, int] = {}
    for each in _wishes(reader):
        wishes[each.request] = wishes.get(each.request, 0) + 1
    for request, count in wishes.items():
        said = ngettext(
            "“%(title)s”: %(count)s addressee asks for more time",
            "“%(title)s”: %(count)s addressees ask for more time",
            count,
        )
        words = said % {"title": short(title_of(request).text), "count": count}
        url = reverse("exchange:information-request", args=[request.pk])
        text = _("Grant or refuse it with one click.")
        yield InboxItem("information-time", count, words, text, url, _("Review"), each=1.0)


def _wishes(reader: Reader) -> list[Addressee]:
    if not reader.strong or not reader.organisation:
        return []
    return list(asked_by_own(reader).filter(wish=Addressee.Wish.ASKED).order_by("wished_at", "pk")[:MOST])


def _line(request: InformationRequest, url: str) -> NotificationLine:
    return NotificationLine(url, title_of(request).text, request.record.tlp)


def asked(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The requests that await their reply."""
    for each in unanswered(reader):
        if each.request.sent_at and each.request.sent_at > since:
            url = reverse("exchange:information-request", args=[each.request_id])
            yield Waiting(each.pk, each.request.sent_at, _line(each.request, url))


def corrected(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The requests to them that were corrected, whether they have replied or not."""
    for each, _reply in own_addressees(reader):
        at = each.request.corrected_at
        if at and at > since:
            url = reverse("exchange:information-request", args=[each.request_id])
            yield Waiting(each.pk, at, _line(each.request, url), again=True)


def due_soon(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """From three days before the last day; anew where that was moved."""
    for each in unanswered(reader):
        begins = timezone.make_aware(datetime.combine(each.last_day - BEFORE, time.min))
        if since < begins <= clock.now() and clock.today() <= each.last_day:
            url = reverse("exchange:information-request", args=[each.request_id])
            yield Waiting(each.pk, begins, _line(each.request, url), again=True)


def replied(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The replies to what their organisation asked."""
    if not reader.strong or not reader.organisation:
        return
    rows = InformationReply.visible_to(reader).filter(request__record__owner=UUID(reader.organisation), at__gt=since)
    rows = rows.select_related("record", "request__record").defer("record__search", "request__record__search")
    for row in rows.order_by("at", "pk")[:MOST]:
        if may_read(reader, row.record.envelope).allowed:
            url = reverse("exchange:information-request", args=[row.request_id])
            tlp = max(row.record.tlp, row.request.record.tlp)
            yield Waiting(row.pk, row.at, NotificationLine(url, title_of(row.request).text, tlp))


ASKED = Letters(
    code="request-asked",
    label=gettext_lazy("Requests for information that await your reply"),
    many="exchange:information-requests",
    minutes=10.0,
)
NOTIFICATIONS = (
    NotificationKind(
        name="request-due",
        found=due_soon,
        line=gettext_lazy("Your reply to a request for information is due within three days"),
        letters=DEADLINES,
    ),
    NotificationKind(
        name="request-asked",
        found=asked,
        line=gettext_lazy("A request for information awaits your reply"),
        letters=ASKED,
    ),
    NotificationKind(
        name="request-corrected",
        found=corrected,
        line=gettext_lazy("A request for information to you was corrected"),
        letters=ASKED,
    ),
    NotificationKind(
        name="request-replied",
        found=replied,
        line=gettext_lazy("A reply to your request for information has arrived"),
        letters=Letters(
            code="request-replied",
            label=gettext_lazy("Replies to your requests for information"),
            many="exchange:information-requests",
            minutes=3.0,
        ),
    ),
)


def days_of(reader: Reader) -> list[CalendarEntry]:
    """The last days of what they have to answer, and of what their organisation asked."""
    today = clock.today()
    words = _("Reply by this date: %(request)s")
    if not reader.strong:
        weak = [each for each in addressed_without_second_step(reader) if each.due >= today]
        return [_entry(each.request, each.due, words) for each in weak]
    found = [_entry(each.request, each.last_day, words) for each in unanswered(reader) if each.last_day >= today]
    last: dict[UUID, Addressee] = {}
    for each in asked_by_own(reader).order_by("pk"):
        if each.last_day >= today and (each.request_id not in last or each.last_day > last[each.request_id].last_day):
            last[each.request_id] = each
    words = _("Replies due: %(request)s")
    return found + [_entry(each.request, each.last_day, words) for each in last.values()]


def _entry(request: InformationRequest, day: date, words: str) -> CalendarEntry:
    return CalendarEntry(
        record=request.pk,
        kind=InformationRequest.KIND,
        day=day,
        words=words % {"request": title_of(request).text},
        url=reverse("exchange:information-request", args=[request.pk]),
        changed_at=request.record.changed_at,
    )
