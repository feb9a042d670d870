"""The tables of the needs domain, feature by feature."""

from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer, Unestimated
from egnatia.needs.matrix.models import MatrixPoint, MatrixSlice, MatrixWork
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.responses.models import EconomyWord, MeasureReport
from egnatia.needs.spreadsheets.models import Sheet, SheetMapping

__all__ = [
    "ActivityAim",
    "AimAnswer",
    "BulkChange",
    "BulkedRecord",
    "EconomyWord",
    "MatrixPoint",
    "MatrixSlice",
    "MatrixWork",
    "MeasureReport",
    "Need",
    "NeedAnswer",
    "Sheet",
    "SheetMapping",
    "Unestimated",
]
