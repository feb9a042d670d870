"""What comments bring to the site, with those of the demo."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
from django.utils.translation import gettext_lazy as _

from egnatia.comments import queries
from egnatia.comments.actions import comment, edit, note_reading
from egnatia.comments.fields import CommentContent
from egnatia.comments.models import RecordComment
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.changes import Telling
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.rooms import Demo, Inbox, Room

DEMO = Path(__file__).with_name("demo.json")


class DemoComment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`on` the demo's record with this key; `by` and `notify` are user names; `ago` in days. `before` is what it said
    at first, where it was edited; `own`: for the author's organisation alone.
    """

    key: str
    on: str
    by: str
    language: str
    text: str
    english: str = ""
    before: str = ""
    ago: int = 0
    own: bool = False
    notify: tuple[str, ...] = ()

    def content(self, text: str) -> CommentContent:
        texts = {self.language: text} | ({"en": self.english} if self.english else {})
        return CommentContent(ByLanguage(texts, self.language))


def _load_demo(_returning: bool) -> int:
    """They come and go with the records of the demo that they are on."""
    each = msgspec.json.decode(DEMO.read_bytes(), type=tuple[DemoComment, ...])
    keys = [one.key for one in each]
    there = Record.objects.filter(provenance__demo__in=keys).values_list("provenance__demo", flat=True)
    on = Record.objects.filter(provenance__demo__in={one.on for one in each}, withdrawn_at__isnull=True)
    records = dict(on.values_list("provenance__demo", "pk"))
    missing = [one for one in each if one.key not in set(there) and one.on in records]
    for one in missing:
        _write(one, records[one.on])
    return len(missing)


def _write(one: DemoComment, record: UUID) -> None:
    """Who is notified has read it."""
    by, notified = reader_named(one.by), [reader_named(name) for name in one.notify]
    then = clock.now() - timedelta(days=one.ago)
    with clock.time_from(lambda: then):
        made = comment(
            record,
            one.content(one.before or one.text),
            by=by,
            marking=Marking(Tlp.AMBER_STRICT) if one.own else None,
            notify=[UUID(each.person) for each in notified],
            provenance={"demo": one.key},
        )
        if one.before:
            edit(made, one.content(one.text), expected=1, by=by)
        for each in notified:
            note_reading(made, by=each)


ROOM = Room(
    name="comments",
    prefix="comments/",
    inbox=(Inbox(48, queries.mentions_to_read),),
    searchers=(queries.SEARCHER,),
    tellings=(Telling(RecordComment.KIND, _("Comment"), _("Comments"), queries.comments_told, history=True),),
    notifications=(queries.MENTIONED,),
    refusals={
        "comment-wider": _("A comment cannot have more readers than the record. Choose a narrower marking."),
        "comment-author": _("Only its author can edit this comment."),
        "comment-withdrawal": _(
            "Only its author, the organisation that owns the record and the secretariat can withdraw this comment."
        ),
        "comments-closed": _("Comments on this record are closed."),
        "marking-kept": _("The marking of a comment cannot be changed. Withdraw the comment and write a new one."),
    },
    help={"comments:": "comments"},
    demos=(Demo(_load_demo, lambda: 0),),
)
