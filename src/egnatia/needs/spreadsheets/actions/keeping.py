"""Keeping a mapping under a name, and forgetting it."""

from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.formats.sheets import Mapping
from egnatia.kernel import audit, clock, records
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.needs.spreadsheets.models import SheetMapping

OWN = Marking(Tlp.AMBER_STRICT)  # values of a sheet stand in it: at first the own organisation alone sees it


@transaction.atomic
def keep(name: str, mapping: Mapping, *, by: Reader) -> UUID:
    """Under this name; one that the own organisation has already gets a new version."""
    content = VersionContent(title={"und": name}, body={"mapping": msgspec.to_builtins(mapping)})
    found = SheetMapping.visible_to(by).filter(record__owner=by.organisation, name=name).order_by("pk").first()
    kept = {"mapping": msgspec.to_builtins(mapping), "kept_by": by.name, "kept_at": clock.now()}
    if found is None:
        found = SheetMapping(record=records.create(SheetMapping.KIND, content, OWN, by=by), name=name, **kept)
        found.save(force_insert=True)
    else:
        records.change(found.record, content, by=by)
        for field, value in kept.items():
            setattr(found, field, value)
        found.save()
    audit.record("kept", SheetMapping.KIND, found.pk, by=by)
    return UUID(str(found.pk))


@transaction.atomic
def forget(mapping_id: UUID, *, by: Reader) -> None:
    """It is offered no longer; what was imported with it stays."""
    found = SheetMapping.visible_to(by).filter(pk=mapping_id).first()
    if found is None:
        raise NotFound
    records.withdraw(found.record, by=by)
    audit.record("forgot", SheetMapping.KIND, found.pk, by=by)
