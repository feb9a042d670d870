"""Texts, attributes and organisations of IATI elements."""

import re
from collections.abc import Iterator

from lxml import etree

from egnatia.formats.activity import Classification, Doubt, Money, Narrative, ParsedOrganisation, Recipient
from egnatia.formats.sentences import sentence, shortened
from egnatia.formats.values import is_nothing, read_amount, read_date, read_percentage

Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name
_LANG = ("{http://www.w3.org/XML/1998/namespace}lang", "{xml}lang", "lang")
_TAG = re.compile(r"[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*")  # as BCP 47, and with the underscore that some write
_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n(?: ?\n)+ ?")


class ElementParser:
    """What is being read: the activity's defaults, and the doubts that come up on the way."""

    def __init__(self, element: Element) -> None:
        tag = str(element.tag)
        self.prefix = tag[: tag.rfind("}") + 1]  # a namespace that some publishers put around the standard's names
        self.lang = lang_of(element)
        self.currency = attribute(element, "default-currency")
        self.doubts: list[Doubt] = []

    def name(self, element: Element) -> str:
        """The IATI name of an element, "" for an element of another namespace."""
        tag = str(element.tag)
        if self.prefix and tag.startswith(self.prefix):
            return tag[len(self.prefix) :]
        return "" if tag.startswith("{") else tag

    def all(self, parent: Element, name: str) -> Iterator[Element]:
        return parent.iterchildren(self.prefix + name)

    def first(self, parent: Element, name: str) -> Element | None:
        return next(self.all(parent, name), None)

    def doubt(self, code: str, field: str, value: str) -> None:
        value = shortened(value)
        said = sentence(code, {"field": field, "value": value})
        self.doubts.append(Doubt(code=code, field=field, value=value, sentence=said))

    def texts(self, element: Element | None) -> tuple[Narrative, ...]:
        """The narratives of an element; in 1.0x its own text."""
        if element is None:
            return ()
        lang = lang_of(element) or self.lang
        narratives = [(text_of(each), lang_of(each) or lang) for each in self.all(element, "narrative")]
        found = [pair for pair in narratives if pair[0]] or [(text_of(element), lang)]
        return tuple(Narrative(text=text, lang=lang) for text, lang in found if text)

    def organisation(self, element: Element | None) -> ParsedOrganisation | None:
        """A provider, receiver or reporting organisation; None where nothing is said about it."""
        if element is None:
            return None
        activity_id = next((attribute(element, name) for name in _ACTIVITY_IDS if attribute(element, name)), "")
        found = ParsedOrganisation(
            names=self.texts(element),
            ref=attribute(element, "ref"),
            type=attribute(element, "type"),
            activity_id=activity_id,
            crs_channel_code=attribute(element, "crs-channel-code"),
            secondary=is_true(attribute(element, "secondary-reporter")),
        )
        return None if found == ParsedOrganisation() else found

    def date(self, element: Element | None, field: str) -> str:
        """The ISO date of an element, from iso-date or, as some write it, from its text."""
        if element is None:
            return ""
        written = attribute(element, "iso-date") or text_of(element)
        found, year_only = read_date(written)
        if year_only:
            self.doubt("unclear-date", field, written)
        elif not found and not is_nothing(written):
            self.doubt("no-date", field, written)
        return found

    def money(self, element: Element | None, field: str) -> Money:
        """The amount of a value element."""
        if element is None:
            return Money(amount=None, currency=self.currency)
        written = text_of(element)
        amount, beside = read_amount(written)
        if amount is None and not is_nothing(written):
            self.doubt("no-amount", field, written)
        exact = amount is None or len(written.strip("-0.").replace(".", "")) <= 15
        return Money(
            amount=amount,
            currency=attribute(element, "currency").upper() or beside or self.currency,
            date=read_date(attribute(element, "value-date"))[0],
            as_written="" if exact and amount is not None else written,
        )

    def percentage(self, element: Element, field: str) -> float | None:
        written = attribute(element, "percentage")
        found = read_percentage(written)
        if found is None and not is_nothing(written):
            self.doubt("no-percentage", field, written)
        return found

    def recipient(self, element: Element, field: str) -> Recipient:
        return Recipient(
            code=attribute(element, "code"),
            texts=self.texts(element),
            percentage=self.percentage(element, field),
            vocabulary=attribute(element, "vocabulary"),
            uri=attribute(element, "vocabulary-uri"),
        )

    def classification(self, element: Element, kind: str) -> Classification:
        return Classification(
            kind=kind,
            code=attribute(element, "code"),
            vocabulary=attribute(element, "vocabulary"),
            texts=self.texts(element),
            percentage=self.percentage(element, kind),
            significance=attribute(element, "significance"),
            type=attribute(element, "type"),
            uri=attribute(element, "vocabulary-uri"),
        )


_ACTIVITY_IDS = ("activity-id", "provider-activity-id", "receiver-activity-id")


def attribute(element: Element, name: str) -> str:
    """An attribute without blanks around it; "" where it is absent."""
    return (element.get(name) or "").strip()


def is_true(written: str) -> bool:
    return written.casefold() in {"1", "true"}


def lang_of(element: Element) -> str:
    """The language that an element states, lower case, in any of the three ways seen; "" for none, and for what no
    tag of a language looks like.
    """
    for name in _LANG:
        if written := element.get(name):
            said = written.strip().lower()
            return said if _TAG.fullmatch(said) else ""
    return ""


def text_of(element: Element) -> str:
    """The text of an element with single blanks; a blank line between paragraphs stays."""
    written = (element.text or "") if len(element) == 0 else "".join(str(each) for each in element.itertext())
    lines = _BREAKS.sub("\n\n", _BLANKS.sub(" ", written.replace("\r", "")))
    return "\n\n".join(" ".join(part.split()) for part in lines.split("\n\n")).strip()
