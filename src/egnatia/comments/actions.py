"""Writing a comment, editing and withdrawing it, and that somebody has read a mention."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from egnatia.comments.fields import CommentContent
from egnatia.comments.models import CommentGround, CommentMention, RecordComment
from egnatia.comments.queries import (
    COMMENT,
    CommentAudience,
    commented,
    is_wider,
    may_remove,
    readers_under,
    same_readers,
    unread,
)
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import grounds_of, named_to
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import audit, lifecycle
from egnatia.kernel.records.content import body_of, searched_texts, title_of
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.language.query_expansion import folded_text


def audience_of(on: Record, marking: Marking | None, answers: UUID | None, *, by: Reader) -> CommentAudience:
    """Who is to read a comment on a record that they see: under a `marking` of its own, else the readers of the comment
    that it answers, else those of the record. Raises NotFound for a comment that they do not see, NotAllowed where the
    marking is wider than the record's.
    """
    if marking is not None:
        chosen = CommentAudience(marking, by.organisation, narrower=True)
        if is_wider(chosen, on, by=by):
            raise NotAllowed("comment-wider")
        return chosen
    if answers is None:
        return same_readers(on)
    answered = RecordComment.visible_to(by).filter(pk=answers, about=on.pk).first()
    if answered is None:
        raise NotFound
    return same_readers(answered.record if answered.narrower else on)


@transaction.atomic
def comment(  # noqa: PLR0913 - its parts, each named by the caller
    about: UUID,
    content: CommentContent,
    *,
    by: Reader,
    marking: Marking | None = None,
    answers: UUID | None = None,
    notify: Collection[UUID] = (),
    natural_key: str | None = None,
    provenance: dict[str, str] | None = None,
) -> UUID:
    """A new comment; `notify` are people who may read it and whose names its author may see. Raises ContentRefused for
    anybody else, NotAllowed where comments are closed, besides what `audience_of` raises.
    """
    records.hold(about)
    on = _open_to_comments(about, by=by)
    chosen = audience_of(on, marking, answers, by=by)
    record = records.create(
        RecordComment.KIND,
        _envelope(content),
        chosen.marking,
        by=by,
        owner=chosen.owner,
        natural_key=natural_key,
        provenance=dict(provenance or {}),
        like=chosen.like,
    )
    made = RecordComment.objects.create(
        record=record,
        about_id=about,
        person_id=UUID(by.person),
        organisation_id=UUID(by.organisation),
        narrower=chosen.narrower,
        content=body_of(content),
    )
    CommentGround.objects.bulk_create(CommentGround(comment=made, about=each.pk) for each in grounds_of(on))
    told = _notify(made, on, set(notify), by=by)
    audit.record("commented", RecordComment.KIND, record.pk, by=by, tlp=record.tlp, about=str(about), notified=told)
    return record.pk


def _open_to_comments(about: UUID, *, by: Reader) -> Record:
    """The record. Raises NotFound, or NotAllowed where comments on it are closed."""
    on = commented(by, about)
    if on.closed:
        raise NotAllowed("comments-closed")
    return on.record


def _envelope(content: CommentContent) -> records.VersionContent:
    searched = folded_text(*searched_texts(content))
    return records.VersionContent(title=title_of(content), search=searched, body=body_of(content))


def _notify(made: RecordComment, on: Record, wanted: set[UUID], *, by: Reader) -> int:
    if not wanted:
        return 0
    there = readers_under(made.record.tokens, on).filter(pk__in=named_to(by).filter(pk__in=wanted).values("pk"))
    found = set(there.values_list("pk", flat=True))
    if found != wanted:
        raise ContentRefused("notify", _("Someone whom you selected would not see this comment. Change the selection."))
    CommentMention.objects.bulk_create(CommentMention(comment=made, person_id=each) for each in sorted(found))
    return len(found)


def edit(record: UUID, content: CommentContent, *, expected: int, by: Reader) -> None:
    """A new version, by its author. Raises NotFound, ChangedMeanwhile or NotAllowed, also where comments are closed."""
    row = RecordComment.visible_to(by).filter(pk=record).first()
    if row is None:
        raise NotFound
    _open_to_comments(row.about_id, by=by)
    lifecycle.change(COMMENT, record, content, expected=expected, by=by)


@transaction.atomic
def withdraw(record: UUID, *, by: Reader) -> UUID:
    """Take a comment from everybody's sight; the record that it was on. Raises NotFound or NotAllowed."""
    records.hold(record)
    row = RecordComment.visible_to(by).select_related("about").filter(pk=record).first()
    if row is None:
        raise NotFound
    if not may_remove(by, row, row.about):
        raise NotAllowed(by.why_not("comment-withdrawal"))
    records.withdraw(row.record, by=by, moderated=True)
    audit.record("withdrew", RecordComment.KIND, record, by=by)
    about: UUID = row.about_id
    return about


@transaction.atomic
def note_reading(record: UUID, *, by: Reader) -> None:
    """That they have opened a comment that mentions them."""
    if unread(by).filter(comment=record).update(read_at=clock.now()):
        audit.record("read mention", RecordComment.KIND, record, by=by)
