"""The tables of the reporting domain, feature by feature."""

from egnatia.reporting.publications.models import Publication, PublicationSource
from egnatia.reporting.reports.models import Report, ReportTemplate
from egnatia.reporting.snapshots.models import (
    RoundNote,
    Snapshot,
    SnapshotClearance,
    SnapshotMatch,
    SnapshotObjection,
    SnapshotSource,
)

__all__ = [
    "Publication",
    "PublicationSource",
    "Report",
    "ReportTemplate",
    "RoundNote",
    "Snapshot",
    "SnapshotClearance",
    "SnapshotMatch",
    "SnapshotObjection",
    "SnapshotSource",
]
