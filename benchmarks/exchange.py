"""The exchange with 100,000 notices and 300 people: pages for readers who see 90, 10 and 0.1 % of them, and e-mails.

Run: EGNATIA_BENCH_DB=egnatia_bench_exchange python -m benchmarks.exchange [--notices 100000] [--people 300]
[--rounds 25] [--of pages,alert,week]. The first run fills, which takes minutes. Pages go through Django's test
client, the whole of middleware and template included; e-mails through a real server (aiosmtpd) on the loopback.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import product
from pathlib import Path

from benchmarks import database, measuring
from django.conf import settings
from django.db import connection, transaction  # noqa: TID251 - a benchmark fills its own database
from django.test import Client
from django.urls import reverse
from tests import make
from tests.letters import Post, mail_server

from egnatia.exchange.models import Notice
from egnatia.exchange.notices.actions import NOTICE, plan_alert
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import WEEKLY
from egnatia.kernel.models import Grant, Person, Record, Version
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import VersionContent, grants_of, lifecycle, unsaved, version_of
from egnatia.kernel.records.content import ByLanguage, body_of, searched_texts
from egnatia.language.query_expansion import folded_text
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.reminders.actions import plan_all, send_waiting
from egnatia.reminders.models import Reminder

assert database.NAME  # to import it is to connect
OWNER = "exchange-owner"
READERS = {"sees 90 %": "exchange-most", "sees 10 %": "exchange-tenth", "sees 0.1 %": "exchange-few"}
SHARES = {make.GREEN: 1, make.amber("tenth"): 99, make.amber("most"): 800, make.STRICT: 100}  # of a thousand
DAYS = 730  # over which they were published
CATEGORIES = ("information", "event", "call", "good-news", "expertise-offered", "expertise-sought")
TALK = """training police border officers prison youth teachers municipality explosives firearms online schools
returnees families women mediation evaluation handbook seminar conference experts translation database exchange
prevention radicalisation strategy review customs airport forensic laboratory evidence court prosecutors victims"""
WORDS = TALK.split()
SYLLABLES = tuple(map("".join, product("bcdfghjklmnpqrstvxz", "aeiou")))
SOUGHT, RARE = "police training", "forensic laboratory airport"
LANGUAGES = ("en", "sq", "sr", "mk")


def fill(notices: int, people: int) -> None:
    begun = time.perf_counter()
    if not Person.objects.filter(username=OWNER).exists():
        with transaction.atomic():
            make.reader(OWNER, seats=("tenth", "most", "focal-points"))
            make.reader("exchange-most", seats=("tenth", "most"))
            make.reader("exchange-tenth", seats=("tenth",))
            make.reader("exchange-few")
            for number in range(people):
                who = make.reader(f"exchange-{number}", seats=(("focal-points", "ALB"), "tenth"))
                told = {"email": f"exchange-{number}@example.org", "language": LANGUAGES[number % len(LANGUAGES)]}
                Person.objects.filter(pk=who.person).update(**told)
                choose_letters({"week": WEEKLY}, "Europe/Tirane", by=who)
    owner, there = reader_named(OWNER), Notice.objects.count()
    for start in range(there, notices, 5_000):
        _store(range(start, min(start + 5_000, notices)), owner)
    if there < notices:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{Notice.objects.count():,} notices, filled in {time.perf_counter() - begun:.0f} s")


@transaction.atomic
def _store(numbers: Sequence[int], owner: Reader) -> None:
    """As the one action for all kinds stores them, many at once."""
    made: list[tuple[Record, VersionContent, NoticeContent]] = []
    for number in numbers:
        content = _content(random.Random(number))
        said = VersionContent(
            {"en": content.title.texts["en"]}, folded_text(*searched_texts(content)), body_of(content)
        )
        record = unsaved(Notice.KIND, said, _marking(number), by=owner)
        record.created_at = record.changed_at = record.published_at = clock.now() - timedelta(
            days=random.Random(number).uniform(0, DAYS)
        )
        made.append((record, said, content))
    Record.objects.bulk_create([record for record, _, _ in made])
    Grant.objects.bulk_create([grant for record, _, _ in made for grant in grants_of(record)])
    Version.objects.bulk_create(
        [Version(**version_of(record, said, by=owner), at=record.changed_at) for record, said, _ in made]
    )
    Notice.objects.bulk_create(
        [Notice(record=record, content=said.body, **NOTICE.columns(content)) for record, said, content in made]
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE kernel_record SET search = to_tsvector('simple', %s) WHERE id = %s",
            [(said.search, record.pk) for record, said, _ in made],
        )


def _marking(number: int) -> Marking:
    place = number * 617 % 1_000  # in another order than they were published in
    for marking, share in SHARES.items():
        if place < share:
            return marking
        place -= share
    raise AssertionError


def _content(chance: random.Random) -> NoticeContent:
    title, text = (" ".join(_word(chance) for _ in range(length)) for length in (7, 60))
    return NoticeContent(
        ByLanguage({"en": title}, "en"),
        ByLanguage({"en": text}, "en"),
        category=chance.choice(CATEGORIES),
        economies=(chance.choice(("ALB", "BIH", "MKD", "MNE", "SRB")),),
    )


def _word(chance: random.Random) -> str:
    """One of the words that are sought, or one of many others: each of those sought is in one notice of six."""
    return chance.choice(WORDS) if chance.random() < 0.1 else "".join(chance.choices(SYLLABLES, k=3))


def pages(rounds: int) -> None:
    listed, changes, search = reverse("exchange:notices"), reverse("people:changes"), reverse("public:search")
    asked: tuple[tuple[str, dict[str, str]], ...] = (
        (changes, {}),
        (changes, {"kind": Notice.KIND, "page": "2"}),
        (reverse("exchange:week"), {}),
        (listed, {}),
        (listed, {"page": "20"}),
        (listed, {"category": "event"}),
        (listed, {"economies": "ALB"}),
        (listed, {"q": SOUGHT}),
        (search, {"q": SOUGHT}),
        (search, {"q": RARE}),
    )
    session = measuring.session_alone()
    print(measuring.HEADER)
    for name, username in READERS.items():
        client = measuring.browser(username)
        for path, query in asked:
            ask = partial(_ask, client, path, query)
            ask()
            words = path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")
            print(measuring.line(name, words, measuring.figures(_rounds(session, ask, rounds))), flush=True)


def _ask(client: Client, path: str, query: dict[str, str]) -> None:
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, answer.status_code)


def _rounds(session: Path, ask: Callable[[], None], rounds: int) -> Iterator[measuring.Spent]:
    for _ in range(rounds):
        yield measuring.spent(session, ask)


def alert() -> None:
    """To everybody of the focal points, from its publication to the last e-mail."""
    owner, cpu, begun = reader_named(OWNER), database.cpu_seconds(), time.perf_counter()
    with transaction.atomic():
        content = NoticeContent(ByLanguage({"en": "Converted pistols in parcels"}, "en"), category=ALERT, urgent=True)
        made = lifecycle.create(NOTICE, content, make.amber("focal-points"), by=owner)
        waiting = len(plan_alert(made))
    _sent(f"an alert to {waiting} people", begun, cpu)
    lifecycle.withdraw(NOTICE, made, by=owner)


def week() -> None:
    """The summary of the week for everybody, on the Monday after."""
    monday = (clock.now() + timedelta(days=7 - clock.today().weekday())).replace(hour=10, minute=0)
    Reminder.objects.all().delete()
    with clock.time_from(lambda: monday):
        begun, cpu = time.perf_counter(), database.cpu_seconds()
        plan_all()
        _sent("the summary of the week", begun, cpu)
    Reminder.objects.all().delete()


def _sent(what: str, begun: float, cpu: float) -> None:
    with mail_server() as post:
        _through(post)
        send_waiting(site="https://egnatia.example")
        spent, worked = time.perf_counter() - begun, database.cpu_seconds() - cpu
        print(f"{what}: {len(post.letters)} e-mails in {spent:.1f} s, {worked:.1f} CPU s", flush=True)


def _through(post: Post) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--of", default="pages,alert,week")
    told = parser.parse_args()
    fill(told.notices, told.people)
    for part in told.of.split(","):
        {"pages": lambda: pages(told.rounds), "alert": alert, "week": week}[part]()
