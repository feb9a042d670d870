"""What waits in matches: the questions of other owners, and pairs that the reader's organisation said nothing to."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel.inbox import InboxItem, counted
from egnatia.kernel.reader import Reader
from egnatia.matching.queries.listing import waiting_count
from egnatia.matching.queries.ours import asked_of


def questions(reader: Reader) -> Iterator[InboxItem]:
    """What owners of other activities ask about matches; the home lists them."""
    asked = asked_of(reader)
    count = len(asked)
    said = ngettext("%(count)s owner asks you something", "%(count)s owners ask you something", count)
    text = _("They would like to know something before they say what a match is.")
    words = said % {"count": counted(count)}
    yield InboxItem("asked", count, words, text, "#asked", _("Read it"), each=2.0, listed=asked)


def matches(reader: Reader) -> Iterator[InboxItem]:
    """Pairs of which one is of the reader's organisation, which has said nothing to them."""
    count = waiting_count(reader)
    said = ngettext(
        "%(count)s match waits for your organisation's view",
        "%(count)s matches wait for your organisation's view",
        count,
    )
    text = _("Each is one sentence and one button: we coordinate, reported twice, passed-on, different, or a question.")
    yield InboxItem(
        "matches", count, said % {"count": counted(count)}, text, reverse("matching:match-batch"), _("Begin"), each=0.75
    )
