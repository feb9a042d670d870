"""The audit trail as lines of JSON, whether it is still what was sealed, and checkpoints of it that are kept elsewhere.

A line for each seal, followed by its events in their order; at the end the events that are not sealed yet. A seal holds
the SHA-256 of its events' hashes and the digest of the seal before, so the last digest speaks for all. A hash of
several texts is the SHA-256 of the SHA-256 of each. The database does the same in its function `egnatia_seal`.

Two things may be missing, where a sealed event says so: all events of a seal of sign-ins, and the name of a person who
was erased; that is why of names a salted digest is sealed.

A checkpoint says what the last seal was, signed (Ed25519, in a DSSE envelope). It is what finds a trail that somebody
sealed anew: whoever owns the database can do that, but cannot change what lies elsewhere.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGN_INS = "sign-ins"  # the part of the trail that goes one day
PAYLOAD_TYPE = "application/vnd.egnatia.audit-checkpoint+json"
PURPOSE = b"egnatia audit checkpoint"  # what the installation's secret makes a key for
# How the database is asked for its seals, by the names of the fields of `Seal`.
SEALS = """
SELECT number, part, first, last, egnatia_moment(made_at) AS made_at, root, previous, digest
FROM kernel_auditseal ORDER BY number
"""


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="line", tag="event"):
    """One action, as text that is hashed; `number` is None until it is sealed, `name_salt` once the name is gone."""

    number: int | None
    id: str
    at: str
    person: str
    by: str
    name_salt: str | None
    name_digest: str
    organisation: str
    verb: str
    kind: str
    target: str
    detail: str

    @property
    def hash(self) -> bytes:
        what = (self.person, self.name_digest, self.organisation, self.verb, self.kind, self.target, self.detail)
        return hashed("event", str(self.number), self.id, self.at, *what)

    @property
    def name_is_gone(self) -> bool:
        return self.name_salt is None and not self.by

    @property
    def name_is_sound(self) -> bool:
        if self.name_salt is None:
            return not self.by
        return hashed("name", self.name_salt, self.by).hex() == self.name_digest

    def said(self, name: str) -> Any:  # noqa: ANN401 - what an event details is its own
        """A detail, None where there is none."""
        found = msgspec.json.decode(self.detail)
        return found.get(name) if isinstance(found, dict) else None


class Seal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="line", tag="seal"):
    """What the events from `first` to `last` were; `previous` is the digest of the seal before, "" of the first."""

    number: int
    part: str
    first: int
    last: int
    made_at: str
    root: str
    previous: str
    digest: str

    @property
    def hash(self) -> str:
        what = (self.number, self.part, self.first, self.last, self.made_at, self.root, self.previous)
        return hashed("seal", *map(str, what)).hex()

    def follows(self, before: "Seal | None") -> bool:
        if before is None:
            return (self.number, self.first, self.previous) == (1, 1, "")
        return (self.number, self.first, self.previous) == (before.number + 1, before.last + 1, before.digest)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which seal was the last one. `key`: the public key that signed, in base64. It tells of no event, nor how many."""

    seal: int
    digest: str
    made_at: str
    key: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]


class _Signature(msgspec.Struct, frozen=True):
    keyid: str
    sig: str


class _Envelope(msgspec.Struct, frozen=True, rename="camel"):
    """DSSE 1.0."""

    payload: str
    payload_type: str
    signatures: list[_Signature]


@dataclass(slots=True)
class Examination:
    """What was found in a trail: sentences that each name a fault, and how much there was."""

    faults: list[str] = field(default_factory=list)
    seals: int = 0
    sealed: int = 0
    removed: int = 0  # sign-ins that retention took
    unsealed: int = 0
    names_gone: int = 0
    last: Seal | None = None


_line: "msgspec.json.Decoder[Event | Seal]" = msgspec.json.Decoder(Event | Seal)
encode = msgspec.json.Encoder().encode


def hashed(*texts: str) -> bytes:
    return hashlib.sha256(b"".join(hashlib.sha256(text.encode()).digest() for text in texts)).digest()


def examine(lines: Iterable[bytes | str], checkpoints: Collection[Checkpoint] = ()) -> Examination:
    """Reads the trail once, in its order, with the events of one seal in memory."""
    return _Examiner(checkpoints).examined(lines)


