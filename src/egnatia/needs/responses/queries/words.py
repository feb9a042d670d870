"""What economies said, for whoever sees what they spoke of and their word."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.forum import EconomyName, ForumNames
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.rows import economy_of
from egnatia.needs.responses.models import EconomyWord


@dataclass(frozen=True, slots=True)
class Word:
    economy: EconomyName
    verdict: str
    said: str
    note: str
    by: str
    at: datetime


def words_about(reader: Reader, records: Collection[UUID], names: ForumNames) -> dict[UUID, tuple[Word, ...]]:
    """The words on each of these records, oldest first. One query."""
    found: dict[UUID, list[Word]] = defaultdict(list)
    for word in EconomyWord.visible_to(reader).filter(about__in=records).order_by("at", "pk"):
        economy = economy_of(word.economy_id, names)
        said = Word(economy, word.verdict, word.get_verdict_display(), word.note, word.by, word.at)
        found[word.about_id].append(said)
    return {record: tuple(words) for record, words in found.items()}
