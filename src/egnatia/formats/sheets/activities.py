"""One activity of a row: right, or refused with row, column, what was found and what is expected."""

import re
from collections.abc import Iterator
from uuid import UUID

from egnatia.formats.activity import (
    ActivityDate,
    Classification,
    Description,
    Location,
    Money,
    Narrative,
    Parsed,
    ParsedOrganisation,
    Provenance,
    Recipient,
)
from egnatia.formats.dates import period
from egnatia.formats.sheets.bands import band_of_words
from egnatia.formats.sheets.cells import CellFault, Cells, checked, is_empty, meaning, parts_of
from egnatia.formats.sheets.economies import economy_of, named_in
from egnatia.formats.sheets.fields import BANDS, BODIES
from egnatia.formats.values import read_amount

_CODED = re.compile(r"([A-Za-z0-9-]{1,20}):(\S{1,80})")
_DAC = re.compile(r"\d{5}")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_HUNDRED = 100.5  # percent; shares are rounded


def activity_in(cells: Cells, *, file: str, element: int) -> Parsed:
    """What a row says. Its identifier is "" where it states none. Raises CellFault."""
    lang = (cells.first("language") or cells.mapping.language).lower()
    total, band = _money(cells)
    reporters = list(_bodies(cells, "reporting"))
    others = tuple(body for field, role in BODIES.items() if role for body in _bodies(cells, field))
    return Parsed(
        identifier=cells.first("identifier"),
        titles=(Narrative(_title(cells), lang),),
        format="sheet",
        lang=lang,
        status=next(iter(cells.terms("status")), ""),
        reporting=reporters[0] if reporters else None,
        participating=(*reporters[1:], *others),
        descriptions=_descriptions(cells, lang),
        dates=tuple(_dates(cells)),
        economies=_economies(cells),
        locations=tuple(Location(names=(Narrative(place, lang),)) for place in cells.several("places")),
        sectors=tuple(_sector(value, lang) for value in _sectors(cells)),
        total=total,
        objectives=cells.terms("objectives"),
        types=cells.terms("types"),
        groups=cells.terms("groups"),
        band=band,
        sort=next(iter(cells.terms("sort")), ""),
        measure=_measure(cells),
        record=_record(cells),
        given=tuple(sorted(cells.places)),
        provenance=Provenance(file, element, cells.row.number, source=cells.first("source") or cells.mapping.source),
    )


def _title(cells: Cells) -> str:
    parts = [cell for _, cell in cells.said("title")]
    if not parts and "title" not in cells.places:
        parts = [cell for at in cells.title_of if not is_empty(cell := cells.row.cells[at])]
    if not parts:
        raise CellFault("cell-title", cells.column_of("title"), "")
    return " – ".join(dict.fromkeys(" ".join(part.split()) for part in parts))


def _descriptions(cells: Cells, lang: str) -> tuple[Description, ...]:
    parts = [cell for _, cell in cells.said("description")]
    text = "\n\n".join(dict.fromkeys(parts))
    return (Description((Narrative(text, lang),)),) if text else ()


def _dates(cells: Cells) -> Iterator[ActivityDate]:
    start, end = cells.date("start"), cells.date("end")
    for place, cell in cells.said("period"):
        first, last = period(cell, day_first=place.day_first)
        said = [checked(each, place, cell) for each in (first, last)]
        start, end = start or said[0], end or said[1]
    if start and end and end < start[: len(end)]:
        raise CellFault("cell-order", cells.column_of("end" if "end" in cells.places else "period"), end)
    if start:
        yield ActivityDate("start", start)
    if end:
        yield ActivityDate("end", end)


