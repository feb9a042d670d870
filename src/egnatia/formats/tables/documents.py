"""`python -I -m egnatia.formats.tables.documents JOB`: as `worker`, for what may be a Word document or a PDF."""

import sys

from egnatia.formats.confinement import Job, Wire, run
from egnatia.formats.inflate import Meter
from egnatia.formats.tables.pdf import grids_of_pdf
from egnatia.formats.tables.word import grids_of_word
from egnatia.formats.tables.worker import SHEETS, tell_tables

_ALL = SHEETS | {"docx": grids_of_word, "pdf": grids_of_pdf}


def read_documents(job: Job, meter: Meter, wire: Wire) -> None:
    tell_tables(_ALL, job, meter, wire)


if __name__ == "__main__":
    run(read_documents, sys.argv[1])
