"""One follow-up in a list, as a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from egnatia.commitments.commitments.rows import OwnWords, others_of
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.authority import may_know_due, may_write
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import Waiting, awaited_since, next_due
from egnatia.commitments.follow_ups.sentences import report_words
from egnatia.kernel.forum import EconomyName, ForumNames
from egnatia.kernel.reader import Reader
from egnatia.pages.labels import label
from egnatia.pages.originals import in_original
from egnatia.people.marking.words import in_short


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What a list says of a follow-up. `who` is its economy or organisation, "" for one that the reader may not know.

    `progress` says when something was last reported; `due` and `waited_since` are None for whom they do not concern.
    """

    id: UUID
    commitment: UUID
    economy: EconomyName | None
    who: str
    position: str
    position_words: str
    symbol: str
    state: str
    words: str
    lang: str
    others: tuple[OwnWords, ...]
    responsible: str
    note: str
    evidence: str
    reported_on: date | None
    progress: str
    due: date | None
    waited_since: date | None
    again: str
    knows_due: bool
    writable: bool
    tlp: str
    audience: str


@dataclass(frozen=True, slots=True)
class Words:
    """How a reader is answered: names of economies, communities, and of the organisations that he sees."""

    reader: Reader
    names: ForumNames
    communities: Mapping[str, str]
    organisations: Mapping[str, str]
    today: date


def waiting_of(found: FollowUp) -> Waiting:
    return Waiting(found.due, found.recurrence, found.reported_on, found.due_set_on)


def row_of(found: FollowUp, words: Words) -> FollowUpRow:
    text, lang = in_original(found.text, found.language)
    marking, owner = found.record.marking, str(found.record.owner_id)
    economy = economy_of(found.economy_id, words.names) if found.economy_id else None
    knows = may_know_due(words.reader, owner)
    since = awaited_since(waiting_of(found), words.today)
    return FollowUpRow(
        id=found.pk,
        commitment=found.commitment_id,
        economy=economy,
        who=economy.name if economy else words.organisations.get(owner, ""),
        position=found.position,
        position_words=label(labels.POSITION, found.position),
        symbol=labels.SYMBOL[found.position],
        state=labels.STATE[found.position],
        words=text,
        lang=lang,
        others=tuple(others_of(found.text, text)),
        responsible=found.responsible,
        note=found.note,
        evidence=found.evidence,
        reported_on=found.reported_on,
        progress=report_words(found.reported_on, words.today),
        due=next_due(found.due, found.recurrence, words.today) if knows else None,
        waited_since=since if knows else None,
        again=label(labels.RECURRENCE, found.recurrence) if knows else "",
        knows_due=knows,
        writable=may_write(words.reader, owner, found.economy_id or ""),
        tlp=marking.tlp.words,
        audience=in_short(marking, words.names, words.communities),
    )


def economy_of(code: str, names: ForumNames) -> EconomyName:
    return names.economy(code) or EconomyName(code, code, code, footnoted=False, iati_code="")
