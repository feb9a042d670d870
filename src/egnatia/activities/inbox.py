"""Answers that were entered on behalf of organisations without an account, and names that nobody has mapped."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.imports.queue.models import QueueEntry
from egnatia.activities.partners.queries.answers import waiting_for
from egnatia.kernel.feed import capped_count
from egnatia.kernel.inbox import InboxItem, counted, read_it
from egnatia.kernel.reader import Reader


def answers(reader: Reader) -> Iterator[InboxItem]:
    """What was entered on behalf of organisations without an account and waits for his confirmation."""
    count = capped_count(waiting_for(reader))
    said = ngettext(
        "%(count)s answer was entered on behalf of an organisation",
        "%(count)s answers were entered on behalf of organisations",
        count,
    )
    text = ngettext(
        "It came through a personal link. You see the difference first; until you confirm, nothing changes.",
        "They came through a personal link. You see the difference first; until you confirm, nothing changes.",
        count,
    )
    yield InboxItem(
        "answers",
        count,
        said % {"count": counted(count)},
        text,
        reverse("activities:partner-answers"),
        read_it(count),
        each=1.0,
    )


def names(reader: Reader) -> Iterator[InboxItem]:
    """Names in his organisation's imports that nobody has said the meaning of."""
    entries = QueueEntry.visible_to(reader).filter(state="open", record__owner=reader.organisation or None)
    count = capped_count(entries)
    said = ngettext("%(count)s name is not known yet", "%(count)s names are not known yet", count)
    text = _("Your imports brought names that nobody has mapped. The activities count meanwhile.")
    yield InboxItem(
        "names",
        count,
        said % {"count": counted(count)},
        text,
        reverse("activities:queue"),
        _("Say what they mean"),
        each=0.5,
    )
