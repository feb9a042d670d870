"""Readers of published files: IATI activities and activities JSONL. Pure: no Django, no database.

for outcome in read("folder", "activities.jsonl.gz"):
    match outcome:
        case Parsed(): ...      # an activity
        case Rejected(): ...    # a row that cannot be used, with its reason
        case Refused(): ...     # a file that cannot be used: keep nothing of it
        case Finished(): ...    # the sums of a file
"""

from egnatia.formats.cells import neutralised
from egnatia.formats.documents import DocumentText, document_text
from egnatia.formats.outcomes import Finished, Outcome, Progress, Refused, Rejected
from egnatia.formats.parsed import (
    ActivityDate,
    Budget,
    Classification,
    Description,
    Doubt,
    Location,
    Money,
    Organisation,
    OtherIdentifier,
    Parsed,
    PlannedDisbursement,
    Provenance,
    Recipient,
    RelatedActivity,
    Text,
    Transaction,
)
from egnatia.formats.reading import files_in, read, read_file, read_upload

__all__ = [
    "ActivityDate",
    "Budget",
    "Classification",
    "Description",
    "DocumentText",
    "Doubt",
    "Finished",
    "Location",
    "Money",
    "Organisation",
    "OtherIdentifier",
    "Outcome",
    "Parsed",
    "PlannedDisbursement",
    "Progress",
    "Provenance",
    "Recipient",
    "Refused",
    "Rejected",
    "RelatedActivity",
    "Text",
    "Transaction",
    "document_text",
    "files_in",
    "neutralised",
    "read",
    "read_file",
    "read_upload",
]
