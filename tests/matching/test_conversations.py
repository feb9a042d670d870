"""Overlaps about one institution and period are one conversation; what is said of it is kept on each overlap."""

from datetime import date

import pytest
from django.db.models import Q
from django.urls import reverse

from egnatia import overlap
from egnatia.kernel.access.reader import Reader
from egnatia.matching.models import DeskEntry, Match, Position
from egnatia.matching.queries.conversations import Conversation, conversations_seen_by
from egnatia.matching.queries.lists import MatchNames
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary
from tests import make
from tests.matching.doing import activity
from tests.matching.test_desk import desk_reader, posted
from tests.visits import counted, got, levels, of, rows

pytestmark = pytest.mark.django_db

PRISONS = (
    "Training of prison staff in early recognition of radicalisation",
    "Recognising radicalisation early: courses for prison staff",
    "Prison staff learn to recognise radicalisation early",
)


def three_partners() -> tuple[Reader, Reader, Reader]:
    """One prison service, in the same months; two more for the police years later."""
    readers = make.reader("one"), make.reader("two"), make.reader("three")
    for number, (by, title) in enumerate(zip(readers, PRISONS, strict=True)):
        activity(by, title=title, amount=1e5 * (1 + 2 * number), compare=False)
    for by, amount in zip(readers[:2], (9e5, 4e4), strict=True):
        activity(
            by, title="Safe storage of seized firearms and ammunition", amount=amount, start="2030-01", end="2030-06",
            receivers=(overlap.OrganisationMention("Police (demo)"),), compare=by is readers[1],
        )  # fmt: skip
    return readers


def seen(reader: Reader) -> tuple[Conversation, ...]:
    return conversations_seen_by(reader, naming=MatchNames(forum(), vocabulary()))


def test_three_partners_at_one_prison_service_are_one_conversation() -> None:
    one, two, three = three_partners()

    (found,) = seen(one)  # past the first days only owners see the third
    assert "Correctional Service (demo)" in found.about
    assert len(found.lines) == 2
    (whole,) = seen(desk_reader())
    assert len(whole.lines) == 3
    assert {one.organisation_name, two.organisation_name, three.organisation_name} <= set(whole.partners)
    assert seen(make.reader("member")) == ()


def test_what_is_said_of_several_is_kept_on_each_and_nothing_of_the_group() -> None:
    one, two, _three = three_partners()
    chosen = [str(line.row.id) for line in seen(one)[0].lines]
    others = Match.objects.exclude(Q(pk__in=chosen) | Q(left_owner=one.organisation) | Q(right_owner=one.organisation))
    strangers = str(others.first().pk)  # type: ignore[union-attr]  # there is one

    answer = of(one).post(
        reverse("matching:match-conversations"),
        {"match": [*chosen, strangers, "x"], "verdict": "coordinate", "note": "One calendar.", "next_on": "2026-07-01"},
        follow=True,
    )

    assert counted(answer) == [("success", ["2"])]
    assert {str(each.match) for each in Position.objects.all()} == set(chosen)
    assert {each.next_on for each in Position.objects.all()} == {date(2026, 7, 1)}
    assert [row[2:] for row in rows(answer)] == [["open", "We coordinate: One calendar.", "1 July 2026"]] * 2
    assert "1 July 2026" in got(of(two), "matching:match", next(iter(both(chosen, two)))).text


def both(chosen: list[str], reader: Reader) -> list[str]:
    mine = Match.objects.filter(pk__in=chosen)
    return [str(each.pk) for each in mine if reader.organisation in (str(each.left_owner), str(each.right_owner))]


def test_the_secretariat_puts_several_on_an_agenda_at_once() -> None:
    three_partners()
    desk = desk_reader()
    chosen = [str(line.row.id) for line in seen(desk)[0].lines]

    posted(desk, "matching:match-conversations", match=chosen, verb="agenda", text="Who leads?", day="2026-06-01")

    assert {str(entry.match) for entry in DeskEntry.objects.all()} == set(chosen)
    assert all(line.row.marks for line in seen(desk)[0].lines)
    none = of(desk).post(reverse("matching:match-conversations"), {"verb": "note", "text": "x"}, follow=True)
    assert levels(none) == ["warning"]


def test_nobody_enters_for_the_secretariat_from_there() -> None:
    one, *_ = three_partners()
    chosen = [str(line.row.id) for line in seen(one)[0].lines]

    posted(one, "matching:match-conversations", match=chosen, verb="note", text="x")

    assert not DeskEntry.objects.exists()
    assert not Position.objects.exists()
