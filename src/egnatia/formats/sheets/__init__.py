"""Tables that people really have: sheets, Word tables, PDFs; and what they say. Pure: no Django, no database.

match read_table(path):
    case Table() as table: ...      # header, rows of cells as text, context
    case Refused() as refused: ...  # one sentence on why the file cannot be used

mapping = suggested([table])        # or read_mapping(yaml)
for outcome in activities_of([table], mapping, file="a.xlsx"): ...  # Parsed, Rejected, Finished, Refused
"""

from egnatia.formats.outcomes import Refused
from egnatia.formats.sheets.cells import Codes
from egnatia.formats.sheets.files import read_table, read_tables, tables_in
from egnatia.formats.sheets.inference import distinct, meaning_of, meanings, suggested
from egnatia.formats.sheets.mapping import Mapping, Use, as_json, as_yaml, read_mapping
from egnatia.formats.sheets.needs import SheetNeed
from egnatia.formats.sheets.rows import activities_of, needs_of
from egnatia.formats.sheets.tables import Column, Row, Table, folded

__all__ = [
    "Codes",
    "Column",
    "Mapping",
    "Refused",
    "Row",
    "SheetNeed",
    "Table",
    "Use",
    "activities_of",
    "as_json",
    "as_yaml",
    "distinct",
    "folded",
    "meaning_of",
    "meanings",
    "needs_of",
    "read_mapping",
    "read_table",
    "read_tables",
    "suggested",
    "tables_in",
]
