"""Comments under records: who reads them, whom they notify, what becomes of them."""

from uuid import UUID

import pytest

from egnatia.comments.actions import comment, edit, note_reading, withdraw
from egnatia.comments.fields import CommentContent
from egnatia.comments.models import CommentMention, RecordComment
from egnatia.comments.queries import MENTIONED, comment_page, comments_on
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.records import markings
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.lifecycle import ContentRefused
from tests import make
from tests.files.made import notice

pytestmark = pytest.mark.django_db


def said(text: str = "We can send two trainers.") -> CommentContent:
    return CommentContent(ByLanguage({"en": text}, "en"))


def shown(reader: Reader, record: UUID) -> list[str]:
    return [row.text for row in comments_on(reader, record).rows]


def test_a_comment_has_the_readers_of_its_record_whoever_writes_it() -> None:
    owner = make.reader("owner", seats=(("arms", "ALB"),))
    author, outside = make.reader("author", seats=(("arms", "MNE"),)), make.reader("outside", seats=(("arms", "XKX"),))
    record = notice(owner, make.amber("arms", economies=("MNE",)))

    comment(record, said(), by=author)

    assert shown(owner, record) == shown(author, record) == ["We can send two trainers."]
    with pytest.raises(NotFound):
        comment(record, said(), by=outside)
    assert not RecordComment.visible_to(outside).exists()
    made = RecordComment.objects.get()
    assert made.record.tokens == Record.objects.get(pk=record).tokens


def test_a_comment_goes_with_the_narrowing_of_its_record_and_does_not_widen_with_it() -> None:
    owner = make.reader(
        "owner",
        seats=(
            "arms",
            "open-forum",
        ),
    )
    inside, member = make.reader("inside", seats=("arms",)), make.reader("member")
    record = notice(owner, Marking(Tlp.GREEN, communities=frozenset({"arms"})))
    first = comment(record, said(), by=inside)
    assert shown(member, record) == []

    release = markings.remark(Record.objects.get(pk=record), make.GREEN, by=owner)
    assert release is not None
    second = make.reader("second", at=_house(owner))
    markings.confirm_release(release.pk, by=second)
    comment(record, said("All members may read this."), by=member)

    assert shown(member, record) == ["All members may read this."]
    assert len(shown(inside, record)) == 2
    markings.remark(Record.objects.get(pk=record), make.STRICT, by=owner)
    assert shown(inside, record) == []
    assert len(shown(owner, record)) == 2
    with pytest.raises(NotFound):
        comment_page(inside, first)
    records.withdraw(Record.objects.get(pk=record), by=owner)
    assert shown(owner, record) == []


def _house(reader: Reader) -> Organisation:
    return Organisation.objects.get(pk=UUID(reader.organisation))


@pytest.mark.parametrize(
    ("of_record", "wider"),
    [
        (make.amber("arms"), make.GREEN),
        (make.amber("arms", economies=("ALB",)), make.amber("arms")),
        (make.amber("arms"), make.amber("open-forum")),
        (Marking(Tlp.GREEN, communities=frozenset({"arms"})), make.GREEN),
        (make.GREEN, make.CLEAR),
        (make.CLEAR, make.CLEAR),
        (make.STRICT, make.amber("arms")),
        (make.RED, make.STRICT),
    ],
)
def test_a_wider_marking_than_the_record_has_is_refused(of_record: Marking, wider: Marking) -> None:
    owner = make.reader(
        "owner",
        seats=(
            ("arms", "ALB"),
            ("open-forum", "ALB"),
        ),
    )
    record = notice(owner, of_record)

    with pytest.raises(NotAllowed, match="comment-wider"):
        comment(record, said(), by=owner, marking=wider)

    assert not RecordComment.objects.exists()


def test_a_narrower_comment_is_its_authors_and_a_reply_to_it_has_its_readers() -> None:
    owner, author = make.reader("owner", seats=("arms",)), make.reader("author", seats=("arms",))
    other = make.reader("other", seats=("arms",))
    record = notice(owner, make.GREEN)
    to_other = Marking(Tlp.AMBER_STRICT, organisations=frozenset({other.organisation}))

    narrow = comment(record, said("Between us."), by=author, marking=to_other)
    comment(record, said("Agreed."), by=other, answers=narrow)

    assert shown(author, record) == shown(other, record) == ["Between us.", "Agreed."]
    assert shown(owner, record) == []
    with pytest.raises(NotFound):
        comment(record, said(), by=owner, answers=narrow)
    with pytest.raises(NotFound):
        withdraw(narrow, by=owner)


def test_its_author_alone_edits_it_and_every_version_stays() -> None:
    owner, author = make.reader("owner"), make.reader("author")
    colleague = make.reader("colleague", at=_house(author))
    record = notice(owner, make.GREEN)
    made = comment(record, said("One trainer."), by=author)

    edit(made, said("Two trainers."), expected=1, by=author)

    for other in (owner, colleague):
        with pytest.raises(NotAllowed, match="owner"):
            edit(made, said("None."), expected=2, by=other)
    page = comment_page(owner, made)
    assert (page.row.text, page.row.edited_at is not None) == ("Two trainers.", True)
    assert [(each.number, [change.before for change in each.changes]) for each in page.history] == [
        (2, ["One trainer."]),
        (1, []),
    ]
    for somebody in (owner, author):
        with pytest.raises(NotAllowed, match=r"marking-kept|owner"):
            markings.remark(Record.objects.get(pk=made), make.STRICT, by=somebody)


def test_author_owner_of_the_record_and_secretariat_may_withdraw_it_and_nobody_else() -> None:
    owner, author, desk = make.reader("owner"), make.reader("author"), make.reader("desk", secretariat=True)
    record = notice(owner, make.GREEN)
    for who in (owner, author, desk):
        made = comment(record, said(), by=author)
        with pytest.raises(NotAllowed, match="comment-withdrawal"):
            withdraw(made, by=make.reader(f"stranger of {who.name}"))
        assert withdraw(made, by=who) == record
        assert shown(author, record) == []


def test_only_who_may_read_it_is_mentioned_and_told() -> None:
    owner, author = make.reader("owner", seats=("arms",)), make.reader("author", seats=("arms",))
    told, outside = make.reader("told", seats=("arms",)), make.reader("outside")
    record = notice(owner, make.amber("arms"))
    with pytest.raises(ContentRefused):
        comment(record, said(), by=author, notify=[UUID(outside.person)])
    assert not RecordComment.objects.exists()

    made = comment(record, said(), by=author, notify=[UUID(told.person)])

    assert [each.about for each in MENTIONED.waiting(told)] == [made]
    assert not MENTIONED.waiting(owner)
    note_reading(made, by=owner)
    assert MENTIONED.waiting(told)
    markings.remark(Record.objects.get(pk=record), make.STRICT, by=owner)
    assert not MENTIONED.waiting(told)
    release = markings.remark(Record.objects.get(pk=record), make.amber("arms"), by=owner)
    assert release is not None
    markings.confirm_release(release.pk, by=make.reader("second", at=_house(owner)))
    assert MENTIONED.waiting(told)
    note_reading(made, by=told)
    assert not MENTIONED.waiting(told)
    assert CommentMention.objects.get().read_at
