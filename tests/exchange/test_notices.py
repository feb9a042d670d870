"""What is special of notices, and of what all kinds share where one of them shows it."""

import pytest
from django.urls import reverse

from egnatia.exchange.fields import NoticeContent
from egnatia.exchange.models import Notice
from egnatia.exchange.room import DEMO, NOTICE, ROOM
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.demo import records_in
from tests import make
from tests.visits import of

pytestmark = pytest.mark.django_db


def test_what_was_said_stays_on_offer_though_nobody_could_say_it_anew() -> None:
    by = make.reader()
    said = NoticeContent(ByLanguage({"sr-Latn": "Obuka"}, "sr-Latn"), topics=("9.9",))
    record = lifecycle.create(NOTICE, said, make.GREEN, by=by)
    client, address = of(by), reverse("exchange:notice-change", args=[record])

    page = client.get(address).content.decode()
    client.post(address, {"version": "1", "title": "Obuke", "language": "sr-Latn", "topics": ["9.9"]})

    assert '<option value="sr-Latn" selected>' in page
    found = NOTICE.said(Notice.objects.get())
    assert (found.title, found.topics) == (ByLanguage({"sr-Latn": "Obuke"}, "sr-Latn"), ("9.9",))


def test_texts_in_languages_that_the_form_does_not_ask_for_stay() -> None:
    by = make.reader()
    said = NoticeContent(ByLanguage({"sq": "Trajnim", "en": "Training", "mk": "Обука"}, "sq"))
    record = lifecycle.create(NOTICE, said, make.GREEN, by=by)

    typed = {"version": "1", "title": "Trajnime", "language": "sq", "title_en": "Trainings"}
    of(by).post(reverse("exchange:notice-change", args=[record]), typed)

    assert NOTICE.said(Notice.objects.get()).title.texts == {"sq": "Trajnime", "en": "Trainings", "mk": "Обука"}


def test_the_demo_has_ten_notices_in_five_languages() -> None:
    found = records_in(DEMO)

    assert len(found) == 10
    assert {each.content["title"]["original"] for each in found} == {"en", "sq", "mk", "cnr", "ro"}
    assert ROOM.demos
