"""What this room brings to the site."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.confirmations.room import confirmed_kind
from egnatia.files.room import file_kind
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeSubject, Telling
from egnatia.kernel.lists import RecallKind
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.records.lifecycle import withdraw
from egnatia.kernel.rooms import Inbox, MenuEntry, Room, to_economies
from egnatia.needs import inbox
from egnatia.needs.frameworks import queries
from egnatia.needs.frameworks.views import FRAMEWORK
from egnatia.needs.matrix.forms import MatrixForm
from egnatia.needs.matrix.tables import MATRIX, PARTNERS
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.forms import NeedFilterForm
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.pages import NEED_PAGES
from egnatia.needs.needs.queries import lists
from egnatia.needs.needs.rules import DRAFTED
from egnatia.needs.needs.tables import NEEDS
from egnatia.pages.changes import RecordLabel, told_of
from egnatia.pages.filters import filtered_list
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import forum, told
from egnatia.taxonomy.vocabularies import objectives


def _need(row: Need) -> RecordLabel:
    said = NEED.said(row).words
    words, lang, _original = told(said.texts, *said.first())
    return RecordLabel(words, lang, economy_name(row.economy_id, forum()))


def _subjects(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeSubject]:
    """Of which economy each need is; what is drafted waits for its focal point. One query."""
    rows = Need.visible_to(reader).filter(pk__in=list(records)).values_list("pk", "economy_id", "status")
    return {pk: ChangeSubject((code,), asks=code if status == DRAFTED else "") for pk, code, status in rows}


def _rows(reader: Reader, said: Mapping[str, str]) -> RecordQuerySet:
    """The needs that the list shows with these filters."""
    names, known = forum(), objectives()
    form = NeedFilterForm(said, names=names, objectives=known)
    return lists.NeedListQuery(reader, names, known).needs(form.filters)


ROOM = Room(
    name="needs",
    menu=(
        MenuEntry(_("My economy"), "needs:my-economy", "needs", 10, to_economies),
        MenuEntry(_("Needs and support"), "needs:matrix", "needs", 20),
        MenuEntry(_("Needs"), "needs:needs", "needs", 30),
        MenuEntry(_("Frameworks"), "needs:frameworks", "needs", 40),
        MenuEntry(_("Data quality"), "needs:quality", "activities", 70),
    ),
    inbox=(Inbox(40, inbox.announced), Inbox(80, inbox.needs), Inbox(140, inbox.estimates)),
    notifications=inbox.NOTIFICATIONS,
    searchers=(lists.SEARCHER, queries.SEARCHER),
    tellings=(Telling(Need.KIND, _("Need"), _("Needs"), told_of(Need, _need), history=True, subjects=_subjects),),
    lists=(
        filtered_list("needs:matrix", _("Needs and support"), MatrixForm, without=("economy",)),
        filtered_list("needs:needs", _("Needs"), NeedFilterForm, rows=_rows),
    ),
    confirmed=(confirmed_kind(NEED_PAGES, months=12, elsewhere="reported_on"),),
    listings=(NEEDS, MATRIX, PARTNERS, FRAMEWORK),
    files=(file_kind(NEED_PAGES),),
    recalls={Need.KIND: RecallKind(partial(withdraw, NEED))},
    refusals={
        "need-economy": _("You can state needs only for economies that you represent."),
        "need-focal-point": _("Only the focal point of this economy can confirm a need or set it aside."),
        "need-changed": _("The need was changed in the meantime. Read it again before you confirm it."),
        "bulk-over": _("This was already undone, or it is more than 30 days old."),
    },
    help={
        "needs:": "needs-and-support",
        "needs:aims": "objectives",
        "needs:bulk-changes": "bulk-changes",
        "needs:quality": "bulk-changes",
    },
)
