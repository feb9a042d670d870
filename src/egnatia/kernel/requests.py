"""What a view receives: a request that knows its reader; and what it declares of those that it answers."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from egnatia.kernel.access.reader import Reader

V = TypeVar("V", bound=Callable[..., Any])

# The session's note that a second factor was shown at this sign-in.
SECOND_FACTOR_SHOWN = "second_factor_shown"
# In META: the status of a request that the server does not hand to its view (its body was not read to its end, or too
# many others take long), and which is answered with that.
NOT_READ = "egnatia.not-read"
LANGUAGE = "language_of_address"  # on a request whose address begins with a language: its code
# In META: what is the same for all who open the site here.
OF_THE_SITE = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "REMOTE_ADDR", "SERVER_NAME", "SERVER_PORT"})
EXPENSIVE = "expensive"  # on a view: the methods whose requests take long


class ReaderRequest(HttpRequest):
    reader: Reader


def expensive(*methods: str) -> Callable[[V], V]:
    """Declares that requests of a view with `methods` take long: a search, a file, a check, much that is stored.

    Of these only so many are answered at once, in a process and for a person, so that simple pages find threads; and
    those that store something are refused while there is little space left.
    """

    def declared(view: V) -> V:
        setattr(view, EXPENSIVE, frozenset(methods))
        return view

    return declared


@cache
def _site() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def answer_to_visitor(asked: HttpRequest, address: str) -> HttpResponseBase:
    """What a visitor gets at an address, through all that stands between them and the page; asked by a program."""
    visit = HttpRequest()
    visit.method, visit.path, visit.path_info = "GET", address, address
    visit.META = {name: value for name, value in asked.META.items() if name in OF_THE_SITE}
    with translation.override(translation.get_language()):
        return _site().get_response(visit)
