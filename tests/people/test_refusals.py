"""How the refusals of actions become pages."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from egnatia.kernel.faults import AlreadyThere, NotAllowed
from egnatia.kernel.rooms import refusals
from egnatia.people.limits.rules import TooManyError
from egnatia.web.middleware.faults import Faults
from tests.visits import refused

REQUEST = RequestFactory().get("/")


def page_of(exception: Exception) -> HttpResponse | None:
    def nothing(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    return Faults(nothing).process_exception(REQUEST, exception)


@pytest.mark.parametrize("code", sorted(refusals()))
def test_what_is_not_allowed_says_which_rule_it_was(code: str) -> None:
    page = page_of(NotAllowed(code))

    assert page is not None
    assert refused(page, code)


def test_a_rule_without_a_sentence_still_has_its_page() -> None:
    page = page_of(NotAllowed("unheard of"))

    assert page is not None
    assert "Nothing was changed." in page.content.decode()


def test_too_many_attempts_say_when_to_come_back() -> None:
    page = page_of(TooManyError(seconds=42))

    assert page is not None
    assert (page.status_code, page["Retry-After"]) == (429, "42")


def test_what_is_done_already_says_so() -> None:
    page = page_of(AlreadyThere())

    assert page is not None
    assert page.status_code == 409
    assert "Already done" in page.content.decode()


def test_a_mistake_of_ours_is_not_hidden() -> None:
    assert page_of(ValueError()) is None


@pytest.mark.parametrize(("method", "words"), [("get", "Page not available"), ("put", "")])
def test_whoever_opens_an_address_of_a_form_gets_a_page(method: str, words: str) -> None:
    def only_posts(_request: HttpRequest) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    page = Faults(only_posts)(getattr(RequestFactory(), method)("/"))

    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert words in page.content.decode()
    assert bool(page.content) is bool(words)
