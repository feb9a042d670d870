"""Who a person is today, which links they see, and whom a marking reaches."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from egnatia.kernel import clock, ids
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM
from egnatia.kernel.audience import Group, audience_of, named_to
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Economy, Forum, Membership, Office, Person
from egnatia.kernel.readers import demo_is_loaded, reader_named, reader_of, reader_with_id
from egnatia.kernel.records.links import connect, disconnect, joined_seen_by, links_seen_by
from tests import make

pytestmark = pytest.mark.django_db


def test_seats_and_offices_hold_from_their_first_to_their_last_day() -> None:
    who = make.person("who")
    today = clock.today()
    for slug, since, until in [
        ("now", today, today),
        ("past", make.LONG_AGO, today - timedelta(days=1)),
        ("future", today + timedelta(days=1), None),
    ]:
        seat = make.seat(who, slug)
        Membership.objects.filter(pk=seat.pk).update(since=since, until=until)
    unconfirmed = make.seat(who, "proposed")
    Membership.objects.filter(pk=unconfirmed.pk).update(confirmed_by=None)

    assert [seat.community for seat in reader_of(who, strong=True).seats] == ["now"]


def test_a_closed_account_and_the_visitor_are_one() -> None:
    gone = make.person("gone", is_active=False)

    assert reader_of(gone, strong=True) == reader_of(AnonymousUser(), strong=True) == ANONYMOUS


def test_after_a_reset_a_person_has_basic_rights_until_a_steward_confirms() -> None:
    who = make.person("who")
    who.unconfirmed_since = clock.now()
    who.save()

    assert not reader_named("who").strong
    assert reader_with_id(who.pk).person == str(who.pk)
    assert reader_named("who").held == {"P", "M"}


def test_what_a_kind_of_record_is_joined_to_is_told_to_whoever_sees_both_ends() -> None:
    author, stranger = make.reader("author"), make.reader("stranger")
    work, hidden, need = make.record("work", by=author), make.record("work", by=author, marking=make.STRICT), "need"
    goal, other, third = make.record(by=author), make.record(by=author), make.record(by=author)
    connect(work.pk, "carries out", goal.pk, by=author)
    connect(hidden.pk, "carries out", other.pk, by=author)
    connect(make.record(need, by=author).pk, "carries out", third.pk, by=author)
    connect(work.pk, "concerns", third.pk, by=author)

    assert set(joined_seen_by(author, "work", "carries out", "note")) == {goal.pk, other.pk}
    assert set(joined_seen_by(stranger, "work", "carries out", "note")) == {goal.pk}


def test_a_link_is_seen_by_whoever_sees_both_ends_and_meets_its_marking() -> None:
    author = make.reader("author")
    stranger = make.reader("stranger")
    open_end, other_end = make.record(by=author), make.record("need", by=author)
    hidden_end = make.record(by=author, marking=make.STRICT)

    seen_link = connect(open_end.pk, "answers", other_end.pk, by=author)
    connect(open_end.pk, "answers", hidden_end.pk, by=author)
    connect(open_end.pk, "doubts", other_end.pk, by=author, marking=make.STRICT)

    assert connect(open_end.pk, "answers", other_end.pk, by=author) == seen_link
    assert [(row.relation, row.other, row.outgoing) for row in links_seen_by(stranger, open_end.pk)] == [
        ("answers", other_end.pk, True)
    ]
    assert [(row.other_kind, row.outgoing) for row in links_seen_by(ANONYMOUS, other_end.pk)] == [("note", False)]
    assert len(links_seen_by(author, open_end.pk)) == len(links_seen_by(SYSTEM, open_end.pk)) == 3
    with pytest.raises(NotFound):
        connect(open_end.pk, "answers", hidden_end.pk, by=stranger)
    with pytest.raises(NotFound):
        disconnect(seen_link, by=stranger)
    disconnect(seen_link, by=author)
    assert links_seen_by(stranger, open_end.pk) == []


def test_a_link_belongs_to_a_person_whatever_others_are_called() -> None:
    author, other = make.reader("author"), make.reader("other")
    namesake = replace(other, name=author.name)
    left, right = make.record(by=author), make.record("need", by=author)
    link = connect(left.pk, "answers", right.pk, by=author)

    assert [row.own for row in links_seen_by(author, left.pk)] == [True]
    for stranger in (namesake, ANONYMOUS, SYSTEM):
        assert [row.own for row in links_seen_by(stranger, left.pk)] == [False]
        with pytest.raises(NotFound):
            disconnect(link, by=stranger)
    assert connect(left.pk, "answers", right.pk, by=namesake) != link
    assert connect(left.pk, "answers", right.pk, by=replace(author, name="Married (demo)")) == link
    disconnect(link, by=replace(author, name="Married (demo)"))


def test_an_audience_names_persons_where_the_asker_may_know_them() -> None:
    house = make.organisation("Prison Service (demo)")
    asker = make.reader("asker", at=house, seats=(("arms", "ALB"),))
    make.seat(make.person("peer"), "arms", economy="MNE")
    make.seat(make.person("secret"), "closed-club")
    make.office(make.person("desk"), "S")
    make.office(None, "F", where="arms", economy="MNE")
    hidden = make.organisation("Hidden (demo)", marking=make.STRICT)

    def groups(marking: Marking) -> dict[str, Group]:
        return {
            group.code: group for group in audience_of(marking, owner=str(house.pk), author=asker.person, asker=asker)
        }

    amber = groups(
        Marking(
            Tlp.AMBER,
            communities=frozenset({"arms"}),
            economies=frozenset({"MNE"}),
            offices=frozenset({"S", "F:arms:MNE"}),
        )
    )
    assert amber["economy"].people == ("peer (demo)",)
    assert amber["focal-point"].vacant
    assert amber["secretariat"].people == ("desk (demo)",)
    assert amber["organisation"] == Group(
        "organisation", organisation="Prison Service (demo)", people=("asker (demo)",)
    )
    assert groups(make.amber("closed-club"))["community"].people is None
    by_organisation = groups(make.amber("arms", organisations=(str(hidden.pk), str(house.pk))))[
        "organisation-in-community"
    ]
    assert by_organisation.people == () or by_organisation.organisation
    assert groups(make.amber("arms"))["community"].people == ("asker (demo)", "peer (demo)")
    assert groups(make.CLEAR) == {"public": Group("public")}
    assert groups(make.GREEN)["members"] == Group("members")
    assert groups(make.RED)["person"].people == ("asker (demo)",)
    strict = Marking(Tlp.AMBER_STRICT, organisations=frozenset({str(hidden.pk)}))
    assert Group("organisation") in audience_of(strict, owner=str(house.pk), author=asker.person, asker=asker)


def test_offices_of_a_community_are_its_members_own_directory() -> None:
    stranger = make.reader("stranger")
    make.office(make.person("holder"), "F", where="arms", economy="MNE")
    marking = Marking(Tlp.AMBER_STRICT, offices=frozenset({"F:arms:MNE"}))

    groups = audience_of(marking, owner=stranger.organisation, author=stranger.person, asker=stranger)

    assert [group.people for group in groups if group.code == "focal-point"] == [None]


def test_an_installation_with_demonstration_accounts_says_so() -> None:
    assert not demo_is_loaded()
    Person.objects.filter(pk=make.person("demo").pk).update(is_demo=True)
    assert demo_is_loaded()


def test_the_clock_and_the_identifiers_can_be_fixed() -> None:
    moment = clock.now()
    with clock.time_from(lambda: moment), ids.identifiers_from(lambda: make.uuid(7)):
        assert clock.now() == moment
        assert ids.new_id() == make.uuid(7)
    assert clock.now() > moment


def test_kernel_rows_have_readable_names() -> None:
    author = make.reader("author", seats=("arms",), focal_point=("arms", "ALB"), secretariat=True)
    record = make.record(by=author)
    link = connect(record.pk, "answers", make.record(by=author).pk, by=author)
    person = Person.objects.get(pk=author.person)
    rows = [
        record,
        record.grants.first(),
        record.versions.first(),
        record.links_out.get(pk=link),
        person,
        person.organisation,
        person.organisation.names.create(name="Ura", folded="ura"),
        Membership.objects.get(),
        *Office.objects.all(),
        Economy.objects.first(),
        Forum.objects.get(),
        make.community("arms"),
    ]

    assert all(str(row) for row in rows)
    assert person.get_full_name() == "author (demo)"
    assert Person.objects.get_by_natural_key("author") == person


def test_a_visitor_and_a_session_without_the_second_step_see_no_names() -> None:
    weak = make.reader("weak", strong=False)

    assert not named_to(ANONYMOUS).exists()
    assert not named_to(weak).exists()
