"""The demo in a database: whole, once, seen by whom it is meant for, and taken away again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.start.demo.loaded import demo

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.activities.imports.queries.lists import imports_seen_by
from egnatia.activities.imports.queries.rows import rows_of
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.models import AuditEvent, Community, Office, Organisation, Person, Record
from egnatia.kernel.readers import demo_is_loaded, reader_named
from egnatia.matching.actions import take_back
from egnatia.matching.models import Position
from egnatia.matching.queries.lists import MatchNames
from egnatia.matching.queries.money import money_seen_by
from egnatia.matching.queries.page import match_seen_by
from egnatia.matching.rules import match_id
from egnatia.start.demo import actions, fixtures
from egnatia.start.demo.works import REGISTERS, originator_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.models import Term
from egnatia.taxonomy.vocabularies import vocabulary

USERS = [user.username for user in fixtures.users()]


__all__ = ["demo"]
pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def keys_seen_by(username: str = "") -> set[str]:
    reader = reader_named(username) if username else ANONYMOUS
    seen = Activity.visible_to(reader).values_list("record__natural_key", flat=True)
    return {key.removeprefix("demo:") for key in seen}


def test_the_demo_comes_in_whole() -> None:
    assert Record.objects.filter(kind="activity").count() == len(fixtures.activities())
    assert Organisation.objects.count() == len(fixtures.organisations())
    assert Community.objects.count() >= len(fixtures.communities())
    assert Term.objects.filter(vocabulary="intervention-type").count() == 12
    assert demo_is_loaded()


def test_a_second_run_changes_nothing() -> None:
    before = AuditEvent.objects.count(), Record.objects.count(), Office.objects.count()

    again = actions.install()

    assert not again
    assert (AuditEvent.objects.count(), Record.objects.count(), Office.objects.count()) == before


def test_loading_is_one_event_in_the_trail() -> None:
    assert AuditEvent.objects.filter(verb="loaded", kind="demo").count() == 1


def test_nobody_can_sign_in_with_a_password_and_every_user_is_named_with_their_command() -> None:
    lines = fixtures.sign_in_lines()

    people = list(Person.objects.filter(is_demo=True))
    assert [person.username for person in people if person.has_usable_password()] == []
    assert {line.split()[3] for line in lines} == {person.username for person in people}


def test_each_user_sees_what_is_meant_for_them() -> None:
    assert "a-ura" in keys_seen_by()
    assert "a-alpine" not in keys_seen_by()
    assert "a-alpine" in keys_seen_by("member")
    assert "b-ministry" not in keys_seen_by("partner")
    assert {"b-union", "b-hub", "b-dinara", "b-ministry"} <= keys_seen_by("focal-al") & keys_seen_by("secretariat")
    assert "r-draft-ura" in keys_seen_by("civil")
    assert "r-draft-ura" not in keys_seen_by("secretariat")
    assert {name for name in USERS if "c-red" in keys_seen_by(name)} == {"focal-al"}
    assert "r-crypto-me" in keys_seen_by("agency")
    assert "r-identity-mk" in keys_seen_by("focal-mk") & keys_seen_by("secretariat")


def test_every_kind_of_user_sees_something_else() -> None:
    seen = {name: frozenset(keys_seen_by(name)) for name in USERS}

    assert len(set(seen.values())) == len(USERS)
    assert all(keys_seen_by() < keys for keys in seen.values())


def test_a_seat_that_nobody_holds_is_vacant() -> None:
    seats = Office.objects.filter(kind="F", community="focal-points")

    assert seats.count() == 13
    assert seats.filter(person__isnull=False).count() == 4


def test_the_focal_point_of_moldova_is_five_days_in_office() -> None:
    office = Office.objects.get(kind="F", person__username="focal-md")

    assert clock.today() - office.since == timedelta(days=5)


def test_before_seven_million_and_four_projects_after_four_million_and_one_tree() -> None:
    facility = ActivityFilters(organisation="Union Facility for Arms Control (demo)", economy="MNE")

    (euro,) = money_seen_by(reader_named("secretariat"), facility).totals

    assert (euro.reported, euro.counted) == (Decimal("7138500.00"), Decimal("4000000.00"))
    assert (euro.activities, euro.passed_on) == (4, 3)


def test_both_owners_of_the_prison_trainings_say_that_they_coordinate() -> None:
    reader = reader_named("focal-mk")
    pair = (Record.objects.get(natural_key=f"demo:{key}").pk for key in ("a-alpine", "a-ura"))

    match = match_seen_by(reader, match_id(*pair), naming=MatchNames(forum(), vocabulary()))

    assert match.state == "agreed"
    assert {voice.organisation: voice.said.verdict for voice in match.voices if voice.said} == {
        "Alpine Cooperation (demo)": "coordinate",
        "Ura Foundation (demo)": "coordinate",
    }
    assert not match.quiet


def test_a_view_that_was_taken_back_is_not_stated_again() -> None:
    alpine = reader_named("partner")
    (view,) = Position.visible_to(alpine).filter(record__owner=alpine.organisation)
    take_back(view.match, view.pk, by=alpine)

    assert not actions.install()


def test_what_somebody_edited_or_withdrew_stays_so() -> None:
    edited, withdrawn = (Record.objects.get(natural_key=f"demo:{key}") for key in ("a-ura", "a-nordlys"))
    Record.objects.filter(pk=edited.pk).update(version=2, provenance={})
    records.withdraw(withdrawn, by=originator_of(withdrawn))

    again = actions.install()

    assert not again
    assert "a-nordlys" not in keys_seen_by("secretariat")


def test_a_newer_demo_changes_what_nobody_touched() -> None:
    Record.objects.filter(natural_key="demo:a-ura").update(provenance={"digest": "of an older text"})

    again = actions.install()

    assert again.changed == 1
    assert Record.objects.get(natural_key="demo:a-ura").version == 2


def test_the_demo_can_be_taken_away_and_brought_back() -> None:
    withdrawn = actions.remove()

    assert withdrawn == len(fixtures.activities())
    assert keys_seen_by() == set()
    assert not demo_is_loaded()
    assert actions.remove() == 0
    assert actions.install().restored == withdrawn
    assert {name for name in USERS if "c-red" in keys_seen_by(name)} == {"focal-al"}


def test_the_list_of_imports_is_not_empty_and_each_row_leads_to_its_activity() -> None:
    reader = reader_named("secretariat")

    lines = imports_seen_by(reader).rows

    assert {line.state for line in lines} == {"stored"}
    assert len(lines) == len(REGISTERS)
    for line in lines:
        rows = rows_of(reader, line.id).page().lines
        assert rows
        assert all(row.record for row in rows)
        assert line.elements == sum(rows_of(reader, line.id).sums()[0].values())
