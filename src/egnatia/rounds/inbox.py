"""Questions of rounds, answers to clear or to accept, sections of a colleague."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import DEADLINES, InboxItem, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.rounds.delegation.queries.requests import asked_of_me, came_back
from egnatia.rounds.rounds.queries.inbox import Cleared, Unanswered, cleared_for, unanswered_by
from egnatia.rounds.rounds.returns import Returned


def rounds(reader: Reader) -> Iterator[InboxItem]:
    """Questions of rounds, answers to clear, answers to accept: each round by itself."""
    for each in unanswered_by(reader):
        if each.returned and (each.clears or each.returned.comments):
            yield _returned(each, each.returned)
        if each.left:
            yield _unanswered(each)
        elif each.clears and not each.returned:
            text = (
                _("All questions are answered. Review the replies and clear them for the secretariat.")
                if each.answered
                else _(
                    "There are no questions to answer. Clear anyway; the secretariat then knows that no "
                    "replies will follow."
                )
            )
            words = _("“%(title)s”: ready for clearance") % {"title": each.title}
            url = reverse("rounds:round-answers", args=[each.participant])
            yield InboxItem("round-clearing", 1, words, text, url, _("Review"), each=2.0)
    for cleared in cleared_for(reader):
        yield _cleared(cleared)


def opened(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The rounds that await their replies."""
    for each in unanswered_by(reader):
        if each.since > since and not each.returned:
            url = reverse("rounds:round-answers", args=[each.participant])
            yield Waiting(each.participant, each.since, NotificationLine(url, each.title, each.tlp))


def sent_back(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The rounds whose replies the secretariat returned, each time anew."""
    for each in unanswered_by(reader):
        if each.returned and each.returned.at > since:
            url = reverse("rounds:round-answers", args=[each.participant])
            yield Waiting(each.participant, each.returned.at, NotificationLine(url, each.title, each.tlp), again=True)


def due_soon(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The rounds that await their replies within a week, from a week before."""
    for each in unanswered_by(reader):
        begins = timezone.make_aware(datetime.combine(each.closes - BEFORE, time.min))
        if begins > since and begins <= clock.now() and clock.today() <= each.closes:
            url = reverse("rounds:round-answers", args=[each.participant])
            yield Waiting(each.participant, begins, NotificationLine(url, each.title, each.tlp), again=True)


BEFORE = timedelta(days=7)
NOTIFICATIONS = (
    NotificationKind(
        name="round-due",
        found=due_soon,
        line=gettext_lazy("Your replies in a mapping round are due within a week"),
        letters=DEADLINES,
    ),
    NotificationKind(
        name="round-opened",
        found=opened,
        line=gettext_lazy("A mapping round awaits your replies"),
        letters=Letters(
            code="round-opened",
            label=gettext_lazy("Mapping rounds that await your replies"),
            many="rounds:rounds",
            minutes=10.0,
        ),
    ),
    NotificationKind(
        name="round-returned",
        found=sent_back,
        line=gettext_lazy("Your replies in a mapping round were returned"),
        letters=Letters(
            code="round-returned",
            label=gettext_lazy("Replies in a mapping round that were returned to you"),
            many="rounds:rounds",
            minutes=5.0,
        ),
    ),
)


def _returned(each: Unanswered, back: Returned) -> InboxItem:
    words = _("“%(title)s”: replies returned") % {"title": each.title}
    url = reverse("rounds:round-answers", args=[each.participant])
    return InboxItem("round-clearing", 1, words, back.words, url, _("View the comments"), each=2.0)


def _unanswered(each: Unanswered) -> InboxItem:
    said = ngettext(
        "“%(title)s”: %(count)s question to answer",
        "“%(title)s”: %(count)s questions to answer",
        each.left,
    )
    text = _("Questions appear one at a time. Replies are saved immediately; you can stop and continue later.")
    url = reverse("rounds:round-question", args=[each.participant])
    return InboxItem(
        "round",
        each.left,
        said % {"title": each.title, "count": each.left},
        text,
        url,
        _("Answer the questions"),
        each=0.5,
    )


def _cleared(each: Cleared) -> InboxItem:
    said = ngettext(
        "“%(title)s”: %(count)s participant has cleared its replies",
        "“%(title)s”: %(count)s participants have cleared their replies",
        each.count,
    )
    text = _("Accept the replies, or return them with comments.")
    url = reverse("rounds:round", args=[each.round])
    words = said % {"title": each.title, "count": each.count}
    return InboxItem("round-accepting", each.count, words, text, url, _("Review"), each=5.0)


def sections(reader: Reader) -> Iterator[InboxItem]:
    """Each request by itself."""
    for asks in asked_of_me(reader):
        words = _("%(who)s has delegated a section of a mapping round to you") % {"who": asks.asked_by}
        text = _("A few questions, one at a time. Your replies go to your colleague, who decides on the final replies.")
        url = reverse("rounds:section-beginning", args=[asks.request])
        yield InboxItem("section", 1, words, text, url, _("Answer the questions"), each=2.0)
    for back in came_back(reader):
        said = ngettext(
            "%(count)s reply from a colleague awaits your confirmation",
            "%(count)s replies from a colleague await your confirmation",
            back.count,
        )
        text = ngettext(
            "The reply to your delegated section counts only after you confirm it.",
            "The replies to your delegated section count only after you confirm them.",
            back.count,
        )
        url = reverse("rounds:section-request", args=[back.request])
        yield InboxItem("section-back", back.count, said % {"count": back.count}, text, url, _("Review"), each=1.0)
