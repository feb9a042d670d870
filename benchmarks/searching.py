"""What a search costs readers who see much or little: words, meanings, typing errors, long questions, facets.

Run: EGNATIA_DATA=… EGNATIA_BENCH_DB=egnatia_search python -m benchmarks.searching [--activities 20000] [--rounds 5]
Through Django's test client, the whole of middleware and template included. CPU milliseconds of this process and of its
database session, since the clock of a shared machine says little. The first run loads: visitors see a tenth of it.
"""

import argparse
import statistics
from collections import defaultdict
from itertools import islice

from benchmarks import database, loading, measuring
from benchmarks.costs import high
from django.db import connection, transaction  # noqa: TID251 - a benchmark loads by itself
from django.urls import reverse
from tests import make

from egnatia.activities.activities.storage import store_many
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.models import Person

SHARES = {Marking(Tlp.CLEAR): 10, Marking(Tlp.GREEN): 80, make.STRICT: 10}  # of a hundred
READERS = {"visitor 10 %": "", "member 90 %": loading.MEMBER, "owner 100 %": loading.OWNER}
SHORT = (
    "probation",
    "policijska obuka",
    "police training",
    "development",
    "пат",
    "World Bank",
    "ministry Albania",
    "2.3.2",
)
WRONG = ("polcie", "trainnig", "probatoin", "developement bannk", "zzyzx", "obka policije", "miinstry of justcie")
LONG = (
    "support to the training of police officers, judges and prosecutors in border regions",
    "which projects train police officers in border regions of Albania and Kosovo",
    "development programme support capacity building management project region ministry training local community",
    "who pays for probation staff training and prisoner release in small towns of Serbia",
    "zzyzx support for women and young people in rural areas with new tehnology and skils",
    "подршка за обуку полиције и судија у пограничним општинама за сузбијање трговине оружјем",
    "mbështetje për trajnimin e policisë kufitare dhe gjyqtarëve në luftën kundër trafikimit të armëve",
)


def loaded(number: int) -> None:
    if Person.objects.filter(username=loading.OWNER).exists():
        return
    markings = [marking for marking, share in SHARES.items() for _ in range(share)]
    under = defaultdict(list)
    for place, parsed in enumerate(islice(database.parsed_activities(), number)):
        under[markings[place * 37 % len(markings)]].append(loading.entry_of(parsed))
    with transaction.atomic():
        make.reader(loading.MEMBER)
        owner = make.reader(loading.OWNER, seats=("focal-points",))
        for marking, entries in under.items():
            store_many(entries, marking=marking, by=owner)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--activities", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    loaded(asked.activities)
    print(f"{loading.count():,} activities; CPU milliseconds")
    session, address = measuring.session_alone(), reverse("public:search")
    for reader, username in READERS.items():
        client = measuring.browser(username)
        for sort, questions in {"short": SHORT, "wrong": WRONG, "long": LONG}.items():
            every: list[float] = []
            for typed in questions:

                def ask(query: str = typed) -> None:
                    assert client.get(address, {"q": query}).status_code == 200, query  # noqa: B023 - called at once

                ask()  # what a process does once
                spent = measuring.figures(measuring.spent(session, ask) for _ in range(asked.rounds))
                every += [spent.both] * asked.rounds
                print(f"  {reader:14} {1000 * spent.process:4.0f} + {1000 * spent.database:4.0f}  {typed}", flush=True)
            print(f"{reader:14} {sort:6} median {1000 * statistics.median(every):4.0f}  p95 {1000 * high(every):4.0f}")


if __name__ == "__main__":
    main()
