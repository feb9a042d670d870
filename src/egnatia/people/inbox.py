"""Wishes to widen a marking, people who wait to be let in, and accounts that were reset."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.inbox import InboxItem, counted
from egnatia.kernel.models import Membership
from egnatia.kernel.reader import Reader
from egnatia.people.administration.queries import unconfirmed_for
from egnatia.people.marking.queries import releases_waiting_for


def releases(reader: Reader) -> Iterator[InboxItem]:
    """Wishes to widen a marking that a second person of the organisation has to agree to."""
    records = list(releases_waiting_for(reader).values_list("record_id", flat=True)[:100])
    said = ngettext(
        "%(count)s wider marking waits for a second person",
        "%(count)s wider markings wait for a second person",
        len(records),
    )
    text = _("A colleague would like more people to see a record. Nothing changes before a second person agrees.")
    url = reverse("people:marking", args=[records[0]]) if records else ""
    yield InboxItem("releases", len(records), said % {"count": len(records)}, text, url, _("Look at it"), each=1.0)


def memberships(reader: Reader) -> Iterator[InboxItem]:
    """Whom a steward is asked to let into a community."""
    steward_of = sorted(seat.community for seat in reader.seats if seat.steward) if reader.strong else []
    rows = Membership.objects.filter(community__in=steward_of, confirmed_by__isnull=True, until__isnull=True)
    waiting = list(rows.filter(person__is_active=True).order_by("community_id").values_list("community_id", flat=True))
    said = ngettext(
        "%(count)s person waits to be let into a community",
        "%(count)s people wait to be let into a community",
        len(waiting),
    )
    text = _("You are a steward: nobody sees anything of the community before you have confirmed them.")
    url = reverse("people:community", args=[waiting[0]]) if waiting else ""
    yield InboxItem(
        "memberships", len(waiting), said % {"count": len(waiting)}, text, url, _("Confirm or decline"), each=1.0
    )


def resets(reader: Reader) -> Iterator[InboxItem]:
    """Accounts that a steward is asked about since they were reset."""
    count = len(unconfirmed_for(reader))
    said = ngettext("%(count)s account was reset", "%(count)s accounts were reset", count)
    text = _("Until a steward confirms that it is still the same person, the account sees little.")
    yield InboxItem(
        "resets", count, said % {"count": counted(count)}, text, reverse("people:accounts"), _("Look at them"), each=2.0
    )
