"""The tables of the activities domain, feature by feature."""

from egnatia.activities.activities.models import Activity, ActivityKey, ActivityMeaning, Unkeyed
from egnatia.activities.imports.models import Import, ImportFile, ImportPiece, ImportRow
from egnatia.activities.imports.name_queue.models import QueueEntry, QueueSighting
from egnatia.activities.imports.progress.models import ImportProgress
from egnatia.activities.partners.models import PartnerAnswer, PartnerRequest, PartnerRow
from egnatia.activities.sources.models import RegularSource, SourceFetch

__all__ = [
    "Activity",
    "ActivityKey",
    "ActivityMeaning",
    "Import",
    "ImportFile",
    "ImportPiece",
    "ImportProgress",
    "ImportRow",
    "PartnerAnswer",
    "PartnerRequest",
    "PartnerRow",
    "QueueEntry",
    "QueueSighting",
    "RegularSource",
    "SourceFetch",
    "Unkeyed",
]
