"""What may be refused before a step, and what follows after it."""

from collections.abc import Callable, Mapping
from typing import Annotated
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.models import Notice
from egnatia.exchange.notices.fields import NoticeContent
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.readers import reader_with_id
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, Step
from tests import make

pytestmark = pytest.mark.django_db
NoticeStep = Step[Notice, NoticeContent]
PLAIN = RecordKind(model=Notice, content=NoticeContent)


def said(title: str) -> NoticeContent:
    return NoticeContent(ByLanguage({"en": title}, "en"))


def made(by: Reader, title: str = "Free places", kind: RecordKind[Notice, NoticeContent] = PLAIN) -> UUID:
    return lifecycle.create(kind, said(title), make.GREEN, by=by)


def test_a_title_that_only_some_may_know_is_a_mistake() -> None:
    class Secret(Content, frozen=True):
        title: Annotated[ByLanguage, Field(_("Title"), only=lambda _reader, _envelope: False)]

    with pytest.raises(TypeError, match="Secret: what it is called is known to all"):
        RecordKind(model=Notice, content=Secret)


def test_each_step_is_seen_before_it_happens_with_what_was_and_what_will_be() -> None:
    seen: list[tuple[str, str, str, bool]] = []

    def before(step: NoticeStep) -> None:
        was = step.before.title.first()[0] if step.before else ""
        seen.append((step.verb, step.content.title.first()[0], was, step.row is None))

    kind, by = RecordKind(model=Notice, content=NoticeContent, before=before), make.reader()
    record = made(by, kind=kind)
    lifecycle.change(kind, record, said("Two places"), expected=1, by=by)
    lifecycle.withdraw(kind, record, by=by)
    lifecycle.restore(kind, record, by=by)

    assert seen == [
        ("created", "Free places", "", True),
        ("changed", "Two places", "Free places", False),
        ("withdrew", "Two places", "", False),
        ("restored", "Two places", "", False),
    ]


@pytest.mark.parametrize("verb", ["created", "changed", "withdrew", "restored"])
def test_what_is_refused_changes_nothing_and_leaves_no_trace(verb: str) -> None:
    def before(step: NoticeStep) -> None:
        if step.verb == verb:
            raise ContentRefused("title", "Say more.")

    kind, by = RecordKind(model=Notice, content=NoticeContent, before=before), make.reader()
    record = made(by)
    if verb == "restored":
        lifecycle.withdraw(PLAIN, record, by=by)
    stood = Record.objects.values().get(pk=record), AuditEvent.objects.count()

    steps: dict[str, Callable[[], object]] = {
        "created": lambda: made(by, kind=kind),
        "changed": lambda: lifecycle.change(kind, record, said("Two places"), expected=1, by=by),
        "withdrew": lambda: lifecycle.withdraw(kind, record, by=by),
        "restored": lambda: lifecycle.restore(kind, record, by=by),
    }
    with pytest.raises(ContentRefused):
        steps[verb]()

    assert (Record.objects.values().get(pk=record), AuditEvent.objects.count()) == stood
    assert Notice.objects.count() == 1


def test_what_follows_a_step_happens_with_it_and_is_audited_with_it() -> None:
    def after(step: NoticeStep) -> Mapping[str, object]:
        assert step.row is not None
        return {"length": len(step.content.title.first()[0])}

    by = make.reader()
    made(by, kind=RecordKind(model=Notice, content=NoticeContent, after=after))

    assert AuditEvent.objects.get(kind="notice").detail == {"length": 11, "tlp": 1}


def test_a_change_of_another_version_is_none() -> None:
    by = make.reader()
    record = made(by)
    lifecycle.change(PLAIN, record, said("Two places"), expected=1, by=by)

    with pytest.raises(ChangedMeanwhile):
        lifecycle.change(PLAIN, record, said("Three places"), expected=1, by=by)

    assert PLAIN.said(Notice.objects.get()).title.first() == ("Two places", "en")


def test_of_others_it_is_not_allowed_and_of_what_is_hidden_there_is_none() -> None:
    by, other = make.reader("by"), make.reader("other")
    shared, hidden = made(by), lifecycle.create(PLAIN, said("Hidden"), make.STRICT, by=by)

    with pytest.raises(NotAllowed, match="owner"):
        lifecycle.withdraw(PLAIN, shared, by=other)
    with pytest.raises(NotFound):
        lifecycle.withdraw(PLAIN, hidden, by=other)
    with pytest.raises(NotFound):
        lifecycle.restore(PLAIN, shared, by=by)  # it was never withdrawn


def test_above_green_it_takes_the_second_step() -> None:
    strong = make.reader("by")
    weak = reader_with_id(UUID(strong.person), strong=False)
    green, strict = made(strong), lifecycle.create(PLAIN, said("Strict"), make.STRICT, by=strong)

    lifecycle.change(PLAIN, green, said("Two places"), expected=1, by=weak)
    with pytest.raises(NotFound):
        lifecycle.change(PLAIN, strict, said("Two places"), expected=1, by=weak)
    with pytest.raises(NotAllowed, match="second-factor"):
        lifecycle.create(PLAIN, said("Strict"), make.STRICT, by=weak)
