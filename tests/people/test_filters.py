"""Filters that somebody keeps: their own, addresses of our own lists alone, at most fifty of them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.ids import new_id
from egnatia.kernel.models import AuditEvent, Organisation, Person
from egnatia.kernel.readers import reader_of
from egnatia.people.filters.actions import change_filter, drop_filter, save_filter
from egnatia.people.filters.forms import TAKEN
from egnatia.people.filters.models import LONGEST_NAME, SavedFilter
from egnatia.people.filters.queries import MOST, filter_of, filters_of, news_of
from tests import make
from tests.activities.activities.doing import activity
from tests.visits import browser, faults, got, links, of, offers, shown, words

pytestmark = pytest.mark.django_db
PAGE = "people:filters"
NEW = reverse("people:filter-new")
PRISONS = {"q": "prison", "economy": "ALB"}


@pytest.fixture
def amra() -> Reader:
    return make.reader("amra")


def kept(by: Reader, name: str = "Prisons in Albania", **said: str) -> UUID:
    return save_filter("activities", said or PRISONS, name, by=by)


def sent(**more: str) -> dict[str, str]:
    return {"list": "activities", "query": "q=prison&economy=ALB&page=3", "name": "Prisons in Albania", **more}


def test_a_filter_is_saved_on_its_list_and_found_there_and_at_home(amra: Reader) -> None:
    client = of(amra)
    assert not offers(got(client, "activities:activities"), "people:filter-new")
    assert offers(got(client, "activities:activities", q="prison"), "people:filter-new")

    answer = client.post(NEW, sent())

    assert answer["Location"] == "/activities/?q=prison&economy=ALB"
    assert "Prisons in Albania" in shown(client, "activities:activities")
    assert "Prisons in Albania" not in shown(client, "needs:needs")
    home = got(client, "start:home")
    (row,) = filters_of(amra)
    assert f"{row.name} {row.list_title}" in words(home.content)
    assert row.url in links(home)
    page = got(client, PAGE)
    assert [said.rpartition(": ")[2] for said in row.words] == ["prison", "Albania"]
    assert " · ".join(row.words) in words(page.content)
    assert page.context["rows"] == (row,)
    assert page.context["most"] == MOST == 50


def test_every_list_with_filters_offers_to_keep_them(amra: Reader) -> None:
    client = of(amra)
    for name in ("needs:matrix", "needs:needs", "matching:matches"):
        assert offers(got(client, name, q="x", perspective="response"), "people:filter-new"), name
    for name in ("activities:activities", "activities:organisations", "activities:institutions"):
        assert offers(got(client, name, q="x", perspective="response"), "people:filter-new"), name
    for name in ("commitments", "table", "unreported", "funded", "agenda", "changed"):
        assert offers(got(client, f"commitments:{name}", economy="ALB"), "people:filter-new"), name


def test_nobody_else_reads_or_touches_them_not_even_the_secretariat(amra: Reader) -> None:
    record = kept(amra)
    desk = make.reader("desk", secretariat=True)
    colleague = make.reader("colleague", at=Organisation.objects.get(pk=UUID(amra.organisation)))

    for other in (desk, colleague):
        assert filters_of(other) == ()
        assert got(of(other), PAGE).context["rows"] == ()
        assert "Prisons in Albania" not in shown(of(other), PAGE)
        for name in ("people:filter", "people:filter-removal"):
            assert of(other).post(reverse(name, args=[record]), {"name": "Mine"}).status_code == 404
        assert of(other).get(reverse("people:filter", args=[record])).status_code == 404
        with pytest.raises(NotFound):
            drop_filter(record, by=other)
    assert [each.name for each in filters_of(amra)] == ["Prisons in Albania"]
    assert Client().get(reverse(PAGE)).status_code == 302
    assert filters_of(ANONYMOUS) == ()


def test_the_trail_says_that_it_was_done_and_nothing_of_what_it_says(amra: Reader) -> None:
    record = kept(amra, "Undercover")
    change_filter(record, "Undercover work", by=amra)
    drop_filter(record, by=amra)

    events = AuditEvent.objects.filter(target=str(record)).order_by("at")

    assert [event.verb for event in events] == ["saved filter", "changed filter", "dropped filter"]
    assert {str(event.detail) for event in events} == {"{'list': 'activities'}"}


def test_what_was_kept_with_the_second_step_is_shown_with_it_only(amra: Reader) -> None:
    record = kept(amra, "Undercover")
    person = Person.objects.get(pk=amra.person)
    weak = browser(person, strong=False)

    assert "Undercover" not in shown(weak, PAGE)
    assert "Undercover" not in shown(weak, "start:home")
    assert weak.get(reverse("people:filter", args=[record])).status_code == 404
    weak.post(NEW, sent(name="In the open"))
    assert "In the open" in shown(weak, PAGE)
    assert [each.name for each in filters_of(amra)] == ["In the open", "Undercover"]


@pytest.mark.parametrize(
    ("list_", "query"),
    [
        ("activities", "next=//elsewhere.example"),
        ("activities", "page=2"),
        ("activities", "q=" + "x" * 301),
        ("activities", ""),
        ("", "q=prison"),
        ("//elsewhere.example/", "q=prison"),
        ("people:accounts", "q=prison"),
        ("x" * 41, "q=prison"),
    ],
)
def test_nothing_but_filters_of_our_own_lists_is_kept(amra: Reader, list_: str, query: str) -> None:
    page = of(amra).post(NEW, sent(list=list_, query=query))

    assert page.status_code == 200
    assert "__all__" in faults(page)
    assert not SavedFilter.objects.exists()
    with pytest.raises(NotFound):
        save_filter(list_, {"next": "//elsewhere.example"}, "Name", by=amra)


def test_what_was_typed_stays_in_the_form(amra: Reader) -> None:
    kept(amra)

    for wrong, code in (({"name": ""}, "required"), ({"name": "x" * (LONGEST_NAME + 1)}, "max_length"), ({}, "")):
        page = of(amra).post(NEW, sent(**wrong))
        assert faults(page) == {"name": [code]}
        assert 'class="notice error"' in page.text
        assert 'value="q=prison&amp;economy=ALB&amp;page=3"' in page.text
    assert page.context["form"].errors["name"] == [TAKEN]
    assert SavedFilter.objects.count() == 1


def test_there_are_fifty_at_most(amra: Reader) -> None:
    for number in range(MOST):
        kept(amra, f"Filter {number}")

    page = of(amra).post(NEW, sent())

    assert page.status_code == 200
    assert faults(page).keys() == {"__all__"}
    (full,) = page.context["form"].non_field_errors()
    assert str(MOST) in full
    assert full in words(page.content)
    with pytest.raises(NotAllowed):
        kept(amra, "One more")
    kept(make.reader("besa"), "Of somebody else")


def test_a_filter_is_named_otherwise_and_dropped(amra: Reader) -> None:
    record, _other = kept(amra), kept(amra, "Taken", q="x")
    client, page = of(amra), reverse("people:filter", args=[record])

    assert client.post(page, {"name": "Taken"}).context["form"].errors == {"name": [TAKEN]}
    assert client.post(page, {"name": "Prisons"})["Location"] == reverse(PAGE)
    assert client.post(page, {"name": "Prisons"})["Location"] == reverse(PAGE)  # its own name is free to itself
    assert {each.name for each in filters_of(amra)} == {"Prisons", "Taken"}
    with pytest.raises(AlreadyThere):
        change_filter(record, "Taken", by=amra)
    for name in ("", "x" * (LONGEST_NAME + 1)):
        with pytest.raises(NotFound):
            change_filter(record, name, by=amra)

    assert client.post(reverse("people:filter-removal", args=[record]))["Location"] == reverse(PAGE)

    assert {each.name for each in filters_of(amra)} == {"Taken"}
    assert client.post(reverse("people:filter-removal", args=[record])).status_code == 404
    with pytest.raises(NotFound):
        filter_of(amra, new_id())


def test_its_address_can_be_passed_on_and_shows_what_its_reader_sees(amra: Reader) -> None:
    activity("Undercover prison work", by=amra, marking=make.STRICT)
    record = kept(amra, "My name for it", q="prison")

    page = got(of(amra), "people:filter", record)

    assert page.context["address"].endswith("/activities/?q=prison")
    passed_on = page.text.partition('id="address-head"')[2]
    assert page.context["address"] in passed_on
    assert "My name" not in passed_on
    other = make.reader("other")
    assert "Undercover" in shown(of(amra), "activities:activities", q="prison")
    assert "Undercover" not in shown(of(other), "activities:activities", q="prison")


def test_what_a_list_no_longer_knows_is_left_out(amra: Reader) -> None:
    person = UUID(amra.person)
    SavedFilter.objects.create(person_id=person, strong=True, list="activities", query="q=a&gone=1", name="Old")
    SavedFilter.objects.create(person_id=person, strong=True, list="gone", query="q=a", name="Of no list")

    (row,) = filters_of(amra)

    assert (row.name, row.url) == ("Old", "/activities/?q=a")
    gone = SavedFilter.objects.get(list="gone").pk
    with pytest.raises(NotFound):
        filter_of(amra, gone)


def test_they_go_with_their_owner(amra: Reader) -> None:
    guest = make.person("guest")
    record = kept(reader_of(guest, strong=True))

    guest.delete()

    assert not SavedFilter.objects.filter(pk=record).exists()
    with pytest.raises(NotAllowed):
        kept(ANONYMOUS)
    assert filters_of(amra) == ()


def told(by: Reader) -> set[UUID]:
    return {row.pk for row, _address in news_of(by, clock.now() - timedelta(days=1))}


def test_a_watched_filter_tells_what_others_add_and_the_watcher_may_see(amra: Reader) -> None:
    record = kept(amra, "Watched", economy="ALB")
    other = make.reader("other", seats=("focal-points",))
    here, away = frozenset({"ALB"}), frozenset({"MNE"})
    seen = activity("Prison library", by=other, marking=make.GREEN, economies=here)
    activity("Prison library elsewhere", by=other, marking=make.GREEN, economies=away)
    activity("Hidden", by=other, marking=make.STRICT, economies=here)
    activity("My own", by=amra, marking=make.GREEN, economies=here)
    assert told(amra) == set()

    change_filter(record, "Watched", watched=True, by=amra)

    assert told(amra) == {seen.pk}
    assert told(other) == set()
    drop_filter(record, by=amra)
    assert told(amra) == set()


def test_only_lists_of_records_can_be_watched(amra: Reader) -> None:
    record = save_filter("organisations", {"q": "bank"}, "Banks", watched=True, by=amra)
    assert not filter_of(amra, record).watched
    assert "watched" not in got(of(amra), "people:filter", record).context["form"].fields
    change_filter(record, "Banks", watched=True, by=amra)
    assert not filter_of(amra, record).watched


def test_a_focal_point_follows_their_economy_with_one_click() -> None:
    arta = make.reader("arta", seats=(("focal-points", "ALB"),))
    client = of(arta)
    offered = got(client, PAGE).context["suggested"]
    assert {each.list for each in offered} >= {"activities", "needs"}

    for each in offered:
        client.post(NEW, {"list": each.list, "query": each.query, "name": each.name, "watched": "on"})

    assert all(row.watched for row in filters_of(arta))
    assert len(filters_of(arta)) == len(offered)
    assert got(client, PAGE).context["suggested"] == ()
