"""What confirmations bring to the site, and what a kind of record declares to be confirmed."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from egnatia.confirmations.actions import asked_by_mail, load_demo
from egnatia.confirmations.queries import NAME, asked_of, requests_due, to_confirm
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import Due, Letters, NotificationKind, one_by_one
from egnatia.kernel.lists import ConfirmedKind
from egnatia.kernel.records import lifecycle
from egnatia.kernel.rooms import Demo, Inbox, MenuEntry, Room
from egnatia.pages.record_pages import RecordPages


def confirmed_kind(pages: RecordPages[Any, Any], *, months: int, elsewhere: str = "") -> ConfirmedKind:
    """`Room(confirmed=(confirmed_kind(CONTACT_POINTS, months=6),))`: by whoever may change records of the kind."""
    kind = pages.kind

    def withdraw(record: UUID, *, by: Reader) -> None:
        lifecycle.withdraw(kind, record, by=by)

    return ConfirmedKind(
        kind=kind.model.KIND,
        one=pages.words.one,
        many=pages.words.many,
        route=pages.name,
        months=months,
        rows=kind.model.visible_to,
        writable=kind.writable,
        withdraw=withdraw,
        elsewhere=elsewhere,
    )


def _still(due: Due) -> bool:
    return bool(asked_of(due.to, due.day))


ASKING = NotificationKind(
    name=NAME,
    template="confirmations/mails/still_true",
    due=requests_due,
    lines=one_by_one(lambda _about: reverse("confirmations:records"), _still),
    told=asked_by_mail,
    line=gettext_lazy("Records of your organisation to confirm"),
    letters=Letters(
        code="confirmations",
        label=gettext_lazy("Records to confirm"),
        many="confirmations:records",
        minutes=2.0,
    ),
)
ROOM = Room(
    name="confirmations",
    prefix="confirmations/",
    menu=(MenuEntry(gettext_lazy("Records to confirm"), "confirmations:records", "desk", 35),),
    inbox=(Inbox(125, to_confirm),),
    notifications=(ASKING,),
    demos=(Demo(load_demo, lambda: 0),),
    help={"confirmations:": "confirmations"},
)
