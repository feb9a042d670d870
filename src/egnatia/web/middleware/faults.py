"""Turns what an action answers instead of doing it into the page that everybody gets for it."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.handlers.exception import response_for_exception
from django.db import OperationalError  # noqa: TID251 - to say it on a page; nothing is asked here
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from psycopg.errors import QueryCanceled

from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.requests import NOT_READ
from egnatia.kernel.rooms import refusals
from egnatia.people.limits.rules import TooManyError
from egnatia.web import errors
from egnatia.web.page import footer_of

log = logging.getLogger(__name__)


class Faults:
    """`NotFound` is the 404 of a missing page, to the byte; `NotAllowed` is a 403 with the sentence of its code.

    An address that only takes what a form sends is answered with a page too when somebody opens it.
    `AlreadyThere`, where a page has no words of its own for it, is a 409: pressed twice, done once. Too many attempts
    are a 429, whether there is such an account or not. A body that the server did not read to its end is refused.
    What the database was told to stop, because it took too long (`settings.STATEMENT_SECONDS`), is a 503.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = request.META.get(NOT_READ)
        if refused:
            return errors.not_read(refused)
        response = self._get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return errors.only_for_forms(response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The transaction is rolled back already: nothing was changed."""
        if isinstance(exception, NotFound):
            return response_for_exception(request, Http404())
        if isinstance(exception, NotAllowed):
            return _page("not_allowed", 403, sentence=refusals().get(exception.code, ""))
        if isinstance(exception, AlreadyThere):
            return _page("already_there", 409)
        if isinstance(exception, TooManyError):
            return errors.too_many(request, seconds=exception.seconds)
        if isinstance(exception, OperationalError) and isinstance(exception.__cause__, QueryCanceled):
            log.warning("The database took too long: %s", getattr(request.resolver_match, "route", ""))
            return errors.stopped()
        return None


def _page(template: str, status: int, **said: object) -> HttpResponse:
    shown = {"LANGUAGE_CODE": get_language() or "en", "forum": footer_of(""), **said}
    content = render_to_string(f"people/{template}.html", shown)
    return HttpResponse(content, status=status)
