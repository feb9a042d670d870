"""Budgets, planned disbursements and transactions."""

from egnatia.formats.activity import Budget, PlannedDisbursement, Transaction
from egnatia.formats.iati import words
from egnatia.formats.iati.elements import Element, ElementParser, attribute, is_true, text_of

_TRANSACTION_CODES = {
    "sector": "sector",
    "aid-type": "aid-type",
    "flow-type": "flow-type",
    "finance-type": "finance-type",
    "tied-status": "tied-status",
    "disbursement-channel": "disbursement-channel",
    "status": "status",  # of pledges, before 1.01
}


def budget(reading: ElementParser, element: Element) -> Budget:
    return Budget(
        value=reading.money(reading.first(element, "value"), "budget"),
        type=attribute(element, "type"),
        status=attribute(element, "status"),
        start=reading.date(reading.first(element, "period-start"), "budget"),
        end=reading.date(reading.first(element, "period-end"), "budget"),
    )


def planned_disbursement(reading: ElementParser, element: Element) -> PlannedDisbursement:
    return PlannedDisbursement(
        value=reading.money(reading.first(element, "value"), "planned-disbursement"),
        type=attribute(element, "type"),
        start=reading.date(reading.first(element, "period-start"), "planned-disbursement"),
        end=reading.date(reading.first(element, "period-end"), "planned-disbursement"),
        provider=reading.organisation(reading.first(element, "provider-org")),
        receiver=reading.organisation(reading.first(element, "receiver-org")),
    )


def transaction(reading: ElementParser, element: Element) -> Transaction:
    written = _type(reading, element)
    word = words.transaction_type(written)
    value = reading.first(element, "value")
    dated = reading.first(element, "transaction-date")
    return Transaction(
        value=reading.money(value, "transaction"),
        type=word,
        date=reading.date(dated, "transaction"),
        ref=attribute(element, "ref"),
        provider=reading.organisation(reading.first(element, "provider-org")),
        receiver=reading.organisation(reading.first(element, "receiver-org")),
        descriptions=tuple(text for each in reading.all(element, "description") for text in reading.texts(each)),
        economies=tuple(reading.recipient(each, "transaction") for each in reading.all(element, "recipient-country")),
        regions=tuple(reading.recipient(each, "transaction") for each in reading.all(element, "recipient-region")),
        classifications=tuple(
            reading.classification(each, kind)
            for name, kind in _TRANSACTION_CODES.items()
            for each in reading.all(element, name)
        ),
        humanitarian=is_true(attribute(element, "humanitarian")),
        as_written=written if written != word else "",
    )


def _type(reading: ElementParser, element: Element) -> str:
    """The type as published: of transaction-type, or as before 1.01 of the date and the direction of the flow."""
    stated = reading.first(element, "transaction-type")
    if stated is not None:
        return attribute(stated, "code") or text_of(stated)
    dated = reading.first(element, "transaction-date")
    kind = "" if dated is None else attribute(dated, "type")
    incoming = attribute(element, "flow") == "incoming"
    return {"commitment": "incoming-commitment", "disbursement": "incoming-funds"}.get(kind, kind) if incoming else kind
