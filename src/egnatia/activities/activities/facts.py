"""From an activity as published to what the match engine reads of it. Pure: imports and `analyse` share it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape

from egnatia import formats, overlap
from egnatia.language import economy_code, fold, is_economy
from egnatia.language.economies import LONGEST_CODE

LONGEST_TEXT = 6_000  # characters of a description that are compared
KOSOVO = "XKX"
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NOWHERE_WORDS = (
    "regional global world worldwide multi country multicountry countries multiple general no value unspecified "
    "unallocated other various all developing bilateral interregional multi regional programs not"
)
_NOWHERE = frozenset(_NOWHERE_WORDS.split())
_NOT_A_LETTER = re.compile(r"[\W_]+")
_NO_SECTOR = ("998", "0", "999")  # codes for "unallocated"
_DAC = {"": "DAC", "1": "DAC", "2": "DAC", "dac": "DAC", "dac-3": "DAC"}
_PASSES_ON = frozenset({"implementing", "extending", "accountable"})
_STARTS = ("start-actual", "start", "start-planned")
_ENDS = ("end-actual", "end", "end-planned")
_COMMITTED = frozenset({"commitment", "outgoing-commitment"})
_SPENT = frozenset({"disbursement", "expenditure"})


def activity_of(parsed: formats.Parsed) -> overlap.ActivityFacts:
    """The facts of `parsed` that keys and scores are worked out from; what it does not state stays unknown."""
    economies = economies_of(parsed)
    amount, currency = _amount(parsed)
    return overlap.ActivityFacts(
        ref=parsed.identifier,
        source=parsed.provenance.source,
        identifiers=(parsed.identifier, *_other_identifiers(parsed)),
        titles=tuple(_texts(parsed.titles)),
        descriptions=tuple(_texts(text for d in parsed.descriptions for text in d.texts)),
        economies=economies,
        places=frozenset(_places(parsed.locations, economies)),
        start=_date(parsed, _STARTS),
        end=_date(parsed, _ENDS),
        amount=amount,
        currency=currency,
        band=parsed.band,
        reporters=_reporters(parsed),
        funders=tuple(_organisations(parsed, frozenset({"funding"}))),
        implementers=tuple(_organisations(parsed, frozenset({"implementing"}))),
        receivers=tuple(_organisations(parsed, frozenset({"receiver"}))),
        sectors=frozenset(_sectors(parsed)),
        objectives=frozenset(parsed.objectives),
        types=frozenset(parsed.types),
        groups=frozenset(parsed.groups),
        references=tuple(dict.fromkeys(_references(parsed))),
    )


def _other_identifiers(parsed: formats.Parsed) -> Iterator[str]:
    """Other identifiers of the activity; codes B1 to B9 identify an organisation."""
    of_organisation = {parsed.reporting.ref, ""} if parsed.reporting else {""}
    for other in parsed.other_identifiers:
        if not other.type.upper().startswith("B") and other.ref.strip() not in of_organisation:
            yield other.ref.strip()


def _texts(texts: Iterable[formats.Narrative]) -> Iterator[overlap.Text]:
    for each in texts:
        text = each.text
        if "<" in text or "&" in text:
            text = unescape(_TAG.sub(" ", text))
        if text.strip():
            yield overlap.Text(text[:LONGEST_TEXT], each.lang)


def economies_of(parsed: formats.Parsed) -> frozenset[str]:
    """Alpha-3 codes of the economies that it names; the folded name where we know no code."""
    stated = parsed.economies or tuple(e for t in parsed.transactions for e in t.economies)
    regions = parsed.regions or tuple(r for t in parsed.transactions for r in t.regions)
    named = {code for code in map(economy_of_region, regions) if code}
    return frozenset(code for recipient in stated for code in _codes(recipient)) | named


def economy_of_region(region: formats.Recipient) -> str:
    """The code of an economy that a source gives as a region, as some do with Kosovo*; "" for a region proper.

    Codes of regions are numbers or letters of the publisher's own, in which "ME" may be the Middle East: of codes only
    those of Kosovo* are taken for one.
    """
    names = (region.code, *(text.text for text in region.texts))
    meant = (name for name in names if len(name.strip()) > LONGEST_CODE or economy_code(name) == KOSOVO)
    return next(filter(None, map(economy_code, meant)), "")


def known_economies(parsed: formats.Parsed) -> frozenset[str]:
    """The same without names of places that nobody knows yet."""
    return frozenset(filter(is_economy, economies_of(parsed)))


def gaps_of(parsed: formats.Parsed) -> frozenset[str]:
    """What it does not state and later pages need: economy, currency (of an amount), language, dates."""
    amount, currency = _amount(parsed)
    found = {
        "economy": not known_economies(parsed),
        "currency": amount is not None and not currency,
        "language": not any(text.lang for text in parsed.titles),
        "dates": not parsed.dates,
    }
    return frozenset(gap for gap, open_ in found.items() if open_)


def _codes(recipient: formats.Recipient) -> Iterator[str]:
    """Alpha-3 codes; the folded name where we know none; nothing for "Regional" or "Global"."""
    names = [recipient.code, *(text.text for text in recipient.texts)]
    for name in filter(None, names):
        if code := economy_code(name):
            yield code
            return
    for name in filter(None, names):
        parts = [economy_code(part) for part in re.split(r"[,;/]", name)]
        if all(parts):
            yield from parts
        elif plain := _plain_region(name):
            yield plain


def _plain_region(name: str) -> str:
    kept = [word for word in _NOT_A_LETTER.split(fold(name)) if word and word not in _NOWHERE]
    return " ".join(kept)


def _places(locations: Iterable[formats.Location], economies: frozenset[str]) -> Iterator[str]:
    for location in locations:
        for text in location.names[:1]:
            if text.text.strip() and economy_code(text.text) not in economies:
                yield text.text.strip()


def _date(parsed: formats.Parsed, types: tuple[str, ...]) -> str:
    stated = {each.type: each.date for each in reversed(parsed.dates)}
    return next((stated[each] for each in types if stated.get(each)), "")


def _amount(parsed: formats.Parsed) -> tuple[float | None, str]:
    """The stated total, else the budget, else what was committed, else what was spent; one currency only."""
    if parsed.total and (parsed.total.amount is not None or parsed.format == "sheet"):
        return parsed.total.amount, parsed.total.currency
    revised = [b.value for b in parsed.budgets if b.type == "2"]
    budgets = revised or [b.value for b in parsed.budgets]
    committed = [t.value for t in parsed.transactions if t.type in _COMMITTED]
    spent = [t.value for t in parsed.transactions if t.type in _SPENT]
    return next((total for total in map(_total, (budgets, committed, spent)) if total[0]), (None, ""))


def _total(values: list[formats.Money]) -> tuple[float | None, str]:
    sums: dict[str, float] = defaultdict(float)
    for value in values:
        sums[value.currency] += value.amount or 0.0
    if len(sums) != 1:
        return None, ""
    ((currency, total),) = sums.items()
    return (total, currency) if total > 0 else (None, "")


def _reporters(parsed: formats.Parsed) -> tuple[overlap.OrganisationMention, ...]:
    """Whoever reports its own work; a secondary reporter only passes on what others told."""
    reporting = parsed.reporting
    if reporting is None or reporting.secondary:
        return ()
    return (*_organisation(reporting), *_organisations(parsed, frozenset({"reporting"})))


def _organisation(organisation: formats.ParsedOrganisation) -> Iterator[overlap.OrganisationMention]:
    if organisation.name or organisation.ref:
        yield overlap.OrganisationMention(organisation.name, organisation.ref)


def _organisations(parsed: formats.Parsed, roles: frozenset[str]) -> Iterator[overlap.OrganisationMention]:
    for participating in parsed.participating:
        if participating.role in roles:
            yield from _organisation(participating)


def _sectors(parsed: formats.Parsed) -> Iterator[str]:
    of_transactions = (c for t in parsed.transactions for c in t.classifications if c.kind == "sector")
    for sector in (*parsed.sectors, *of_transactions):
        code = sector.code.strip()
        if code and not code.startswith(_NO_SECTOR):
            vocabulary = sector.vocabulary.lower()
            yield f"{_DAC.get(vocabulary, vocabulary)}:{code}"
        elif not code:
            yield from (fold(text.text).strip() for text in sector.texts if not text.text.strip().isdigit())


def _references(parsed: formats.Parsed) -> Iterator[overlap.Reference]:
    """Other activities that this one names; its own identifier, repeated in a role, is none."""
    for kind, identifier in _named(parsed):
        if identifier.strip() and identifier.strip() != parsed.identifier:
            yield overlap.Reference(kind, identifier.strip())


def _named(parsed: formats.Parsed) -> Iterator[tuple[str, str]]:
    for related in parsed.related:
        yield related.type, related.ref
    for organisation in parsed.participating:
        if organisation.role == "funding":
            yield "provider", organisation.activity_id
        elif organisation.role in _PASSES_ON:
            yield "receiver", organisation.activity_id
    for transaction in parsed.transactions:
        if transaction.provider:
            yield "provider", transaction.provider.activity_id
        if transaction.receiver:
            yield "receiver", transaction.receiver.activity_id