def _money(cells: Cells) -> tuple[Money | None, str]:
    """(amount, band). A band is a legal value where an amount is asked for."""
    band = _band(cells)
    found, place, cell = cells.amount()
    if place is None:
        currency = _currency(cells) if "currency" in cells.places else ""
        return (Money(None, currency) if currency else None), band
    if found.value is None and (meant := band_of_words(cell)):
        return None, band or meant
    if found.unclear or found.value is None:
        raise CellFault("cell-amount-unclear" if found.unclear else "cell-amount", place.use.column, cell)
    return Money(found.value, found.currency or _currency(cells)), band


def _band(cells: Cells) -> str:
    for place, cell in cells.said("band"):
        said = meaning(place.use, cell)
        band = next(iter(said), "") if said is not None else cell if cell in BANDS else band_of_words(cell)
        if not band and said is None:
            raise CellFault("cell-band", place.use.column, cell, ", ".join(BANDS))
        return band
    return next(iter(cells.mapping.always.get("band", ())), "")


def _currency(cells: Cells) -> str:
    for place, cell in cells.said("currency"):
        said = meaning(place.use, cell)
        code = next(iter(said), "") if said is not None else read_amount(f"1 {cell}")[1]
        if not _CURRENCY.fullmatch(code):
            raise CellFault("cell-currency", place.use.column, cell)
        return code.upper()
    return cells.mapping.currency


def _bodies(cells: Cells, field: str) -> Iterator[ParsedOrganisation]:
    for name in cells.several(field):
        yield ParsedOrganisation(names=(Narrative(" ".join(name.split())),), role=BODIES[field] or "reporting")


def _economies(cells: Cells) -> tuple[Recipient, ...]:
    found: dict[str, Recipient] = {}
    for place, cell in cells.said("economies"):
        for code, share in _named(cells, place.use.column, cell):
            found.setdefault(code, _recipient(code, share))
    for code in cells.mapping.always.get("economies", ()):
        found.setdefault(code, _recipient(code, None))
    total = sum(recipient.percentage or 0 for recipient in found.values())
    if total > _HUNDRED:
        raise CellFault("cell-shares", cells.column_of("economies"), f"{total:g} %")
    return tuple(found.values())


def _named(cells: Cells, column: str, cell: str) -> Iterator[tuple[str, float | None]]:
    """(code or name, share) of each economy that a cell names, as the mapping understands it."""
    use = next(use for use in cells.mapping.columns if use.column == column)
    whole = meaning(use, cell)
    if whole is not None:
        yield from ((code, None) for code in whole)
        return
    for name, share in named_in(cell):
        said = meaning(use, name)
        codes = (economy_of(name) or name,) if said is None else said
        yield from ((code, share if len(codes) == 1 else None) for code in codes)


def _recipient(code: str, share: float | None) -> Recipient:
    known = economy_of(code)
    return Recipient(known, percentage=share) if known else Recipient(texts=(Narrative(code),), percentage=share)


def _sectors(cells: Cells) -> Iterator[str]:
    for place, cell in cells.said("sectors"):
        whole = meaning(place.use, cell)
        for part in parts_of(cell) if whole is None else whole:
            said = meaning(place.use, part) if whole is None else None
            yield from (part,) if said is None else said
    yield from cells.mapping.always.get("sectors", ())


def _sector(value: str, lang: str) -> Classification:
    if found := _CODED.fullmatch(value):
        return Classification("sector", code=found[2], vocabulary=found[1])
    if _DAC.fullmatch(value):
        return Classification("sector", code=value, vocabulary="DAC")
    return Classification("sector", texts=(Narrative(" ".join(value.split()), lang),))


def _measure(cells: Cells) -> str:
    """The kind of an own measure; a project or an event has none."""
    for place, cell in cells.said("measure"):
        if "own-measure" not in cells.terms("sort"):
            raise CellFault("cell-measure", place.use.column, cell)
    return next(iter(cells.terms("measure")), "")


def _record(cells: Cells) -> str:
    for place, cell in cells.said("record"):
        try:
            return str(UUID(cell))
        except ValueError as error:
            raise CellFault("cell-record", place.use.column, cell) from error
    return ""
