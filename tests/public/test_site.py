"""The public site: home, topics, economies, whom to call, and its doors for machines."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree, html

from egnatia.confirmations.actions import confirm
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.models import Record
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.events.fields import EVENT, EventContent
from egnatia.library.fields import TOPICS
from egnatia.library.help_services.fields import HELP_SERVICE, HelpServiceContent
from egnatia.library.practices.fields import PRACTICE, PracticeContent
from egnatia.library.topics import ABOUT, OBJECTIVES, topics_of
from egnatia.public.portal.advice import POLICE, numbers_of
from egnatia.public.portal.queries.help_services import help_services
from egnatia.public.portal.rules import YearCount, bars_of, dialled, is_under_way
from egnatia.taxonomy.forum import forum
from tests import make
from tests.activities.activities.doing import activity
from tests.needs.needs.doing import need, objectives
from tests.visits import got, of, offers, shown


def parsed(content: bytes | str) -> Any:  # noqa: ANN401 - lxml tells of every type that a path may find
    """A page as a tree."""
    return html.fromstring(content)


pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def practice(by: Reader, marking: Marking = make.CLEAR, **texts: str) -> UUID:
    said = ByLanguage(texts or {"en": "Mentoring in schools"}, next(iter(texts), "en"))
    return lifecycle.create(PRACTICE, PracticeContent(said, topics=("youth",), economies=("ALB",)), marking, by=by)


def service(by: Reader, marking: Marking = make.CLEAR, **more: Any) -> UUID:  # noqa: ANN401 - fields of its content
    said = {"economy": "ALB", "telephone": "000 111", **more}
    return lifecycle.create(
        HELP_SERVICE, HelpServiceContent(ByLanguage({"en": "A line"}, "en"), **said), marking, by=by
    )


def grown_old(record: UUID, days: int) -> None:
    Record.objects.filter(pk=record).update(changed_at=clock.now() - timedelta(days=days))


@pytest.fixture
def focal() -> Reader:
    return make.reader("focal", focal_point=("focal-points", "ALB"))


def services() -> set[UUID]:
    return {each.id for cards in help_services(ANONYMOUS, ["ALB"]).values() for each in cards}


def test_the_home_leads_to_help_topics_and_economies_in_little_space(focal: Reader) -> None:
    practice(focal)
    page = got(Client(), "start:home")

    assert offers(page, "public:worried")
    assert all(offers(page, "public:topic", code) for code in TOPICS)
    assert all(offers(page, "public:economy", each.code) for each in forum().economies)
    assert "Mentoring in schools" in page.text
    assert len(page.content) < 150_000
    assert b"style=" not in page.content


def test_numbers_count_what_the_reader_sees() -> None:
    owner = make.reader("owner")
    activity("Open youth club", by=owner, economies=("ALB",))
    activity("Undercover club", by=owner, economies=("ALB",), marking=make.GREEN)

    def number(client: Client) -> int:
        return int(got(client, "public:work").context["work"].activities)

    assert (number(Client()), number(of(owner))) == (1, 2)
    assert got(Client(), "public:economies").context["economies"][0].work.activities in (0, 1)


def test_a_topic_builds_itself_and_shows_nothing_hidden(focal: Reader) -> None:
    practice(focal)
    practice(focal, make.GREEN, en="Undercover mentoring")

    page = got(Client(), "public:topic", "youth")

    assert [card.title.text for card in page.context["parts"]["practices"].cards] == ["Mentoring in schools"]
    assert str(ABOUT["youth"]) in parsed(page.content).text_content()
    assert "Undercover" not in page.text
    assert "Undercover" in got(of(focal), "public:topic", "youth").text
    assert Client().get(reverse("public:topic", args=["nothing"])).status_code == 404


def test_around_me_names_who_works_in_a_town_in_any_spelling_and_whom_to_call(focal: Reader) -> None:
    owner = make.reader("owner")
    activity("Open youth club in Beograd", by=owner, economies=("SRB",))
    activity("Youth club in Niš", by=owner, economies=("SRB",))
    activity("Undercover club in Beograd", by=owner, economies=("SRB",), marking=make.GREEN)

    def found(client: Client, **asked: str) -> list[str]:
        page = client.get(reverse("public:around"), asked)
        assert page.status_code == 200
        return [row.title for row in page.context["activities"].rows]

    assert found(Client(), place="Belgrade", economy="", topic="") == ["Open youth club in Beograd"]
    assert found(Client(), place="Београд", economy="SRB", topic="") == ["Open youth club in Beograd"]
    assert len(found(of(owner), place="Beogradu", economy="SRB", topic="")) == 2
    assert found(Client(), place="Belgrade", economy="ALB", topic="") == []
    assert got(Client(), "public:around").context.get("activities") is None


def test_around_me_offers_the_needs_the_contacts_and_the_services_of_an_economy(focal: Reader) -> None:
    objectives()
    made, stated = service(focal), need(focal, marking=make.CLEAR)
    need(focal, marking=make.GREEN)
    page = Client().get(reverse("public:around"), {"economy": "ALB", "topic": "reintegration", "place": ""})

    assert [each.id for each in page.context["services"]] == [made]
    assert [each.id for each in page.context["needs"]] == [stated]


@pytest.mark.parametrize("asked", [{"economy": "XXX"}, {"topic": "x"}, {"place": "x" * 81}])
def test_around_me_refuses_what_it_does_not_know_in_words(asked: dict[str, str]) -> None:
    page = Client().get(reverse("public:around"), asked)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert "activities" not in page.context


@pytest.mark.parametrize(("name", "key"), [("public:topic", "cyber"), ("public:economy", "ALB")])
def test_each_empty_part_says_what_is_missing(name: str, key: str) -> None:
    page = parsed(got(Client(), name, key).content)

    parts = page.xpath("//main//section[contains(@class, 'section')]")
    assert len(parts) >= 8
    for each in parts:
        assert each.xpath(".//li") or each.xpath(".//*[contains(@class, 'absent')]"), each.get("aria-labelledby")


def test_a_title_is_in_the_readers_language_where_it_is_stored_else_the_original(focal: Reader) -> None:
    practice(focal, mk="Менторство за затворските служби", sq="Mentorim")

    in_albanian = got(Client(headers={"Accept-Language": "sq"}), "public:topic", "youth")
    in_english = got(Client(), "public:topic", "youth")

    (translated,), (original,) = (page.context["parts"]["practices"].cards for page in (in_albanian, in_english))
    assert (translated.title.text, translated.title.original) == ("Mentorim", "mk")
    assert (original.title.lang, original.title.original) == ("mk", "")
    assert original.chips
    page = parsed(in_english.content)
    assert page.xpath("//h3[@lang='mk']/a/text()") == ["Менторство за затворските служби"]


def test_an_economy_that_is_none_is_not_there() -> None:
    for name in ("public:economy", "public:worried", "public:economy-feed"):
        assert Client().get(reverse(name, args=["XXX"])).status_code == 404


def test_a_service_is_shown_where_the_focal_point_or_the_secretariat_answers_for_it(focal: Reader) -> None:
    own, desk = service(focal), service(make.reader("desk", secretariat=True))
    service(make.reader("somebody"))
    service(focal, make.GREEN)
    of_another = service(make.reader("other", focal_point=("focal-points", "MNE")))

    expected = {own} | ({desk} if Record.objects.get(pk=desk).owner.is_secretariat else set())
    assert services() == expected
    assert of_another not in services()


def test_a_service_that_nobody_confirmed_for_ninety_days_makes_way_for_the_emergency_number(focal: Reader) -> None:
    record = service(focal)
    grown_old(record, 89)
    assert services() == {record}

    grown_old(record, 91)
    assert services() == set()
    page = parsed(got(Client(), "public:worried", "ALB").content)
    assert page.xpath("//section[@aria-labelledby='services']//a[@href='tel:112']")

    confirm(record, by=focal)
    assert services() == {record}
    assert offers(got(Client(), "public:economy", "ALB"), "library:help-service", record)


def test_signs_are_no_descriptions_of_people_and_each_economy_has_its_numbers() -> None:
    page = shown(Client(), "public:worried")

    assert "Religion, origin, clothes and political opinions are not signs" in page
    assert set(POLICE) <= {each.code for each in forum().economies}
    assert numbers_of("SRB").police
    assert numbers_of("ROU").emergency == "112"


def test_numbers_of_the_demo_are_dialled_by_no_link() -> None:
    assert dialled("+381 11 123") == "+38111123"
    assert dialled("000 111 201") == ""
    assert dialled("ask") == ""


def test_bars_are_as_high_as_their_numbers() -> None:
    bars = bars_of((YearCount(2025, 2), YearCount(2026, 4)))

    assert bars[1].height == 2 * bars[0].height
    assert bars_of((YearCount(2026, 0),)) == ()


def test_an_activity_is_under_way_between_its_days() -> None:
    today = clock.today()
    day = timedelta(days=1)
    assert is_under_way(today, None, today)
    assert not is_under_way(today + day, None, today)
    assert not is_under_way(None, today, today)
    assert not is_under_way(today - 2 * day, today - day, today)


def test_every_topic_is_described_and_knows_its_objectives() -> None:
    assert set(ABOUT) == set(OBJECTIVES) == set(TOPICS)
    assert topics_of(["2.3.2"]) == {"reintegration"}
    assert topics_of(["2.1.2"]) == {"prevention", "youth"}


@pytest.mark.parametrize(("name", "key"), [("public:topic-feed", "youth"), ("public:economy-feed", "ALB")])
def test_a_feed_is_atom_with_what_its_reader_sees(focal: Reader, name: str, key: str) -> None:
    record = practice(focal)
    practice(focal, make.GREEN, en="Undercover mentoring")

    feed = etree.fromstring(got(Client(), name, key).content)

    assert feed.tag == f"{ATOM}feed"
    assert [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}id")] == [f"urn:uuid:{record}"]
    assert all(feed.find(f"{ATOM}{each}") is not None for each in ("id", "title", "updated", "author"))


def test_an_empty_feed_has_a_day_too() -> None:
    assert etree.fromstring(got(Client(), "public:topic-feed", "cyber").content).findtext(f"{ATOM}updated")


def test_the_map_lists_public_pages_alone_for_members_too(focal: Reader) -> None:
    record, hidden = practice(focal), practice(focal, make.GREEN)

    for client in (Client(), of(focal)):
        found = etree.fromstring(got(client, "public:sitemap").content)
        addresses = [each.text for each in found.iterfind(f"{MAP}url/{MAP}loc")]
        assert f"http://testserver{reverse('library:practice', args=[record])}" in addresses
        assert not [each for each in addresses if str(hidden) in (each or "")]
        assert len(addresses) == len(set(addresses))
    assert reverse("public:sitemap") in Client().get("/robots.txt").content.decode()


def test_a_page_says_what_it_is_to_machines(focal: Reader) -> None:
    said = EventContent(
        ByLanguage({"en": "A fair </script> on safety & trust"}, "en"),
        begins_on=clock.today(),
        place="Ohrid",
        topics=("youth",),
    )
    record = lifecycle.create(EVENT, said, make.CLEAR, by=focal)

    page = parsed(got(Client(), "library:event", record).content)

    (data,) = page.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(data)
    assert (told["@type"], told["name"], told["startDate"]) == (
        "Event",
        "A fair </script> on safety & trust",
        clock.today().isoformat(),
    )
    (picture,) = page.xpath("//meta[@property='og:image']/@content")
    assert picture.endswith(reverse("public:picture", args=["event", record]))
    assert page.xpath("//meta[@name='description']")
    assert not parsed(got(of(focal), "library:event", record).content).xpath("//meta[@property]")


def test_the_picture_of_a_hidden_record_is_not_there(focal: Reader) -> None:
    record, hidden = practice(focal), practice(focal, make.GREEN)

    assert got(Client(), "public:picture", "practice", record).content[:4] == b"\x89PNG"
    missing = [
        Client().get(reverse("public:picture", args=args))
        for args in (("practice", hidden), ("practice", make.uuid(1)), ("event", record), ("topic", "x"), ("x", "y"))
    ]
    assert {each.status_code for each in missing} == {404}
    assert len({each.content for each in missing}) == 1
    assert got(of(focal), "public:picture", "practice", hidden).content[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("kind", "key"), [("site", "home"), ("topic", "youth"), ("economy", "XKX"), ("worried", "ALB")]
)
def test_every_page_has_a_picture(kind: str, key: str) -> None:
    assert got(Client(), "public:picture", kind, key).headers["Content-Type"] == "image/png"


def test_visitors_read_no_strip_and_no_reason_on_what_is_public(focal: Reader) -> None:
    record = practice(focal)

    for_visitors, for_members = got(Client(), "library:practice", record), got(of(focal), "library:practice", record)

    assert (b"who-sees-it" in for_visitors.content, b"who-sees-it" in for_members.content) == (False, True)
    assert (b'<div class="marking' in for_visitors.content, b'<div class="marking' in for_members.content) == (
        False,
        True,
    )


def test_the_numbers_of_activities_are_described_as_a_dataset() -> None:
    page = parsed(got(Client(), "public:work").content)

    told = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert told["@type"] == "Dataset"
    assert told["distribution"][0]["contentUrl"].endswith(reverse("activities:activities-download", args=["csv"]))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("start:home", ()),
        ("public:topic", ("youth",)),
        ("public:economy", ("ALB",)),
        ("public:worried", ("ALB",)),
        ("public:work", ()),
        ("public:topic-feed", ("youth",)),
    ],
)
def test_a_page_asks_as_much_whatever_there_is(focal: Reader, name: str, args: tuple[str, ...]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            got(Client(), name, *args)
        return len(captured)

    def more(numbers: range) -> int:
        for number in numbers:
            practice(focal, en=f"Practice {number}")
            service(focal)
            activity(f"Club {number}", by=focal, economies=("ALB",))
        return asked()

    assert more(range(2)) >= more(range(2, 5))
    assert asked() <= 30
