"""How much memory a web process holds after many requests of all kinds: aim, after 20,000 at most 1.3 x of after 1,000.

python -m benchmarks.memory [--source DIR] [--home DIR] [--requests 20000]
Serves the demo as people do. An officer and a visitor follow the links of the pages that they are shown, search, and
have a text checked, in an order that is the same in every run. Memory is what belongs to a web process alone (USS).
"""

import argparse
import random
import re
import statistics
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

import psutil
import requests
from benchmarks.crowding import Site, site
from tests.web.serve.officer import PATIENCE, sent
from tests.web.serve.test_commands_on_a_home import run

STEPS = (1_000, 2_000, 5_000, 10_000, 15_000, 20_000)
WORDS = ("training", "border", "полиција", "rehabilitim", "weapons", "youth", "кибер", "prison")
TEXT = "Training of {} in Albania and Montenegro, January 2027 to June 2028, 400,000 EUR. "
MEBIBYTE = 1024 * 1024


class Walker:
    """Somebody who looks around, at a chosen page of those that they have seen a link to."""

    def __init__(self, start: str, chance: random.Random) -> None:
        self.start, self.chance, self.browser = start, chance, requests.Session()
        self.seen, self.known = ["/"], {"/"}
        self.statuses: Counter[int] = Counter()

    def sign_in(self, code: str) -> None:
        page = f"{self.start}/account/login/code/"
        sent(self.browser, page, page, code=code)

    def step(self) -> None:
        what = self.chance.random()
        if what < 0.02:  # a text is checked
            page = f"{self.start}/proposal/"
            answer = sent(self.browser, page, page, text=TEXT.format(self.chance.choice(WORDS)) * 5)
        elif what < 0.10:
            answer = self._got(f"/search/?q={self.chance.choice(WORDS)}+{self.chance.randrange(50)}")
        else:
            answer = self._got(self.chance.choice(self.seen))
        self.statuses[answer.status_code] += 1

    def _got(self, path: str) -> requests.Response:
        answer = self.browser.get(self.start + path, timeout=PATIENCE)
        if "text/html" in answer.headers.get("Content-Type", ""):
            for link in re.findall(r'href="(/[^"#]*)"', answer.text):
                if link not in self.known and "logout" not in link:
                    self.known.add(link)
                    self.seen.append(link)
        return answer


def web_processes(there: Site) -> list[psutil.Process]:
    """Those that answer pages: the children of the server that granian is."""
    servers = [each for each in there.process.children() if "granian" in " ".join(each.cmdline())]
    return [each for server in servers for each in server.children() if each.memory_info().rss > 50 * MEBIBYTE]


def held(there: Site) -> float:
    """MiB of a web process."""
    return statistics.median(float(each.memory_full_info().uss) for each in web_processes(there)) / MEBIBYTE


def walkers(there: Site, home: Path) -> tuple[Walker, Walker]:
    """An officer and a visitor."""
    said = run(home, "user", "code", "secretariat").stdout
    code = re.search(r"(?:[A-Z2-9]{4}-){2,}[A-Z2-9]{4}", said)
    assert code, said
    officer, visitor = (Walker(f"http://127.0.0.1:{there.port}", random.Random(number)) for number in (1, 2))
    officer.sign_in(code[0])
    return officer, visitor


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", default="")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--requests", type=int, default=STEPS[-1])
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # the database's user passes through
        home = told.home or Path(folder) / "home"
        with site(told.source, home) as there:
            both = walkers(there, home)
            begun, first = perf_counter(), 0.0
            for number in range(1, told.requests + 1):
                both[number % 2].step()
                if number in STEPS:
                    now = held(there)
                    first = first or now
                    spent = perf_counter() - begun
                    print(f"{number:6} requests: {now:6.0f} MiB, x {now / first:.2f}, {spent:5.0f} s", flush=True)
            for who, walker in zip(("officer", "visitor"), both, strict=True):
                print(who, dict(walker.statuses), f"{len(walker.seen)} addresses")


if __name__ == "__main__":
    main()
