"""Changes of many records: what hides could show in counts, reasons, previews, audiences, and what was done before."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode
from uuid import UUID

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.models import Record
from egnatia.needs.bulk_changes.forms import choice_packed, packed
from egnatia.needs.bulk_changes.rules import ACTIVITIES, NEEDS, ActivityWish, BulkPlan, NeedWish, PlannedRecord, Wish
from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import FILTERS, form

WISHES: dict[str, tuple[Wish, ...]] = {
    ACTIVITIES: (ActivityWish(status="closed"), ActivityWish(end="2026-03", add_objective="2.3.2"), ActivityWish()),
    NEEDS: (NeedWish(priority="high"), NeedWish(objective="2.3.1", source="Strategy (demo)"), NeedWish()),
}
MARKINGS = (None, Marking(Tlp.GREEN), Marking(Tlp.AMBER_STRICT))
WISHED = {
    ACTIVITIES: ({"status": "closed"}, {"end": "2026-03"}, {"remark": "on", "marking-tlp": "1"}),
    NEEDS: ({"priority": "high"}, {"nature": "operational"}, {"remark": "on", "marking-tlp": "3"}),
}


def of_list(known: Known, listed: str) -> list[UUID]:
    """Every record of the list, hidden ones too, some of the other list, and one that never was."""
    lists = {ACTIVITIES: known.activities, NEEDS: known.needs}
    other = [pk for name, kept in lists.items() if name != listed for pk in kept.values()]
    return [*lists[listed].values(), *other[:1], NEVER]


def chosen(known: Known, listed: str) -> Iterator[Sequence[UUID]]:
    every = of_list(known, listed)
    yield every
    yield from ([record] for record in every)
    yield from ([record, NEVER] for record in every[:3])


@route("needs:bulk-choosing")
def choosing(known: Known) -> Iterator[Access]:
    for listed in (ACTIVITIES, NEEDS):
        yield get("needs:bulk-choosing", listed)
        yield post("needs:bulk-choosing", listed)
        yield post("needs:bulk-choosing", listed, record=["x", "", str(NEVER)])
        for records in chosen(known, listed):
            yield post("needs:bulk-choosing", listed, record=list(map(str, records)))
            yield post("needs:bulk-choosing", listed, choice=choice_packed(tuple(records)))
        for filters in FILTERS[::4]:
            address = f"{address_of('needs:bulk-choosing', listed)}?{urlencode(filters)}"
            yield Access("POST", address, {"all": "1"})
        yield post("needs:bulk-choosing", listed, plan=plans(known, listed)[0])
    yield post("needs:bulk-choosing", "nothing")


@route("needs:bulk-preview")
def previewed(known: Known) -> Iterator[Access]:
    for listed in (ACTIVITIES, NEEDS):
        yield get("needs:bulk-preview", listed)
        yield post("needs:bulk-preview", listed, choice="forged", status="closed")
        for records in chosen(known, listed):
            for wish in WISHED[listed]:
                yield form("needs:bulk-preview", listed, data={"choice": choice_packed(tuple(records)), **wish})
        first = choice_packed(tuple(of_list(known, listed)))
        yield form("needs:bulk-preview", listed, data={"choice": first, "preview": "1", "marking-tlp": "1"})
        yield form("needs:bulk-preview", listed, data={"choice": first})


def plans(known: Known, listed: str, by: str = "") -> list[str]:
    """Signed as a preview of ours would be: only the reader's own is taken, with nothing beyond their rights."""
    who = known.stage.persons.get(by or known.observer.username)
    stands = {
        pk: (version, digest)
        for pk, version, digest in Record.objects.filter(pk__in=of_list(known, listed)).values_list(
            "pk", "version", "marking_digest"
        )
    }
    rows = tuple(PlannedRecord(pk, *stands.get(pk, (1, ""))) for pk in of_list(known, listed))
    return [
        packed(BulkPlan(str(who.pk) if who else "", listed, wish, marking, rows[at:]))
        for at, (wish, marking) in enumerate(zip(WISHES[listed], MARKINGS, strict=True))
    ]


@route("needs:bulk-carrying-out")
def carried_out(known: Known) -> Iterator[Access]:
    for listed in (ACTIVITIES, NEEDS):
        yield get("needs:bulk-carrying-out", listed)
        yield post("needs:bulk-carrying-out", listed, plan="forged")
        for plan in (*plans(known, listed), *plans(known, listed, by="focal-al")):
            yield post("needs:bulk-carrying-out", listed, plan=plan)


@route("needs:bulk-changes", "needs:bulk-change", "needs:bulk-undoing")
def done(known: Known) -> Iterator[Access]:
    yield get("needs:bulk-changes")
    yield head("needs:bulk-changes")
    yield post("needs:bulk-changes")
    for change in known.each_bulk():
        yield get("needs:bulk-change", change)
        yield head("needs:bulk-change", change)
        yield get("needs:bulk-undoing", change)
        yield post("needs:bulk-undoing", change)
    for record in list(known.activities.values())[:2]:
        yield get("needs:bulk-change", record)
