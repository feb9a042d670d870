"""Questions of those who plan something, about activities of the reader's organisation."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem
from egnatia.proposals.queries.questions import asked_of_us

FRESH = timedelta(days=14)  # whoever asked has found another way by then


def questions(reader: Reader) -> Iterator[InboxItem]:
    """The questions of the last two weeks about activities that their organisation holds."""
    since = clock.now() - FRESH
    count = sum(question.asked_at >= since for question in asked_of_us(reader))
    said = ngettext(
        "%(count)s question about your organisation's activities",
        "%(count)s questions about your organisation's activities",
        count,
    )
    text = _("An organisation plans similar work. It does not know whether anyone receives its question.")
    yield InboxItem(
        "questions",
        count,
        said % {"count": count},
        text,
        reverse("proposals:questions"),
        _("View the questions"),
        each=2.0,
    )
