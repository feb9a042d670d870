"""What the reader's organisation has withdrawn, as far as he could read it while it was there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.commitments.commitments.models import Commitment
from egnatia.kernel.reader import Reader
from egnatia.pages.originals import in_original

MOST = 100


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    id: UUID
    source: str
    words: str
    lang: str
    tlp: str
    withdrawn_at: datetime


def withdrawn_seen_by(reader: Reader) -> list[WithdrawnRow]:
    """The last ones first, a hundred at most."""
    rows = Commitment.withdrawn_by_own_organisation(reader).order_by("-record__withdrawn_at", "-record_id")
    return [_row(each) for each in rows[:MOST]]


def _row(commitment: Commitment) -> WithdrawnRow:
    gone = commitment.record.withdrawn_at
    assert gone is not None
    words, lang = in_original(commitment.text, commitment.language)
    return WithdrawnRow(commitment.pk, commitment.source, words, lang, commitment.record.marking.tlp.words, gone)
