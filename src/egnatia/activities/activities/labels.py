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
    "changed": _("last changed first"),
    "begins": _("earliest beginning first"),
    "title": _("by title"),
}
ROLE: Labels = {
    "reporter": _("Reports it"),
    "funding": _("Pays for it"),
    "accountable": _("Accountable"),
    "extending": _("Manages it"),
    "implementing": _("Carries it out"),
    "receiver": _("Receiving institution"),
}
BODIES: Labels = {  # by the fields of the facts
    "reporters": _("reports it"),
    "funders": _("pays for it"),
    "implementers": _("carries it out"),
    "receivers": _("receiving institution"),
}
RELATION: Labels = {
    "1": _("part of"),
    "2": _("has the part"),
    "3": _("beside it in one programme"),
    "4": _("funded together with"),
    "5": _("also reported as"),
    "provider": _("money comes from"),
    "receiver": _("money goes on to"),
}
DATE: Labels = {
    "start-planned": _("planned beginning"),
    "start-actual": _("beginning"),
    "start": _("beginning"),
    "end-planned": _("planned end"),
    "end-actual": _("end"),
    "end": _("end"),
}
TRANSACTION: Labels = {
    "commitment": _("committed"),
    "outgoing-commitment": _("committed"),
    "disbursement": _("paid out"),
    "planned-disbursement": _("planned to be paid out"),
    "expenditure": _("spent"),
    "incoming-funds": _("received"),
    "incoming-commitment": _("promised to it"),
    "outgoing-pledge": _("pledged"),
    "incoming-pledge": _("pledged to it"),
    "interest-payment": _("interest"),
    "interest-repayment": _("interest"),
    "loan-repayment": _("repaid"),
    "reimbursement": _("reimbursed"),
    "purchase-of-equity": _("equity bought"),
    "sale-of-equity": _("equity sold"),
    "credit-guarantee": _("guaranteed"),
}
BUDGET: Labels = {"": _("budget"), "1": _("budget, original"), "2": _("budget, revised")}
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
