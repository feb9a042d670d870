"""What takes long or fills the disk: so much at once of a person, and nothing that is stored while space is short.

How many are answered at once in a process is held by `web.rsgi`, where they wait without a thread.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from egnatia.kernel.requests import is_expensive
from egnatia.web import errors

_WHOSE = "egnatia.whose-turn"  # in META: whose request is counted


class Expensive:
    """429 while as much of the same person is being answered; 507 for what is stored, while space is short.

    A visitor is known by their address, which others may share: the page says "a few at a time".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._running: Counter[str] = Counter()
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._get_response(request)
        finally:
            self._give_back(request.META.get(_WHOSE))

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        if not is_expensive(view, request.method or "", request.content_type or ""):
            return None
        if request.method == "POST" and free_space() < settings.SPACE_RESERVE:
            return errors.no_space()
        whose = request.reader.person or request.META.get("REMOTE_ADDR", "")  # type: ignore[attr-defined]  # see ReaderRequest
        with self._lock:
            if self._running[whose] >= settings.EXPENSIVE_BY_PERSON:
                return errors.busy()
            self._running[whose] += 1
        request.META[_WHOSE] = whose
        return None

    def _give_back(self, whose: str | None) -> None:
        if whose is None:
            return
        with self._lock:
            self._running[whose] -= 1
            if not self._running[whose]:
                del self._running[whose]


def free_space() -> int:
    """Bytes that are free where the home is, or would be made."""
    home = Path(settings.HOME)
    there = next(each for each in (home, *home.parents) if each.exists())
    return shutil.disk_usage(there).free
