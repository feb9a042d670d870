"""What of ours a warm page runs: modules, templates, queries. Counted, not timed: the same on every machine."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from types import FrameType

from django.db import connection
from django.template.base import Template
from django.test import Client
from django.urls import Resolver404, resolve

from tests.architecture.tree import PACKAGE
from tests.served import RENDER

OURS = f"{PACKAGE}/"
LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)"')
OK = 200
MOST = 6  # pages of a route that are looked at for links


@dataclass(slots=True)
class Trace:
    """What was run while a page was made: files of ours, and queries with their values, without savepoints."""

    modules: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    queries: list[str] = field(default_factory=list)

    def called(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and (path := frame.f_code.co_filename).startswith(OURS):
            self.modules.add(path)

    def asked(self, execute: Callable[..., object], sql: object, values: object, *more: object) -> object:
        if "SAVEPOINT" not in str(sql):
            self.queries.append(f"{sql} {values}")
        return execute(sql, values, *more)


@contextmanager
def traced() -> Iterator[Trace]:
    """Inside, whatever runs in this thread leaves its trace."""
    trace = Trace()
    render = getattr(Template, RENDER)

    def rendered(template: Template, context: object) -> object:
        if template.origin.name.startswith(OURS):
            trace.templates.add(template.origin.name)
        return render(template, context)

    before = sys.getprofile()
    setattr(Template, RENDER, rendered)
    sys.setprofile(trace.called)
    try:
        with connection.execute_wrapper(trace.asked):
            yield trace
    finally:
        sys.setprofile(before)
        setattr(Template, RENDER, render)


def pages_of(client: Client, several: Collection[str] = ()) -> dict[str, str]:
    """Route -> address of one page of it, for every route that links lead to from the first page. Each is warm then.

    Of the routes in `several` up to `MOST` pages are looked at for links, for not every record may be changed.
    """
    waiting, tried = ["/"], Counter[str]()
    found: dict[str, str] = {}
    while waiting:
        address = waiting.pop(0)
        name = _route(address)
        if not name or address in found.values() or tried[name] >= (MOST if name in several else 1):
            continue
        tried[name] += 1
        answer = client.get(address)
        if answer.status_code == OK and answer.headers["Content-Type"].startswith("text/html"):
            found.setdefault(name, address)
            waiting += [unescape(link) for link in LINK.findall(answer.text)]
    return found


def _route(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""  # a file


def trace_of(client: Client, address: str) -> Trace:
    """What making this page ran; the client must have got it before, so that nothing is made for the first time."""
    with traced() as trace:
        answer = client.get(address)
    assert answer.status_code == OK, address
    return trace
