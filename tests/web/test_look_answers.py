"""Headers of every answer, and the error pages."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from egnatia.web import errors
from egnatia.web.middleware.security import security_headers


def answered(path: str, *, session: bool = False, response: HttpResponse | None = None) -> HttpResponse:
    request = RequestFactory().get(path)
    if session:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    return security_headers(lambda _: response or HttpResponse("ok"))(request)


@pytest.mark.parametrize("path", ["/", "/static/egnatia/mark.svg"])
def test_nothing_foreign_may_run_or_frame_a_page(path: str) -> None:
    headers = answered(path).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert set(policy.values()) == {"'self'", "'none'"}
    assert {policy["default-src"], policy["img-src"], policy["form-action"]} == {"'self'"}
    assert {policy["object-src"], policy["base-uri"], policy["frame-ancestors"]} == {"'none'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_a_page_of_somebody_signed_in_is_stored_nowhere() -> None:
    assert answered("/matches", session=True).headers["Cache-Control"] == "private, no-store"


def test_the_answer_that_signs_somebody_in_is_stored_nowhere() -> None:
    response = HttpResponse("welcome")
    response.set_cookie(settings.SESSION_COOKIE_NAME, "x")

    assert answered("/account/login/", response=response).headers["Cache-Control"] == "private, no-store"


def test_a_view_cannot_allow_a_private_page_to_be_stored() -> None:
    lax = HttpResponse("x", headers={"Cache-Control": "public, max-age=600"})

    assert answered("/matches", session=True, response=lax).headers["Cache-Control"] == "private, no-store"


def test_what_differs_by_reader_says_so_to_caches() -> None:
    assert "Cookie" in answered("/").headers["Vary"]
    assert "Cache-Control" not in answered("/").headers


def test_the_theme_may_be_cached_even_for_somebody_signed_in() -> None:
    answer = answered(f"{settings.STATIC_URL}egnatia/page.css", session=True)

    assert "Cache-Control" not in answer.headers
    assert "Vary" not in answer.headers


PAGES: list[tuple[int, str, Callable[[HttpRequest], HttpResponse]]] = [
    (400, "We could not process this request", lambda request: errors.bad_request(request, SuspiciousOperation())),
    (403, "You do not have access to this page", lambda request: errors.forbidden(request, PermissionDenied())),
    (403, "This form has expired", lambda request: errors.csrf_failure(request, "no cookie")),
    (404, "Page not available", lambda request: errors.not_found(request, Http404())),
    (413, "This file is too large", lambda request: errors.bad_request(request, RequestDataTooBig())),
    (429, "Too many attempts", lambda request: errors.too_many(request, seconds=90)),
    (500, "Something went wrong on our side", errors.server_error),
]


@pytest.mark.parametrize(("status", "title", "view"), PAGES)
def test_an_error_says_what_happened_and_what_to_do_without_a_database(
    status: int, title: str, view: Callable[[HttpRequest], HttpResponse]
) -> None:
    answer = view(RequestFactory().get("/"))

    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    assert "Go to the home page" in answer.text
    assert "Not for classified information." in answer.text
    assert reverse("privacy") in answer.text


def test_the_time_to_wait_is_told_to_programs_too() -> None:
    assert errors.too_many(RequestFactory().get("/"), seconds=90).headers["Retry-After"] == "90"


def test_a_hidden_and_a_missing_record_look_the_same_to_the_byte() -> None:
    hidden = errors.not_found(RequestFactory().get("/activities/1/"), Http404("hidden"))
    missing = errors.not_found(RequestFactory().post("/nothing", {"x": "1"}), Http404())

    assert hidden.content == missing.content
    assert dict(hidden.headers) == dict(missing.headers)


def test_an_error_page_speaks_the_reader_s_language() -> None:
    with translation.override("sq"):
        assert '<html lang="sq">' in errors.not_found(RequestFactory().get("/"), Http404()).text


@override_settings(TEMPLATES=[])
def test_even_without_templates_there_is_an_answer() -> None:
    errors.said.cache_clear()  # no page is kept from before
    answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
