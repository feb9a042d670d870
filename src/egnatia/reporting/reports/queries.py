"""Reports as their readers may read them now, what can be made of a snapshot, and the Word template in use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from egnatia.activities.activities.labels import label
from egnatia.formats.reports.document import Document
from egnatia.formats.reports.templates import shipped
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import covers
from egnatia.kernel.faults import NotFound
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.models import Record
from egnatia.kernel.records import made_before
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.matching.rows import words_of
from egnatia.people.addresses import hit_of
from egnatia.people.marking.words import in_short
from egnatia.reporting.reports import labels, rules
from egnatia.reporting.reports.composition.briefs import economies_of, institutions_of, partners_of
from egnatia.reporting.reports.composition.report import For, compose
from egnatia.reporting.reports.labels import TITLE
from egnatia.reporting.reports.languages import ENGLISH, LanguageNames, Speaking
from egnatia.reporting.reports.models import Report, ReportTemplate
from egnatia.reporting.reports.rules import Subject, audience_of
from egnatia.reporting.reports.terminology import FreeText
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.queries.analysis import Closing, closing, draft_covering
from egnatia.reporting.snapshots.queries.findings import frozen_covering, frozen_for
from egnatia.reporting.snapshots.queries.objectives import Texts, framework_of, objectives_in, objectives_of, texts_of
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by
from egnatia.reporting.snapshots.rules import ADOPTED
from egnatia.taxonomy.forum import community_names, forum
from egnatia.taxonomy.vocabularies import vocabulary

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list. `about`: the code that a brief is about. A partner or an institution stands in it alone, for
    whoever may still read its name.
    """

    id: UUID
    sort: str
    about: str
    snapshot_title: str
    snapshot_language: str
    second: str
    tlp: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReportPage:
    row: ReportRow
    marking: Marking
    document: Document
    mine: bool
    frozen: Frozen
    subject: Subject


def reports_seen_by(reader: Reader) -> tuple[ReportRow, ...]:
    """The newest first. One query."""
    found = Report.visible_to(reader).select_related("record", "snapshot").defer("snapshot__manifest")
    return tuple(_row(each) for each in found.order_by("-made_at", "-pk")[:MOST_LISTED])


def listed_words(row: ReportRow) -> str:
    """ "Brief on an economy: Albania"."""
    title = label(TITLE, row.sort)
    if not row.about:
        return title
    economy = forum().economy(row.about)
    known = economy.name if economy else vocabulary().objectives.full(row.about)
    return f"{title}: {known}"


def report_row(reader: Reader, record: UUID) -> Report:
    """The stored report. Raises NotFound where there is none that the reader sees."""
    found = Report.visible_to(reader).select_related("record", "snapshot").defer("snapshot__manifest")
    row = found.filter(pk=record).first()
    if not isinstance(row, Report) or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    return row


def report_made(reader: Reader, pressed: str | None) -> UUID:
    """The one that the form with this key made. Raises AlreadyThere where they see it no more."""
    return made_before(Report, pressed, by=reader)


def report_seen_by(reader: Reader, record: UUID) -> ReportPage:
    """The report and its document: of what its maker looked at, what all of its audience may read today.

    Whoever belongs to that gets the same document; whoever made it and does not, gets of it what they may read
    themselves.
    """
    row = report_row(reader, record)
    envelope = row.record
    audience = audience_of(envelope.marking, owner=str(envelope.owner_id), author=envelope.author)
    frozen = frozen_covering(audience, reader, row.snapshot_id, among=row.looked_at)
    subject = Subject(row.sort, row.about)
    document = document_of(frozen, subject, row.second, envelope.marking)
    mine = reader.is_secretariat and str(envelope.owner_id) == reader.organisation
    return ReportPage(_row(row), envelope.marking, document, mine, frozen, subject)


def document_of(frozen: Frozen, subject: Subject, second: str, marking: Marking) -> Document:
    """The document of what an audience may read, in English and beside it in a second language."""
    say = speaking(second, frozen.head.id)
    with override(ENGLISH):
        audience = in_short(marking, say.first.forum, community_names())
    with override(say.other or ENGLISH):
        other = in_short(marking, say.second.forum, community_names()) if say.other else ""
    whom = For(marking.tlp.words, audience, other, matches=marking.tlp != Tlp.CLEAR)
    return compose(frozen, subject, say, whom)


def speaking(second: str, snapshot: UUID, own: str = ENGLISH) -> Speaking:
    """The names of both languages; objectives as they were called then."""
    texts = texts_of(snapshot)
    with override(own):
        first = _names(texts, snapshot)
    if not second:
        return Speaking(first, first, own=own)
    with override(second):
        return Speaking(first, _names(texts, snapshot), second, own)


