"""How long a proposal takes as a page, with all real activities loaded.

Run: EGNATIA_DATA=… python -m benchmarks.proposals
"""

import statistics
import time
from contextlib import suppress

from benchmarks import loading
from django.db import connection  # noqa: TID251 - a benchmark counts what it causes
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.kernel.models import Person
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.mapping.demo import reading
from egnatia.mapping.matches.queries import near
from egnatia.people.limits.rules import TooManyError

RUNS = 12
BROAD = (
    "Training of teachers and health workers in rural communities\n"
    "Where: {where}\nWhen: January 2010 to December 2026\nBudget: 2 million USD\n"
    "The project trains teachers, nurses and community leaders, builds capacity of local government in planning and "
    "improves access to education, water and health services for women, children and young people in rural areas."
)
TEXTS = {
    "broad, Albania": BROAD.format(where="Albania"),
    "broad, Western Balkans": BROAD.format(where="Western Balkans and Moldova, Türkiye"),
    "broad, Moldova": BROAD.format(where="Moldova"),
    **{proposal.file: reading.proposal_text(proposal) for proposal in reading.proposals()},
}


def browser(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SECOND_FACTOR_SHOWN] = True
    session.save()
    return client


def measured(client: Client, text: str) -> tuple[float, float, float]:
    """Seconds of the first time, the median and the 95th percentile of later ones."""
    near.forget()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        assert client.post(reverse("mapping:proposal"), {"text": text}).status_code == 200
        times.append(time.perf_counter() - begun)
    return times[0], statistics.median(times[1:]), statistics.quantiles(times[1:], n=20)[-1]


def main() -> None:
    loading.readers()
    print(f"{loading.count()} activities")
    for name in (loading.OWNER, loading.FOCAL, loading.MEMBER):
        client = browser(name)
        for title, text in TEXTS.items():
            first, median, high = measured(client, text)
            with suppress(TooManyError), CaptureQueriesContext(connection) as queries:
                client.post(reverse("mapping:proposal"), {"text": text})
            slow = max(float(query["time"]) for query in queries)
            print(
                f"{name:12} {title:24} first {first:5.2f} s  median {median:5.2f} s  p95 {high:5.2f} s  "
                f"{len(queries)} queries, slowest {slow:.2f} s"
            )


if __name__ == "__main__":
    main()
