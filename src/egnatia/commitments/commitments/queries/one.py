"""One commitment as its page and its form show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments import labels
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import may_write, require_writer, said_of
from egnatia.commitments.commitments.rows import Words
from egnatia.commitments.commitments.rules import Said
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import Verdict, may_read
from egnatia.kernel.versions import versions_seen_by
from egnatia.pages.history import Edition, editions


@dataclass(frozen=True, slots=True)
class Standing:
    """Of any record: whose it is, who sees it and why, what its versions said, whether the reader may write it."""

    owner: str
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[Edition, ...]
    writable: bool


def standing_of(reader: Reader, record: Record, history: tuple[Edition, ...]) -> Standing:
    owner = Organisation.visible_to(reader).filter(pk=record.owner_id).values_list("name", flat=True).first()
    groups: tuple[Group, ...] = ()
    if not reader.is_anonymous:  # nobody but members asks who they are
        groups = audience_of(record.marking, owner=str(record.owner_id), author=record.author, asker=reader)
    return Standing(
        owner=owner or "",
        marking=record.marking,
        verdict=may_read(reader, record.envelope),
        audience=groups,
        history=history,
        writable=may_write(reader, record),
    )


def commitment_standing(reader: Reader, commitment: Commitment, words: Words) -> Standing:
    versions = versions_seen_by(reader, commitment.pk, Commitment.KIND)
    history = editions(versions, labels.FIELDS, lambda body: told(body, words))
    return standing_of(reader, commitment.record, history)


def told(body: Mapping[str, Any], words: Words) -> dict[str, str]:
    """A text for each field, empty where nothing is said."""
    said: Mapping[str, str] = body.get("words") or {}
    plain = {name: str(body.get(name, "")) for name in ("language", "source", "paragraph", "agreed_on", "topics")}
    texts = "\n".join(text for _, text in sorted(said.items()))
    return {**plain, "words": texts, "objective": words.objective(body.get("objective", ""))}


@dataclass(frozen=True, slots=True)
class Editable:
    """What the form starts from. `version` is what a change is made against."""

    id: UUID
    version: int
    said: Said


def editable_by(reader: Reader, record: UUID) -> Editable:
    """Raises NotFound where the reader sees none, NotAllowed where it is another organisation's."""
    found = require_writer(reader, record)
    return Editable(found.pk, found.record.version, said_of(found))
