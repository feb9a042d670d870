"""Wishes to widen a marking, people who wait to be let in, and accounts that were reset; of whom e-mails tell."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import DAILY, InboxItem, Letters, NotificationKind, NotificationLine, Waiting, counted
from egnatia.kernel.models import Membership
from egnatia.kernel.rooms import tellings
from egnatia.people.administration.queries import unconfirmed_for
from egnatia.people.colleagues.queries import new_colleagues_for
from egnatia.people.filters.queries import news_of
from egnatia.people.marking.queries import releases_waiting_for


def releases(reader: Reader) -> Iterator[InboxItem]:
    """Wishes to widen a marking that a second person of the organisation has to agree to."""
    records = list(releases_waiting_for(reader).values_list("record_id", flat=True)[:100])
    said = ngettext(
        "%(count)s request to widen a marking",
        "%(count)s requests to widen a marking",
        len(records),
    )
    text = _("A colleague wants to make a record visible to more people. A second person must approve this first.")
    url = reverse("people:marking", args=[records[0]]) if records else ""
    yield InboxItem("releases", len(records), said % {"count": len(records)}, text, url, _("Review"), each=1.0)


def colleagues(reader: Reader) -> Iterator[InboxItem]:
    """New accounts of one's own organisation, and of those where nobody else can tell."""
    count = len(new_colleagues_for(reader))
    said = ngettext("%(count)s new colleague to confirm", "%(count)s new colleagues to confirm", count)
    text = _("Until you confirm a new colleague, they see only what all members see.")
    yield InboxItem(
        "colleagues", count, said % {"count": counted(count)}, text, reverse("people:colleagues"), _("Review"), each=1.0
    )


def new_colleagues(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The same, one by one. No e-mail names them."""
    for each in new_colleagues_for(reader):
        if each.joined_at > since:
            yield Waiting(each.id, each.joined_at, NotificationLine(reverse("people:colleagues")))


COLLEAGUES = NotificationKind(
    name="colleague",
    found=new_colleagues,
    line=gettext_lazy("A new colleague awaits your confirmation"),
    letters=Letters(
        code="colleagues",
        label=gettext_lazy("New colleagues to confirm"),
        many="people:colleagues",
        minutes=1.0,
    ),
)


def watched(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """What others added or changed in the filters that they watch."""
    found = list(news_of(reader, since))
    by_kind: dict[str, list[UUID]] = {}
    for row, _address in found:
        by_kind.setdefault(row.KIND, []).append(row.pk)
    told = {each.kind: each.told(reader, by_kind[each.kind]) for each in tellings() if each.kind in by_kind}
    for row, address in found:
        entry = told.get(row.KIND, {}).get(row.pk)
        line = NotificationLine(
            entry.url or address if entry else address, entry.words if entry else "", row.record.tlp
        )
        yield Waiting(row.pk, row.record.changed_at, line, again=True)


WATCHED = NotificationKind(
    name="watched",
    found=watched,
    line=gettext_lazy("A record in a saved filter was added or changed"),
    letters=Letters(
        code="watched",
        label=gettext_lazy("News in your saved filters"),
        many="people:filters",
        frequency=DAILY,
        minutes=1.0,
    ),
)


def memberships(reader: Reader) -> Iterator[InboxItem]:
    """Whom a steward is asked to let into a community."""
    steward_of = sorted(seat.community for seat in reader.seats if seat.steward) if reader.strong else []
    rows = Membership.objects.filter(community__in=steward_of, confirmed_by__isnull=True, until__isnull=True)
    waiting = list(rows.filter(person__is_active=True).order_by("community_id").values_list("community_id", flat=True))
    said = ngettext(
        "%(count)s person to confirm as a group member",
        "%(count)s people to confirm as group members",
        len(waiting),
    )
    text = _("You are a steward. New members have no access to the group until you confirm them.")
    url = reverse("people:community", args=[waiting[0]]) if waiting else ""
    yield InboxItem(
        "memberships", len(waiting), said % {"count": len(waiting)}, text, url, _("Confirm or decline"), each=1.0
    )


def resets(reader: Reader) -> Iterator[InboxItem]:
    """Accounts that a steward is asked about since they were reset."""
    count = len(unconfirmed_for(reader))
    said = ngettext("%(count)s account to confirm after a reset", "%(count)s accounts to confirm after a reset", count)
    text = _("Until a steward confirms the person, the account has limited access.")
    yield InboxItem(
        "resets", count, said % {"count": counted(count)}, text, reverse("people:accounts"), _("Review"), each=2.0
    )
