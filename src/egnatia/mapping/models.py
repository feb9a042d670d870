"""The mapping's tables, feature by feature."""

from egnatia.mapping.activities.models import Activity, ActivityKey
from egnatia.mapping.imports.models import Import, ImportFile, ImportPiece, ImportRow
from egnatia.mapping.imports.progress.models import ImportProgress
from egnatia.mapping.imports.queue.models import QueueEntry, QueueSighting
from egnatia.mapping.matches.models import Match, Uncompared, View
from egnatia.mapping.proposals.models import Delivery, Question

__all__ = [
    "Activity",
    "ActivityKey",
    "Delivery",
    "Import",
    "ImportFile",
    "ImportPiece",
    "ImportProgress",
    "ImportRow",
    "Match",
    "Question",
    "QueueEntry",
    "QueueSighting",
    "Uncompared",
    "View",
]
