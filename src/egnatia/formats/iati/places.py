"""Locations of 1.0x and 2.0x."""

from egnatia.formats.activity import Classification, Location, Narrative
from egnatia.formats.iati.elements import Element, ElementParser, attribute, text_of
from egnatia.formats.values import read_degrees

_CODES = (
    "location-id",
    "administrative",
    "gazetteer-entry",
    "exactness",
    "location-class",
    "location-reach",
    "feature-designation",
    "location-type",
)


def location(reading: ElementParser, element: Element) -> Location:
    """A location; its position from point (2.0x) or coordinates (1.0x)."""
    latitude, longitude = _position(reading, element)
    return Location(
        names=_texts(reading, element, "name"),
        descriptions=_texts(reading, element, "description"),
        activity_descriptions=_texts(reading, element, "activity-description"),
        ref=attribute(element, "ref"),
        codes=tuple(
            code for kind in _CODES for each in reading.all(element, kind) for code in _codes(reading, each, kind)
        ),
        latitude=latitude,
        longitude=longitude,
        percentage=reading.percentage(element, "location"),
    )


def _texts(reading: ElementParser, element: Element, name: str) -> tuple[Narrative, ...]:
    return tuple(text for each in reading.all(element, name) for text in reading.texts(each))


def _codes(reading: ElementParser, element: Element, kind: str) -> list[Classification]:
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
