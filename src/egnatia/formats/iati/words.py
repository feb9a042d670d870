"""One word for each of the codes and spellings that IATI 1.0x and 2.0x use for the same thing."""

import re

_ROLES = {"1": "funding", "2": "accountable", "3": "extending", "4": "implementing"}
_DATES = {"1": "start-planned", "2": "start-actual", "3": "end-planned", "4": "end-actual"}
_DATES |= {"start": "start", "end": "end", "completion": "end"}
_STATUSES = {
    "1": "pipeline",
    "2": "implementation",
    "3": "finalisation",
    "4": "closed",
    "5": "cancelled",
    "6": "suspended",
    "pipeline/identification": "pipeline",
    "completion": "finalisation",
    "post-completion": "closed",
}
_TRANSACTIONS = {
    "1": "incoming-funds",
    "2": "commitment",
    "3": "disbursement",
    "4": "expenditure",
    "5": "interest-payment",
    "6": "loan-repayment",
    "7": "reimbursement",
    "8": "purchase-of-equity",
    "9": "sale-of-equity",
    "10": "credit-guarantee",
    "11": "incoming-commitment",
    "12": "outgoing-pledge",
    "13": "incoming-pledge",
    "c": "commitment",
    "d": "disbursement",
    "e": "expenditure",
    "if": "incoming-funds",
    "ir": "interest-payment",
    "lr": "loan-repayment",
    "r": "reimbursement",
    "qp": "purchase-of-equity",
    "qs": "sale-of-equity",
    "cg": "credit-guarantee",
}
_VOCABULARIES = {"dac": "1", "dac-3": "2", "dac-5-digit": "1", "dac-3-digit": "2", "ro": "99"}
_GOAL = re.compile(r"(?:7:|8:(?=\d+\.))(\d{1,2}(?:\.[0-9A-Za-z]{1,2})?)")  # vocabularies 7 (goals) and 8 (targets)
_RELATIONS = {"parent": "1", "child": "2", "sibling": "3", "multifunded": "4", "co-funded": "4", "third party": "5"}


def _folded(written: str) -> str:
    return re.sub(r"[\s_]+", "-", written.strip().casefold())


def role(written: str) -> str:
    """funding, accountable, extending or implementing; another role as written."""
    folded = _folded(written)
    return folded if folded in _ROLES.values() else _ROLES.get(folded, written.strip())


def date_type(written: str) -> str:
    """start-planned, start-actual, end-planned, end-actual, or start, end where it is not said; another as written."""
    folded = _folded(written)
    return folded if folded in _DATES.values() else _DATES.get(folded, written.strip())


def status(written: str) -> str:
    """pipeline … suspended, or as written."""
    folded = _folded(written)
    return folded if folded in _STATUSES.values() else _STATUSES.get(folded, written.strip())


def transaction_type(written: str) -> str:
    """The word of the 2.03 code list with hyphens, or as written."""
    folded = _folded(written)
    return folded if folded in _TRANSACTIONS.values() else _TRANSACTIONS.get(folded, written.strip())


def sector_vocabulary(written: str) -> str:
    """The 2.03 code of a sector vocabulary: DAC is 1; none stated means 1 too."""
    return _VOCABULARIES.get(_folded(written), written.strip()) or "1"


def development_goal(sector: str) -> str:
    """Of a stored sector "8:16.7" the goal or target of the Sustainable Development Goals: "16.7"; else ""."""
    found = _GOAL.fullmatch(sector)
    return found[1].lower() if found else ""


def relation(written: str) -> str:
    """1 parent … 5 third party, or as written."""
    return _RELATIONS.get(written.strip().casefold(), written.strip())
