"""What waits in matches: the questions of other owners, pairs that the reader's organisation said nothing to, and what
the secretariat goes through."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem, counted
from egnatia.matching.queries.desk import assigned_to, desk_counts
from egnatia.matching.queries.lists import waiting_count
from egnatia.matching.queries.positions import asked_of


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
    yield InboxItem("asked", count, words, text, "#asked", _("View the questions"), each=2.0, listed=asked)


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
