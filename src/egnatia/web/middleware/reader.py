"""Gives every request its reader: rights are looked up anew each time, so what was taken away is gone at once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from egnatia.kernel.readers import reader_of
from egnatia.kernel.request_cache import request_cache
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN


def reader_of_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        strong = bool(request.session.get(SECOND_FACTOR_SHOWN))
        request.reader = reader_of(request.user, strong=strong)  # type: ignore[attr-defined]  # see ReaderRequest
        with request_cache():
            return get_response(request)

    return middleware
