"""The editorial overview: drafts, planned publications, translations, readers and links, of what one sees."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Person, Record, Release
from egnatia.kernel.records import lifecycle, markings
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.articles.fields import ARTICLE, ArticleContent
from egnatia.library.desk import actions, queries
from egnatia.library.desk.models import LinkCheck, PageViews, ScheduledPublication
from egnatia.library.jobs import check_addresses, publish_scheduled
from egnatia.library.practices.fields import PRACTICE, PracticeContent
from egnatia.people.marking.actions import change_marking
from egnatia.web.retention import remove_what_is_over
from tests import make
from tests.formats.test_remote_files import Site, site
from tests.visits import got, of, offers, reader_at, shown

__all__ = ["site"]  # a fixture
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=1)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


@pytest.fixture
def office() -> Reader:
    return make.reader("office")


def article(by: Reader, title: str = "Open day", *, marking: Marking = make.STRICT, **said: Any) -> UUID:  # noqa: ANN401 - fields
    return lifecycle.create(ARTICLE, ArticleContent(ByLanguage({"en": title}, "en"), **said), marking, by=by)


def listed(reader: Reader, code: str, language: str = "") -> list[UUID]:
    return [line.id for line in queries.section_of(reader, code, language).lines]


def tlp_of(record: UUID) -> int:
    return Record.objects.get(pk=record).tlp


def at(moment: datetime) -> Any:  # noqa: ANN401 - a context manager
    return clock.time_from(lambda: moment)


def test_drafts_are_those_of_ones_own_organisation_that_nobody_else_reads(office: Reader) -> None:
    other = make.reader("other")
    draft, elsewhere = article(office), article(other)
    article(office, marking=make.CLEAR)
    desk = make.reader("desk", secretariat=True)
    shared = article(office, marking=Marking(Tlp.AMBER_STRICT, offices=frozenset({"S"})))

    assert listed(office, "drafts") == [draft]
    assert listed(other, "drafts") == [elsewhere]
    assert listed(desk, "drafts") == []
    assert shared in queries.EditorialDesk(desk).by_id
    page = got(of(office), "library:desk")
    assert offers(page, "people:marking", draft)
    assert offers(page, "library:desk-schedule", draft)
    assert not offers(page, "people:marking", elsewhere)


def test_visitors_are_led_to_the_sign_in_page_and_unknown_sections_are_not_there(office: Reader) -> None:
    assert Client().get(reverse("library:desk")).status_code == 302
    assert of(office).get(reverse("library:desk-section", args=["secrets"])).status_code == 404
    assert got(of(office), "library:desk-section", "drafts")


def test_a_section_shows_ten_lines_and_a_link_to_all(office: Reader) -> None:
    for number in range(12):
        article(office, f"News {number}")

    page, whole = got(of(office), "library:desk"), got(of(office), "library:desk-section", "drafts")

    assert offers(page, "library:desk-section", "drafts")
    assert len(page.context["sections"][0].lines) == 10
    assert len(whole.context["sections"][0].lines) == 12


def test_a_wider_marking_that_awaits_approval_is_listed(office: Reader) -> None:
    record = article(office)
    change_marking(record, make.GREEN, by=office)
    assert not change_marking(record, make.CLEAR, by=office)

    assert listed(office, "approvals") == [record]
    assert listed(make.reader("other"), "approvals") == []


def test_a_planned_publication_takes_place_at_its_time_as_the_act_of_its_author(office: Reader) -> None:
    with at(NOW):
        record = article(office)
        typed = {"day": "6.10.2026", "hour": "12", "marking-tlp": "0"}
        answer = of(office).post(reverse("library:desk-schedule", args=[record]), typed)
        assert answer.status_code == 302
        assert publish_scheduled(0) == 0
        assert listed(office, "scheduled") == [record]
        assert listed(office, "drafts") == []
        assert offers(got(of(office), "library:desk"), "library:desk-cancellation", record)
    with at(NOW + timedelta(days=1, minutes=1)):
        assert publish_scheduled(0) == 1
        assert publish_scheduled(0) == 0

    assert tlp_of(record) == Tlp.CLEAR
    assert AuditEvent.objects.get(target=str(record), verb="marked").by == office.name
    assert not ScheduledPublication.objects.exists()
    assert PRACTICE.model.visible_to(ANONYMOUS).count() == 0
    assert ARTICLE.model.visible_to(ANONYMOUS).count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"day": "1.10.2026", "hour": "12", "marking-tlp": "0"},
        {"day": "6.10.2028", "hour": "12", "marking-tlp": "0"},
        {"day": "6.10.2026", "hour": "25", "marking-tlp": "0"},
        {"day": "6.10.2026", "hour": "12", "marking-tlp": "3"},
        {"day": "6.10.2026", "hour": "12", "marking-tlp": "0", "preview": "1"},
    ],
)
def test_a_plan_needs_a_time_to_come_and_a_wider_marking(office: Reader, typed: dict[str, str]) -> None:
    with at(NOW):
        answer = of(office).post(reverse("library:desk-schedule", args=[article(office)]), typed)

    assert answer.status_code == 200
    assert not ScheduledPublication.objects.exists()


def test_a_plan_is_cancelled_by_one_click_or_by_a_marking_by_hand(office: Reader) -> None:
    first, second = article(office, "First"), article(office, "Second")
    for record in (first, second):
        actions.schedule(record, make.CLEAR, SOON, by=office)

    of(office).post(reverse("library:desk-cancellation", args=[first]))
    change_marking(second, make.GREEN, by=office)

    assert not ScheduledPublication.objects.exists()
    assert of(office).post(reverse("library:desk-cancellation", args=[first])).status_code == 404
    assert tlp_of(first) == Tlp.AMBER_STRICT


def test_who_may_no_longer_publish_does_not_and_the_desk_says_so(office: Reader) -> None:
    colleague = reader_at(office, "colleague")
    with at(NOW):
        record = article(office)
        actions.schedule(record, make.CLEAR, SOON, by=office)
    Person.objects.filter(pk=office.person).update(is_active=False)

    with at(SOON):
        assert publish_scheduled(0) == 0
        assert publish_scheduled(0) == 0

    assert tlp_of(record) == Tlp.AMBER_STRICT
    (line,) = queries.section_of(colleague, "scheduled").lines
    assert line.note == str(queries.OBSTACLES[queries.Obstacle.MISSING])


def test_what_needs_a_second_person_waits_for_them_and_is_then_done(office: Reader) -> None:
    colleague = reader_at(office, "colleague")
    with at(NOW):
        record = article(office)
        change_marking(record, make.GREEN, by=office)
        actions.schedule(record, make.CLEAR, SOON, by=office)
    with at(SOON):
        assert publish_scheduled(0) == 0

    assert tlp_of(record) == Tlp.GREEN
    assert ScheduledPublication.objects.get().why == "second-person"
    assert listed(colleague, "approvals") == listed(colleague, "scheduled") == [record]
    markings.confirm_release(Release.objects.get().pk, by=colleague)
    assert tlp_of(record) == Tlp.CLEAR
    assert not ScheduledPublication.objects.exists()


def test_nobody_plans_for_others_or_with_rights_that_their_session_has_not_shown(office: Reader) -> None:
    public, draft = article(office, marking=make.GREEN), article(office)
    other, weak = make.reader("other"), make.reader("weak", strong=False)
    own = lifecycle.create(ARTICLE, ArticleContent(ByLanguage({"en": "A"}, "en")), make.GREEN, by=weak)

    with pytest.raises(NotAllowed):
        actions.schedule(public, make.CLEAR, SOON, by=other)
    with pytest.raises(NotFound):
        actions.schedule(draft, make.CLEAR, SOON, by=other)
    with pytest.raises(NotAllowed):
        actions.schedule(own, make.CLEAR, SOON, by=weak)
    assert of(other).get(reverse("library:desk-schedule", args=[draft])).status_code == 404
    assert of(other).get(reverse("library:desk-schedule", args=[public])).status_code == 403
    assert of(weak).get(reverse("library:desk-schedule", args=[own])).status_code == 403


def change(record: UUID, texts: dict[str, str], *, by: Reader, original: str = "en") -> None:
    version = Record.objects.get(pk=record).version
    said = ArticleContent(ByLanguage(texts, original))
    lifecycle.change(ARTICLE, record, said, expected=version, by=by)


def test_a_translation_that_is_older_than_its_original_is_said_to_be(office: Reader) -> None:
    record = article(office, "Open day", marking=make.CLEAR)
    change(record, {"en": "Open day", "sq": "Ditë e hapur", "mk": "Отворен ден"}, by=office)
    address = reverse("library:article", args=[record])
    before = Client().get(address, {"language": "sq"})
    change(record, {"en": "Open week", "sq": "Ditë e hapur", "mk": "Отворена недела"}, by=office)

    albanian, macedonian = (Client().get(address, {"language": code}) for code in ("sq", "mk"))

    assert not before.context["translation"].older
    assert albanian.context["translation"].older
    assert not macedonian.context["translation"].older
    assert '<h1 lang="sq">Ditë e hapur</h1>' in albanian.content.decode()
    assert [each.code for each in albanian.context["translation"].languages] == ["en", "sq", "mk"]
    assert [each.code for each in albanian.context["translation"].languages if each.shown] == ["sq"]
    assert "Open week" in Client().get(address, {"language": "tr"}).content.decode()
    assert record in listed(office, "untranslated", "sq")
    assert record not in listed(office, "untranslated", "mk")
    assert record in listed(office, "untranslated")
    assert "shqip" in shown(of(office), "library:desk", language="sq")


def test_what_visitors_read_is_counted_and_nothing_of_who_they_are(
    office: Reader,
    django_capture_on_commit_callbacks: Any,  # noqa: ANN401 - of pytest-django
) -> None:
    public, draft = article(office, marking=make.CLEAR), article(office)

    def visit(record: UUID, client: Client, method: str = "GET", **headers: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            client.generic(method, reverse("library:article", args=[record]), headers=headers)

    for _ in range(2):
        visit(public, Client(), **{"User-Agent": BROWSER})
    visit(public, Client(), "HEAD", **{"User-Agent": BROWSER})
    visit(public, Client(), **{"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"})
    visit(public, Client(), **{"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1; +http://example.org/bot)"})
    visit(public, Client())
    visit(public, of(office), **{"User-Agent": BROWSER})
    visit(draft, Client(), **{"User-Agent": BROWSER})

    assert list(PageViews.objects.values_list("record", "count")) == [(public, 2)]
    assert listed(office, "read") == listed(make.reader("desk", secretariat=True), "read") == [public]
    assert listed(make.reader("other"), "read") == []


def test_a_page_is_shown_though_its_views_cannot_be_counted(
    office: Reader,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,  # noqa: ANN401 - of pytest-django
) -> None:
    monkeypatch.setattr(actions, "COUNTED", "SELECT 1 / (%s IS NULL AND %s IS NULL)::int")
    record = article(office, marking=make.CLEAR)

    with django_capture_on_commit_callbacks() as waiting:
        page = Client().get(reverse("library:article", args=[record]), headers={"User-Agent": BROWSER})

    assert page.status_code == 200
    assert len(waiting) == 1


def test_views_are_kept_for_thirteen_months(office: Reader) -> None:
    record = article(office, marking=make.CLEAR)
    for days in (0, 390, 400):
        PageViews.objects.create(record_id=record, day=clock.today() - timedelta(days=days))

    assert remove_what_is_over()["page-views"] == 1


def test_what_nobody_confirmed_or_changed_for_a_year_is_to_be_updated(office: Reader) -> None:
    with at(NOW - timedelta(days=800)):
        old = article(office)
        practice = lifecycle.create(PRACTICE, PracticeContent(ByLanguage({"en": "P"}, "en")), make.CLEAR, by=office)
    with at(NOW):
        article(office)

        assert set(listed(office, "stale")) == {old, practice}
        assert listed(make.reader("other"), "stale") == []


def test_links_are_checked_only_where_the_installation_allows_it(office: Reader, settings: Any) -> None:  # noqa: ANN401 - of pytest-django
    article(office, marking=make.CLEAR, address="https://nowhere.example/")
    settings.LINK_CHECK = False

    assert check_addresses(0) == 0
    assert not LinkCheck.objects.exists()


def test_addresses_in_public_records_are_checked_once_a_week_and_broken_ones_listed(
    office: Reader,
    site: Site,
    settings: Any,  # noqa: ANN401 - of pytest-django
) -> None:
    settings.LINK_CHECK, settings.FETCH_LOCAL = True, frozenset({f"127.0.0.1:{site.port}"})
    site.answers = {
        "/there": (200, {}, b"here"),
        "/moved": (302, {"Location": "/there"}, b""),
        "/inside": (302, {"Location": "http://127.0.0.2/"}, b""),
        "/members": (403, {}, b""),
    }
    gone, inside = (
        article(office, marking=make.CLEAR, address=f"{site.address}/{name}") for name in ("gone", "inside")
    )
    for name in ("there", "moved", "members"):
        article(office, marking=make.CLEAR, text=ByLanguage({"en": f"See {site.address}/{name}."}, "en"))
    draft = article(office, address=f"{site.address}/draft")
    with at(NOW):
        assert check_addresses(0) == 5
        assert check_addresses(0) == 0
    with at(NOW + timedelta(days=7)):
        lifecycle.withdraw(ARTICLE, inside, by=office)
        assert check_addresses(0) == 4

    assert "/draft" not in site.paths
    assert dict(LinkCheck.objects.exclude(fault="").values_list("record", "value")) == {gone: "404"}
    assert listed(office, "broken") == [gone]
    assert listed(make.reader("other"), "broken") == []
    change_marking(gone, make.STRICT, by=office)
    assert listed(office, "broken") == []
    assert draft in listed(office, "drafts")


def test_an_address_inside_is_not_asked_for_anything(office: Reader, site: Site, settings: Any) -> None:  # noqa: ANN401 - of pytest-django
    settings.LINK_CHECK = True
    record = article(office, marking=make.CLEAR, address="http://127.0.0.1/secret")

    assert check_addresses(0) == 1
    assert LinkCheck.objects.get(record=record).fault == "inside"
    assert site.paths == []
    (line,) = queries.section_of(office, "broken").lines
    assert str(queries.FAULTS["inside"]) in line.note


def test_a_draft_is_previewed_as_visitors_would_see_it_and_stays_a_draft(office: Reader) -> None:
    draft = article(office, "Open day", text=ByLanguage({"en": "Everybody is welcome."}, "en"))
    before = Record.objects.filter(pk=draft).values().get()
    address = reverse("library:desk-preview-page", args=[draft, "sq"])

    page = of(office).get(address)
    framed = of(office).get(address, {"framed": ""})

    assert Client().get(reverse("library:article", args=[draft])).status_code == 404
    assert Record.objects.filter(pk=draft).values().get() == before
    assert not PageViews.objects.exists()
    assert "Everybody is welcome." in page.text
    assert '<html lang="sq"' in page.text
    assert office.name not in page.text
    assert "TLP" not in page.text
    assert "<body inert" in framed.text
    assert "<script src" in page.text
    assert "<script src" not in framed.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    assert "sandbox" in framed.headers["Content-Security-Policy"]


def test_a_preview_is_what_visitors_get_once_it_is_public(office: Reader) -> None:
    with at(NOW):
        record = article(office, "Open day", text=ByLanguage({"en": "Everybody is welcome."}, "en"))
        before = of(office).get(reverse("library:desk-preview-page", args=[record, "mk"])).text

        change_marking(record, make.CLEAR, by=office)

        assert Client().get(f"/mk{reverse('library:article', args=[record])}").text == before


def test_others_preview_nothing(office: Reader) -> None:
    draft, public = article(office), article(office, "Public", marking=make.CLEAR)
    other = make.reader("other")

    for name, more in (("desk-preview", ()), ("desk-preview-page", ("en",))):
        assert of(other).get(reverse(f"library:{name}", args=[draft, *more])).status_code == 404
        assert of(other).get(reverse(f"library:{name}", args=[public, *more])).status_code == 403
        assert Client().get(reverse(f"library:{name}", args=[public, *more])).status_code == 302
    assert of(office).get(reverse("library:desk-preview-page", args=[draft, "xx"])).status_code == 404


@pytest.mark.parametrize(
    ("asked", "shown_in"),
    [
        ({}, ("en", 390)),
        ({"width": "1", "language": "xx"}, ("en", 390)),
        ({"width": "1280", "language": "sr-latn"}, ("sr-latn", 1280)),
    ],
)
def test_a_preview_is_in_a_language_and_a_width(
    office: Reader, asked: dict[str, str], shown_in: tuple[str, int]
) -> None:
    page = of(office).get(reverse("library:desk-preview", args=[article(office)]), asked)

    assert (page.context["code"], page.context["width"]) == shown_in
