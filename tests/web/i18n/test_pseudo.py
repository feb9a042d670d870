"""In the pseudo-language every text of every route is in brackets, is what people wrote, or is marked as foreign."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from egnatia.kernel.models import Person
from egnatia.language import lexicon
from egnatia.proposals.form_labels import word_tables
from tests.noninterference.access import answer_to
from tests.noninterference.routes.needs import FILE
from tests.noninterference.routes.onboarding import GUESTS, NOBODY
from tests.noninterference.routes.operations import FOR_MACHINES
from tests.noninterference.routes.workbook import BROUGHT, BROUGHT_ANEW
from tests.start.demo.loaded import demo
from tests.visits import browser
from tests.web.i18n.mails import MAILS, written
from tests.web.i18n.pseudo import bracketed, pseudo_language, unbracketed
from tests.web.i18n.routes import accesses
from tests.web.i18n.stored import stored_texts
from tests.web.i18n.untranslatable import Written, untranslatable

__all__ = ["demo"]
pytestmark = pytest.mark.django_db
READERS = ("secretariat", "focal-al", "")
PAGE = "text/html; charset=utf-8"


IN_ENGLISH = {"reporting:round-paper"}  # as every report is, with a second language beside it where one is asked for
# What people wrote, in an address book and in the cells of a PDF, whose texts run into each other.
CONTACTS = {"exchange:contact-point-card", "exchange:contact-point-cards", "exchange:contact-point-sheet"}
CALENDARS = {"library:event-ical", "library:events-ical"}


def test_words_are_bracketed_and_what_is_put_into_them_is_not() -> None:
    said = bracketed('Read <a href="%(url)s">%(name)s</a> by {when}') % {"url": "/x/", "name": "Save"}

    assert said == '⟦Read ⟧<a href="/x/">Save</a>⟦ by ⟧{when}'
    assert unbracketed(said) == ['<a href="/x/">Save</a>', "{when}"]


def test_a_text_that_was_forgotten_is_found() -> None:
    written = Written.of(["Alpine Cooperation (demo)"])
    template = Template(
        "{% load i18n %}<p title='Close'>{% translate 'Saved' %} Alpine Cooperation (demo), 3 March</p>"
        "<input type='submit' value='Send'><p lang='mk'>Обука</p><p>Nobody</p>"
    )
    with pseudo_language() as language:
        from_page = _in(language, template)

    assert list(untranslatable(from_page.encode(), PAGE, written)) == [
        ("<p> title", "close"),
        ("<p>", "march"),
        ("<input> value", "send"),
        ("<p>", "nobody"),
    ]


def test_texts_that_run_into_each_other_on_a_leaf_are_known_and_a_word_between_them_is_not() -> None:
    written = Written.of(["Records", "Two stores need an alarm"])

    assert written.is_made_of("records two stores need an alarm")
    assert not written.is_made_of("records where two stores need an alarm")
    assert not written.is_made_of("two stores need")


def _in(language: str, template: Template) -> str:
    with translation.override(language):
        return template.render(Context())


def test_no_text_of_any_route_is_out_of_reach_of_the_catalogues(demo: None) -> None:
    del demo
    with pseudo_language() as language:
        terms = (usual for usual, *_ in lexicon.entries(language))
        brought = (FILE, BROUGHT, BROUGHT_ANEW, NOBODY, *(word for guest in GUESTS for word in guest))
        of_forms = (word for table in word_tables() for fact in table.facts for word in fact.shipped)
        written = Written.of([*stored_texts(), *brought, *terms, *of_forms])
        found = sorted({each for reader in READERS for each in _found(reader, language, written)})

    assert found == []


def _found(reader: str, language: str, written: Written) -> Iterator[str]:
    client = browser(Person.objects.get(username=reader)) if reader else Client()  # what it is told is undone each time
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for route, access in accesses(reader):
        if route in {*FOR_MACHINES, *IN_ENGLISH, *CONTACTS, *CALENDARS}:  # words of protocols
            continue
        answer = answer_to(client, access, datetime.now(UTC))
        kind = dict(answer.headers).get("Content-Type", "")
        typed = (*access.data, *(getattr(value, "name", value) for value in access.data.values()), access.path)
        for where, words in untranslatable(answer.body, kind, written, typed):
            yield f"{route} {where}: {words}"


@pytest.mark.parametrize("mail", MAILS)
def test_no_line_of_a_mail_is_out_of_reach_of_the_catalogues(mail: str) -> None:
    said = dict.fromkeys(("name", "link", "until", "username", "who", "sheet", "text", "end"), "9")
    with pseudo_language() as language:
        lines = "\n".join(written(mail, said, language=language))

    assert lines
    assert list(untranslatable(lines.encode(), "text/plain", Written.of(["Egnatia"]))) == []
