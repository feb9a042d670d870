"""An activity as it was published: everything that was read, in one frozen tree, JSON both ways.

Field names follow IATI 2.03. Where publishers use several words or codes for one thing (role "Funding" or "1",
date "start-actual" or "2"), the field holds one word and `as_written` the original where it differs.
"""

import hashlib

import msgspec


class Element(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of a parsed activity."""


class Narrative(Element, frozen=True):
    """A narrative. `lang` is a lower-case language code, the activity's default where none is stated, or ""."""

    text: str
    lang: str = ""


class OtherIdentifier(Element, frozen=True):
    ref: str
    type: str = ""  # A1..B9 of the code list, or as written
    owner: str = ""  # the owner's reference
    owner_names: tuple[Narrative, ...] = ()


class ParsedOrganisation(Element, frozen=True):
    names: tuple[Narrative, ...] = ()
    ref: str = ""  # organisation identifier
    type: str = ""  # code of OrganisationType
    role: str = ""  # funding, accountable, extending, implementing, or as written; "" for reporting, provider, receiver
    activity_id: str = ""  # activity-id, provider-activity-id or receiver-activity-id
    crs_channel_code: str = ""
    secondary: bool = False  # of a reporting organisation: it reports about others' work
    as_written: str = ""  # the role as published, where `role` is our word for it

    @property
    def name(self) -> str:
        """The first name, or ""."""
        return self.names[0].text if self.names else ""


class Description(Element, frozen=True):
    texts: tuple[Narrative, ...]
    type: str = ""  # 1 general, 2 objectives, 3 target groups, 4 other; or as written


class ActivityDate(Element, frozen=True):
    type: str  # start-planned, start-actual, end-planned, end-actual; start, end where not said which; or as written
    date: str  # ISO: 2003, 2003-05 or 2003-05-31; the precision is the publisher's
    texts: tuple[Narrative, ...] = ()
    as_written: str = ""  # type as published, where `type` is our word for it


class Recipient(Element, frozen=True):
    """A recipient economy (ISO code or name) or region."""

    code: str = ""
    texts: tuple[Narrative, ...] = ()
    percentage: float | None = None
    vocabulary: str = ""
    uri: str = ""


class Classification(Element, frozen=True):
    """A code from a list. `kind` is the element's name without "default-": sector, policy-marker, tag, aid-type …"""

    kind: str
    code: str = ""
    vocabulary: str = ""
    texts: tuple[Narrative, ...] = ()
    percentage: float | None = None
    significance: str = ""
    type: str = ""
    uri: str = ""


class Location(Element, frozen=True):
    names: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    activity_descriptions: tuple[Narrative, ...] = ()
    ref: str = ""
    codes: tuple[Classification, ...] = ()  # location-id, administrative, gazetteer-entry, exactness, class, reach …
    latitude: float | None = None
    longitude: float | None = None
    percentage: float | None = None


class Money(Element, frozen=True):
    """An amount. `currency` falls back to the activity's default; "" where neither is stated."""

    amount: float | None
    currency: str = ""
    date: str = ""  # value-date
    as_written: str = ""  # where the amount could not be read, or holds more digits than a float


class Budget(Element, frozen=True):
    value: Money
    type: str = ""  # 1 original, 2 revised
    status: str = ""
    start: str = ""
    end: str = ""


class PlannedDisbursement(Element, frozen=True):
    value: Money
    type: str = ""
    start: str = ""
    end: str = ""
    provider: ParsedOrganisation | None = None
    receiver: ParsedOrganisation | None = None


class Transaction(Element, frozen=True):
    value: Money
    type: str = ""  # commitment, disbursement, expenditure, incoming-funds …, or as written
    date: str = ""
    ref: str = ""
    provider: ParsedOrganisation | None = None
    receiver: ParsedOrganisation | None = None
    descriptions: tuple[Narrative, ...] = ()
    economies: tuple[Recipient, ...] = ()
    regions: tuple[Recipient, ...] = ()
    classifications: tuple[Classification, ...] = ()
    humanitarian: bool = False
    as_written: str = ""


class RelatedActivity(Element, frozen=True):
    ref: str
    type: str = ""  # 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party


class Provenance(Element, frozen=True):
    """Where the activity was read. `source` is the register, publisher or sheet that it counts for."""

    file: str = ""
    element: int = 0  # 1 for the first activity of the file
    line: int = 0
    publisher: str = ""
    source: str = ""


class Doubt(Element, frozen=True):
    """A value that could not be used; the activity is usable without it."""

    code: str
    field: str
    value: str
    sentence: str


class Parsed(Element, frozen=True, tag_field="outcome", tag="parsed"):
    """One activity of a file."""

    identifier: str  # the IATI identifier, or source:id
    titles: tuple[Narrative, ...]
    format: str = "iati"  # iati, jsonl or sheet
    version: str = ""
    updated: str = ""  # last-updated-datetime
    lang: str = ""  # default language
    currency: str = ""  # default currency
    hierarchy: str = ""
    humanitarian: bool = False
    status: str = ""  # pipeline, implementation, finalisation, closed, cancelled, suspended, or as written
    other_identifiers: tuple[OtherIdentifier, ...] = ()
    reporting: ParsedOrganisation | None = None
    participating: tuple[ParsedOrganisation, ...] = ()
    descriptions: tuple[Description, ...] = ()
    dates: tuple[ActivityDate, ...] = ()
    economies: tuple[Recipient, ...] = ()
    regions: tuple[Recipient, ...] = ()
    locations: tuple[Location, ...] = ()
    sectors: tuple[Classification, ...] = ()
    classifications: tuple[Classification, ...] = ()  # policy markers, tags, aid, flow and finance types, scope …
    total: Money | None = None  # a stated total: JSONL's amount, total-cost
    budgets: tuple[Budget, ...] = ()
    planned_disbursements: tuple[PlannedDisbursement, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    related: tuple[RelatedActivity, ...] = ()
    websites: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()  # of a sheet: codes of our own vocabularies, and what IATI has no element for
    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    band: str = ""
    sort: str = ""
    measure: str = ""  # kind of an own measure
    record: str = ""  # the record that a row of our own download stands for
    given: tuple[str, ...] = ()  # fields that the sheet has columns for
    left_out: dict[str, int] = {}  # elements that were seen and are not kept, by name: contact-info, result …
    doubts: tuple[Doubt, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def digest(self) -> str:
        """sha256 (hex) of the content: equal for an activity that was only published again or in another file."""
        content = msgspec.structs.replace(self, provenance=Provenance(), doubts=(), left_out={}, updated="")
        return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()

    @property
    def title(self) -> str:
        """The first title."""
        return self.titles[0].text

    def to_json(self) -> bytes:
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, text: bytes | str) -> "Parsed":
        """The inverse of `to_json`. Raises msgspec.ValidationError where `text` is no parsed activity."""
        return msgspec.json.decode(text, type=cls)

    @classmethod
    def from_builtins(cls, tree: object) -> "Parsed":
        """From what json.loads or a jsonb column gives. Raises msgspec.ValidationError."""
        return msgspec.convert(tree, type=cls)
