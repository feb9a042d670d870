"""How long a thousand reminders take through a real mail server, and that none comes twice though a worker is killed.

Run: python -m benchmarks.letters [--people 1000]
The server is aiosmtpd on the loopback. EGNATIA_BENCH_DB names the database; what is planned there is planned anew.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from benchmarks import database
from django.conf import settings
from django.db import transaction  # noqa: TID251 - a benchmark fills its own database
from tests import make
from tests.commitments.doing import commitment, follow, secretariat
from tests.letters import Post, mail_server

from egnatia.kernel import clock
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named
from egnatia.reminders.actions import plan_all, send_waiting
from egnatia.reminders.models import Reminder

assert database.NAME  # to import it is to connect
KILLED_AFTER = 0.4  # of the letters
LANGUAGES = ("en", "sq", "sr", "mk")
TODAY = datetime.now(tz=UTC).replace(hour=10, minute=0)
NOON = TODAY + timedelta(days=7 - TODAY.weekday() if TODAY.weekday() > 4 else 0)  # reminders go on working days


@transaction.atomic
def fill(people: int) -> None:
    """As many people of as many houses, each of whom follows up until a day soon."""
    there = Person.objects.filter(username__startswith="reminded-").count()
    if there < people and not Person.objects.filter(username="desk").exists():
        secretariat()
    agreed = commitment(reader_named("desk")) if there < people else None
    for number in range(there, people):
        assert agreed
        who = make.reader(f"reminded-{number}")
        told = {"email": f"reminded-{number}@example.org", "language": LANGUAGES[number % len(LANGUAGES)]}
        Person.objects.filter(pk=who.person).update(**told)
        follow(who, agreed, economy="", due=clock.today() + timedelta(days=7), recurrence="half-yearly")


def main(people: int) -> None:
    fill(people)
    Reminder.objects.all().delete()
    with clock.time_from(lambda: NOON), mail_server() as post:
        began = time.perf_counter()
        print(f"{plan_all()} letters planned in {time.perf_counter() - began:.1f} s")
        planned = Reminder.objects.count()
        killed = _killed(post, int(KILLED_AFTER * planned))
        taken, arrived = Reminder.objects.filter(taken_at__isnull=False).count(), len(post.letters)
        print(f"a worker killed after {killed:.1f} s: {taken} taken, {arrived} arrived")
        _worker(post).wait()
        _report(post, planned)
        Reminder.objects.all().delete()
        post.letters.clear()
        began = time.perf_counter()
        plan_all()
        _worker(post).wait()
        print(f"planned and sent without a kill: {len(post.letters)} in {time.perf_counter() - began:.1f} s")


def _killed(post: Post, after: int) -> float:
    """Seconds until a worker that is sending is killed."""
    began, worker = time.perf_counter(), _worker(post)
    while len(post.letters) < after and worker.poll() is None:
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    return time.perf_counter() - began


def _worker(post: Post) -> "subprocess.Popen[bytes]":
    told = {
        **os.environ,
        "EGNATIA_SMTP": f"smtp://127.0.0.1:{post.port}?plain",
        "EGNATIA_ORIGINS": "https://egnatia.example",
    }
    return subprocess.Popen([sys.executable, "-m", "benchmarks.letters", "--send"], env=told)


def _report(post: Post, planned: int) -> None:
    reached = Counter(letter["To"] for letter in post.letters)
    twice = sum(count > 1 for count in reached.values())
    lost = planned - len(reached)
    print(f"after the next worker: {len(reached)} of {planned} reached, {twice} twice, {lost} cut off at the kill")
    assert not twice
    assert lost <= 1


def send() -> None:
    assert settings.SITE_ADDRESS
    with clock.time_from(lambda: NOON):
        send_waiting(site=settings.SITE_ADDRESS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--send", action="store_true", help="send what waits, as a worker does")
    asked = parser.parse_args()
    send() if asked.send else main(asked.people)
