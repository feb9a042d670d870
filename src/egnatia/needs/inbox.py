"""Drafts of needs, what partners plan, measures that were read of, and objectives that are only estimated."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import DAILY, InboxItem, Letters, NotificationKind, NotificationLine, Waiting, counted, short
from egnatia.language import Case
from egnatia.needs.frameworks.queries import waiting_count
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.queries.visible import drafts_waiting_for, waiting_by_economy
from egnatia.needs.responses.queries import plans, plans_waiting_for, reports, waiting_counts
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import ForumNames, forum, in_case


def announced(reader: Reader) -> tuple[InboxItem, InboxItem]:
    """What partners plan for the economy whose focal point they are, and the measures that were read of there."""
    planned, measures = waiting_counts(reader)
    return _plans(planned, reader, forum()), _measures(measures, reader, forum())


def _plans(count: int, reader: Reader, names: ForumNames) -> InboxItem:
    url = reverse("needs:announced")
    text = _("State whether you know of it and agree. Members who can see the activity can see your reply.")
    if count == 1:
        (plan,) = plans(reader, names, most=1)
        title = short(plan.row.title)
        said = _("%(holder)s plans “%(title)s” in %(economy)s: do you know of it?")
        words = said % {"holder": plan.holder, "title": title, "economy": plan.economy.inside}
    else:
        said = ngettext(
            "%(count)s planned activity awaits your reply", "%(count)s planned activities await your reply", count
        )
        words = said % {"count": counted(count)}
    return InboxItem("plans", count, words, text, url, _("Review"), each=2.0)


def _measures(count: int, reader: Reader, names: ForumNames) -> InboxItem:
    url = reverse("needs:announced")
    text = ngettext(
        "Suggested by the secretariat. It is not counted until you add it.",
        "Suggested by the secretariat. They are not counted until you add them.",
        count,
    )
    if count == 1:
        (report,) = reports(reader, names, most=1)
        title = short(report.title)
        words = _("“%(title)s”: add as own measure?") % {"title": title}
    else:
        said = ngettext(
            "%(count)s suggested measure to review",
            "%(count)s suggested measures to review",
            count,
        )
        words = said % {"count": counted(count)}
    return InboxItem("measures", count, words, text, url, _("Review"), each=2.0)


def needs(reader: Reader) -> Iterator[InboxItem]:
    """The needs drafted for the economy whose focal point they are, as far as they can read them."""
    found = waiting_by_economy(reader)
    count = sum(found.values())
    text = ngettext(
        "It is not counted until you confirm it. You can also rewrite it in your own words.",
        "They are not counted until you confirm them. You can also rewrite them in your own words.",
        count,
    )
    economies = [economy_name(code, forum()) for code in sorted(found)]
    yield InboxItem(
        "needs", count, _drafted(count, economies), text, reverse("needs:needs-waiting"), _("Review"), each=1.0
    )


def _drafted(count: int, economies: list[str]) -> str:
    if len(economies) == 1:
        said = ngettext(
            "%(count)s draft need for %(economy)s awaits your confirmation",
            "%(count)s draft needs for %(economy)s await your confirmation",
            count,
        )
        return said % {"count": count, "economy": in_case(economies[0], Case.FOR)}
    said = ngettext(
        "%(count)s draft need awaits your confirmation", "%(count)s draft needs await your confirmation", count
    )
    return said % {"count": count}


def planned(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """What partners plan for their economy, one by one."""
    for each in plans_waiting_for(reader).filter(record__changed_at__gt=since).select_related("record"):
        line = NotificationLine(reverse("needs:announced"), each.title, each.record.tlp)
        yield Waiting(each.pk, each.record.changed_at, line)


def drafted(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The needs drafted for their economy, one by one."""
    for each in drafts_waiting_for(reader).filter(record__changed_at__gt=since).select_related("record"):
        words, _lang = NEED.said(each).words.first()
        line = NotificationLine(reverse("needs:need", args=[each.pk]), words, each.record.tlp)
        yield Waiting(each.pk, each.record.changed_at, line)


NOTIFICATIONS = (
    NotificationKind(
        name="need",
        found=drafted,
        line=gettext_lazy("A need was drafted for your economy"),
        letters=Letters(
            code="needs",
            label=gettext_lazy("Needs drafted for your economy"),
            many="needs:needs-waiting",
            frequency=DAILY,
            minutes=1.0,
        ),
    ),
    NotificationKind(
        name="plan",
        found=planned,
        line=gettext_lazy("A partner plans an activity in your economy"),
        letters=Letters(
            code="plans",
            label=gettext_lazy("Activities that partners plan in your economy"),
            many="needs:announced",
            frequency=DAILY,
        ),
    ),
)


def estimates(reader: Reader) -> Iterator[InboxItem]:
    """The activities that they can answer for and whose objectives are only estimated; those left for later are not."""
    count = waiting_count(reader)
    said = ngettext(
        "%(count)s activity has only estimated objectives",
        "%(count)s activities have only estimated objectives",
        count,
    )
    text = _(
        "Confirm the estimate, select another objective, or choose “None of these”. Until then, "
        "totals are marked as estimated."
    )
    yield InboxItem(
        "estimates", count, said % {"count": counted(count)}, text, reverse("needs:aims"), _("Review"), each=0.25
    )
