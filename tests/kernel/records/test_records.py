"""Records are made, changed, marked, released and withdrawn under one rule."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from egnatia.kernel import clock, records
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM, Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.feed import capped_count, newest
from egnatia.kernel.models import AuditEvent, Grant, Organisation, Record, Version
from egnatia.kernel.records import VersionContent, audit, markings
from egnatia.kernel.records.versions import numbers_at, versions_numbered, versions_seen_by
from tests import make

pytestmark = pytest.mark.django_db


def seen(reader: Reader, record: Record) -> bool:
    return [place.record for place in newest(reader, record.kind, limit=3)] == [record.pk]


def test_a_record_opens_to_those_its_marking_names_and_to_its_owner() -> None:
    author = make.reader("author", seats=("arms",))
    member = make.reader("member", seats=(("arms", "ALB"),))
    other = make.reader("other", seats=("arms",))

    record = make.record(by=author, marking=make.amber("arms", economies=("ALB",)))

    assert seen(author, record)
    assert seen(member, record)
    assert not seen(other, record)
    assert not seen(ANONYMOUS, record)
    assert seen(SYSTEM, record)
    assert str(Grant.objects.filter(record=record).earliest("token").token).startswith("A:arms:e:ALB")


def test_a_feed_goes_on_behind_the_last_place_of_the_page_before() -> None:
    author = make.reader("author")
    made = {make.record(by=author).pk for _ in range(5)}

    for reader in (author, SYSTEM):
        first = newest(reader, "note", limit=3)
        second = newest(reader, "note", limit=3, behind=first[-1])
        assert {place.record for place in first + second} == made
        assert len(second) == 2

    assert capped_count(Record.objects.filter(kind="note"), cap=3) == 4


def test_a_natural_key_is_unique_for_an_owner_under_one_marking_only() -> None:
    author = make.reader("author")
    make.record(by=author, key="XM-1", marking=make.CLEAR)
    make.record(by=author, key="XM-1", marking=make.GREEN)
    make.record(by=make.reader("other"), key="XM-1", marking=make.CLEAR)

    with pytest.raises(AlreadyThere):
        make.record(by=author, key="XM-1", marking=make.CLEAR)


def test_a_record_is_not_marked_as_one_that_its_owner_has_already() -> None:
    author = make.reader("author")
    make.record(by=author, key="XM-1", marking=make.GREEN)
    draft = make.record(by=author, key="XM-1", marking=make.STRICT)

    with pytest.raises(AlreadyThere):
        markings.remark(draft, make.GREEN, by=author)

    draft.refresh_from_db()
    assert draft.marking == make.STRICT
    assert not AuditEvent.objects.filter(verb="marked").exists()


def test_what_was_made_before_is_found_by_its_key_while_it_is_seen() -> None:
    author = make.reader("author")
    Record.objects.filter(pk=author.organisation).update(natural_key="pressed 1")

    assert records.made_before(Organisation, "pressed 1", by=author) == UUID(author.organisation)
    for key, reader in (("pressed 2", author), (None, author), ("pressed 1", make.reader("other"))):
        with pytest.raises(AlreadyThere):
            records.made_before(Organisation, key, by=reader)
    Record.objects.filter(pk=author.organisation).update(withdrawn_at=clock.now())
    Grant.objects.filter(record=UUID(author.organisation)).delete()
    with pytest.raises(AlreadyThere):
        records.made_before(Organisation, "pressed 1", by=author)


def test_another_integrity_error_is_not_taken_for_a_duplicate() -> None:
    author = make.reader("author")

    with pytest.raises(IntegrityError, match="null value"):
        records.create("note", VersionContent(title=None), make.CLEAR, by=author)  # type: ignore[arg-type]  # deliberately wrong


def test_nobody_writes_above_what_their_session_may_read() -> None:
    weak = make.reader("weak", strong=False)
    strong = make.reader("strong")
    record = make.record(by=strong)

    with pytest.raises(NotAllowed, match="second-factor"):
        make.record(by=weak, marking=make.STRICT)
    with pytest.raises(NotAllowed, match="sign-in"):
        make.record(by=ANONYMOUS)
    assert make.record(by=weak, marking=make.GREEN).tlp == 1

    weak_owner = make.reader("weak2", at=strong_organisation(strong), strong=False)
    with pytest.raises(NotAllowed, match="second-factor"):
        markings.remark(record, make.STRICT, by=weak_owner)


def strong_organisation(reader: Reader) -> Organisation:
    return Organisation.objects.get(pk=UUID(reader.organisation))


def test_one_marks_only_for_communities_that_one_belongs_to_or_that_accept_submissions() -> None:
    author = make.reader("author", seats=("arms",))
    make.community("closed-club", closed=True)
    make.community("inbox", accepts=True)

    with pytest.raises(NotAllowed, match="community"):
        make.record(by=author, marking=make.amber("closed-club"))
    with pytest.raises(NotAllowed, match="economy"):
        make.record(by=author, marking=make.amber("arms", economies=("ATL",)))
    assert make.record(by=author, marking=make.amber("inbox", "arms", economies=("ALB",)))


def test_only_the_owners_organisation_changes_a_record() -> None:
    author = make.reader("author")
    colleague = make.reader("colleague", at=strong_organisation(author))
    stranger = make.reader("stranger")
    record = make.record(by=author, marking=make.GREEN)
    hidden = make.record(by=author, marking=make.STRICT)

    records.change(record, VersionContent(body={"said": "more"}), by=colleague, provenance={"file": "b.xml"})
    records.change(record, VersionContent(body={"said": "most"}), by=colleague)

    assert [row.content for row in versions_seen_by(stranger, record.pk, record.kind)] == [
        {"said": "most"},
        {"said": "more"},
        {"said": "note"},
    ]
    with pytest.raises(NotAllowed, match="owner"):
        records.change(record, VersionContent(), by=stranger)
    with pytest.raises(NotFound):
        records.change(hidden, VersionContent(), by=stranger)
    records.require_owner(hidden, by=SYSTEM)


def test_a_version_is_seen_under_its_own_marking_and_the_present_one() -> None:
    author = make.reader("author")
    colleague = make.reader("colleague", at=strong_organisation(author))
    stranger = make.reader("stranger")
    record = make.record(by=author, marking=make.STRICT)
    markings.remark(record, make.GREEN, by=author)
    records.change(record, VersionContent(body={"said": "for all"}), by=author)

    assert [row.number for row in versions_seen_by(stranger, record.pk, record.kind)] == [2]
    assert [row.number for row in versions_seen_by(colleague, record.pk, record.kind)] == [2, 1]
    assert [row.number for row in versions_seen_by(SYSTEM, record.pk, record.kind)] == [2, 1]

    markings.remark(record, make.STRICT, by=author)

    assert versions_seen_by(stranger, record.pk, record.kind) == []


def test_narrowing_holds_at_once_and_widening_again_waits_for_a_second_person() -> None:
    author = make.reader("author")
    colleague = make.reader("colleague", at=strong_organisation(author))
    stranger = make.reader("stranger")
    record = make.record(by=author, marking=make.STRICT)

    assert markings.remark(record, make.GREEN, by=author) is None
    assert markings.remark(record, make.STRICT, by=author) is None
    assert not seen(stranger, record)
    release = markings.remark(record, make.CLEAR, by=author)
    assert release is not None
    assert not seen(stranger, record)

    with pytest.raises(NotFound):
        markings.confirm_release(release.pk, by=stranger)
    with pytest.raises(NotAllowed, match="second-person"):
        markings.confirm_release(release.pk, by=author)
    markings.confirm_release(release.pk, by=colleague)
    assert seen(ANONYMOUS, record)
    with pytest.raises(NotFound):
        markings.confirm_release(release.pk, by=colleague)


def test_a_marking_given_to_what_was_changed_meanwhile_takes_nothing_of_that_back() -> None:
    author = make.reader("author", seats=("arms",))
    stale = make.record(by=author, marking=make.amber("arms"))
    records.change(Record.objects.get(pk=stale.pk), VersionContent(title={"en": "Newer"}), by=author)

    markings.remark(stale, make.STRICT, by=author)

    now = Record.objects.get(pk=stale.pk)
    assert (now.version, now.text, now.tlp) == (2, {"en": "Newer"}, make.STRICT.tlp)


def test_of_the_two_who_widen_one_belongs_to_the_owner() -> None:
    author = make.reader("author")
    record = make.record(by=author, marking=make.GREEN)
    outsider = make.reader("outsider")
    release = markings.remark(record, make.CLEAR, by=author)
    assert release is not None
    type(release).objects.update(asked_by_organisation=outsider.organisation, asked_by=make.uuid(9))

    with pytest.raises(NotAllowed, match="owner"):
        markings.confirm_release(release.pk, by=outsider)


def test_a_wish_to_widen_may_be_declined_by_the_owner() -> None:
    author = make.reader("author")
    record = make.record(by=author, marking=make.GREEN)
    release = markings.remark(record, make.CLEAR, by=author)
    assert release is not None

    with pytest.raises(NotAllowed, match="owner"):
        markings.decline_release(release.pk, by=make.reader("stranger"))
    markings.decline_release(release.pk, by=author)

    with pytest.raises(NotFound):
        markings.decline_release(release.pk, by=author)
    assert "wider marking" in str(release)


def test_a_withdrawn_record_is_seen_by_nobody_until_it_is_restored() -> None:
    author = make.reader("author")
    record = make.record(by=author)

    records.withdraw(record, by=author)
    assert not seen(ANONYMOUS, record)
    assert not seen(author, record)
    assert not seen(SYSTEM, record)
    assert record.tokens == frozenset()
    assert not may_read(author, record.envelope).allowed
    with pytest.raises(NotFound):
        records.restore(record, by=make.reader("stranger"))
    records.restore(record, by=author)

    assert seen(ANONYMOUS, record)


def test_a_marking_survives_its_journey_through_json() -> None:
    marking = make.amber("arms", economies=("ALB",), organisations=("x",))

    assert markings.of_json(markings.as_json(marking)) == marking


def test_rows_of_a_kind_are_reached_through_visible_to_alone() -> None:
    hidden = make.organisation("Hidden (demo)", marking=make.STRICT)
    stranger = make.reader("stranger")

    assert hidden not in Organisation.visible_to(stranger)
    assert hidden in Organisation.visible_to(SYSTEM)
    assert Organisation.visible_to(stranger).get().record.envelope.owner == stranger.organisation


def test_the_system_marks_for_any_community() -> None:
    house = make.organisation()
    make.community("arms")

    assert records.create("note", VersionContent(), make.amber("arms"), by=SYSTEM, owner=str(house.pk)).tlp == 2


def test_the_trail_takes_events_and_refuses_changes() -> None:
    author = make.reader("author")
    event = audit.record("read", "note", "7", by=author, rows=3)

    assert str(event) == "author (demo) read note 7"
    for change in (event.delete, lambda: AuditEvent.objects.update(verb="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_versions_of_many_records_are_asked_for_at_once_and_seen_as_single_ones() -> None:
    author = make.reader("author")
    stranger = make.reader("stranger")
    now = clock.now()
    times = iter(now + timedelta(hours=hour) for hour in range(1_000))
    with clock.time_from(lambda: next(times)):
        opened = make.record(by=author, marking=make.STRICT)
        markings.remark(opened, make.GREEN, by=author)
        records.change(opened, VersionContent(body={"said": "for all"}), by=author)
        plain = make.record(by=author, marking=make.GREEN)
        hidden = make.record(by=author, marking=make.STRICT)
    first, second = Version.objects.filter(record=opened).order_by("number").values_list("at", flat=True)
    asked = {opened.pk: 1, plain.pk: 1, hidden.pk: 1}

    assert {pk: row.content for pk, row in versions_numbered(stranger, asked).items()} == {plain.pk: {"said": "note"}}
    assert versions_numbered(stranger, {**asked, opened.pk: 2})[opened.pk].content == {"said": "for all"}
    assert versions_numbered(SYSTEM, asked).keys() == asked.keys()
    assert versions_numbered(stranger, {plain.pk: 2, opened.pk: 1}) == {}
    later = second + timedelta(days=1)
    assert numbers_at(author, {opened.pk: first, plain.pk: first}) == {opened.pk: 1}
    assert numbers_at(stranger, {opened.pk: first, plain.pk: later, hidden.pk: later}) == {plain.pk: 1}
    assert numbers_at(author, {opened.pk: later}) == {opened.pk: 2}
