"""An own measure's form, filled with what was read of it: the economy corrects it and saves."""

from typing import Any

from egnatia.activities.activities.forms.measure import new_measure
from egnatia.kernel.reader import Reader
from egnatia.needs.responses.queries.waiting import Report


def initial_of(report: Report, reader: Reader) -> dict[str, Any]:
    proposed, _facts = new_measure(reader)
    return proposed | {
        "economy": report.economy.code,
        "measure": report.measure,
        "title": report.title,
        "language": report.lang,
        "objective": report.objective,
        "start": report.start,
        "text": report.source,
        "institution": reader.organisation_name,
    }
