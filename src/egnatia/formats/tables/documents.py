"""`python -I -m egnatia.formats.tables.documents JOB`: as `worker`, for what may be a Word document or a PDF."""

import sys

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.documents.word import hold_defaults
from egnatia.formats.inflate import Meter
from egnatia.formats.sheets.inference import field_named
from egnatia.formats.tables.pdf import grids_of_pdf
from egnatia.formats.tables.word import grids_of_word
from egnatia.formats.tables.worker import SHEETS, read_names, tell_tables

_ALL = SHEETS | {"docx": grids_of_word, "pdf": grids_of_pdf}


def read_fields() -> None:
    """The words of fields, which a form's questions are known by, from their file."""
    field_named("")


def read_documents(job: Job, meter: Meter, wire: Wire) -> None:
    tell_tables(_ALL, job, meter, wire)


if __name__ == "__main__":
    run(read_documents, sys.argv[1], read_names, read_fields, hold_defaults)
