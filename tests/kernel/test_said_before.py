"""What records said before, and pairs of linked records, for a reader."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.utils.timezone import get_current_timezone

from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.models import Organisation, RecordQuerySet, Version
from egnatia.kernel.records import VersionContent, links
from egnatia.kernel.records.versions import said_before, said_since
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=get_current_timezone())


def organisation() -> RecordQuerySet:
    """One organisation that said something on a day, and something else on the next."""
    body = make.organisation("Ura (demo)")
    for number, words in enumerate(("first", "second", "third")):
        with clock.time_from(partial(at, DAY + timedelta(days=number))):
            records.change(body.record, VersionContent(body={"words": words, "position": number}), by=SYSTEM)
    return Organisation.visible_to(SYSTEM).filter(pk=body.pk)


def test_the_last_version_until_the_end_of_the_day_counts() -> None:
    rows, reader = organisation(), make.reader()
    (record,) = rows.values_list("pk", flat=True)

    assert said_before(reader, DAY, rows, ["words"]) == {record: {"words": "first"}}
    assert said_before(reader, DAY + timedelta(days=1), rows, ["words", "position"]) == {
        record: {"words": "second", "position": 1}
    }
    assert said_before(reader, DAY - timedelta(days=1), rows, ["words"]) == {}


def test_where_the_last_version_is_hidden_no_older_one_stands_for_it() -> None:
    rows, reader = organisation(), make.reader()
    (record,) = rows.values_list("pk", flat=True)
    Version.objects.filter(record=record, content__words="second").update(tokens=["O:elsewhere"])

    assert said_before(reader, DAY, rows, ["words"]) == {record: {"words": "first"}}
    assert said_before(reader, DAY + timedelta(days=1), rows, ["words"]) == {}
    assert said_before(reader, DAY + timedelta(days=2), rows, ["words"]) == {record: {"words": "third"}}
    assert said_before(SYSTEM, DAY + timedelta(days=1), rows, ["words"]) == {record: {"words": "second"}}


def test_since_when_something_is_said_is_counted_back_to_the_first_break() -> None:
    rows, reader = organisation(), make.reader()
    (record,) = rows.values_list("pk", flat=True)
    versions = Version.objects.filter(record=record)
    assert said_since(reader, rows, "words", "third") == {record: at(DAY + timedelta(days=2))}
    assert said_since(reader, rows, "words", "second") == {}

    versions.update(content={"words": "third"})
    versions.filter(at=at(DAY)).update(content={"words": "first"})
    assert said_since(reader, rows, "words", "third") == {record: at(DAY + timedelta(days=1))}

    versions.update(content={"words": "third"})
    versions.filter(at=at(DAY + timedelta(days=1))).update(tokens=["O:elsewhere"])
    assert said_since(reader, rows, "words", "third") == {record: at(DAY + timedelta(days=2))}
    versions.filter(at=at(DAY + timedelta(days=2))).update(tokens=["O:elsewhere"])
    assert said_since(reader, rows, "words", "third") == {}


def test_pairs_are_those_of_which_the_reader_sees_both_ends() -> None:
    author, reader = make.reader("author"), make.reader("stranger")
    left, right = make.record("activity", by=author), make.record("commitment", by=author)
    hidden = make.record("activity", by=author, marking=make.STRICT)
    for each in (left, hidden):
        links.connect(each.pk, "carries out", right.pk, by=author)

    assert links.pairs_seen_by(reader, "carries out", "activity", {right.pk}) == [(left.pk, right.pk)]
    assert len(links.pairs_seen_by(author, "carries out", "activity", {right.pk})) == 2
    assert links.pairs_seen_by(author, "carries out", "activity", {left.pk}) == []
    assert links.pairs_seen_by(author, "needed for", "activity", {right.pk}) == []
