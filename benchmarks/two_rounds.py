"""Two full rounds by script over HTTP: 13 economies, 8 organisations, every step from the opening to adoption.

Run: python -m benchmarks.two_rounds [--runs 3]
Each on an installation of its own with the demo, whose start does not count. Aim: 60 seconds of the clock.
"""

import argparse
import os
import statistics
import time

from tests.journeys.hands import ByHttp
from tests.journeys.site import Site, running_site
from tests.journeys.two_rounds import Table, play
from tests.letters import mail_server


def seconds() -> float:
    """Of the clock, for one play on a fresh installation."""
    with mail_server() as post, running_site(EGNATIA_SMTP=f"smtp://127.0.0.1:{post.port}?plain") as site:
        site.people()
        began = time.perf_counter()
        play(Table(lambda username: called(site, username)), site.days_pass)
        return time.perf_counter() - began


def called(site: Site, username: str) -> ByHttp:
    hand = ByHttp(site.url)
    if username:
        hand.open("/account/login/code/")
        hand.press("Sign in", {"code": site.code(username)})
    return hand


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egnatia.web.settings")
    found = [seconds() for _ in range(parser.parse_args().runs)]
    print(f"two rounds over HTTP: median {statistics.median(found):.0f} s of {len(found)}, slowest {max(found):.0f} s")


if __name__ == "__main__":
    main()
