"""One finished communication check of the demo's focal points."""

from datetime import timedelta

from egnatia.exchange.contact_points.actions import LINKS, start_check
from egnatia.exchange.contact_points.models import CheckRequest, ContactPoint
from egnatia.guests.readers import reader_behind
from egnatia.kernel import clock, records
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named

DEMO = "check-focal-points"
DEMO_DAYS_AGO = 20
# Minutes from the e-mail to the click, by focal point of the demo; the others did not confirm.
DEMO_MINUTES = {
    "ALB": 42, "BIH": 190, "BGR": 75, "HRV": 28, "GRC": 1_310, "MDA": 95, "MNE": 12, "MKD": 17, "ROU": 360, "SVN": 51,
}  # fmt: skip


def load(returning: bool) -> int:
    """One finished check of the demo's focal points, where there is none yet; how many requests that were."""
    there = Record.objects.filter(kind=CheckRequest.KIND, provenance__demo=DEMO)
    gone = list(there.filter(withdrawn_at__isnull=False)) if returning else []
    for record in gone:
        records.restore(record, by=reader_named("secretariat"))
    return len(gone) if there.exists() else _finished_check()


def remove() -> int:
    there = Record.objects.filter(kind=CheckRequest.KIND, provenance__demo=DEMO, withdrawn_at__isnull=True)
    for record in there:
        records.withdraw(record, by=reader_named("secretariat"))
    return len(there)


def _finished_check() -> int:
    desk = reader_named("secretariat")
    then = clock.now() - timedelta(days=DEMO_DAYS_AGO)
    shown = {"content__role": "focal-point", "record__provenance__has_key": "demo"}
    points = dict(ContactPoint.visible_to(desk).filter(**shown).values_list("pk", "content__economy"))
    with clock.time_from(lambda: then):
        _batch, made = start_check(list(points), by=desk)
    Record.objects.filter(pk__in=made).update(provenance={"demo": DEMO})
    for request in CheckRequest.objects.filter(pk__in=made).select_related("record__owner", "point__record__owner"):
        request.sent_at = then
        request.save(update_fields=["sent_at"])
        if minutes := DEMO_MINUTES.get(points[request.point_id]):
            answered = then + timedelta(minutes=minutes)
            with clock.time_from(lambda answered=answered: answered):  # type: ignore[misc]  # a value of this turn
                LINKS.hand_in(request, by=reader_behind(request))
    return len(made)
