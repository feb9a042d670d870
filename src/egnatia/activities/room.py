"""What this room brings to the site."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.activities import inbox
from egnatia.activities.activities.actions import withdraw_activity
from egnatia.activities.activities.columns import titles_by_language
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.forms.filters import ActivityFilterForm
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries import lists
from egnatia.activities.activities.queries.organisations import resolved
from egnatia.activities.activities.queries.visible import condition, under_way
from egnatia.activities.activities.tables import ACTIVITIES
from egnatia.activities.imports.presenters import REPORT
from egnatia.activities.institutions.forms import InstitutionFilterForm
from egnatia.activities.institutions.presenters import INSTITUTIONS
from egnatia.activities.organisations import queries
from egnatia.activities.organisations.forms import OrganisationFilterForm
from egnatia.activities.organisations.tables import ORGANISATIONS
from egnatia.activities.partners.labels import TOO_MANY
from egnatia.files.queries import files_of
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeSubject, Telling
from egnatia.kernel.lists import ConfirmedKind, RecallKind
from egnatia.kernel.models import Organisation, RecordQuerySet
from egnatia.kernel.records.lifecycle import may_write
from egnatia.kernel.rooms import Inbox, MenuEntry, Room, to_the_secretariat
from egnatia.pages.changes import RecordLabel, told_of
from egnatia.pages.filters import filtered_list
from egnatia.taxonomy.forum import forum, told


def _activity(row: Activity) -> RecordLabel:
    titles = titles_by_language(facts_of(row.facts, row.pk))
    return RecordLabel(*told(titles, row.title, row.language)[:2])


def _subjects(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeSubject]:
    """Where each activity is, and with which run of an import it came. One query."""
    rows = Activity.visible_to(reader).filter(pk__in=list(records))
    found = rows.values_list("pk", "economies", "record__provenance__import")
    return {pk: ChangeSubject(tuple(economies), batch=batch or "") for pk, economies, batch in found}


def _rows(reader: Reader, said: Mapping[str, str]) -> RecordQuerySet:
    """The activities that the list shows with these filters."""
    form = ActivityFilterForm.of_list(said, reader, names=forum())
    filters, _offer = resolved(reader, form.filters)
    return Activity.visible_to(reader).filter(condition(reader, filters))


CONFIRMED = ConfirmedKind(
    kind=Activity.KIND,
    one=_("Activity"),
    many=_("Activities"),
    route="activities:activity",
    months=12,
    rows=under_way,
    writable=lambda reader, row: may_write(reader, row.record),
    withdraw=withdraw_activity,
)
ROOM = Room(
    name="activities",
    menu=(
        MenuEntry(_("Activities"), "activities:activities", "activities", 10),
        MenuEntry(_("Organisations"), "activities:organisations", "activities", 40),
        MenuEntry(_("Receiving institutions"), "activities:institutions", "activities", 50),
        MenuEntry(_("Imports"), "activities:imports", "desk", 10),
        MenuEntry(_("Regular sources"), "activities:sources", "desk", 15),
        MenuEntry(_("Names to identify"), "activities:queue", "desk", 20),
        MenuEntry(
            *(_("Requests to partners"), "activities:partner-requests", "desk", 30),
            shown=to_the_secretariat,
        ),
    ),
    inbox=(Inbox(30, inbox.answers), Inbox(130, inbox.names), Inbox(135, inbox.failing_sources)),
    searchers=(lists.SEARCHER, queries.SEARCHER),
    tellings=(
        Telling(
            *(Activity.KIND, _("Activity"), _("Activities"), told_of(Activity, _activity)),
            history=True,
            subjects=_subjects,
        ),
    ),
    lists=(
        filtered_list("activities:activities", _("Activities"), ActivityFilterForm, rows=_rows),
        filtered_list("activities:organisations", _("Organisations"), OrganisationFilterForm),
        filtered_list("activities:institutions", _("Receiving institutions"), InstitutionFilterForm),
    ),
    confirmed=(CONFIRMED,),
    listings=(ACTIVITIES, ORGANISATIONS, INSTITUTIONS, REPORT),
    files=(
        files_of(Activity, "activities:activity", visitors=True),
        files_of(Organisation, "activities:organisation", visitors=True),
    ),
    recalls={Activity.KIND: RecallKind(withdraw_activity)},
    refusals={
        "import-state": _("This import has already moved to another step. Reload its page."),
        "aims": _("Only the owner of the activity and the secretariat can set its objectives."),
        "answered": _("Someone else has already processed this name."),
        "partner-answer": _(
            "Only the secretariat that sent the request, or the organisation itself, can confirm this."
        ),
        "fetch-off": _(
            "This installation does not fetch files from other sites. The operator can allow it with the setting "
            "EGNATIA_FETCH. Until then, import the files by hand."
        ),
        "partner-rows": TOO_MANY,
        "partner-nothing": _("There are no replies to submit yet."),
    },
    help={
        "activities:": "files",
        "activities:activities": "overlaps",
        "activities:organisation": "organisations",
        "activities:partner": "requests-to-partners",
    },
)
