"""Answers that were entered on behalf of organisations without an account, and names that nobody has mapped."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.imports.name_queue.models import QueueEntry
from egnatia.activities.partners.queries.answers import waiting_for
from egnatia.activities.sources.models import RegularSource
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.inbox import InboxItem, counted


def answers(reader: Reader) -> Iterator[InboxItem]:
    """What was entered on behalf of organisations without an account and waits for their confirmation."""
    count = capped_count(waiting_for(reader))
    said = ngettext(
        "%(count)s reply entered on behalf of an organisation",
        "%(count)s replies entered on behalf of organisations",
        count,
    )
    text = ngettext(
        "Received through a personal link. Check the differences; nothing changes until you confirm.",
        "Received through a personal link. Check the differences; nothing changes until you confirm.",
        count,
    )
    yield InboxItem(
        "answers",
        count,
        said % {"count": counted(count)},
        text,
        reverse("activities:partner-answers"),
        _("Review"),
        each=1.0,
    )


def names(reader: Reader) -> Iterator[InboxItem]:
    """Names in their organisation's imports that nobody has said the meaning of."""
    entries = QueueEntry.visible_to(reader).filter(state="open", record__owner=reader.organisation or None)
    count = capped_count(entries)
    said = ngettext("%(count)s name to identify", "%(count)s names to identify", count)
    text = _("Your imports contain names that are not recognised. The activities are counted in the meantime.")
    yield InboxItem(
        "names",
        count,
        said % {"count": counted(count)},
        text,
        reverse("activities:queue"),
        _("Identify names"),
        each=0.5,
    )


def failing_sources(reader: Reader) -> Iterator[InboxItem]:
    """Regular sources of which several fetches in a row failed: their own; for the secretariat, all that it sees."""
    count = capped_count(RegularSource.failing(reader))
    said = ngettext(
        "%(count)s regular source could not be fetched several times",
        "%(count)s regular sources could not be fetched several times",
        count,
    )
    text = _("New and changed activities are missing here. Check the address, or import the file by hand.")
    yield InboxItem(
        "sources",
        count,
        said % {"count": counted(count)},
        text,
        reverse("activities:sources"),
        _("Review"),
        each=3.0,
    )
