"""An IATI file is fetched on a schedule, and a report says what changed."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.imports.files import activity, iati
from tests.formats.test_remote_files import Site, site
from tests.visits import got, levels, of, rows, shown

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import Import
from egnatia.activities.sources.actions.fetches import due, fetch
from egnatia.activities.sources.actions.setup import SourceWish, ask_for, change, remove, set_up
from egnatia.activities.sources.models import RegularSource, SourceFetch
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import InboxItem
from egnatia.kernel.models import Person
from egnatia.kernel.rooms import inbox_of

pytestmark = pytest.mark.django_db
ALBANIA, SOMALIA = {"economy": "Albania"}, {"economy": "Somalia"}
__all__ = ["site"]  # a fixture


@pytest.fixture
def server(site: Site, settings: LazySettings) -> Site:
    settings.FETCH, settings.FETCH_LOCAL = True, frozenset({f"127.0.0.1:{site.port}"})
    return site


@pytest.fixture
def officer() -> Reader:
    return make.reader("officer", secretariat=True)


def put(server: Site, *activities: str, path: str = "/a.xml", **headers: str) -> None:
    server.answers[path] = (200, {"Content-Type": "application/xml", **headers}, iati(*activities))


def wish(server: Site, *, path: str = "/a.xml", marking: Marking = make.GREEN, everywhere: bool = False) -> SourceWish:
    return SourceWish("Register (demo)", f"{server.address}{path}", "weekly", everywhere, marking)


def last(source: UUID) -> SourceFetch:
    found = SourceFetch.objects.filter(source=source).order_by("-pk").first()
    assert found is not None
    return found


def numbers(found: SourceFetch) -> tuple[int, ...]:
    return (found.new, found.changed, found.unchanged, found.elsewhere, found.rejected)


def failing(reader: Reader) -> list[InboxItem]:
    return [item for item in inbox_of(reader) if item.sort == "sources"]


def test_what_changed_between_two_fetches_is_reported(server: Site, officer: Reader) -> None:
    put(
        server,
        activity("A-1", "One", **ALBANIA),
        activity("A-2", "Two", **ALBANIA),
        activity("A-3", "Three", **SOMALIA),
    )
    source = set_up(wish(server), by=officer)

    fetch(source)

    assert numbers(last(source)) == (2, 0, 0, 1, 0)
    assert sorted(Activity.objects.values_list("title", flat=True)) == ["One", "Two"]

    put(
        server,
        activity("A-1", "One", **ALBANIA),
        activity("A-2", "Two, extended", **ALBANIA),
        activity("A-4", "Four", **ALBANIA),
        activity("", "Without identifier", **ALBANIA),
    )
    fetch(source)

    assert numbers(last(source)) == (1, 1, 1, 0, 1)
    assert sorted(Activity.objects.values_list("title", flat=True)) == ["Four", "One", "Two, extended"]


def test_the_report_is_on_its_page_and_leads_to_the_import(server: Site, officer: Reader) -> None:
    put(server, activity("A-1", "One", **ALBANIA), activity("A-2", "Two", **SOMALIA))
    source = set_up(wish(server), by=officer)
    fetch(source)

    answer = got(of(officer), "activities:source", source)

    assert rows(answer)[0][2:] == ["1", "0", "0", "1", "0"]
    assert shown(of(officer), "activities:import", Import.objects.get().pk).count("One") >= 1


def test_activities_of_everywhere_are_taken_where_that_was_asked_for(server: Site, officer: Reader) -> None:
    put(server, activity("A-1", "One", **SOMALIA))
    source = set_up(wish(server, everywhere=True), by=officer)

    fetch(source)

    assert numbers(last(source)) == (1, 0, 0, 0, 0)


@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"'}])
def test_an_unchanged_file_is_not_imported_again(server: Site, officer: Reader, headers: dict[str, str]) -> None:
    put(server, activity("A-1", "One", **ALBANIA), **headers)
    source = set_up(wish(server), by=officer)
    fetch(source)
    if headers:
        server.answers["/a.xml"] = (304, {}, b"")

    fetch(source)

    assert (last(source).outcome, Import.objects.count()) == ("unchanged", 1)
    assert server.etags == ["", headers.get("ETag", "")]


def test_a_changed_source_is_imported_in_any_case(server: Site, officer: Reader) -> None:
    put(server, activity("A-1", "One", **SOMALIA))
    source = set_up(wish(server), by=officer)
    fetch(source)

    change(source, wish(server, everywhere=True), by=officer)
    fetch(source)

    assert numbers(last(source)) == (1, 0, 0, 0, 0)


def test_the_file_of_a_data_set_in_a_registry_is_found(server: Site, officer: Reader) -> None:
    put(server, activity("A-1", "One", **ALBANIA))
    told = f'{{"success": true, "result": {{"resources": [{{"url": "{server.address}/a.xml"}}]}}}}'.encode()
    server.answers["/api/3/action/package_show?id=demo-org"] = (200, {"Content-Type": "application/json"}, told)
    source = set_up(wish(server, path="/dataset/demo-org"), by=officer)

    fetch(source)

    assert numbers(last(source)) == (1, 0, 0, 0, 0)


def test_a_registry_that_names_no_file_is_a_failure_in_a_sentence(server: Site, officer: Reader) -> None:
    server.answers["/api/3/action/package_show?id=demo-org"] = (200, {"Content-Type": "application/json"}, b"[]")
    source = set_up(wish(server, path="/dataset/demo-org"), by=officer)

    fetch(source)

    assert last(source).code == "fetch-registry"


@pytest.mark.parametrize(
    ("answer", "code"),
    [((404, {}, b""), "fetch-status"), ((200, {"Content-Type": "text/html"}, b"<p>"), "fetch-type"),
     ((200, {"Content-Type": "text/xml"}, b"<organisations/>"), "no-activities")],
)  # fmt: skip
def test_a_failure_is_said_in_a_sentence(
    server: Site, officer: Reader, answer: tuple[int, dict[str, str], bytes], code: str
) -> None:
    server.answers["/a.xml"] = answer
    source = set_up(wish(server), by=officer)

    fetch(source)

    assert (last(source).code, Import.objects.count()) == (code, 0)
    assert got(of(officer), "activities:source", source).context["fetches"][0].fault


def test_after_several_failures_there_is_a_task_until_it_works_again(server: Site, officer: Reader) -> None:
    source = set_up(wish(server), by=officer)
    for _attempt in range(2):
        fetch(source)
    assert failing(officer) == []

    fetch(source)
    assert [item.count for item in failing(officer)] == [1]

    put(server, activity("A-1", "One", **ALBANIA))
    fetch(source)
    assert failing(officer) == []


def test_an_address_inside_is_not_fetched(server: Site, officer: Reader, settings: LazySettings) -> None:
    put(server, activity("A-1", "One", **ALBANIA))
    source = set_up(wish(server), by=officer)
    settings.FETCH_LOCAL = frozenset()

    fetch(source)

    assert (last(source).code, server.paths) == ("fetch-port", [])


def test_nothing_is_fetched_where_it_is_not_allowed(server: Site, officer: Reader, settings: LazySettings) -> None:
    settings.FETCH = False
    put(server, activity("A-1", "One", **ALBANIA))
    source = set_up(wish(server), by=officer)

    fetch(source)

    assert (server.paths, SourceFetch.objects.count()) == ([], 0)
    with pytest.raises(NotAllowed, match="fetch-off"):
        ask_for(source, by=officer)


def test_whoever_lost_the_right_imports_nothing_until_a_colleague_takes_over(server: Site) -> None:
    house = make.organisation("House (demo)")
    first, colleague = make.reader("first", at=house), make.reader("colleague", at=house)
    put(server, activity("A-1", "One", **ALBANIA))
    source = set_up(wish(server), by=first)
    Person.objects.filter(pk=first.person).update(is_active=False)

    fetch(source)
    assert (last(source).code, Activity.objects.count()) == ("fetch-rights", 0)

    change(source, wish(server), by=colleague)
    fetch(source)
    assert Activity.objects.get().record.author == colleague.person


def test_it_is_due_again_by_its_schedule_and_the_next_day_after_a_failure(server: Site, officer: Reader) -> None:
    source = set_up(wish(server), by=officer)
    assert due() == [source]

    fetch(source)
    found = RegularSource.objects.get()
    assert (due(), found.next_at.date()) == ([], (clock.now() + timedelta(days=1)).date())

    put(server, activity("A-1", "One", **ALBANIA))
    fetch(source)
    assert RegularSource.objects.get().next_at.date() == (clock.now() + timedelta(days=7)).date()


def test_another_organisation_knows_nothing_of_it(server: Site, officer: Reader) -> None:
    source = set_up(wish(server, marking=make.STRICT), by=make.reader("donor"))
    other = make.reader("other")

    for reader in (other, officer):  # the secretariat sees nothing of what it brings
        assert of(reader).get(reverse("activities:source", args=[source])).status_code == 404
        with pytest.raises(NotFound):
            remove(source, by=reader)


def test_the_secretariat_sees_a_source_that_brings_what_it_sees_but_does_not_change_it(
    server: Site, officer: Reader
) -> None:
    source = set_up(wish(server), by=make.reader("donor"))

    assert not got(of(officer), "activities:source", source).context["found"].own
    with pytest.raises(NotAllowed):
        remove(source, by=officer)


def test_a_source_for_one_person_alone_is_no_matter_of_their_colleagues(server: Site) -> None:
    house = make.organisation("House (demo)")
    source = set_up(wish(server, marking=make.RED), by=make.reader("first", at=house))

    assert of(make.reader("colleague", at=house)).get(reverse("activities:source", args=[source])).status_code == 404


def test_two_step_verification_is_needed(server: Site) -> None:
    with pytest.raises(NotAllowed, match="second-factor"):
        set_up(wish(server), by=make.reader("quick", strong=False))


def said(server: Site, **fields: str) -> dict[str, str]:
    start = {"name": "Register (demo)", "address": f"{server.address}/a.xml", "every": "daily", "marking-tlp": "1"}
    return {**start, **fields}


def test_a_source_is_set_up_changed_and_removed_on_its_pages(server: Site, officer: Reader) -> None:
    client: Client = of(officer)

    client.post(reverse("activities:source-new"), said(server))
    source = RegularSource.objects.get()
    assert (source.every, source.waits) == ("daily", True)

    client.post(reverse("activities:source-change", args=[source.pk]), said(server, every="monthly"))
    assert RegularSource.objects.get().every == "monthly"
    got(client, "activities:source", source.pk)  # what was said so far is read
    assert levels(client.post(reverse("activities:source-fetching", args=[source.pk]), follow=True)) == ["success"]

    client.post(reverse("activities:source-removal", args=[source.pk]))
    assert not RegularSource.objects.exists()


@pytest.mark.parametrize("address", ["ftp://example.org/a.xml", "https://a:b@example.org/", "example.org", "http://["])
def test_an_address_that_cannot_be_fetched_is_refused_in_the_form(server: Site, officer: Reader, address: str) -> None:
    answer = of(officer).post(reverse("activities:source-new"), said(server, address=address))

    assert list(answer.context["form"].errors) == ["address"]
    assert not RegularSource.objects.exists()
