"""How long the pages of commitments take with 5,000 follow-ups, and a document of sixty paragraphs beside them.

Run: python -m benchmarks.commitments [--rounds 20]
Through Django's test client, the whole of middleware and template included. EGNATIA_BENCH_DB names the database.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from uuid import UUID

import msgspec
from benchmarks import measuring
from django.db import connection, transaction  # noqa: TID251 - the actions that statements are
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity

from egnatia.commitments.commitments.fields import COMMITMENT, CommitmentContent
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.follow_ups.fields import FOLLOW_UP, FollowUpContent
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import POSITIONS
from egnatia.commitments.links.actions import join
from egnatia.commitments.outcome_documents.actions import DocumentDetails as Document
from egnatia.commitments.outcome_documents.actions import read_outcome
from egnatia.commitments.outcome_documents.rules import drafts_of
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Economy, Person
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage

COMMITMENTS, PARAGRAPHS = 390, 60  # with thirteen economies 5,070 follow-ups
LONG_AGO = datetime(2024, 5, 4, 9, tzinfo=UTC)
DESK, MEMBER = "commitments-desk", "commitments-member"
WHAT = ("Train", "Equip", "Register", "Inform", "Inspect", "Advise", "Support", "Translate for", "Exchange", "Rebuild")
WHOM = ("prison officers", "border police", "teachers", "social workers", "prosecutors", "customs", "youth clubs")
WHERE = ("before release", "at crossings", "in schools", "after arrival", "in trials", "near depots")


def text_of(number: int) -> str:
    what, whom, where = WHAT[number % 10], WHOM[number // 10 % 7], WHERE[number // 70 % 6]
    return f"{what} {whom} {where}, and say once a year how it went in municipality {number}."


@transaction.atomic
def fill() -> None:
    if Commitment.objects.count() >= COMMITMENTS:
        return
    if not Person.objects.filter(username=DESK).exists():
        make.reader(DESK, seats=("focal-points",), secretariat=True)
        make.reader(MEMBER)
    desk = reader_named(DESK)
    economies = list(Economy.objects.values_list("pk", flat=True))[:13]
    for number in range(COMMITMENTS):
        said = CommitmentContent(
            source=f"Conclusions {number // 30}",
            text=ByLanguage({"en": text_of(number)}, "en"),
            paragraph=str(number % 30),
            agreed_on=date(2025, 1, 1),
        )
        record = lifecycle.create(COMMITMENT, said, make.GREEN, by=desk)
        if number % 3 == 0:
            join(record, activity(f"Work {number} (demo)", by=desk, funders=f"Donor {number % 9} (demo)").pk, by=desk)
        for at, economy in enumerate(economies):
            _follow(record, economy, number + at, by=desk)


def _follow(record: UUID, economy: str, number: int, *, by: Reader) -> None:
    """Said two years ago; every fifth answer has changed since."""
    text = ByLanguage({"en": "In our own words."}, "en")
    said = FollowUpContent(economy=economy, position=POSITIONS[number % 4], text=text, due=date(2026, 1, 1))
    with clock.time_from(lambda: LONG_AGO):
        made = lifecycle.create(FOLLOW_UP, said, make.GREEN, by=by, on=record)
    if number % 5 == 0:
        other = msgspec.structs.replace(said, position=POSITIONS[(number + 1) % 4])
        lifecycle.change(FOLLOW_UP, made, other, expected=1, by=by)


def pages(client: Client, outcome: UUID) -> Iterator[tuple[str, Callable[[], object]]]:
    record = Commitment.objects.order_by("pk").values_list("pk", flat=True)[0]
    said = FollowUp.objects.order_by("pk").values_list("pk", flat=True)[0]
    named = {
        "list": reverse("commitments:commitments"),
        "list, searched": reverse("commitments:commitments") + "?q=teachers&position=supported",
        "table of 50 by 13": reverse("commitments:table"),
        "table, last page": reverse("commitments:table") + "?page=8",
        "all of the table as CSV": reverse("commitments:table-download", args=["csv"]),
        "economy": reverse("commitments:economy", args=["ALB"]),
        "economy, supported and not reported on": reverse("commitments:economy", args=["ALB"])
        + "?position=supported&reported=no",
        "supported, without an activity": reverse("commitments:unfunded"),
        "question 1: supported, not reported on": reverse("commitments:unreported"),
        "question 1, of one economy": reverse("commitments:unreported") + "?economy=ALB",
        "question 2: what a partner funds": reverse("commitments:funded"),
        "question 3: the next agenda": reverse("commitments:agenda"),
        "question 5: answers that changed": reverse("commitments:changed"),
        "commitment": reverse("commitments:commitment", args=[record]),
        "follow-up": reverse("commitments:follow-up", args=[said]),
        f"review of {PARAGRAPHS} paragraphs": reverse("commitments:outcome", args=[outcome]),
    }
    yield from ((words, partial(_asked, client, address)) for words, address in named.items())


def _asked(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def main(rounds: int) -> None:
    fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    text = "\n".join(f"{n}. {text_of(7 * n)}" for n in range(1, PARAGRAPHS + 1))
    outcome = read_outcome(Document("Conclusions", None, "en"), drafts_of(text), by=reader_named(DESK))
    session = measuring.session_alone()
    print(f"{Commitment.objects.count():,} commitments, {FollowUp.objects.count():,} follow-ups")
    print(measuring.HEADER)
    for words, act in pages(measuring.browser(DESK), outcome):
        act()
        found = measuring.figures([measuring.spent(session, act) for _ in range(rounds)])
        print(measuring.line("desk", words, found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    main(parser.parse_args().rounds)
