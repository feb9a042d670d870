"""Which answers changed since a day? What an answer was then comes from its versions that the reader may read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from django.utils.timezone import localtime

from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.standard_reports.queries.lines import Line, lines_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.versions import said_before
from egnatia.pages.labels import label
from egnatia.pages.paging import Page

ANSWER = ("position", "text")


@dataclass(frozen=True, slots=True)
class Change:
    """What was said before: nothing that the reader may read where `first`. `words` where they were others."""

    first: bool
    position_words: str
    symbol: str
    words: str
    lang: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    line: Line
    before: Change


@dataclass(frozen=True, slots=True)
class ChangedPage(Page[ChangedLine]):
    SIZE = PAGE

    number: int


def changed(reader: Reader, economy: str, since: date, names: ForumNames, *, page: int) -> ChangedPage:
    """Answers whose position or words differ from those of `since`, what changed last first.

    A report on progress alone is no other answer, and what was said then under a marking that the reader does not meet
    is compared with nothing.
    """
    before = _before(reader, economy, since)
    begin = (page - 1) * PAGE
    lines = lines_of(reader, list(before)[begin : begin + PAGE], names)
    rows = tuple(ChangedLine(line, before[line.said.id]) for line in lines)
    return ChangedPage(rows, page, len(before) > begin + PAGE, len(before))


def _before(reader: Reader, economy: str, since: date) -> dict[UUID, Change]:
    rows = FollowUp.visible_to(reader).filter(record__changed_at__date__gt=since)
    if economy:
        rows = rows.filter(economy=economy)
    ordered = rows.order_by("-record__changed_at", "pk")
    found = list(ordered.values_list("pk", "position", "content__text", "record__created_at"))
    then = said_before(reader, since, FollowUp.visible_to(reader).filter(pk__in=[pk for pk, *_ in found]), ANSWER)
    return {
        record: _change(then.get(record), (position, text))
        for record, position, text, made in found
        if _differs(then.get(record), (position, text), new=localtime(made).date() > since)
    }


def _differs(said: "dict[str, object] | None", now: tuple[str, object], *, new: bool) -> bool:
    """`new`: on that day nothing was said. Else nothing is known of an answer whose words of that day are hidden."""
    return new if said is None else (said["position"], said["text"]) != now


def _change(said: "dict[str, object] | None", now: tuple[str, object]) -> Change:
    if said is None:
        return Change(first=True, position_words="", symbol="", words="", lang="")
    position = str(said["position"])
    text, lang = msgspec.convert(said["text"], ByLanguage).first() if said["text"] != now[1] else ("", "")
    return Change(
        first=False,
        position_words=label(labels.POSITION, position),
        symbol=labels.SYMBOL[position],
        words=text,
        lang=lang,
    )
