"""What whoever holds a link says: kept row by row, then handed in. A session reaches the rows of its request alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store
from egnatia.activities.partners.actions.requests import LINKS
from egnatia.activities.partners.corrections import Said, added
from egnatia.activities.partners.models import PartnerAnswer, PartnerRequest, PartnerRow
from egnatia.activities.partners.queries.rows import rows_now
from egnatia.activities.partners.rules import MOST_ADDED, answered
from egnatia.guests.readers import reader_behind
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import VersionContent

Verdict = PartnerRow.Verdict


@dataclass(frozen=True, slots=True)
class PartnerReply:
    """What is said about one activity. `said` is what is different of it."""

    verdict: str
    said: Said
    note: str = ""


@transaction.atomic
def answer_row(secret: str, number: int, answer: PartnerReply) -> None:
    """Keep what is said about one row, in place of what was said before. It counts for nothing yet."""
    keep(LINKS.opened(secret), number, answer)


@transaction.atomic
def add_row(secret: str, answer: PartnerReply) -> None:
    """One activity more, of which the request did not know."""
    add(LINKS.opened(secret), answer)


@transaction.atomic
def take_row_away(secret: str, number: int) -> None:
    """An activity that was added is none after all."""
    gone, _ = PartnerRow.objects.filter(request=LINKS.opened(secret), number=number, activity__isnull=True).delete()
    if not gone:
        raise NotFound


def keep(request: PartnerRequest, number: int, answer: PartnerReply) -> None:
    row = next((row for row, _activity in rows_now(request) if row.number == number), None)
    if row is None or (row.activity_id is None) != (answer.verdict == Verdict.NEW):
        raise NotFound
    row.verdict, row.said, row.note = answer.verdict, answer.said, answer.note
    row.save(update_fields=["verdict", "said", "note"])


def add(request: PartnerRequest, answer: PartnerReply) -> None:
    rows = PartnerRow.objects.filter(request=request)
    if rows.filter(activity__isnull=True).count() >= MOST_ADDED:
        raise NotAllowed("partner-rows")
    last = rows.aggregate(last=Max("number"))["last"] or 0
    PartnerRow.objects.create(request=request, number=last + 1, verdict=Verdict.NEW, said=answer.said, note=answer.note)


@transaction.atomic
def hand_in(secret: str) -> None:
    """Everything that was said becomes answers that await confirmation; the link opens nothing any more.

    What is still true changes nothing, so it is noted. What is new becomes a draft of the organisation that asked.
    """
    request = LINKS.opened(secret)
    close(request, rows_now(request), by=reader_behind(request))


def close(request: PartnerRequest, rows: Iterable[tuple[PartnerRow, Activity | None]], *, by: Reader) -> None:
    """Answers of what was said. `by` is who brought it; what they say is the organisation's word all the same."""
    said = [(row, activity) for row, activity in rows if row.verdict]
    if not said:
        raise NotAllowed("partner-nothing")
    for row, activity in said:
        _store(request, row, activity or _drafted(request, row))
    counts = {verdict: sum(row.verdict == verdict for row, _ in said) for verdict in Verdict.values if verdict}
    LINKS.hand_in(request, by=by, **counts)


def _drafted(request: PartnerRequest, row: PartnerRow) -> Activity:
    organisation, account = request.organisation, added(row.said)
    return store(
        account.facts,
        marking=answered(str(organisation.pk)),
        by=reader_behind(request),
        owner=str(request.record.owner_id),
        sort=account.sort,
        status=account.status,
        provenance={"on_behalf": organisation.name, "request": str(request.pk)},
        updated_at=clock.now(),
    )


def _store(request: PartnerRequest, row: PartnerRow, activity: Activity) -> None:
    organisation = request.organisation
    body = {"activity": str(activity.pk), "verdict": row.verdict, "said": row.said, "note": row.note}
    record = records.create(
        PartnerAnswer.KIND,
        VersionContent(title=activity.record.text, body=body),
        answered(str(organisation.pk)),
        by=reader_behind(request),
        owner=str(request.record.owner_id),
    )
    PartnerAnswer.objects.create(
        record=record,
        activity=activity,
        row=row,
        organisation=organisation.pk,
        organisation_name=organisation.name,
        verdict=row.verdict,
        said=row.said,
        note=row.note,
        state=PartnerAnswer.State.NOTED if row.verdict == Verdict.TRUE else PartnerAnswer.State.WAITING,
        handed_in_at=record.published_at,
        version_before=activity.record.version,
    )
