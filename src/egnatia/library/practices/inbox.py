"""Practices that await somebody: reviews that were asked for, and proposals of visitors, at home and by e-mail."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import (
    FROM_VISITORS,
    InboxItem,
    Letters,
    NotificationKind,
    NotificationLine,
    Waiting,
    by_day,
    counted,
)
from egnatia.library.practices.queries import MOST_LISTED, new_proposals, reviews_to_give
from egnatia.taxonomy.forum import told_in_language


def practices_to_review(reader: Reader) -> Iterator[InboxItem]:
    """For the home of whoever was asked for reviews."""
    if count := reviews_to_give(reader).count():
        said = ngettext("%(count)s practice to review", "%(count)s practices to review", count)
        text = _("The secretariat asked your organisation for a review against the published criteria.")
        url = reverse("library:practice-reviews")
        yield InboxItem("practice-reviews", count, said % {"count": counted(count)}, text, url, _("Review"), each=20.0)


def proposals_waiting(reader: Reader) -> Iterator[InboxItem]:
    """For the home of the secretariat."""
    if count := new_proposals(reader).count():
        said = ngettext("%(count)s proposed practice", "%(count)s proposed practices", count)
        text = _("Organisations without an account proposed them. Nobody else sees them before you decide.")
        url = reverse("library:practice-proposals")
        yield InboxItem("practice-proposals", count, said % {"count": counted(count)}, text, url, _("Decide"), each=5.0)


def reviews_asked(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """For the e-mails of whoever was asked for reviews."""
    for each in reviews_to_give(reader).filter(asked_at__gt=since).order_by("asked_at", "pk")[:MOST_LISTED]:
        title, _lang = told_in_language(each.practice.text)
        url = reverse("library:practice", args=[each.practice_id])
        yield Waiting(each.pk, each.asked_at, NotificationLine(url, title, each.practice.tlp))


def proposals_received(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """For the e-mails of the secretariat."""
    yield from by_day(new_proposals(reader).filter(at__gt=since), reverse("library:practice-proposals"))


NOTIFICATIONS = (
    NotificationKind(
        name="practice-review",
        found=reviews_asked,
        line=gettext_lazy("A practice awaits your review"),
        letters=Letters(
            code="practice-reviews",
            label=gettext_lazy("Practices that await your review"),
            many="library:practice-reviews",
            minutes=20.0,
        ),
    ),
    NotificationKind(
        name="practice-proposed",
        found=proposals_received,
        line=gettext_lazy("Proposed practices await your decision"),
        letters=FROM_VISITORS,
    ),
)
