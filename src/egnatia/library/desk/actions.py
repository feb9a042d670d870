"""Planning a publication and carrying it out, counting readers of public pages, and checking addresses in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from egnatia.formats.remote_files import FetchRules, RemoteRefused, require_answer
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.models import Record, seen
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit, markings
from egnatia.library.desk.models import LinkCheck, ScheduledPublication
from egnatia.library.desk.rules import addresses_in
from egnatia.library.room import KINDS, PAGES
from egnatia.people.marking.actions import change_marking

Obstacle = ScheduledPublication.Obstacle
AGAIN = timedelta(days=7)  # from one check of an address to the next
MOST_CHECKED = 200  # addresses in one run: no job lasts for hours
SECONDS = 10.0
# The page is there, and says so to people alone; or we do not go there, which says nothing of it.
NO_FAULT = ("401", "403", "405", "406", "429")
NOT_CHECKED = frozenset({"port", "scheme", "credentials"})
COUNTED = """
INSERT INTO library_pageviews (record_id, day, count) VALUES (%s, %s, 1)
ON CONFLICT (record_id, day) DO UPDATE SET count = library_pageviews.count + 1
"""


@transaction.atomic
def schedule(record_id: UUID, marking: Marking, at: datetime, *, by: Reader) -> None:
    """The record gets this marking then, by the same action as if they did it themselves.

    Another plan for the record is replaced. Raises NotFound where they do not see it or it is of another room,
    NotAllowed where they may not write it or may not give it this marking.
    """
    record = _held(record_id, by=by)
    records.require_may_mark(marking, by=by)
    if not by.strong:  # a job acts with all rights of the person
        raise NotAllowed("second-factor")
    said = {"marking": markings.as_json(marking), "at": at, "person_id": UUID(by.person), "by": by.name, "why": ""}
    ScheduledPublication.objects.update_or_create(record=record, defaults={**said, "made_at": clock.now()})
    audit.record("scheduled", record.kind, record.pk, by=by, marking=said["marking"], at=at.isoformat())


@transaction.atomic
def cancel(record_id: UUID, *, by: Reader) -> None:
    """Raises NotFound where they see no such record, or nothing is planned for it."""
    record = _held(record_id, by=by)
    gone, _ = ScheduledPublication.objects.filter(record=record).delete()
    if not gone:
        raise NotFound
    audit.record("cancelled publication", record.kind, record.pk, by=by)


def _held(record_id: UUID, *, by: Reader) -> Record:
    """The record, locked; of their organisation."""
    records.hold(record_id)
    found = Record.objects.filter(seen(by, "pk", *KINDS), pk=record_id, kind__in=KINDS).defer("search").first()
    if found is None:
        raise NotFound
    records.require_owner(found, by=by)
    return found


@contextmanager
def public_for_a_moment(record_id: UUID, *, by: Reader) -> Iterator[None]:
    """Inside, the record is public for this connection alone, so that all that answers says what it would say then; in
    the end nothing of it stays.

    Raises NotFound where they see no such record of the library, NotAllowed where others write it.
    """
    with transaction.atomic():
        record, marking = _held(record_id, by=by), Marking(Tlp.CLEAR)
        record.natural_key = None  # the same one may be public already
        records.set_marking(record, marking, marking.tokens(owner=str(record.owner_id), author=record.author))
        records.save(record)
        records.grant(record)
        try:
            yield
        finally:
            transaction.set_rollback(True)


def publish_due() -> int:
    """Carry out what is due; returns how many records got their marking. Safe to run twice."""
    due = ScheduledPublication.objects.filter(why="", at__lte=clock.now()).order_by("at", "pk")
    return sum(_published(record_id) for record_id in list(due.values_list("record", flat=True)))


@transaction.atomic
def _published(record_id: UUID) -> bool:
    records.hold(record_id)
    rows = ScheduledPublication.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(record=record_id, why="", at__lte=clock.now()).first()
    if row is None:
        return False
    if why := _obstacle(row):
        row.why = why
        row.save(update_fields=["why"])
        return False
    ScheduledPublication.objects.filter(pk=row.pk).delete()
    return True


def _obstacle(row: ScheduledPublication) -> str:
    """Gives the record its marking with the rights of the person at this moment; "" where it has it now."""
    by = reader_of(row.person, strong=True) if row.person else ANONYMOUS
    try:
        done = change_marking(row.record_id, markings.of_json(row.marking), by=by)
    except NotFound:
        return Obstacle.MISSING
    except NotAllowed:
        return Obstacle.RIGHTS
    except AlreadyThere:
        return Obstacle.TAKEN
    return "" if done else Obstacle.SECOND_PERSON


def count_view(record: UUID) -> None:
    """Once the page was made and its transaction is over: no reader waits for another, and no page fails by it."""

    def counted() -> None:
        with connection.cursor() as cursor:
            cursor.execute(COUNTED, [record, clock.today()])

    transaction.on_commit(counted, robust=True)


def check_links() -> int:
    """Check the addresses in public records whose last check is a week old; returns how many were checked."""
    if not settings.LINK_CHECK:
        return 0
    named = set(_named())
    kept = {(row.record_id, row.address): row for row in LinkCheck.objects.all()}
    LinkCheck.objects.filter(pk__in=[row.pk for key, row in kept.items() if key not in named]).delete()
    old = clock.now() - AGAIN
    due = [key for key in sorted(named) if key not in kept or kept[key].checked_at <= old][:MOST_CHECKED]
    found: dict[str, tuple[str, str]] = {}
    for record, address in due:
        fault, value = found[address] = found.get(address) or fault_of(address)
        said = {"checked_at": clock.now(), "fault": fault, "value": value}
        LinkCheck.objects.update_or_create(record_id=record, address=address, defaults=said)
    return len(due)


def _named() -> Iterator[tuple[UUID, str]]:
    """Of what everybody may read."""
    for pages in PAGES:
        for row in pages.kind.model.visible_to(ANONYMOUS).defer("record__search"):
            for address in addresses_in(pages.kind.known(ANONYMOUS, row).values()):
                yield row.pk, address


def fault_of(address: str) -> tuple[str, str]:
    """(code, what it was) of what keeps a reader from the page; ("", "") where nothing does, as far as we know."""
    try:
        require_answer(address, FetchRules(seconds=SECONDS, local=settings.FETCH_LOCAL))
    except RemoteRefused as refused:
        answered = refused.code == "status" and refused.value in NO_FAULT
        return ("", "") if answered or refused.code in NOT_CHECKED else (refused.code, refused.value)
    return "", ""