class _Examiner:
    def __init__(self, checkpoints: Collection[Checkpoint]) -> None:
        self.found = Examination()
        self.checkpoints = checkpoints
        self.wanted = {each.seal for each in checkpoints}
        self.digests: dict[int, str] = {}  # of the seals that a checkpoint names
        self.empty: set[int] = set()  # seals of sign-ins without their events
        self.noted: set[int] = set()  # the same, as events of retention tell
        self.nameless: set[str] = set()  # persons whose name is gone from an event
        self.erased: set[str] = set()  # the same, as events of erasures tell
        self.events: list[Event] = []  # of the seal that was read last

    def examined(self, lines: Iterable[bytes | str]) -> Examination:
        for number, line in enumerate(lines, start=1):
            try:
                said = _line.decode(line)
            except (msgspec.DecodeError, UnicodeError):
                self._fault(f"Line {number} is no line of an audit trail.")
                continue
            if isinstance(said, Seal):
                self._close()
                self._seal(said)
            else:
                self._event(said)
        self._close()
        self._end()
        return self.found

    def _fault(self, sentence: str) -> None:
        self.found.faults.append(sentence)

    def _seal(self, seal: Seal) -> None:
        if not seal.follows(self.found.last):
            self._fault(f"Seal {seal.number} does not follow the one before.")
        if seal.hash != seal.digest:
            self._fault(f"Seal {seal.number} is not what it was when it was made.")
        if self.found.unsealed:
            self._fault(f"Seal {seal.number} comes after events that are not sealed.")
        self.found.seals += 1
        self.found.last = seal
        if seal.number in self.wanted:
            self.digests[seal.number] = seal.digest

    def _event(self, event: Event) -> None:
        if not event.name_is_sound:
            self._fault(f"The name in event {event.number or event.id} is not the one that was written.")
        if event.name_is_gone:
            self.found.names_gone += 1
            self.nameless.add(event.person)
        if (event.verb, event.kind) == ("erased", "person"):
            self.erased.add(event.target)
        if (event.verb, event.kind, event.target) == ("removed", "retention", SIGN_INS):
            self._note(event)
        if event.number is None:
            self.found.unsealed += 1
        else:
            self.events.append(event)

    def _note(self, event: Event) -> None:
        try:
            self.noted.update(msgspec.convert(event.said("seals") or [], list[int]))
        except (msgspec.DecodeError, msgspec.ValidationError):
            self._fault(f"Event {event.number or event.id} does not say what was removed.")

    def _close(self) -> None:
        """Compare the events since the last seal with what it says of them."""
        events, self.events = self.events, []
        seal = self.found.last
        if seal is None:
            if events:
                self._fault(f"Event {events[0].number} stands before the first seal.")
            return
        if not events and seal.part == SIGN_INS:
            self.empty.add(seal.number)
            self.found.removed += seal.last - seal.first + 1
            return
        self.found.sealed += len(events)
        if [event.number for event in events] != list(range(seal.first, seal.last + 1)):
            self._fault(f"Of the events {seal.first} to {seal.last} some are missing, out of order or too many.")
        elif hashlib.sha256(b"".join(event.hash for event in events)).hexdigest() != seal.root:
            self._fault(f"Of the events {seal.first} to {seal.last} one is not what it was when it was sealed.")
        if any((event.kind == "session") != (seal.part == SIGN_INS) for event in events):
            self._fault(f"Events {seal.first} to {seal.last} are sealed with others than their kind.")

    def _end(self) -> None:
        for what, seals in (
            ("is without its sign-ins, and no event says that they were removed", self.empty - self.noted),
            ("has sign-ins that were removed", self.noted - self.empty),
        ):
            for first, last in _ranges(seals):
                self._fault(f"Seal {first} {what}." if first == last else f"Of seals {first} to {last}, each {what}.")
        for person in sorted(self.nameless - self.erased):
            self._fault(f"The name of {person or 'somebody'} is gone, and no event says that they were erased.")
        for each in self.checkpoints:
            digest = self.digests.get(each.seal)
            if digest is None:
                self._fault(f"The trail ends before seal {each.seal}, of which there is a checkpoint ({each.made_at}).")
            elif digest != each.digest:
                self._fault(
                    f"Seal {each.seal} is not the one of the checkpoint ({each.made_at}): the trail was rewritten."
                )


def _ranges(numbers: Collection[int]) -> Iterable[tuple[int, int]]:
    """3, 4, 5, 9 -> (3, 5), (9, 9)."""
    for _, run in groupby(enumerate(sorted(numbers)), lambda each: each[1] - each[0]):
        together = [number for _, number in run]
        yield together[0], together[-1]


def signed(seal: Seal, secret: str) -> bytes:
    """A checkpoint of `seal`, with the key that follows from the installation's secret."""
    key = Ed25519PrivateKey.from_private_bytes(hmac.digest(secret.encode(), PURPOSE, "sha256"))
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    said = Checkpoint(seal=seal.number, digest=seal.digest, made_at=seal.made_at, key=public)
    payload = msgspec.json.encode(said)
    signature = _Signature(said.fingerprint, base64.b64encode(key.sign(_as_signed(payload))).decode())
    envelope = _Envelope(base64.b64encode(payload).decode(), PAYLOAD_TYPE, [signature])
    return msgspec.json.format(msgspec.json.encode(envelope), indent=1) + b"\n"


def opened(content: bytes) -> Checkpoint | None:
    """What a checkpoint says, None where it is none or its signature is not that of the key that it names."""
    try:
        envelope = msgspec.json.decode(content, type=_Envelope)
        payload = base64.b64decode(envelope.payload, validate=True)
        said = msgspec.json.decode(payload, type=Checkpoint)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(said.key, validate=True))
        for each in envelope.signatures:
            key.verify(base64.b64decode(each.sig, validate=True), _as_signed(payload))
    except (msgspec.DecodeError, binascii.Error, ValueError, InvalidSignature):
        return None
    return said if envelope.signatures and envelope.payload_type == PAYLOAD_TYPE else None


def _as_signed(payload: bytes) -> bytes:
    """DSSE's encoding, which leaves no doubt where type and payload end."""
    kind = PAYLOAD_TYPE.encode()
    return b" ".join((b"DSSEv1", str(len(kind)).encode(), kind, str(len(payload)).encode(), payload))
