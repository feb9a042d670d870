"""Changing who may see a record: narrowing at once, a first release by one person, later widening by two."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record, Release, of_author, seen
from egnatia.kernel.records import audit

# Sent with `record` and `by`, who marked it, inside the transaction in which its marking changed.
record_marked = Signal()


def as_json(marking: Marking) -> dict[str, Any]:
    return {
        "tlp": marking.tlp.value,
        "communities": sorted(marking.communities),
        "economies": sorted(marking.economies),
        "organisations": sorted(marking.organisations),
        "persons": sorted(marking.persons),
        "offices": sorted(marking.offices),
    }


def of_json(stored: dict[str, Any]) -> Marking:
    return Marking(
        tlp=Tlp(stored["tlp"]),
        communities=frozenset(stored.get("communities", ())),
        economies=frozenset(stored.get("economies", ())),
        organisations=frozenset(stored.get("organisations", ())),
        persons=frozenset(stored.get("persons", ())),
        offices=frozenset(stored.get("offices", ())),
    )


def is_narrower(new: frozenset[str], old: frozenset[str]) -> bool:
    """Whether nobody reads it through `new` who could not through `old`, by the fixed table."""
    return covers(old, new)


def waits_for_another(new: frozenset[str], old: frozenset[str], *, released: bool) -> bool:
    """Whether the tokens of a marking would hold only once a second person agrees; `released`: it was before.

    So it is with TLP:RED too, for the author alone: a person may leave the organisation that could read it until then.
    """
    return released and not is_narrower(new, old)


@transaction.atomic
def remark(record: Record, marking: Marking, *, by: Reader) -> Release | None:
    """Give `record` another marking. Returns the release that waits for a second person, or None where it is done.

    `record` is read anew and locked: whoever changes it or opens it to offices at once comes before or after.

    Only the originator's organisation decides. Narrowing holds at once; so does the first release of a draft
    (AMBER+STRICT or RED, never released before). Raises AlreadyThere where the owner has it under that marking already.
    """
    record.refresh_from_db(from_queryset=Record.objects.select_for_update())
    records.require_owner(record, by=by)
    if record.kind in of_author():
        raise NotAllowed("marking-kept")
    records.require_may_mark(marking, by=by)
    if not by.strong and not records.writable_without_second_factor(marking):
        raise NotAllowed("second-factor")
    new = marking.tokens(owner=str(record.owner_id), author=record.author)
    if not waits_for_another(new, record.tokens, released=not is_first_release(record)):
        _apply(record, marking, new, by=by)
        return None
    release, _ = Release.objects.update_or_create(
        record=record,
        defaults={
            "marking": as_json(marking),
            "asked_by": by.person,
            "asked_by_name": by.name,
            "asked_by_organisation": by.organisation,
            "asked_at": clock.now(),
        },
    )
    audit.record("asked to widen", record.kind, record.pk, by=by, marking=as_json(marking))
    return release


def is_first_release(record: Record) -> bool:
    """A draft that was never released: whoever wrote it opens it alone."""
    released_before = AuditEvent.objects.filter(target=str(record.pk), verb="marked").exists()
    return record.tlp >= Tlp.AMBER_STRICT and not released_before


def _apply(record: Record, marking: Marking, granted: frozenset[str], *, by: Reader) -> None:
    records.set_marking(record, marking, granted)
    record.changed_at = clock.now()
    records.save(record)
    records.grant(record)
    Release.objects.filter(record=record).delete()
    audit.record("marked", record.kind, record.pk, by=by, marking=as_json(marking))
    record_marked.send(sender=Record, record=record, by=by)


def release_seen_by(reader: Reader, release_id: UUID) -> Release:
    """The wish; raises NotFound where there is none, or none about a record that they see."""
    found = Release.objects.select_related("record").filter(seen(reader, "record_id"), pk=release_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def confirm_release(release_id: UUID, *, by: Reader) -> Record:
    """The second person agrees: one who reads the record, and one of the two from the owner's organisation."""
    release = release_seen_by(by, release_id)
    record = Record.objects.select_for_update().get(pk=release.record_id)
    if by.person == release.asked_by:
        raise NotAllowed("second-person")
    if str(record.owner_id) not in (by.organisation, release.asked_by_organisation):
        raise NotAllowed("owner")
    marking = of_json(release.marking)
    _apply(record, marking, marking.tokens(owner=str(record.owner_id), author=record.author), by=by)
    return record


@transaction.atomic
def decline_release(release_id: UUID, *, by: Reader) -> Record:
    """Whoever reads the record and belongs to its owner may decline or take back a wish to widen it."""
    release = release_seen_by(by, release_id)
    records.require_owner(release.record, by=by)
    release.delete()
    audit.record("declined to widen", release.record.kind, release.record.pk, by=by)
    return release.record
