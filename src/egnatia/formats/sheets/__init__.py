"""Tables that people really have: sheets, Word tables, PDFs. Pure: no Django, no database.

match read_table(path):
    case Table() as table: ...    # header, rows of cells as text, context
    case Refused() as refused: ...  # one sentence on why the file cannot be used
"""

from egnatia.formats.sheets.reading import read_table, read_tables, tables_in
from egnatia.formats.sheets.tables import Column, Row, Table, folded

__all__ = ["Column", "Row", "Table", "folded", "read_table", "read_tables", "tables_in"]
