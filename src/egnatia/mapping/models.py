"""The mapping's tables, feature by feature."""

from egnatia.mapping.activities.models import Activity, ActivityKey, ActivityMeaning, Unkeyed
from egnatia.mapping.announced.models import EconomyWord, MeasureReport
from egnatia.mapping.calendars.models import WorkingCalendar
from egnatia.mapping.circulation.models import TextLetter
from egnatia.mapping.extracts.models import Extract, ExtractSource
from egnatia.mapping.first.models import GuidePutAway
from egnatia.mapping.frameworks.models import ActivityAim, AimAnswer, Framework, Unestimated
from egnatia.mapping.imports.models import Import, ImportFile, ImportPiece, ImportRow
from egnatia.mapping.imports.progress.models import ImportProgress
from egnatia.mapping.imports.queue.models import QueueEntry, QueueSighting
from egnatia.mapping.matches.models import Comparison, Match, Uncompared, View
from egnatia.mapping.matrix.models import MatrixPoint, MatrixSlice, MatrixWork
from egnatia.mapping.needs.models import Need, NeedAnswer
from egnatia.mapping.papers.models import SignedPage, SignedPaper
from egnatia.mapping.partners.models import PartnerAnswer, PartnerRequest, PartnerRow
from egnatia.mapping.proposals.models import Delivery, Question
from egnatia.mapping.reports.models import Report, ReportTemplate
from egnatia.mapping.rounds.models import Participant, Round, RoundAnswer, RoundComment, RoundLetter, RoundStep
from egnatia.mapping.sections.models import SectionRequest, SectionRow
from egnatia.mapping.sheets.models import Sheet, SheetMapping
from egnatia.mapping.snapshots.models import (
    RoundNote,
    Snapshot,
    SnapshotClearance,
    SnapshotMatch,
    SnapshotObjection,
    SnapshotSource,
)

__all__ = [
    "Activity",
    "ActivityAim",
    "ActivityKey",
    "ActivityMeaning",
    "AimAnswer",
    "Comparison",
    "Delivery",
    "EconomyWord",
    "Extract",
    "ExtractSource",
    "Framework",
    "GuidePutAway",
    "Import",
    "ImportFile",
    "ImportPiece",
    "ImportProgress",
    "ImportRow",
    "Match",
    "MatrixPoint",
    "MatrixSlice",
    "MatrixWork",
    "MeasureReport",
    "Need",
    "NeedAnswer",
    "Participant",
    "PartnerAnswer",
    "PartnerRequest",
    "PartnerRow",
    "Question",
    "QueueEntry",
    "QueueSighting",
    "Report",
    "ReportTemplate",
    "Round",
    "RoundAnswer",
    "RoundComment",
    "RoundLetter",
    "RoundNote",
    "RoundStep",
    "SectionRequest",
    "SectionRow",
    "Sheet",
    "SheetMapping",
    "SignedPage",
    "SignedPaper",
    "Snapshot",
    "SnapshotClearance",
    "SnapshotMatch",
    "SnapshotObjection",
    "SnapshotSource",
    "TextLetter",
    "Uncompared",
    "Unestimated",
    "Unkeyed",
    "View",
    "WorkingCalendar",
]
