"""A notice before it is published: who will see it, and whom an alert would be sent to."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, ngettext

from egnatia.exchange.notices.actions import draft
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.notices.queries import addressees
from egnatia.exchange.receipts.queries.inbox import ALERTS
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.records.markings import of_json
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import pressed_key
from egnatia.people import mail
from egnatia.people.email_preferences.queries import number_wanting
from egnatia.people.marking.forms import MarkingForm

AS_DRAFT = "draft"  # the name of the button that saves one


@dataclass(frozen=True, slots=True)
class Draft:
    """Who will see a draft: `people` an alert would be sent to, `mailed` of them by e-mail, where any leaves here."""

    marking: MarkingForm
    groups: tuple[Group, ...]
    alert: bool
    people: int = 0
    mailed: int = 0
    letters: bool = True

    @property
    def reaches_nobody(self) -> bool:
        return self.alert and not self.people

    @property
    def action(self) -> str:
        """What the button says."""
        if not self.alert:
            return gettext("Publish")
        if self.reaches_nobody:
            return gettext("Check who will see it")
        words = ngettext("Send alert to %(count)s person", "Send alert to %(count)s people", self.people)
        return words % {"count": self.people}


def letters_leave() -> bool:
    """Whether alerts are sent by e-mail at all."""
    return mail.notifies()


def saved(request: ReaderRequest, content: NoticeContent, planned: Marking) -> UUID:
    """The draft; pressed twice, the one that was made at first."""
    return draft(content, planned, by=request.reader, key=pressed_key(request.POST))


def draft_of(reader: Reader, row: Notice, form: MarkingForm | None = None) -> Draft:
    """Of a draft that the reader sees, who will; `form` is what they sent where that cannot be used."""
    planned, owner = of_json(row.planned or {}), str(row.record.owner_id)
    groups = audience_of(planned, owner=owner, author=row.record.author, asker=reader)
    form = form or MarkingForm(reader=reader, initial=planned)
    if row.category != ALERT:
        return Draft(form, groups, alert=False)
    readers = addressees(row.record, planned.tokens(owner=owner, author=row.record.author))
    reached = readers.exclude(email="").values_list("pk", flat=True)
    return Draft(
        form,
        groups,
        alert=True,
        people=readers.count(),
        mailed=number_wanting(reached, ALERTS.code),
        letters=letters_leave(),
    )
