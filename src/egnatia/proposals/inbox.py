"""Questions of those who plan something, about activities of the reader's organisation."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import InboxItem, NotificationKind, NotificationLine, Waiting
from egnatia.matching.inbox import QUESTION, QUESTIONS
from egnatia.proposals.models import Delivery
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


def received(reader: Reader, since: datetime) -> Iterator[Waiting]:
    """The same since then, one by one."""
    found = [each for each in asked_of_us(reader) if each.asked_at > since]
    rows = Delivery.visible_to(reader).filter(pk__in=[each.id for each in found])
    tlp = {pk: max(marks) for pk, *marks in rows.values_list("pk", "record__tlp", "activity__record__tlp")}
    for each in found:
        line = NotificationLine(reverse("proposals:questions"), each.title, tlp[each.id])
        yield Waiting(each.id, each.asked_at, line)


RECEIVED = NotificationKind(name="asked", found=received, line=QUESTION, letters=QUESTIONS)