def _names(texts: Texts, snapshot: UUID) -> LanguageNames:
    names, objectives = forum(), objectives_in(texts)
    called = words_of(names, replace(vocabulary(), objectives=objectives))
    return LanguageNames(names, objectives, framework_of(snapshot), called)


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A round as it stands today, the paper of what the officer reads, and what of it all readers of the round read."""

    closing: Closing
    document: Document
    covered: Frozen


def draft_paper(
    reader: Reader, record: UUID, second: str = "", *, readers: bool = False, own: str = ENGLISH
) -> DraftPaper:
    """Of what the officer reads, marked as the narrowest of it; with `readers` of what everybody who reads the round
    may read, marked as that is. Raises NotFound where they see no such round, NotAllowed for others than the
    secretariat.
    """
    found = closing(reader, record, forum())
    audience = audience_of(found.marking, owner=found.owner, author=found.author)
    covered = draft_covering(audience, reader, found)
    if readers:
        return DraftPaper(found, document_of(covered, Subject(rules.BOARD), second, found.marking), covered)
    say = speaking(second, record, own)
    desk = say.say(lambda: _("secretariat, working draft"))
    whom = For(found.narrowest, desk.text, desk.other)
    return DraftPaper(found, compose(found.draft, Subject(rules.BOARD), say, whom), covered)


def free_texts(frozen: Frozen) -> Iterator[FreeText]:
    """What people wrote that a report repeats, each text of a kind once, at the first record that says it."""
    head = frozen.head
    yield FreeText(head.id, "snapshot", head.title, head.language)
    for record, need in frozen.needs.items():
        yield FreeText(record, "need", need.words, need.language)
    yield from _once((record, "need", need.source) for record, need in frozen.needs.items())
    for record, work in frozen.works.items():
        yield FreeText(record, "activity", work.title, work.language)
    yield from _once(
        (record, "activity", name) for record, work in frozen.works.items() for name in (*work.names, *work.receivers)
    )


def _once(found: Iterable[tuple[UUID, str, str]]) -> Iterator[FreeText]:
    """Names and sources, which many records repeat; of no language."""
    said: set[str] = set()
    for record, kind, text in found:
        if text not in said:
            said.add(text)
            yield FreeText(record, kind, text, "")


def snapshot_covers(snapshot: UUID, audience: frozenset[str], reader: Reader) -> bool:
    """Whether all of an audience may read the snapshot itself."""
    record = Record.objects.filter(pk=snapshot).first()
    return record is not None and covers(record.tokens, audience) and may_read(reader, record.envelope).allowed


def _row(found: Report) -> ReportRow:
    return ReportRow(
        id=found.pk,
        sort=found.sort,
        about=found.about if found.sort in (rules.ECONOMY, rules.OBJECTIVE) else "",
        snapshot_title=found.snapshot.title,
        snapshot_language=found.snapshot.language,
        second=found.second,
        tlp=found.record.marking.tlp.words,
        made_by=found.made_by,
        made_at=found.made_at,
    )


Choices = list[tuple[str, list[tuple[str, str]]]]


def snapshot_read_by(reader: Reader, snapshot: UUID) -> Frozen:
    """Raises NotFound where they do not read it."""
    found = frozen_for(reader, snapshot)
    if found is None:
        raise NotFound
    return found


def adopted_last(reader: Reader, round: UUID) -> UUID | None:  # noqa: A002 - its name
    """The newest snapshot of a round that is adopted, of those that they see. One query."""
    return next((row.id for row in snapshots_seen_by(reader, round) if row.state == ADOPTED), None)


def subjects_of(frozen: Frozen) -> Choices:
    """Kinds of reports, and of briefs all that one could be about; economies in the forum's order."""
    there = economies_of(frozen)
    economies = [(each.code, each.name) for each in forum().economies if each.code in there]
    known, served = objectives_of(frozen.head.id), {code for code, _economy in frozen.leaves()}
    return [
        (_("Reports"), [(sort, label(labels.TITLE, sort)) for sort in rules.WHOLE]),
        _group(rules.ECONOMY, economies),
        _group(rules.OBJECTIVE, [(code, known.full(code)) for code in known.leaves() if code in served]),
        _group(rules.PARTNER, list(partners_of(frozen).items())),
        _group(rules.INSTITUTION, list(institutions_of(frozen).items())),
    ]


def _group(sort: str, found: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    return (label(labels.TITLE, sort), [(f"{sort}:{value}", words) for value, words in found])


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    seen = Report.visible_to(reader).select_related("record", "snapshot").defer("snapshot__manifest")
    rows = SearchScope(Report.KIND, seen, ("-made_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda reports: list(map(_hit, reports)))


def _hit(found: Report) -> Hit:
    said = (found.snapshot.title, str(found.made_at.year))
    return hit_of(found, label(TITLE, found.sort), "", said)


SEARCHER = Searcher(Report.KIND, gettext_lazy("Reports"), 90, find, members=True)


@dataclass(frozen=True, slots=True)
class TemplateInUse:
    """`record` is None for the one that we ship."""

    record: UUID | None
    name: str
    content: bytes
    made_by: str = ""
    since: datetime | None = None


def template_for(reader: Reader) -> TemplateInUse:
    """The newest that the reader sees, the shipped one where there is none. One query."""
    found = ReportTemplate.visible_to(reader).order_by("-record__published_at", "-pk").first()
    if not isinstance(found, ReportTemplate):
        return TemplateInUse(None, "report.docx", shipped())
    return TemplateInUse(found.pk, found.name, bytes(found.content), found.made_by, found.record.published_at)
