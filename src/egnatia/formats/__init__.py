"""Readers of published files: IATI activities and activities JSONL. Pure: no Django, no database.

for outcome in reading.read("folder", "activities.jsonl.gz"):
    match outcome:
        case Parsed(): ...      # an activity
        case Rejected(): ...    # a row that cannot be used, with its reason
        case Refused(): ...     # a file that cannot be used: keep nothing of it
        case Finished(): ...    # the sums of a file

`reading` and `documents.reading` start the processes that read; these processes load this package too, so it is light.
"""

from egnatia.formats.activity import (
    ActivityDate,
    Budget,
    Classification,
    Description,
    Doubt,
    Location,
    Money,
    Narrative,
    OtherIdentifier,
    Parsed,
    ParsedOrganisation,
    PlannedDisbursement,
    Provenance,
    Recipient,
    RelatedActivity,
    Transaction,
)
from egnatia.formats.cells import neutralised
from egnatia.formats.outcomes import Finished, Outcome, Progress, Refused, Rejected

__all__ = [
    "ActivityDate",
    "Budget",
    "Classification",
    "Description",
    "Doubt",
    "Finished",
    "Location",
    "Money",
    "Narrative",
    "OtherIdentifier",
    "Outcome",
    "Parsed",
    "ParsedOrganisation",
    "PlannedDisbursement",
    "Progress",
    "Provenance",
    "Recipient",
    "Refused",
    "Rejected",
    "RelatedActivity",
    "Transaction",
    "neutralised",
]
