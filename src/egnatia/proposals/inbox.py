"""Questions of those who plan something, about activities of the reader's organisation."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.kernel.inbox import InboxItem, read_it
from egnatia.kernel.reader import Reader
from egnatia.proposals.queries.questions import asked_of_us

FRESH = timedelta(days=14)  # whoever asked has found another way by then


def questions(reader: Reader) -> Iterator[InboxItem]:
    """The questions of the last two weeks about activities that his organisation holds."""
    since = clock.now() - FRESH
    count = sum(question.asked_at >= since for question in asked_of_us(reader))
    said = ngettext(
        "%(count)s question about an activity of yours waits",
        "%(count)s questions about activities of yours wait",
        count,
    )
    text = _("Somebody plans something like it. Whoever asks does not know whether there is anybody to ask.")
    yield InboxItem(
        "questions", count, said % {"count": count}, text, reverse("proposals:questions"), read_it(count), each=2.0
    )
