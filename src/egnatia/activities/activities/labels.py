"""What codes of an activity are called, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from egnatia.pages.labels import LANGUAGE, Labels, Words, label, language_name

STATUS: Labels = {
    "pipeline": _("planned"),
    "implementation": _("under way"),
    "finalisation": _("being completed"),
    "closed": _("completed"),
    "cancelled": _("cancelled"),
    "suspended": _("suspended"),
}
SORT: Labels = {"project": _("project"), "event": _("event"), "own-measure": _("own measure")}
MEASURE: Labels = {
    "law": _("law"),
    "strategy": _("strategy or action plan"),
    "unit": _("unit or body"),
    "budget-line": _("budget line"),
}
BAND: Labels = {
    "<50k": _("below 50,000"),
    "50-250k": _("50,000 to 250,000"),
    "250k-1m": _("250,000 to 1 million"),
    "1-5m": _("1 to 5 million"),
    ">5m": _("above 5 million"),
}
ORDER: Labels = {
    "newest": _("newest first"),
    "changed": _("recently changed first"),
    "begins": _("earliest start date first"),
    "title": _("title"),
}
ROLE: Labels = {
    "reporter": _("Reported by"),
    "funding": _("Funded by"),
    "accountable": _("Accountable"),
    "extending": _("Managed by"),
    "implementing": _("Implemented by"),
    "receiver": _("Receiving institution"),
}
BODIES: Labels = {  # by the fields of the facts
    "reporters": _("reporting organisation"),
    "funders": _("funder"),
    "implementers": _("implementer"),
    "receivers": _("receiving institution"),
}
RELATION: Labels = {
    "1": _("part of"),
    "2": _("contains"),
    "3": _("in the same programme"),
    "4": _("co-funded with"),
    "5": _("also reported as"),
    "provider": _("receives funding from"),
    "receiver": _("passes funding on to"),
}
DATE: Labels = {
    "start-planned": _("planned start date"),
    "start-actual": _("start date"),
    "start": _("start date"),
    "end-planned": _("planned end date"),
    "end-actual": _("end date"),
    "end": _("end date"),
}
TRANSACTION: Labels = {
    "commitment": _("commitment"),
    "outgoing-commitment": _("commitment"),
    "disbursement": _("disbursement"),
    "planned-disbursement": _("planned disbursement"),
    "expenditure": _("expenditure"),
    "incoming-funds": _("incoming funds"),
    "incoming-commitment": _("incoming commitment"),
    "outgoing-pledge": _("pledge"),
    "incoming-pledge": _("incoming pledge"),
    "interest-payment": _("interest"),
    "interest-repayment": _("interest"),
    "loan-repayment": _("loan repayment"),
    "reimbursement": _("reimbursement"),
    "purchase-of-equity": _("purchase of equity"),
    "sale-of-equity": _("sale of equity"),
    "credit-guarantee": _("credit guarantee"),
}
BUDGET: Labels = {"": _("budget"), "1": _("original budget"), "2": _("revised budget")}
DESCRIPTION: Labels = {
    "1": _("General"),
    "2": _("Objectives"),
    "3": _("Target groups"),
    "4": _("Other"),
}
CLASSIFICATION: Labels = {
    "policy-marker": _("Policy marker"),
    "tag": _("Tag"),
    "aid-type": _("Aid type"),
    "flow-type": _("Flow type"),
    "finance-type": _("Finance type"),
    "tied-status": _("Tied status"),
    "collaboration-type": _("Collaboration"),
    "activity-scope": _("Scope"),
    "humanitarian-scope": _("Humanitarian scope"),
}


def sort_words(sort: str, measure: str = "") -> str:
    """ "project", or "own measure: law" where its kind is known."""
    return f"{label(SORT, sort)}: {label(MEASURE, measure)}" if measure else label(SORT, sort)


__all__ = [
    "BAND",
    "BODIES",
    "BUDGET",
    "CLASSIFICATION",
    "DATE",
    "DESCRIPTION",
    "LANGUAGE",
    "MEASURE",
    "ORDER",
    "RELATION",
    "ROLE",
    "SORT",
    "STATUS",
    "TRANSACTION",
    "Labels",
    "Words",
    "label",
    "language_name",
    "sort_words",
]
