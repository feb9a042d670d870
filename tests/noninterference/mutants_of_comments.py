"""Leaks planted in comments: one that outlives the narrowing of its record, a mention told to whoever may not read it,
others that are seen by their own marking alone, or found, or counted."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from egnatia.comments import queries, views
from egnatia.comments.models import CommentMention, RecordComment
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Grant
from tests.noninterference.comments import COMMENT, LAST
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation

Whatever = Any  # what the product passes


class ByItsOwnMarking:
    """Stands for comments: seen by whoever meets their own marking."""

    objects, KIND = RecordComment.objects, RecordComment.KIND

    @staticmethod
    def visible_to(reader: Whatever) -> Whatever:
        there = Grant.objects.filter(record=OuterRef("record_id"), token__in=sorted(reader.held))
        return RecordComment.objects.filter(Exists(there)).select_related("record")


@mutant("comments:comment", misses=(COMMENT,))
def comment_outlives_the_narrowing_of_its_record() -> Iterator[None]:
    """A comment stays with those who could read it when it was written, whatever became of the record."""
    true = queries.commented

    def leaking(_reader: Whatever, about: Whatever) -> Whatever:
        return true(SYSTEM, about)

    with patched(queries, "RecordComment", ByItsOwnMarking), patched(queries, "commented", leaking):
        yield


def _was_mentioned(case: Case, hidden: Operation) -> bool:
    """Perhaps: in these days, and they could be named to its author."""
    return hidden.key == LAST and bool(case.who.communities & hidden.by.communities) and case.who.strong


@mutant("people:letters", misses=(COMMENT,), would=_was_mentioned)
def mention_sent_to_whom_cannot_read() -> Iterator[None]:
    """Whoever is mentioned is told, though they may not read the comment any more."""

    def leaking(reader: Whatever) -> Whatever:
        return CommentMention.objects.filter(person_id=reader.person, read_at__isnull=True)

    with patched(queries, "unread", leaking):
        yield


def _on_a_record_that_they_know(case: Case, hidden: Operation) -> bool:
    return any(step.key == hidden.other for step in case.known) and not case.who.anonymous


@mutant("comments:new", "exchange:notice", misses=(COMMENT,), would=_on_a_record_that_they_know)
def comment_with_fewer_readers_shown_to_all() -> Iterator[None]:
    """Whoever sees the record sees all comments on it."""

    class Everything(ByItsOwnMarking):
        @staticmethod
        def visible_to(_reader: Whatever) -> Whatever:
            return RecordComment.visible_to(SYSTEM)

    with patched(queries, "RecordComment", Everything):
        yield


@mutant("comments:comment", "comments:comment-change", misses=(COMMENT,))
def refused_instead_of_missing_comment() -> Iterator[None]:
    """A hidden comment is refused, where a missing one is not found."""
    true = queries.comment_page

    def leaking(reader: Whatever, made: Whatever) -> Whatever:
        try:
            return true(reader, made)
        except NotFound:
            if RecordComment.objects.filter(pk=made).exists():
                raise NotAllowed("comment-author") from None
            raise

    with patched(views, "comment_page", leaking):
        yield
