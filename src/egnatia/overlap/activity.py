"""What the engine reads of an activity: plain values, no database, no clock."""

from dataclasses import dataclass

BANDS = ("<50k", "50-250k", "250k-1m", "1-5m", ">5m")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language its source states for it ("" where none is stated)."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """An organisation as written; `ref` is its identifier in a public scheme, or ""."""

    name: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another activity that this one names.

    `kind` is IATI's related-activity type ("1" parent, "2" child, "3" sibling, "4" co-funded, "5" third-party
    report), or "provider" / "receiver" for the activity at the other end of a transaction.
    """

    kind: str
    identifier: str


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """Everything that `keys` and `score` may read of an activity. A field left out is unknown, not zero."""

    ref: str  # opaque, unique in a collection
    source: str = ""  # the register, publisher or sheet that the record came from
    identifiers: tuple[str, ...] = ()  # the IATI identifier first, then other identifiers
    titles: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    economies: frozenset[str] = frozenset()  # ISO 3166 alpha-3, XKX for Kosovo*; others as a folded name
    places: frozenset[str] = frozenset()  # below the economy, as written
    start: str = ""  # "", "2003", "2003-05" or "2003-05-17": the precision is kept
    end: str = ""
    amount: float | None = None
    currency: str = ""
    band: str = ""  # one of BANDS, where no amount is stated
    reporters: tuple[OrganisationMention, ...] = ()
    funders: tuple[OrganisationMention, ...] = ()
    implementers: tuple[OrganisationMention, ...] = ()
    receivers: tuple[OrganisationMention, ...] = ()  # receiving institutions: trained, equipped or advised
    sectors: frozenset[str] = frozenset()  # "DAC:15210", "vocabulary:code" or folded text
    objectives: frozenset[str] = frozenset()  # confirmed leaf objectives
    types: frozenset[str] = frozenset()  # intervention types
    groups: frozenset[str] = frozenset()  # target groups
    references: tuple[Reference, ...] = ()
