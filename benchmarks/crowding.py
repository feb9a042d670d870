"""How long others wait for a simple page while somebody asks much of the site: slow bodies, searches, a long text.

python -m benchmarks.crowding [--source DIR] [--home DIR] [--runs 5] [--of slow-bodies,searches,one-visitor,long-text]
Serves the demo as people do, in two processes, and asks for the sign-in page ten times a second, alone at first.
`--source`: the folder with another `egnatia` to serve, to compare with. Figures are medians of the runs.
"""

import argparse
import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import psutil
from benchmarks.costs import high
from tests.web.serve.served import environment, free_port

from egnatia.web.serve.run import answers

PAGE = "/account/login/"
REQUESTS, PAUSE = 60, 0.1  # of a run; seconds between two
SOCKETS, PEOPLE = 200, 20
WORDS = ("training of police officers in border", "support to regional project development and management")
LONG = 10_000_000  # bytes
PATIENCE = 10.0  # seconds for an answer; whoever gets none by then has waited so long
LONGEST = 30.0  # seconds of a run
STATUS = re.compile(rb"HTTP/1.1 (\d{3})")


@dataclass
class Answers:
    """What whoever crowded the site was answered: how often which status, and seconds of each."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        said = ", ".join(f"{number} x {status or 'none'}" for status, number in sorted(self.statuses.items()))
        return f"{said}; median {statistics.median(self.seconds):.1f} s" if self.seconds else "-"


@dataclass(frozen=True)
class Run:
    """Seconds: median and 95th percentile of the page; CPU seconds of all processes of the site, per second."""

    median: float
    high: float
    cpu: float
    crowd: str = ""


@dataclass(frozen=True)
class Site:
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        seconds = 0.0
        for each in (self.process, *self.process.children(recursive=True)):
            with suppress(psutil.Error):
                seconds += sum(each.cpu_times()[:2])
        return seconds

    def asked(self) -> float:
        """Seconds until the whole page is there, over a connection of its own."""
        begun = time.perf_counter()
        with suppress(TimeoutError), closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", PAGE)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        return time.perf_counter() - begun

    def measured(self) -> Run:
        begun, cpu = time.perf_counter(), self.cpu_seconds()
        found: list[float] = []
        while len(found) < REQUESTS and time.perf_counter() - begun < LONGEST:
            found.append(self.asked())
            time.sleep(PAUSE)
        return Run(statistics.median(found), high(found), (self.cpu_seconds() - cpu) / (time.perf_counter() - begun))


@contextmanager
def site(source: str, home: Path) -> Iterator[Site]:
    """The demo, served by two processes. Each visitor says their address, as a proxy on this machine would."""
    port = free_port()
    command = [sys.executable, "-m", "egnatia.web.cli", "serve", "--demo", "--home", str(home), "--port", str(port)]
    told = {**environment(), "EGNATIA_PROXIES": "127.0.0.1"} | ({"PYTHONPATH": source} if source else {})
    process = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)
    try:
        while not answers("127.0.0.1", port):
            assert process.poll() is None
            time.sleep(0.2)
        time.sleep(5)  # the worker begins
        yield Site(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


async def sent(port: int, request: bytes, found: Answers) -> None:
    """One request over a connection of its own; status 0 where no answer came."""
    begun, status = time.perf_counter(), 0
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answered = await reader.read()
            status = int(said[1]) if (said := STATUS.match(answered)) else 0
            writer.close()
    found.statuses[status] += 1
    found.seconds.append(time.perf_counter() - begun)


def head_of(method: str, path: str, who: int, more: Mapping[str, object]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", f"X-Forwarded-For: 10.0.0.{who}"]
    return "\r\n".join((*lines, *(f"{name}: {value}" for name, value in more.items()), "", "")).encode()


async def slow_bodies(port: int, _found: Answers) -> None:
    """Three bytes of five thousand, and nothing more; whoever is sent away comes again."""

    token = "a" * 32  # with one in a cookie, under whichever name, the form is read to compare them
    form = "application/x-www-form-urlencoded"
    about = {"Content-Type": form, "Content-Length": 5000, "Cookie": f"csrf={token}; csrftoken={token}"}

    async def one() -> None:
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(head_of("POST", PAGE, 1, about) + b"abc")
                await reader.read()
                writer.close()

    await asyncio.gather(*(one() for _ in range(SOCKETS)))


async def searches(port: int, found: Answers, *, visitors: int = PEOPLE) -> None:
    """Twenty who search, each again as soon as there is an answer; as one visitor or as so many."""

    async def one(who: int) -> None:
        while True:
            words = quote_plus(WORDS[who % len(WORDS)])
            await sent(port, head_of("GET", f"/search/?q={words}", who % visitors, {}), found)

    await asyncio.gather(*(one(who) for who in range(PEOPLE)))


async def long_text(port: int, found: Answers) -> None:
    """A text file that a proposal is checked by: one line of amounts and years."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/proposal/")
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), answer.headers["Set-Cookie"].partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    text = b"1 000 000 EUR 2024 " * (LONG // 19)
    part = "--limit\r\nContent-Disposition: form-data; name="
    body = f'{part}"csrfmiddlewaretoken"\r\n\r\n{token[1]}\r\n{part}"text"\r\n\r\n\r\n'.encode()
    body += (
        f'{part}"upload"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'.encode() + text + b"\r\n--limit--\r\n"
    )
    about = {"Content-Type": "multipart/form-data; boundary=limit", "Content-Length": len(body), "Cookie": cookie}
    while True:
        await sent(port, head_of("POST", "/proposal/", 1, about) + body, found)


CROWDS: Mapping[str, Callable[[int, Answers], Coroutine[Any, Any, None]]] = {
    "slow-bodies": slow_bodies,
    "searches": searches,
    "one-visitor": partial(searches, visitors=1),
    "long-text": long_text,
}


def _crowd(name: str, port: int, told: Connection) -> None:
    """Until told to end; then tells what was answered."""
    found = Answers()

    async def until_the_end() -> None:
        crowd = asyncio.create_task(CROWDS[name](port, found))
        await asyncio.to_thread(told.recv)
        crowd.cancel()

    asyncio.run(until_the_end())
    told.send(str(found))


def crowded(there: Site, name: str) -> Run:
    """What a page takes while they crowd."""
    here, told = Pipe()
    others = Process(target=_crowd, args=(name, there.port, told))
    others.start()
    time.sleep(1)
    run = there.measured()
    here.send("enough")
    said = here.recv()
    others.join()
    return Run(run.median, run.high, run.cpu, said)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--source", default="", help="the folder of another egnatia to serve")
    asked.add_argument("--home", type=Path, help="a home to serve, which is kept")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--of", default=",".join(CROWDS), help="which crowds")
    given = asked.parse_args()
    home = given.home or Path(tempfile.mkdtemp(prefix="egnatia-")) / "home"
    home.parent.chmod(0o711)  # the database's user passes through
    with site(given.source, home) as there:
        for _ in range(20):
            there.asked()  # what a process does once
        for name in given.of.split(","):
            _report(name, there, given.runs)
    if not given.home:
        shutil.rmtree(home.parent)


def _report(name: str, there: Site, runs: int) -> None:
    idle, busy = [], []
    for _ in range(runs):
        idle.append(there.measured())
        busy.append(crowded(there, name))
        time.sleep(3)
    for words, found in (("idle", idle), (name, busy)):
        wall, p95, cpu = (
            statistics.median(getattr(each, figure) for each in found) for figure in ("median", "high", "cpu")
        )
        crowd = found[-1].crowd
        print(
            f"{words:12} median {1000 * wall:6.0f} ms  p95 {1000 * p95:6.0f} ms  {cpu:.2f} CPU s a second  {crowd}",
            flush=True,
        )


if __name__ == "__main__":
    main()
