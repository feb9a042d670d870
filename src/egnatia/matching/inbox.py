"""What waits in matches: the questions of other owners, pairs that the reader's organisation said nothing to, and what
the secretariat goes through."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import WEEKLY, InboxItem, Letters, NotificationKind, NotificationLine, Waiting, counted
from egnatia.matching.models import Position
from egnatia.matching.queries.desk import assigned_to, desk_counts
from egnatia.matching.queries.lists import waiting_count, waiting_for
from egnatia.matching.queries.positions import asked_of
from egnatia.matching.queries.visible import positions_visible_to


def questions(reader: Reader) -> Iterator[InboxItem]:
    """What owners of other activities ask about matches; the home lists them."""
    asked = asked_of(reader)
    count = len(asked)
    said = ngettext(
        "%(count)s owner has a question for your organisation",
        "%(count)s owners have a question for your organisation",
        count,
    )
    text = _("They need this information before they state their position on a possible overlap.")
    words = said % {"count": counted(count)}
    yield InboxItem(
        "asked", count, words, text, f"{reverse('start:home')}#asked", _("View the questions"), each=2.0, listed=asked
    )


def matches(reader: Reader) -> Iterator[InboxItem]:
    """Pairs of which one is of the reader's organisation, which has said nothing to them."""
    count = waiting_count(reader)
    said = ngettext(
        "%(count)s possible overlap awaits your organisation's position",
        "%(count)s possible overlaps await your organisation's position",
        count,
    )
    text = _(
        "Each takes one click: we coordinate, reported twice, passed-on funding, different activities, or a question."
    )
    yield InboxItem(
        "matches",
        count,
        said % {"count": counted(count)},
        text,
        reverse("matching:match-batch"),
        _("State positions"),
        each=0.75,
    )


def desk(reader: Reader) -> Iterator[InboxItem]:
    """For the secretariat: what a colleague assigned to them, and how the overlaps stand since last week."""
    if not reader.is_secretariat:
        return
    count = assigned_to(reader)
    said = ngettext("%(count)s overlap is assigned to you", "%(count)s overlaps are assigned to you", count)
    url = reverse("matching:matches")
    words = said % {"count": counted(count)}
    yield InboxItem("assigned", count, words, "", f"{url}?desk=mine", _("View the overlaps"), each=2.0)
    now = desk_counts(reader)
    said = ngettext("%(count)s overlap awaits comment", "%(count)s overlaps await comment", now.awaiting)
    since = _("Since last week: %(new)s new, %(agreed)s agreed.")
    text = since % {"new": counted(now.new), "agreed": counted(now.agreed)}
    words = said % {"count": counted(now.awaiting)}
    action = _("Go through the overlaps")
    yield InboxItem("overlaps", now.awaiting, words, text, f"{url}?view=none&desk=unhandled", action, each=0.5)


def asked_since(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The questions of other owners, one by one: an e-mail names the activity where the question may be told too."""
    found = [each for each in asked_of(reader) if each.at > since]
    asking = positions_visible_to(reader).filter(
        match__in=[each.match for each in found], verdict=Position.Verdict.NEED_TO_ASK
    )
    tlp = dict.fromkeys((each.match for each in found), 0)
    for match, *marks in asking.values_list("match", "record__tlp", "left__record__tlp", "right__record__tlp"):
        tlp[match] = max(tlp[match], *marks)
    for each in found:
        line = NotificationLine(reverse("matching:match", args=[each.match]), each.title, tlp[each.match])
        yield Waiting(each.match, each.at, line, again=True)


def found_since(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The overlaps of their organisation's activities that await its position, one by one."""
    rows = waiting_for(reader).filter(found_at__gt=since).select_related("left__record", "right__record")
    for each in rows[:MOST_TOLD]:
        words = _("“%(one)s” and “%(other)s”") % {"one": each.left.title, "other": each.right.title}
        line = NotificationLine(
            reverse("matching:match", args=[each.pk]), words, max(each.left.record.tlp, each.right.record.tlp)
        )
        yield Waiting(each.pk, each.found_at, line)


MOST_TOLD = 200  # of overlaps, the strongest: an e-mail lists a few and leads to all
QUESTIONS = Letters(code="questions", label=gettext_lazy("Questions for your organisation"))
QUESTION = gettext_lazy("An organisation has a question about one of your activities")
NOTIFICATIONS = (
    NotificationKind(name="question", found=asked_since, line=QUESTION, letters=QUESTIONS),
    NotificationKind(
        name="overlap",
        found=found_since,
        line=gettext_lazy("A possible overlap with one of your activities was found"),
        letters=Letters(
            code="overlaps",
            label=gettext_lazy("Possible overlaps with your activities"),
            many="matching:match-batch",
            frequency=WEEKLY,
            minutes=0.75,
        ),
    ),
)
