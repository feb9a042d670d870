"""What is special of notices, and of what all kinds share where one of them shows it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.exchange.models import Notice
from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.room import DEMO, ROOM
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.demo import records_in
from egnatia.kernel.records.lifecycle import ContentRefused
from tests import make
from tests.visits import of

pytestmark = pytest.mark.django_db


def test_what_was_said_stays_on_offer_though_nobody_could_say_it_anew() -> None:
    by = make.reader()
    said = NoticeContent(ByLanguage({"sr-Latn": "Obuka"}, "sr-Latn"), topics=("9.9",))
    record = lifecycle.create(NOTICE, said, make.GREEN, by=by)
    client, address = of(by), reverse("exchange:notice-change", args=[record])

    page = client.get(address).content.decode()
    client.post(
        address, {"version": "1", "title": "Obuke", "language": "sr-Latn", "topics": ["9.9"], "what_changed": "Plural"}
    )

    assert '<option value="sr-Latn" selected>' in page
    found = NOTICE.said(Notice.objects.get())
    assert (found.title, found.topics) == (ByLanguage({"sr-Latn": "Obuke"}, "sr-Latn"), ("9.9",))


def test_texts_in_languages_that_the_form_does_not_ask_for_stay() -> None:
    by = make.reader()
    said = NoticeContent(ByLanguage({"sq": "Trajnim", "en": "Training", "mk": "Обука"}, "sq"))
    record = lifecycle.create(NOTICE, said, make.GREEN, by=by)

    typed = {"version": "1", "title": "Trajnime", "language": "sq", "title_en": "Trainings", "what_changed": "Plural"}
    of(by).post(reverse("exchange:notice-change", args=[record]), typed)

    assert NOTICE.said(Notice.objects.get()).title.texts == {"sq": "Trajnime", "en": "Trainings", "mk": "Обука"}


def test_the_demo_has_notices_in_five_languages() -> None:
    found = records_in(DEMO)

    assert len(found) == 13
    assert {each.content["title"]["original"] for each in found} == {"en", "sq", "mk", "cnr", "ro"}
    assert ROOM.demos


def published(by: Reader, *, title: str = "Training", marking: Marking = make.GREEN, **said: Any) -> UUID:  # noqa: ANN401 - fields
    content = NoticeContent(ByLanguage({"en": title}, "en"), **said)
    return lifecycle.create(NOTICE, content, marking, by=by)


def listed(reader: Reader | None, **query: str) -> str:
    client = of(reader) if reader else Client()
    return str(client.get(reverse("exchange:notices"), query).content.decode())


def test_the_list_is_narrowed_by_the_kind_of_notice() -> None:
    by = make.reader()
    published(by, title="Smuggled pistols", category=ALERT)
    published(by, title="Who can train trainers", category="expertise-sought")

    page = listed(by, category="expertise-sought")

    assert "Who can train trainers" in page
    assert "Smuggled pistols" not in page


def test_an_expired_notice_leaves_the_list_and_stays_in_the_search() -> None:
    by = make.reader()
    over = published(by, title="Course in May", valid_until=clock.today() - timedelta(days=1))
    published(by, title="Course in June", valid_until=clock.today())
    address = reverse("exchange:notice", args=[over])

    file = of(by).get(reverse("exchange:notices-download", args=["csv"])).content.decode()
    found = of(by).get(reverse("public:search"), {"q": "Course", "kind": "notice"}).content.decode()

    assert address not in listed(by)
    assert "Course in June" in listed(by)
    assert str(over) not in file
    assert address in listed(by, expired="with")
    assert address in found
    assert "This notice expired on" in of(by).get(address).content.decode()


def test_a_correction_says_what_changed() -> None:
    by = make.reader()
    record = published(by)
    address, data = reverse("exchange:notice-change", args=[record]), {"version": "1", "title": "Training in June"}

    refused = of(by).post(address, data)
    of(by).post(address, {**data, "what_changed": "The date"})
    again = of(by).get(address).content.decode()

    assert 'aria-invalid="true"' in refused.content.decode()
    assert "The date" in of(by).get(reverse("exchange:notice", args=[record])).content.decode()
    assert "The date" not in again.partition("<form method")[2], "the next change is described anew"


def test_a_sealed_source_is_known_to_the_originator_and_the_secretariat_alone() -> None:
    by, other, desk = make.reader(), make.reader("other"), make.reader("desk", secretariat=True)
    record = published(by, sealed_source="Border agency", marking=make.CLEAR)
    address = reverse("exchange:notice", args=[record])

    for client, known in ((of(by), True), (of(desk), True), (of(other), False), (Client(), False)):
        page = client.get(address).content.decode()
        file = client.get(reverse("exchange:notices-download", args=["csv"])).content.decode()
        assert ("Border agency" in page, "Border agency" in file) == (known, known)
        assert "a member who is not named" in page


def test_a_source_is_named_or_sealed_and_not_both() -> None:
    with pytest.raises(ContentRefused):
        published(make.reader(), sealed_source="Border agency", on_behalf_of="Customs")
