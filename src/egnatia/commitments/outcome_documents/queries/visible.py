"""Outcome documents that a reader sees: those of their organisation, unless somebody shared one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.commitments.commitments.likeness import CommitmentCandidate, alike
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries import rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import MOST_LISTED
from egnatia.commitments.outcome_documents.models import Outcome
from egnatia.commitments.outcome_documents.rules import ParagraphDraft, as_known
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict, may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotFound
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.records.lifecycle import may_write
from egnatia.kernel.records.versions import VersionRow, versions_seen_by
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.history import Edition, editions
from egnatia.pages.labels import language_name
from egnatia.pages.originals import UNKNOWN
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import ForumNames

MOST = 100


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    id: UUID
    title: str
    language: str
    agreed_on: date | None
    paragraphs: int
    done: bool
    tlp: str


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """A document under review. A decision is made against `version`; `drafts` stand as the reader may know them."""

    id: UUID
    title: str
    agreed_on: date | None
    language: str
    drafts: tuple[ParagraphDraft, ...]
    version: int
    done: bool
    writable: bool
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    history: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class EarlierCommitment:
    """An earlier commitment that says the same, as far as words tell."""

    row: CommitmentRow
    likeness: int  # percent


def outcome_row(reader: Reader, record: UUID) -> Outcome:
    """The stored document. Raises NotFound where there is none that the reader sees."""
    found = Outcome.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Outcome) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def locked(reader: Reader, record: UUID) -> Outcome:
    """The document, for this transaction alone: two changes at once wait for each other."""
    records.hold(record)
    return outcome_row(reader, record)


def outcomes_seen_by(reader: Reader) -> list[OutcomeRow]:
    """The newest first, a hundred at most."""
    rows = Outcome.visible_to(reader).order_by("-record__changed_at", "-pk")[:MOST]
    return [
        OutcomeRow(
            id=each.pk,
            title=each.title,
            language=each.language,
            agreed_on=each.agreed_on,
            paragraphs=len(each.paragraphs),
            done=each.done_at is not None,
            tlp=each.record.marking.tlp.words,
        )
        for each in rows
        if may_read(reader, each.record.envelope).allowed
    ]


def page_of(reader: Reader, record: UUID) -> OutcomePage:
    """Raises NotFound where there is none that the reader sees."""
    found = outcome_row(reader, record)
    envelope = found.record
    groups: tuple[Group, ...] = ()
    if not reader.is_anonymous:
        groups = audience_of(envelope.marking, owner=str(envelope.owner_id), author=envelope.author, asker=reader)
    return OutcomePage(
        id=found.pk,
        title=found.title,
        agreed_on=found.agreed_on,
        language=found.language,
        drafts=_known_to(reader, found),
        version=envelope.version,
        done=found.done_at is not None,
        writable=reader.strong and may_write(reader, envelope),
        marking=envelope.marking,
        verdict=may_read(reader, envelope.envelope),
        audience=groups,
        history=history_of(versions_seen_by(reader, record, Outcome.KIND)),
    )


def _known_to(reader: Reader, outcome: Outcome) -> tuple[ParagraphDraft, ...]:
    """Its paragraphs; a commitment that the reader does not see stands in none of them.

    One query, whatever they name: with its own identifier, since nothing at all would not be asked for.
    """
    drafts = [ParagraphDraft(**each) for each in outcome.paragraphs]
    asked = {outcome.pk, *_named_in(drafts)}
    seen = Commitment.visible_to(reader).filter(pk__in=asked).values_list("pk", flat=True)
    known = frozenset(map(str, seen))
    return tuple(as_known(draft, known, done=outcome.done_at is not None) for draft in drafts)


def history_of(versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """The newest first. What was decided about a paragraph is no part of a version."""
    most = max((len(_paragraphs(version.content)) for version in versions), default=0)
    fields = {"title": _("Title"), "agreed_on": _("Agreed on"), "language": _("Language")}
    fields |= {
        f"paragraph {place}": _("Paragraph in position %(place)s") % {"place": place + 1} for place in range(most)
    }

    def told(body: Mapping[str, Any]) -> dict[str, str]:
        said = dict.fromkeys(fields, "")
        said |= {"title": body.get("title", ""), "agreed_on": body.get("agreed_on", "")}
        said["language"] = language_name(body.get("language", ""))
        texts = (" ".join(filter(None, (each["number"], each["text"]))) for each in _paragraphs(body))
        return said | {f"paragraph {place}": text for place, text in enumerate(texts)}

    return editions(versions, fields, told)


def _paragraphs(body: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    found: Sequence[Mapping[str, str]] = body.get("paragraphs", ())
    return found


def suggestions_for(
    reader: Reader, drafts: Sequence[ParagraphDraft], language: str, names: ForumNames
) -> list[tuple[EarlierCommitment, ...]]:
    """For each draft the commitments that say the same, among those that the reader sees. Two queries."""
    columns = (
        Commitment.visible_to(reader).order_by("pk").values_list("pk", "content__text__texts", "meaning")[:MOST_LISTED]
    )
    known = [CommitmentCandidate(pk, texts, bytes(row)) for pk, texts, row in columns]
    found = alike([{language or UNKNOWN: draft.text} for draft in drafts], known)
    rows = {row.id: row for row in rows_of(reader, list({pk for each in found for pk, _ in each}), words_for(names))}
    return [
        tuple(EarlierCommitment(rows[pk], round(100 * likeness)) for pk, likeness in each if pk in rows)
        for each in found
    ]


def made_of(reader: Reader, drafts: Sequence[ParagraphDraft], names: ForumNames) -> dict[str, CommitmentRow]:
    """What drafts became, or were merged into, by identifier, as far as the reader sees it."""
    return {str(row.id): row for row in rows_of(reader, _named_in(drafts), words_for(names))}


def _named_in(drafts: Sequence[ParagraphDraft]) -> Collection[UUID]:
    return {UUID(each) for draft in drafts for each in (draft.record, draft.other) if each}


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(Outcome.KIND, Outcome.visible_to(reader), ("-record__changed_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda documents: list(map(_hit, documents)))


def _hit(found: Outcome) -> Hit:
    said = (str(found.agreed_on.year),) if found.agreed_on else ()
    return hit_of(found, found.title, found.language, said)


SEARCHER = Searcher(Outcome.KIND, gettext_lazy("Documents"), 58, find, members=True)
