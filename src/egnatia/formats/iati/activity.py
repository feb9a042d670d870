"""From one iati-activity element to a `Parsed`, or to the reason why it cannot be used."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from egnatia.formats.activity import (
    ActivityDate,
    Budget,
    Classification,
    Description,
    Location,
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
from egnatia.formats.iati import words
from egnatia.formats.iati.elements import Element, ElementParser, attribute, is_true, text_of
from egnatia.formats.outcomes import Rejected
from egnatia.formats.sentences import sentence, shortened
from egnatia.formats.values import read_degrees

Made = TypeVar("Made")

# Elements that are kept as classifications, and the kind that they get.
_CLASSIFICATIONS = {
    "policy-marker": "policy-marker",
    "tag": "tag",
    "humanitarian-scope": "humanitarian-scope",
    "default-aid-type": "aid-type",
    "default-flow-type": "flow-type",
    "default-finance-type": "finance-type",
    "default-tied-status": "tied-status",
    "collaboration-type": "collaboration-type",
    "activity-scope": "activity-scope",
    "related-initiative": "related-initiative",  # of an early dialect
    "target-location": "target-location",
}
_KEPT = frozenset(_CLASSIFICATIONS) | {
    "iati-identifier", "other-identifier", "reporting-org", "participating-org", "title", "description",
    "activity-date", "activity-status", "recipient-country", "recipient-region", "location", "sector", "budget",
    "planned-disbursement", "transaction", "related-activity", "total-cost", "activity-website",
}  # fmt: skip
_TRANSACTION_CODES = {
    "sector": "sector",
    "aid-type": "aid-type",
    "flow-type": "flow-type",
    "finance-type": "finance-type",
    "tied-status": "tied-status",
    "disbursement-channel": "disbursement-channel",
    "status": "status",  # of pledges, before 1.01
}
_LOCATION_CODES = (
    "location-id",
    "administrative",
    "gazetteer-entry",
    "exactness",
    "location-class",
    "location-reach",
    "feature-designation",
    "location-type",
)


@dataclass(frozen=True, slots=True)
class ElementPosition:
    """Where an element stands."""

    file: str
    element: int
    line: int
    version: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """The children of an activity by name."""

    reading: ElementParser
    by_name: dict[str, list[Element]]

    def many(self, name: str, made: Callable[[ElementParser, Element], Made]) -> tuple[Made, ...]:
        return tuple(made(self.reading, each) for each in self.by_name.get(name, ()))

    def texts(self, name: str) -> tuple[Narrative, ...]:
        return tuple(text for each in self.by_name.get(name, ()) for text in self.reading.texts(each))

    def first(self, name: str) -> Element | None:
        return next(iter(self.by_name.get(name, ())), None)

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(text for each in self.by_name.get(name, ()) if (text := text_of(each)))


def read_activity(element: Element, place: ElementPosition) -> Parsed | Rejected:
    """The activity, whatever its dialect; a rejection where it has neither an identifier nor a title."""
    reading = ElementParser(element)
    by_name: dict[str, list[Element]] = {}
    for child in element:
        if name := reading.name(child):
            by_name.setdefault(name, []).append(child)
    parsed = _parsed(element, _Parts(reading, by_name), place)
    if parsed.identifier and parsed.titles:
        return msgspec.structs.replace(parsed, doubts=tuple(reading.doubts))
    return _rejected(parsed, place)


def _rejected(parsed: Parsed, place: ElementPosition) -> Rejected:
    code = "no-title" if parsed.identifier else "no-identifier"
    params = {"file": place.file, "element": str(place.element), "line": str(place.line)}
    params["identifier"] = shortened(parsed.identifier)
    return Rejected(
        file=place.file,
        element=place.element,
        line=place.line,
        identifier=parsed.identifier,
        code=code,
        sentence=sentence(code, params),
        value=shortened(parsed.titles[0].text) if parsed.titles else "",
        params=params,
    )


def _parsed(element: Element, parts: _Parts, place: ElementPosition) -> Parsed:
    reading = parts.reading
    reporting = reading.organisation(parts.first("reporting-org"))
    others = tuple(other for other in parts.many("other-identifier", _other_identifier) if other.ref)
    total = parts.first("total-cost")
    return Parsed(
        identifier=next(iter(parts.words("iati-identifier")), "") or _own_identifier(reading, reporting, others),
        titles=parts.texts("title"),
        version=_version(element) or place.version,
        updated=attribute(element, "last-updated-datetime"),
        lang=reading.lang,
        currency=reading.currency,
        hierarchy=attribute(element, "hierarchy"),
        humanitarian=is_true(attribute(element, "humanitarian")),
        status=_status(parts.first("activity-status")),
        other_identifiers=others,
        reporting=reporting,
        participating=parts.many("participating-org", _participating),
        descriptions=tuple(each for each in parts.many("description", _description) if each.texts),
        dates=tuple(each for each in parts.many("activity-date", _date) if each.date or each.texts),
        economies=parts.many("recipient-country", _recipient),
        regions=parts.many("recipient-region", _recipient),
        locations=parts.many("location", _location),
        sectors=parts.many("sector", _sector),
        classifications=_classifications(parts),
        total=None if total is None else reading.money(total, "total-cost"),
        budgets=parts.many("budget", _budget),
        planned_disbursements=parts.many("planned-disbursement", _planned_disbursement),
        transactions=parts.many("transaction", _transaction),
        related=tuple(each for each in parts.many("related-activity", _related) if each.ref),
        websites=parts.words("activity-website"),
        left_out={name: len(found) for name, found in parts.by_name.items() if name not in _KEPT},
        provenance=_provenance(reporting, place),
    )


def _provenance(reporting: ParsedOrganisation | None, place: ElementPosition) -> Provenance:
    """The source of an IATI activity is its reporting organisation, else the file."""
    name, ref = (reporting.name, reporting.ref) if reporting else ("", "")
    return Provenance(
        file=place.file,
        element=place.element,
        line=place.line,
        publisher=name or ref,
        source=ref or name or place.file,
    )


def _version(element: Element) -> str:
    """The version that d-portal notes on the activity itself."""
    return next((str(value) for name, value in element.items() if str(name).endswith("}version")), "")


def _own_identifier(
    reading: ElementParser, reporting: ParsedOrganisation | None, others: tuple[OtherIdentifier, ...]
) -> str:
    """Before 1.01 there was no iati-identifier: the publisher and the first of its own numbers stand in."""
    if not others or not reporting or not reporting.ref:
        return ""
    reading.doubt("own-identifier", "iati-identifier", others[0].ref)
    return f"{reporting.ref}:{others[0].ref}"


def _other_identifier(reading: ElementParser, element: Element) -> OtherIdentifier:
    owner = reading.first(element, "owner-org")
    return OtherIdentifier(
        ref=attribute(element, "ref") or text_of(element),
        type=attribute(element, "type"),
        owner=attribute(element, "owner-ref") if owner is None else attribute(owner, "ref"),
        owner_names=reading.texts(owner),
    )


def _participating(reading: ElementParser, element: Element) -> ParsedOrganisation:
    written = attribute(element, "role")
    word = words.role(written)
    found = reading.organisation(element) or ParsedOrganisation()
    return msgspec.structs.replace(found, role=word, as_written=written if written != word else "")


def _description(reading: ElementParser, element: Element) -> Description:
    return Description(texts=reading.texts(element), type=attribute(element, "type"))


def _date(reading: ElementParser, element: Element) -> ActivityDate:
    written = attribute(element, "type")
    word = words.date_type(written)
    return ActivityDate(
        type=word,
        date=reading.date(element, "activity-date"),
        texts=reading.texts(element) if attribute(element, "iso-date") else (),
        as_written=written if written != word else "",
    )


def _recipient(reading: ElementParser, element: Element) -> Recipient:
    return reading.recipient(element, str(element.tag))


def _sector(reading: ElementParser, element: Element) -> Classification:
    found = reading.classification(element, "sector")
    scheme = attribute(element, "vocabulary") or found.type  # one early publisher names the list in `type`
    return msgspec.structs.replace(found, vocabulary=words.sector_vocabulary(scheme))


def _classifications(parts: _Parts) -> tuple[Classification, ...]:
    return tuple(
        parts.reading.classification(each, kind)
        for name, kind in _CLASSIFICATIONS.items()
        for each in parts.by_name.get(name, ())
    )


def _related(_reading: ElementParser, element: Element) -> RelatedActivity:
    return RelatedActivity(ref=attribute(element, "ref"), type=words.relation(attribute(element, "type")))


def _status(element: Element | None) -> str:
    return "" if element is None else words.status(attribute(element, "code") or text_of(element))


def _budget(reading: ElementParser, element: Element) -> Budget:
    return Budget(
        value=reading.money(reading.first(element, "value"), "budget"),
        type=attribute(element, "type"),
        status=attribute(element, "status"),
        start=reading.date(reading.first(element, "period-start"), "budget"),
        end=reading.date(reading.first(element, "period-end"), "budget"),
    )


def _planned_disbursement(reading: ElementParser, element: Element) -> PlannedDisbursement:
    return PlannedDisbursement(
        value=reading.money(reading.first(element, "value"), "planned-disbursement"),
        type=attribute(element, "type"),
        start=reading.date(reading.first(element, "period-start"), "planned-disbursement"),
        end=reading.date(reading.first(element, "period-end"), "planned-disbursement"),
        provider=reading.organisation(reading.first(element, "provider-org")),
        receiver=reading.organisation(reading.first(element, "receiver-org")),
    )


def _transaction(reading: ElementParser, element: Element) -> Transaction:
    written = _transaction_type(reading, element)
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


def _transaction_type(reading: ElementParser, element: Element) -> str:
    """The type as published: of transaction-type, or as before 1.01 of the date and the direction of the flow."""
    stated = reading.first(element, "transaction-type")
    if stated is not None:
        return attribute(stated, "code") or text_of(stated)
    dated = reading.first(element, "transaction-date")
    kind = "" if dated is None else attribute(dated, "type")
    incoming = attribute(element, "flow") == "incoming"
    return {"commitment": "incoming-commitment", "disbursement": "incoming-funds"}.get(kind, kind) if incoming else kind


def _location(reading: ElementParser, element: Element) -> Location:
    """A location; its position from point (2.0x) or coordinates (1.0x)."""
    latitude, longitude = _position(reading, element)
    return Location(
        names=_texts_of(reading, element, "name"),
        descriptions=_texts_of(reading, element, "description"),
        activity_descriptions=_texts_of(reading, element, "activity-description"),
        ref=attribute(element, "ref"),
        codes=tuple(
            code
            for kind in _LOCATION_CODES
            for each in reading.all(element, kind)
            for code in _location_codes(reading, each, kind)
        ),
        latitude=latitude,
        longitude=longitude,
        percentage=reading.percentage(element, "location"),
    )


def _texts_of(reading: ElementParser, element: Element, name: str) -> tuple[Narrative, ...]:
    return tuple(text for each in reading.all(element, name) for text in reading.texts(each))


def _location_codes(reading: ElementParser, element: Element, kind: str) -> list[Classification]:
    """The codes of one element: 1.0x puts the names or codes of two levels and the gazetteer's in own attributes."""
    texts = reading.texts(element)
    levels = [
        Classification(kind=kind, code=attribute(element, name), type=level, texts=texts)
        for name, level in (("adm1", "1"), ("adm2", "2"))
        if attribute(element, name)
    ]
    code = attribute(element, "code") or attribute(element, "gazetteer-ref")
    if not code and (levels or not texts):
        return levels
    vocabulary = attribute(element, "vocabulary")
    level = attribute(element, "level")
    return [Classification(kind=kind, code=code, vocabulary=vocabulary, type=level, texts=texts), *levels]


def _position(reading: ElementParser, element: Element) -> tuple[float | None, float | None]:
    written = _written_position(reading, element)
    if not any(written):
        return None, None
    latitude, longitude = read_degrees(written[0], 90), read_degrees(written[1], 180)
    if latitude is None or longitude is None:
        reading.doubt("no-position", "location", " ".join(written))
        return None, None
    return latitude, longitude


def _written_position(reading: ElementParser, element: Element) -> tuple[str, str]:
    coordinates = reading.first(element, "coordinates")
    if coordinates is not None:
        return attribute(coordinates, "latitude"), attribute(coordinates, "longitude")
    point = reading.first(element, "point")
    pos = None if point is None else reading.first(point, "pos")
    parts = [] if pos is None else text_of(pos).replace(",", " ").split()
    return (parts[0], " ".join(parts[1:])) if parts else ("", "")
