"""Leaks planted in what is asked of commitments, in views of civil society, in calendars."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from egnatia.commitments.civil_society_views import queries
from egnatia.commitments.civil_society_views.models import Observation, ObservationReply
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.follow_ups import queries as follow_ups
from egnatia.commitments.follow_ups.fields import FollowUpContent
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import CONSIDERED, SUPPORTED
from egnatia.commitments.standard_reports import queries as agenda
from egnatia.commitments.standard_reports import queries as unreported_query
from egnatia.commitments.standard_reports import views
from egnatia.commitments.standard_reports.rules import StandardReportFilters
from egnatia.kernel import clock, rooms
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Record, RecordQuerySet
from egnatia.kernel.records import content
from egnatia.kernel.rooms import CalendarEntry
from egnatia.people.calendars import views as calendars
from egnatia.rounds.rounds.queries import lists
from tests.noninterference.commitments import said_to_it
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation
from tests.noninterference.oracle import fates, reads

Whatever = Any  # what the product passes


def _said(step: Operation) -> FollowUpContent:
    return said_to_it(step.variant, step.key, masked=step.masked)


def _reported_beside_what_is_supported(case: Case, hidden: Operation) -> bool:
    """On a commitment that stands on the page because somebody supports it and has not reported."""
    there = [_said(step) for step in case.known if step.verb == "follow" and step.other == hidden.other]
    waits = any(said.position == SUPPORTED and said.economy and not said.reported_on for said in there)
    return waits and bool(_said(hidden).reported_on)


def _under_consideration(_case: Case, hidden: Operation) -> bool:
    return _said(hidden).position == CONSIDERED


@mutant("commitments:unreported", misses=("follow",), knows="commit")
def the_number_of_all_that_was_supported() -> Iterator[None]:
    """The page counts answers that its reader does not see."""

    def leaking(_reader: Reader, asked: StandardReportFilters) -> list[UUID]:
        return unreported_query.unreported(SYSTEM, asked)

    with patched(views, "unreported_by", leaking):
        yield


@mutant("commitments:unreported", misses=("follow",), knows="follow", would=_reported_beside_what_is_supported)
def a_report_of_another_house_that_is_hidden() -> Iterator[None]:
    """What is not reported on depends on reports that the reader may not read."""
    true = unreported_query.unreported

    def leaking(reader: Reader, asked: StandardReportFilters) -> list[UUID]:
        hidden = FollowUp.objects.filter(reported_on__isnull=False).values_list("commitment", flat=True)
        return [each for each in true(reader, asked) if not FollowUp.objects.filter(pk=each, commitment__in=hidden)]

    with patched(views, "unreported_by", leaking):
        yield


@mutant("commitments:agenda", misses=("follow",), would=_under_consideration)
def what_waits_for_everybody() -> Iterator[None]:
    """The agenda's number counts what is hidden."""
    true = agenda._standings  # noqa: SLF001 - the product's own step is replaced

    def leaking(_reader: Reader, economy: str, day: Whatever) -> Whatever:
        return true(SYSTEM, economy, day)

    with patched(agenda, "_standings", leaking):
        yield


def _readable_by_itself(case: Case, hidden: Operation) -> bool:
    return reads(case.who, fates(case.plan)[hidden.key])


@mutant("commitments:observation", misses=("file view",), would=_readable_by_itself)
def a_view_without_its_follow_up() -> Iterator[None]:
    """A view is shown by its own marking alone."""
    true = RecordQuerySet.visible_to

    def leaking(rows: RecordQuerySet, reader: Reader) -> RecordQuerySet:
        if rows.model is not Observation or reader.is_system:
            return true(rows, reader)
        return rows.filter(record__in=Record.objects.filter(grants__token__in=sorted(reader.held)))

    with patched(RecordQuerySet, "visible_to", leaking):
        yield


@mutant("commitments:observation", misses=("reply",), knows="release", beside=True)
def a_reply_in_confidence_with_the_released_view() -> Iterator[None]:
    """Whoever sees a view now sees all replies to it, whatever it was marked with when they were given."""

    def leaking(_reader: Reader) -> Whatever:
        return ObservationReply.objects.filter(withdrawn_at__isnull=True)

    with patched(queries, "replies_seen_by", leaking):
        yield


def _of_their_house(case: Case, hidden: Operation) -> bool:
    return hidden.by.house == case.who.house


@mutant("commitments:own-reports", misses=("follow",), knows="follow", would=_of_their_house)
def the_reports_of_all_houses() -> Iterator[None]:
    """One's own reports stand there whoever may read them."""
    true = RecordQuerySet.visible_to

    def leaking(rows: RecordQuerySet, reader: Reader) -> RecordQuerySet:
        if rows.model is not FollowUp:
            return true(rows, reader)
        return true(rows, SYSTEM).filter(commitment__in=true(Commitment.objects.all(), reader))

    with patched(RecordQuerySet, "visible_to", leaking):
        yield


@mutant("people:calendar-file", misses=("open round",))
def a_calendar_of_everybody() -> Iterator[None]:
    """The calendar tells the days of everything."""

    def leaking(reader: Reader) -> Whatever:
        return [*follow_ups.days_of(reader), *lists.days_of(SYSTEM)]

    with patched(calendars, "days_of", leaking):
        yield


@mutant("people:calendar-file", misses=("follow",), knows="commit")
def due_days_of_others() -> Iterator[None]:
    """The calendar tells when reports of other houses, or hidden ones, are due."""
    true = rooms.days_of

    def leaking(reader: Reader) -> Whatever:
        rows = FollowUp.objects.filter(due__isnull=False, record__withdrawn_at__isnull=True).order_by("pk")
        return [
            *true(reader),
            *(CalendarEntry(each.pk, "follow-up", each.due, "Report", "/", clock.now()) for each in rows),
        ]

    with patched(calendars, "days_of", leaking):
        yield


@mutant("activities:activity", "needs:need", misses=("join",), knows="store")
def what_a_hidden_commitment_agreed() -> Iterator[None]:
    """The page of an activity names commitments that its reader does not see."""
    true = rooms.beside

    def leaking(_reader: Reader, record: UUID) -> Whatever:
        return true(SYSTEM, record)

    with patched(rooms, "beside", leaking):
        yield


def _due_for_others(_case: Case, hidden: Operation) -> bool:
    return bool(_said(hidden).due)


@mutant(
    "commitments:follow-up", misses=("follow", "change follow-up"), knows="follow", beside=True, would=_due_for_others
)
def a_field_that_few_may_know() -> Iterator[None]:
    """Whoever sees a record is told all its fields."""
    with patched(content, "_may_know", lambda _field, _reader, _envelope: True):
        yield
