"""Visits of the site by a reader, and what the answers mean: rows, addresses, levels, faults.

A test asserts on these; on an English sentence only where the sentence is the point.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.kernel.rooms import refusals
from tests import make

Answer = Any  # what the test client gets: an HttpResponse with `context`


def browser(who: Person, *, strong: bool = True) -> Client:
    """A client in which somebody is signed in."""
    client = Client()
    client.force_login(who)
    session = client.session
    session[SECOND_FACTOR_SHOWN] = strong
    session.save()
    return client


def of(reader: Reader) -> Client:
    """The browser of a reader made by `make.reader`."""
    return browser(Person.objects.get(pk=reader.person), strong=reader.strong)


def reader_at(organisation: Reader, username: str) -> Reader:
    """A colleague."""
    colleague = make.person(username, at=Person.objects.get(pk=organisation.person).organisation)
    return reader_of(colleague, strong=True)


def got(client: Client, name: str, *args: object, **query: str) -> Answer:
    """The page of an address that is there."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer


def shown(client: Client, name: str, *args: object, **query: str) -> str:
    """What a page says, without its markup."""
    return words(got(client, name, *args, **query).content)


def words(content: bytes) -> str:
    main = content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main.replace("<wbr>", ""))).strip()


def rows(answer: Answer) -> list[list[str]]:
    """The cells of all tables of a page, row by row, without their heads."""
    return [[_text(cell) for cell in row.iter("td", "th")] for row in _main(answer).iterfind(".//tbody/tr")]


def links(answer: Answer) -> set[str]:
    """Where the links of the main part lead, as they are written; not the one to help, which every page has."""
    found = (each for each in _main(answer).iter("a") if each.get("href"))
    return {str(each.get("href")) for each in found if not each.xpath("ancestor::p[@class='sees']")}


def forms(answer: Answer) -> set[str]:
    """Where the forms of the main part send what is typed; "" for the page itself."""
    return {str(each.get("action", "")) for each in _main(answer).iter("form")}


def offers(answer: Answer, name: str, *args: object) -> bool:
    """Whether a page leads to an address of the site, by a link or a form; a query of the link does not count."""
    return reverse(name, args=args) in {each.partition("?")[0] for each in links(answer) | forms(answer)}


def typed(answer: Answer) -> dict[str, list[str]]:
    """What stands in the fields of the main part, and what is chosen, by name: a field without a choice has none."""
    found: dict[str, list[str]] = {}
    for each in _main(answer).iter("input", "select", "textarea"):
        if name := each.get("name"):
            found.setdefault(str(name), []).extend(_values(each))
    return found


def pictured(answer: Answer) -> list[tuple[str, str]]:
    """What the pictures of a page show: the words of each mark and the page behind it, "" without one."""
    marks = _main(answer).xpath(".//figure[contains(@class, 'picture')]//*[self::a or self::g][title]")
    return [(_text(mark.find("title")), str(mark.get("href", ""))) for mark in marks]


def levels(answer: Answer) -> list[str]:
    """The levels of the messages that a page shows: "success", "warning", "error", "info"."""
    return [each.level_tag for each in answer.context["messages"]]


def counted(answer: Answer) -> list[tuple[str, list[str]]]:
    """The messages that a page shows: the level of each, and the numbers in it."""
    return [(each.level_tag, re.findall(r"[\d,]*\d", str(each))) for each in answer.context["messages"]]


def faults(answer: Answer, form: str = "form") -> dict[str, list[str]]:
    """The codes of what is wrong in a form of the page, by field ("__all__" for the whole); "" where there is none."""
    wrong = answer.context[form].errors.as_data()
    return {field: [each.code or "" for each in errors] for field, errors in wrong.items()}


def refused(answer: Answer, code: str) -> bool:
    """Whether the answer is the refusal with this code of `NotAllowed`, in the sentence that its room has for it."""
    return answer.status_code == 403 and str(refusals()[code]) in _text(html.document_fromstring(answer.text))


def _main(answer: Answer) -> html.HtmlElement:
    (main,) = html.document_fromstring(answer.text).iter("main")
    assert isinstance(main, html.HtmlElement)
    return main


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _values(field: html.HtmlElement) -> Iterator[str]:
    if field.tag == "select":
        options = list(field.iter("option"))
        yield from (str(each.get("value", _text(each))) for each in options if each.get("selected") is not None)
    elif field.tag == "textarea":
        yield (field.text or "").removeprefix("\n").removeprefix("\r\n")
    elif field.get("type") not in ("checkbox", "radio") or field.get("checked") is not None:
        yield str(field.get("value", "on" if field.get("type") == "checkbox" else ""))
