"""One follow-up in a list, as a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments.rows import CommitmentText, others_of
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.labels import report_words
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import ReportSchedule, awaited_since, next_due
from egnatia.kernel.access.reader import Reader
from egnatia.pages.labels import label, translation_words
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import EconomyName, ForumNames, told


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What a list says of a follow-up: `known` by field, `who` its economy or organisation, "" for one that the reader
    may not know.

    `progress` says when something was last reported; `due` and `waited_since` are None for whom they do not concern.
    """

    id: UUID
    version: int
    known: Mapping[str, Any]
    commitment: UUID
    economy: EconomyName | None
    who: str
    position_words: str
    symbol: str
    state: str
    words: str
    lang: str
    translation: str
    others: tuple[CommitmentText, ...]
    progress: str
    due: date | None
    waited_since: date | None
    again: str
    knows_due: bool
    writable: bool
    tlp: str
    audience: str


@dataclass(frozen=True, slots=True)
class FollowUpLabels:
    """How a reader is answered: names of economies, communities, and of the organisations that they see."""

    reader: Reader
    names: ForumNames
    communities: Mapping[str, str]
    organisations: Mapping[str, str]
    today: date


def waiting_of(found: FollowUp) -> ReportSchedule:
    return ReportSchedule(found.due, found.recurrence, found.reported_on, found.due_set_on)


def row_of(found: FollowUp, words: FollowUpLabels) -> FollowUpRow:
    known = FOLLOW_UP.known(words.reader, found)
    text, lang, original = told(known["text"].texts, *known["text"].first())
    marking, owner = found.record.marking, str(found.record.owner_id)
    economy = economy_of(found.economy_id, words.names) if found.economy_id else None
    knows = "due" in known
    since = awaited_since(waiting_of(found), words.today)
    return FollowUpRow(
        id=found.pk,
        version=found.record.version,
        known=known,
        commitment=found.commitment_id,
        economy=economy,
        who=economy.name if economy else words.organisations.get(owner, ""),
        position_words=label(labels.POSITION, found.position),
        symbol=labels.SYMBOL[found.position],
        state=labels.STATE[found.position],
        words=text,
        lang=lang,
        translation=translation_words(original),
        others=tuple(others_of(known["text"].texts, text)),
        progress=report_words(found.reported_on, words.today),
        due=next_due(found.due, found.recurrence, words.today) if knows else None,
        waited_since=since if knows else None,
        again=label(labels.RECURRENCE, found.recurrence) if knows else "",
        knows_due=knows,
        writable=FOLLOW_UP.writable(words.reader, found),
        tlp=marking.tlp.words,
        audience=in_short(marking, words.names, words.communities),
    )


def economy_of(code: str, names: ForumNames) -> EconomyName:
    return names.economy(code) or EconomyName(code, code, code, footnoted=False, iati_code="")
