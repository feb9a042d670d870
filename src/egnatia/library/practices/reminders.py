"""E-mails about practices: to whoever is asked for a review, and to the secretariat about proposals of visitors."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import FROM_VISITORS, Letters, NotificationKind, NotificationLine, Waiting, by_day
from egnatia.library.practices.queries import MOST_LISTED, new_proposals, reviews_to_give
from egnatia.taxonomy.forum import told_in_language


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
