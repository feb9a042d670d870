"""Whom notifications go to, at which hours, what waits to be sent, and which were written already."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from egnatia.kernel import clock
from egnatia.kernel.access.reader import SYSTEM, member
from egnatia.kernel.inbox import FRESH, MailRecipient
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.rooms import notification_kinds
from egnatia.people.email_preferences.queries import zones_of
from egnatia.people.email_preferences.rules import CLOCKS, is_daytime, organisation_key, person_key
from egnatia.reminders.models import Reminder
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import is_working_day

ORGANISATION = "organisation"  # nobody's identifier: what a whole organisation reads is no person's


def people_of(organisations: Collection[UUID]) -> Iterator[MailRecipient]:
    """Everybody of these organisations who has an account and an address."""
    return people(Person.objects.filter(organisation__in=list(organisations)))


def staff_of(organisation: UUID) -> set[UUID]:
    """The same of one, by identifier."""
    return set(_reachable(Person.objects.filter(organisation=organisation)).values_list("pk", flat=True))


def _reachable(among: "QuerySet[Person]") -> "QuerySet[Person]":
    return among.filter(is_active=True, confirmed_at__isnull=False).exclude(email="")


def people(among: "QuerySet[Person]") -> Iterator[MailRecipient]:
    """Those of them who have an address and an account that a colleague confirmed."""
    found = list(_reachable(among).select_related("organisation").order_by("pk"))
    zones = zones_of([each.pk for each in found])
    yield from (_person(each, CLOCKS.get(zones[each.pk], zones[each.pk])) for each in found)


def _person(person: Person, zone: str) -> MailRecipient:
    reader, home = reader_of(person, strong=True), person.organisation.economy_id
    economies = frozenset({home}) if home else reader.economies
    return MailRecipient(reader, person.email, person.language, person.pk, zone, economies)


def mailboxes_of(organisations: Collection[UUID]) -> Iterator[MailRecipient]:
    rows = Organisation.visible_to(SYSTEM).filter(pk__in=list(organisations)).exclude(mailbox="").order_by("pk")
    yield from map(_mailbox, rows)


def _mailbox(organisation: Organisation) -> MailRecipient:
    """It reads what everybody of the organisation may read: nothing for named persons."""
    reader = member(name=ORGANISATION, person=ORGANISATION, organisation=str(organisation.pk), strong=True)
    economies = frozenset({organisation.economy_id} if organisation.economy_id else ())
    return MailRecipient(reader, organisation.mailbox, settings.LANGUAGE_CODE, None, settings.TIME_ZONE, economies)


def recipient_of(reminder: Reminder) -> MailRecipient | None:
    """Whom a reminder is for, as they stand now; None where the account or the mailbox is no more."""
    person, organisation = reminder.person, reminder.organisation
    if person is not None:
        return next(people(Person.objects.filter(pk=person.pk)), None)
    return _mailbox(organisation) if organisation is not None and organisation.mailbox else None


def key_of(to: MailRecipient) -> str:
    """As the table of what was ended names them."""
    return person_key(to.person) if to.person else organisation_key(to.reader.organisation)


def everybody() -> Iterator[MailRecipient]:
    """All people who can be written to."""
    return people(Person.objects.all())


def is_reachable(to: MailRecipient) -> bool:
    """Whether it is the daytime of a working day where they work."""
    return is_daytime(to.now) and is_working_day(to.now.date(), calendars_of(to.economies))


def last_days(name: str, about: Iterable[UUID]) -> Mapping[UUID, date]:
    """By what it is about: the last day for which a reminder of this name was written. One query."""
    rows = Reminder.objects.filter(name=name, about__in=list(about)).values("about").annotate(last=Max("day"))
    return dict(rows.order_by().values_list("about", "last"))


def not_sent() -> "QuerySet[Reminder]":
    """What waits: of days to come, and of what people find for as long as it is news."""
    found = [name for name, kind in notification_kinds().items() if kind.found]
    fresh = Q(name__in=found, planned_at__gt=clock.now() - 2 * FRESH) | Q(day__gte=clock.today())
    return Reminder.objects.filter(fresh, taken_at__isnull=True).order_by("planned_at", "pk")
