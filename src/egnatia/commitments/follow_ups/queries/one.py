"""One follow-up as its page and its form show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments.queries.one import Standing, standing_of
from egnatia.commitments.commitments.queries.visible import rows_of
from egnatia.commitments.commitments.queries.visible import words_for as agreed_words
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.authority import may_know_due, may_speak
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries.visible import follow_up_row, require_writer, said_of, words_for
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.commitments.follow_ups.rules import Said
from egnatia.commitments.links.queries import JoinedRow, joined_to
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.kernel.versions import versions_seen_by
from egnatia.pages.history import editions
from egnatia.pages.labels import label
from egnatia.people.marking.words import economy_name


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    row: FollowUpRow
    commitment: CommitmentRow
    standing: Standing
    joined: tuple[JoinedRow, ...]  # to the commitment: who works on it
    may_join: bool


def page_of(reader: Reader, record: UUID, names: ForumNames) -> FollowUpPage:
    """Raises NotFound where there is none that the reader sees."""
    found = follow_up_row(reader, record)
    (commitment,) = rows_of(reader, [found.commitment_id], agreed_words(names))
    knows = may_know_due(reader, str(found.record.owner_id))
    fields = {**labels.FIELDS, **(labels.OF_ITS_OWNER if knows else {})}
    history = editions(versions_seen_by(reader, record, FollowUp.KIND), fields, lambda body: told(body, names))
    row = row_of(found, words_for(reader, names, [found]))
    return FollowUpPage(
        row=row,
        commitment=commitment,
        standing=standing_of(reader, found.record, history),
        joined=joined_to(reader, found.commitment_id),
        may_join=reader.strong,
    )


def told(body: Mapping[str, Any], names: ForumNames) -> dict[str, str]:
    """A text for each field, empty where nothing is said."""
    said: Mapping[str, str] = body.get("words") or {}
    plain = {name: str(body.get(name, "")) for name in ("language", "responsible", "note", "evidence", "reported_on")}
    return {
        **plain,
        "words": "\n".join(text for _, text in sorted(said.items())),
        "economy": economy_name(str(body.get("economy", "")), names),
        "position": label(labels.POSITION, str(body.get("position", ""))),
        "due": str(body.get("due", "")),
        "recurrence": label(labels.RECURRENCE, str(body.get("recurrence", ""))) if body.get("due") else "",
    }


@dataclass(frozen=True, slots=True)
class Editable:
    """What the form starts from. `version` is what a change is made against."""

    id: UUID
    commitment: UUID
    version: int
    said: Said


def editable_by(reader: Reader, record: UUID) -> Editable:
    """Raises NotFound where the reader sees none, NotAllowed where it is another organisation's."""
    found = require_writer(reader, record)
    return Editable(found.pk, found.commitment_id, found.record.version, said_of(found))


def economies_for(reader: Reader, names: ForumNames) -> tuple[tuple[str, str], ...]:
    """Whom the reader may speak for: economies in the forum's order, then his own organisation ("")."""
    named = tuple((each.code, each.name) for each in names.economies if may_speak(reader, each.code))
    return (*named, ("", reader.organisation_name))
