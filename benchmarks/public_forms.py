"""Forms for strangers under 5,000 automated posts: what others wait for a simple page, and what the desk waits for.

EGNATIA_BENCH_DB=egnatia_bench_forms python -m benchmarks.public_forms [--posts 5000] [--home DIR]
Serves the demo in two processes. A third of the posts fill in the field that people do not see, a third come from few
addresses, a third each from one of their own; the site sees them as behind a proxy. The desk's pages go through
Django's test client, over as many stored messages, most of which look automated.
"""

import argparse
import asyncio
import random
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import database, measuring
from benchmarks.crowding import Answers, Run, Site, sent, site
from django.db import transaction  # noqa: TID251 - a benchmark fills its own database
from django.urls import reverse
from tests import make

from egnatia.guests.public_forms import SOONEST
from egnatia.kernel.models import Person
from egnatia.public.models import VisitorMessage

assert database.NAME  # to import it is to connect
DESK, FORM = "forms-desk", "/missing/"
AT_ONCE, TIMES = 20, 40
PAGES = {
    "new ones": "",
    "suspected ones": "?state=new&suspected=1",
    "of a kind": "?state=new&kind=contact",
    "spam, page 50": "?state=spam&page=50",
}


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    assert found, name
    return found[1]


def posts(port: int, number: int) -> Iterator[bytes]:
    """Requests with one token and moment, as programs send them that read the page once."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", FORM)
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), answer.headers["Set-Cookie"].partition(";")[0]
    known = {name: _field(page, name) for name in ("csrfmiddlewaretoken", "moment")}
    time.sleep(SOONEST.total_seconds() + 1)
    chance = random.Random(1)
    for each in range(number):
        trap = {"website": "https://spam.example"} if each % 3 == 0 else {}
        form = "application/x-www-form-urlencoded"
        who = f"10.0.0.{each % 5}" if each % 3 == 1 else f"10.{1 + each // 60_000}.{each // 250 % 250}.{each % 250}"
        text = " ".join(chance.choices(("cheap", "credit", "offer", "now", "link", "best"), k=40))
        body = urlencode({**known, **trap, "text": f"{each} {text}", "email": f"a{each}@example.org"}).encode()
        head = (
            f"POST {FORM} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: {who}\r\n"
            f"Cookie: {cookie}\r\nContent-Type: {form}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def _flood(port: int, number: int, told: Connection) -> None:
    found, requests = Answers(), posts(port, number)

    async def one() -> None:
        for request in requests:
            await sent(port, request, found)

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(AT_ONCE)))

    told.recv()
    begun = time.perf_counter()
    asyncio.run(all_of_them())
    told.send(f"{found}; {time.perf_counter() - begun:.0f} s")


def flooded(there: Site, number: int) -> tuple[list[Run], str]:
    """What the page takes until the last post is answered, and what the posts were answered."""
    here, told = Pipe()
    others = Process(target=_flood, args=(there.port, number, told))
    others.start()
    here.send("go")
    time.sleep(SOONEST.total_seconds() + 2)
    runs = []
    while not here.poll():
        runs.append(there.measured())
    others.join()
    return runs, str(here.recv())


def fill(number: int) -> None:
    """One in twenty is a real one; of the others half are spam already."""
    if not Person.objects.filter(username=DESK).exists():
        with transaction.atomic():
            make.reader(DESK, secretariat=True)
    there = VisitorMessage.objects.count()
    checks = ("links", "markup", "repeated")
    VisitorMessage.objects.bulk_create(
        VisitorMessage(
            sort="missing" if each % 4 else "contact",
            state="new" if each % 20 == 0 or each % 2 else "spam",
            reference=f"AAAAA-{each:05d}"[:11],
            language="en",
            text=f"Offer {each}: " + "cheap credit now " * 30,
            suspicion="" if each % 20 == 0 else checks[each % 3],
        )
        for each in range(there, number)
    )


def desk_times() -> None:
    session, client = measuring.session_alone(), measuring.browser(DESK)
    print(measuring.HEADER)
    for name, query in PAGES.items():
        address = reverse("public:messages") + query

        def asked(address: str = address) -> None:
            assert client.get(address).status_code == 200

        asked()
        found: Sequence[measuring.Spent] = [measuring.spent(session, asked) for _ in range(TIMES)]
        print(measuring.line("desk", name, measuring.figures(found)))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--posts", type=int, default=5_000)
    asked.add_argument("--home", type=Path, help="a home to serve, which is kept")
    given = asked.parse_args()
    fill(given.posts)
    desk_times()
    home = given.home or Path(tempfile.mkdtemp(prefix="egnatia-")) / "home"
    home.parent.chmod(0o711)  # the database's user passes through
    with site("", home) as there:
        for _ in range(20):
            there.asked()  # what a process does once
        idle = there.measured()
        runs, said = flooded(there, given.posts)
    worst = max(runs, key=lambda run: run.high)
    for words, run in (("idle", idle), ("worst of the flood", worst)):
        print(
            f"{words:20} median {1000 * run.median:.0f} ms  p95 {1000 * run.high:.0f} ms  {run.cpu:.2f} CPU s a second"
        )
    print(said)
    if not given.home:
        shutil.rmtree(home.parent)


if __name__ == "__main__":
    main()
