"""What visitors wait for the pages of the public site: many at once, then at a given number of requests a second.

python -m benchmarks.visiting [--rate 50] [--seconds 20] [--home DIR]
Serves the demo in two processes, as people do; each request comes over a connection of its own and from one of 250
addresses. Also prints what the home page weighs: bytes over the wire of everything that a browser fetches for it.
"""

import argparse
import asyncio
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from gzip import compress
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.costs import high
from benchmarks.crowding import Answers, head_of, sent, site

PAGES = ("/", "/topics/youth/", "/economy/ALB/", "/worried/SRB/", "/library/practices/", "/library/events/")
LANGUAGES = ("en", "sq", "sr", "el", "ro")
ADDRESSES = 250
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')


async def _crowd(port: int, pages: Sequence[str], seconds: float, visitors: int) -> Answers:
    """As many visitors, each with the next page as soon as there is an answer."""
    found, until = Answers(), time.perf_counter() + seconds

    async def one(who: int) -> None:
        number = who
        while time.perf_counter() < until:
            await sent(port, head_of("GET", pages[number % len(pages)], number % ADDRESSES, {}), found)
            number += visitors

    await asyncio.gather(*(one(who) for who in range(visitors)))
    return found


async def _at_rate(port: int, pages: Sequence[str], seconds: float, rate: int) -> Answers:
    """So many requests a second, whether the earlier ones have been answered or not."""
    found, begun = Answers(), time.perf_counter()
    waiting = []
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        request = head_of("GET", pages[number % len(pages)], number % ADDRESSES, {})
        waiting.append(asyncio.create_task(sent(port, request, found)))
    await asyncio.gather(*waiting)
    return found


def _said(words: str, found: Answers, seconds: float, cpu: float) -> None:
    number, median, p95 = len(found.seconds), statistics.median(found.seconds), high(found.seconds)
    print(
        f"{words:24} {number / seconds:5.0f} pages a second  median {1000 * median:5.0f} ms  p95 {1000 * p95:5.0f} ms  "
        f"{1000 * cpu / number:4.0f} CPU ms a page  {found}",
        flush=True,
    )


def weight(port: int, path: str) -> int:
    """Bytes of a page with its styles, scripts and pictures, each compressed as it is sent."""

    def got(address: str) -> bytes:
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Host": "localhost"})
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.headers.get("Content-Encoding") or address.endswith(".png") else compress(body)

    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": "localhost"})
    text = connection.getresponse().read().decode()
    return len(compress(text.encode())) + sum(len(got(address)) for address in set(ASSET.findall(text)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--home", type=Path, help="a home to serve, which is kept")
    given = parser.parse_args()
    home = given.home or Path(tempfile.mkdtemp(prefix="egnatia-")) / "home"
    home.parent.chmod(0o711)  # the database's user passes through
    pages = [f"/{language}{page}" for language in LANGUAGES for page in PAGES]
    with site("", home) as there:
        asyncio.run(_crowd(there.port, pages, 5, 4))  # what a process does once
        print(f"home page: {weight(there.port, '/en/') / 1000:.0f} kB")
        for words, run in (
            ("eight visitors at once", _crowd(there.port, pages, given.seconds, 8)),
            (f"{given.rate} requests a second", _at_rate(there.port, pages, given.seconds, given.rate)),
        ):
            cpu, begun = there.cpu_seconds(), time.perf_counter()
            found = asyncio.run(run)
            _said(words, found, time.perf_counter() - begun, there.cpu_seconds() - cpu)
    if not given.home:
        shutil.rmtree(home.parent)


if __name__ == "__main__":
    main()
