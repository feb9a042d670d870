"""From uploaded files or paths to stored activities: in one transaction, whole or not at all."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.activities.activities.models import fresh_statistics_after
from egnatia.activities.imports.actions.filling import Filling
from egnatia.activities.imports.actions.uploading import create, forget_files, own_import, sources_of
from egnatia.activities.imports.actions.writing import write_report
from egnatia.activities.imports.models import Import, ImportFile
from egnatia.activities.imports.planning import Plan, Wish, planned
from egnatia.activities.imports.progress.models import ImportProgress, one_import_at_a_time
from egnatia.activities.imports.progress.telling import Tell, nobody_asked
from egnatia.activities.imports.queue.actions import enqueue
from egnatia.activities.imports.reading import Source
from egnatia.activities.imports.spool import Spool
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.outcomes import Refused
from egnatia.formats.sheets import Mapping
from egnatia.kernel import audit, clock, markings, records
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.reader import Reader


@transaction.atomic
def try_out(import_id: UUID, *, by: Reader, limits: Limits = ACTIVITIES, tell: Tell = nobody_asked) -> list[Refused]:
    """The dry run: a report by row, nothing stored. The files that cannot be used."""
    found = own_import(import_id, by=by)
    if found.state != Import.State.TRYING:
        return []
    with Spool() as spool:
        plan = planned(sources_of(found), spool, _wish_of(found), by=by, limits=limits, tell=tell)
        write_report(found, plan)
    found.state = Import.State.TRIED
    found.attempts = 0
    found.save(update_fields=["state", "attempts"])
    audit.record("tried out", Import.KIND, found.pk, by=by)
    return plan.reading.refusals


@transaction.atomic
def confirm(import_id: UUID, *, by: Reader) -> None:
    """What was tried out shall be stored; whoever calls this sends the job on its way."""
    found = own_import(import_id, by=by)
    if found.state != Import.State.TRIED or not found.files.filter(refused="").exists():
        raise NotAllowed("import-state")
    found.state = Import.State.STORING
    found.save(update_fields=["state"])
    ImportProgress.objects.filter(of_import=found).update(phase="waiting", done=0, total=0, at=clock.now())
    audit.record("confirmed", Import.KIND, found.pk, by=by)


@transaction.atomic
def store(import_id: UUID, *, by: Reader, tell: Tell = nobody_asked) -> None:
    """Store what was confirmed. Where it is stored already, nothing happens."""
    one_import_at_a_time(by.organisation)
    found = own_import(import_id, by=by)
    if found.state != Import.State.STORING:
        return
    wish = _wish_of(found)
    records.require_may_mark(wish.marking, by=by)
    with Spool() as spool:
        plan = planned(sources_of(found), spool, wish, by=by, tell=tell)
        _fill(found, plan, wish, by=by, tell=tell)
    forget_files(found)
    records.set_marking(
        found.record, wish.marking, wish.marking.tokens(owner=by.organisation, author=found.record.author)
    )
    found.record.changed_at = clock.now()
    found.record.save()
    records.grant(found.record)


@transaction.atomic
def store_paths(sources: Sequence[Source], wish: Wish, *, by: Reader, tell: Tell = nobody_asked) -> tuple[UUID, Plan]:
    """Files of this machine, read and stored at once. Of an import that does not end nothing is there."""
    one_import_at_a_time(by.organisation)
    records.require_may_mark(wish.marking, by=by)
    with Spool() as spool:
        plan = planned(sources, spool, wish, by=by, tell=tell)
        if not plan.usable:
            raise NotAllowed("nothing-usable")
        found = create(wish, wish.marking, by=by)
        _note_files(found, sources)
        _fill(found, plan, wish, by=by, tell=tell)
    return found.pk, plan


def try_paths(sources: Sequence[Source], wish: Wish, *, by: Reader, tell: Tell = nobody_asked) -> Plan:
    """The dry run of files of this machine. Nothing is stored; what was read is gone with the answer."""
    records.require_may_mark(wish.marking, by=by)
    with Spool() as spool:
        return planned(sources, spool, wish, by=by, tell=tell)


def _note_files(found: Import, sources: Sequence[Source]) -> None:
    for position, source in enumerate(sources):
        assert source.path is not None
        digest, size = "", 0
        if source.path.is_file():
            size = source.path.stat().st_size
            with source.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        ImportFile.objects.create(of_import=found, position=position, name=source.name[:255], size=size, digest=digest)


def _fill(found: Import, plan: Plan, wish: Wish, *, by: Reader, tell: Tell) -> None:
    filling = Filling(plan, found.pk, wish, by=by, tell=tell)
    filling.run()
    rows = write_report(found, plan, filling.touched)
    found.unlisted = enqueue(filling.unknown, found.pk, marking=wish.marking, by=by)
    found.state = Import.State.STORED
    found.ended_at = clock.now()
    found.save()
    counts = dict.fromkeys(("accepted", "changed", "unchanged", "rejected"), 0)
    for row in rows:
        counts[row.outcome] += 1
    audit.record("imported", Import.KIND, found.pk, by=by, **counts)
    fresh_statistics_after(len(filling.touched))


def _wish_of(found: Import) -> Wish:
    mapping = msgspec.convert(found.mapping, type=Mapping) if found.mapping else None
    return Wish(markings.of_json(found.marking), found.source, mapping)
