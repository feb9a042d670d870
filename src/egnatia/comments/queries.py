"""Comments as their readers see them, who would read one, and who was mentioned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from egnatia.comments.fields import CommentContent
from egnatia.comments.models import CommentMention, RecordComment
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import MEMBERS, covers, organisation, person
from egnatia.kernel.audience import Group, audience_of, holders, named_to, readers_of
from egnatia.kernel.changes import ChangeEntry
from egnatia.kernel.faults import NotFound
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.inbox import InboxItem, Letters, NotificationKind, NotificationLine, Waiting
from egnatia.kernel.models import Organisation, Person, Record, RecordQuerySet, kinds, seen
from egnatia.kernel.records.content import ByLanguage, seen_by
from egnatia.kernel.records.lifecycle import RecordAccess, RecordKind, standing_of
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.kernel.rooms import rooms
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.changes import RecordLabel, told_as
from egnatia.pages.history import Edition
from egnatia.pages.record_presenters import history_of
from egnatia.people.addresses import hit_of, page_of
from egnatia.taxonomy.forum import told_in_language

COMMENT = RecordKind(model=RecordComment, content=CommentContent)
MOST_SHOWN = 20  # on the page of the record, the newest; all of them stand on a page of their own
MOST_LISTED = 500
MOST_NAMED = 300  # people whom one may choose from to notify
OLDEST_FIRST = ("record__published_at", "record_id")


@dataclass(frozen=True, slots=True)
class CommentRow:
    """`english`: a translation, where the text is in another language. `name` is "" where the reader may not see that
    person in a directory, `organisation` where they may not know of it. `tlp` where it has fewer
    readers than its record. `own`: written by the reader.
    """

    id: UUID
    text: str
    lang: str
    english: str
    name: str
    organisation: str
    at: datetime
    edited_at: datetime | None
    tlp: str
    own: bool


@dataclass(frozen=True, slots=True)
class CommentsShown:
    """On the page of a record: the newest, and whether there are `more`. `closed`: no further ones are taken."""

    record: UUID
    rows: tuple[CommentRow, ...]
    more: bool
    writable: bool
    closed: bool = False


@dataclass(frozen=True, slots=True)
class CommentedRecord:
    """The record that comments are on: what it is called, its page, and its envelope."""

    id: UUID
    title: str
    lang: str
    url: str
    record: Record
    closed: bool


@dataclass(frozen=True, slots=True)
class CommentPage:
    row: CommentRow
    about: CommentedRecord
    standing: RecordAccess
    history: tuple[Edition, ...]
    author: UUID
    version: int
    said: CommentContent
    removable: bool


def commented(reader: Reader, record: UUID) -> CommentedRecord:
    """A record that may have comments. Raises NotFound where there is none that they see, or it has no page."""
    found = (
        Record.objects.filter(seen(reader, "pk"), pk=record).exclude(kind=RecordComment.KIND).defer("search").first()
    )
    url = page_of(found.kind, record) if found else ""
    if found is None or not url or reader.is_anonymous:
        raise NotFound
    title, lang = told_in_language(found.text)
    return CommentedRecord(record, title, lang, url, found, not takes_comments(reader, found.kind, record))


def takes_comments(reader: Reader, kind: str, record: UUID) -> bool:
    """Whether somebody who sees a record of the kind may comment on it today, as far as its room says."""
    said = next((room.comments_open[kind] for room in rooms() if kind in room.comments_open), None)
    return said is None or said(reader, record)


@cache
def commented_kinds() -> frozenset[str]:
    """All but comments themselves."""
    return frozenset(model.KIND for model in kinds()) - {RecordComment.KIND}


def comments_on(reader: Reader, record: UUID, kind: str = "") -> CommentsShown:
    """On the page of a record that the reader sees. One query; one more where they may be closed."""
    newest = list(
        _named(reader, RecordComment.visible_to(reader).filter(about=record)).order_by(
            "-record__published_at", "-record_id"
        )[: MOST_SHOWN + 1]
    )
    rows = tuple(_row(reader, each) for each in reversed(newest[:MOST_SHOWN]))
    closed = not takes_comments(reader, kind, record)
    return CommentsShown(record, rows, len(newest) > MOST_SHOWN, reader.is_confirmed and not closed, closed)


def counted_on(reader: Reader, record: UUID) -> tuple[int, int]:
    """How many comments on a record the reader sees, and from how many organisations that they may know. One query."""
    there = RecordComment.visible_to(reader).filter(about=record)
    found = list(_named(reader, there).values_list("organisation_id", "knows_house"))
    return len(found), len({house for house, known in found if known})


def all_comments_on(reader: Reader, record: UUID) -> tuple[CommentRow, ...]:
    """All of them, the oldest first."""
    found = _named(reader, RecordComment.visible_to(reader).filter(about=record)).order_by(*OLDEST_FIRST)
    return tuple(_row(reader, each) for each in found[:MOST_LISTED])


def comment_page(reader: Reader, comment: UUID) -> CommentPage:
    """Raises NotFound where there is none that the reader sees."""
    found = _named(reader, RecordComment.visible_to(reader).filter(pk=comment)).first()
    if found is None or reader.is_anonymous:
        raise NotFound
    about = commented(reader, found.about_id)
    versions = versions_seen_by(reader, comment, RecordComment.KIND)
    return CommentPage(
        row=_row(reader, found),
        about=about,
        standing=standing_of(reader, found.record, writable=found.record.author == reader.person),
        history=history_of(COMMENT, reader, found, versions),
        author=found.person_id,
        version=found.record.version,
        said=COMMENT.said(found),
        removable=may_remove(reader, found, about.record),
    )


def may_remove(reader: Reader, comment: RecordComment, about: Record) -> bool:
    """Its author, the organisation that owns the record, and the secretariat."""
    owner = str(about.owner_id) == reader.organisation
    return comment.record.author == reader.person or owner or reader.is_secretariat


def _named(reader: Reader, rows: RecordQuerySet) -> RecordQuerySet:
    """With whether the reader may know the names of author and organisation."""
    house = Organisation.visible_to(reader).filter(pk=OuterRef("organisation_id"))
    known = {"knows_person": Exists(named_to(reader).filter(pk=OuterRef("person_id"))), "knows_house": Exists(house)}
    named: RecordQuerySet = rows.select_related("person", "organisation").defer("record__search").annotate(**known)
    return named


def _row(reader: Reader, found: Any) -> CommentRow:  # noqa: ANN401 - a RecordComment, with what `_named` adds
    said: ByLanguage = seen_by(CommentContent, reader, found.record.envelope, found.content)["text"]
    text, lang = said.first()
    own = found.record.author == reader.person
    return CommentRow(
        id=found.pk,
        text=text,
        lang=lang,
        english=said.texts.get("en", "") if lang != "en" else "",
        name=found.person.name if found.knows_person or own else "",
        organisation=found.organisation.name if found.knows_house or own else "",
        at=found.record.created_at,
        edited_at=found.record.changed_at if found.record.version > 1 else None,
        tlp=found.record.marking.tlp.words if found.narrower else "",
        own=own,
    )


@dataclass(frozen=True, slots=True)
class CommentAudience:
    """Who reads a comment: the marking that it gets, of which organisation, and what it then is open to. `like`: the
    record, or the comment that it answers, whose readers these are.
    """

    marking: Marking
    owner: str
    narrower: bool
    like: Record | None = None

    def tokens(self, author: str) -> frozenset[str]:
        return self.marking.tokens(owner=self.owner, author=author)


def same_readers(base: Record) -> CommentAudience:
    """Those who see `base`, a record or a comment on one. What is public is commented on among members."""
    marking = base.marking
    if marking.tlp == Tlp.CLEAR:
        marking = Marking(Tlp.GREEN)
    elif marking.tlp == Tlp.RED:
        marking = replace(marking, persons=frozenset(filter(None, {*marking.persons, base.author})))
    return CommentAudience(marking, str(base.owner_id), narrower=base.kind == RecordComment.KIND, like=base)


def is_wider(audience: CommentAudience, about: Record, *, by: Reader) -> bool:
    """Whether a marking says that others than the readers of the record may read it: a lower level, other groups, or at
    its own level others by name. At a narrower level roles, organisations and persons may be named: whoever of them
    does not see the record does not see the comment.
    """
    widest = frozenset({MEMBERS}) if about.tlp == Tlp.CLEAR else about.tokens
    level = max(about.tlp, Tlp.GREEN)
    others = audience.tokens(by.person) - {organisation(by.organisation), person(by.person)}
    if audience.marking.tlp > level:
        others = frozenset(token for token in others if token[0] in "GA")
    return audience.marking.tlp < level or bool(others and not covers(widest, others))


def readers_under(tokens: frozenset[str], about: Record) -> QuerySet[Person]:
    """Who reads a comment under these tokens today: those of them who see the record and what that hangs on."""
    return holders(tokens).filter(pk__in=readers_of(about).values("pk"))


def nameable(reader: Reader, tokens: frozenset[str], about: Record) -> list[Person]:
    """Those who would read it and whose names the reader may see, by name."""
    found = readers_under(tokens, about).filter(pk__in=named_to(reader).values("pk")).exclude(pk=reader.person)
    return list(found.select_related("organisation").order_by("name", "pk")[:MOST_NAMED])


def audience_shown(audience: CommentAudience, about: Record, *, asker: Reader) -> tuple[Group, ...]:
    """The groups that read it; of their people, whom the asker may know, those who see the record too."""
    tokens = audience.tokens(asker.person)
    groups = audience_of(audience.marking, owner=audience.owner, author=asker.person, asker=asker)
    names = set(readers_under(tokens, about).values_list("name", flat=True))
    return tuple(_among(group, names) for group in groups)


def _among(group: Group, names: set[str]) -> Group:
    return group if group.people is None else replace(group, people=tuple(n for n in group.people if n in names))


def unread(reader: Reader) -> "QuerySet[CommentMention, CommentMention]":
    """Comments that mention the reader, that they may read and have not opened."""
    mine = (
        CommentMention.objects.filter(person_id=UUID(reader.person)) if reader.person else CommentMention.objects.none()
    )
    return mine.filter(read_at__isnull=True, comment__in=RecordComment.visible_to(reader).values("pk"))


def mentions_to_read(reader: Reader) -> Iterator[InboxItem]:
    found = list(unread(reader).order_by("at", "pk").values_list("comment", flat=True)[:MOST_LISTED])
    if found:
        said = ngettext("%(count)s comment mentions you", "%(count)s comments mention you", len(found))
        url = reverse("comments:comment", args=found[:1])
        text = gettext("Read it, and reply if you wish.")
        yield InboxItem("mentions", len(found), said % {"count": len(found)}, text, url, gettext("Read"), each=1.0)


def _mentioned(reader: Reader, since: datetime) -> Iterator[Waiting]:
    for comment, at in unread(reader).filter(at__gt=since).order_by("at").values_list("comment", "at")[:MOST_LISTED]:
        yield Waiting(comment, at, NotificationLine(reverse("comments:comment", args=[comment])))


MENTIONED = NotificationKind(
    name="mentioned",
    template="comments/mails/mentioned",
    found=_mentioned,
    line=_("You were mentioned in a comment"),
    letters=Letters(code="mentions", label=_("Mentions in comments"), minutes=1.0),
)


def comments_told(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
    """In the list of what is new: who wrote one as its own page says it."""
    rows = _named(reader, RecordComment.visible_to(reader).filter(pk__in=list(records)))
    there = [row for row in rows if may_read(reader, row.record.envelope).allowed]
    return {row.pk: told_as(row, _label(_row(reader, row), row.record)) for row in there}


def _label(row: CommentRow, record: Record) -> RecordLabel:
    text, lang = told_in_language(record.text)
    by = row.organisation or gettext("another organisation")
    return RecordLabel(text, lang, by=f"{by}, {row.name}" if row.name else by)


def _find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(
        RecordComment.KIND, _named(reader, RecordComment.visible_to(reader)), ("-record__published_at", "-record_id")
    )
    return found_among(reader, sought, rows, span, lambda found: [_hit(reader, each) for each in found])


def _hit(reader: Reader, found: Any) -> Hit:  # noqa: ANN401 - a RecordComment
    row = _row(reader, found)
    return hit_of(found, row.text[:200], row.lang, (row.organisation,) if row.organisation else ())


SEARCHER = Searcher(RecordComment.KIND, _("Comments"), 75, _find, members=True)
