"""What is needed, what is done about it, and what is open: pure functions on plain values."""

from egnatia.coverage.cells import EMPTY, REASONS, Cell, Reason, State, cell, cell_of, matrix, matrix_of
from egnatia.coverage.codes import HEADING, MEASURE, OBJECTIVE, PRIORITY, cut, level_of
from egnatia.coverage.framework import FrameworkError, Objective, ObjectiveFramework, framework_of
from egnatia.coverage.phases import ENDED, PLANNED, Phase, ends_soon, last_day, phase, year_after
from egnatia.coverage.rollups import Rolled, roll_up
from egnatia.coverage.slices import is_regional, slices
from egnatia.coverage.suggestions import Described, Suggestion, SuggestionEvidence, suggest_objectives
from egnatia.coverage.tallies import Counts, Footing, Key, Tally, TallyRow, footing, rows_of, tally
from egnatia.coverage.works import Aim, EconomyShare, NeedStatement, Priority, Slice, Sort, Work

__all__ = [
    "EMPTY",
    "ENDED",
    "HEADING",
    "MEASURE",
    "OBJECTIVE",
    "PLANNED",
    "PRIORITY",
    "REASONS",
    "Aim",
    "Cell",
    "Counts",
    "Described",
    "EconomyShare",
    "Footing",
    "FrameworkError",
    "Key",
    "NeedStatement",
    "Objective",
    "ObjectiveFramework",
    "Phase",
    "Priority",
    "Reason",
    "Rolled",
    "Slice",
    "Sort",
    "State",
    "Suggestion",
    "SuggestionEvidence",
    "Tally",
    "TallyRow",
    "Work",
    "cell",
    "cell_of",
    "cut",
    "ends_soon",
    "footing",
    "framework_of",
    "is_regional",
    "last_day",
    "level_of",
    "matrix",
    "matrix_of",
    "phase",
    "roll_up",
    "rows_of",
    "slices",
    "suggest_objectives",
    "tally",
    "year_after",
]
