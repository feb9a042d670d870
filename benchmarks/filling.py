"""What hangs on the real activities, each once: organisations, matches, objectives, needs, a sheet on its way in.

EGNATIA_BENCH_REGION=all: every activity lies in the region, not only those that do (17,443 of 94,789).
"""

import copy
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from benchmarks import database, loading, measuring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction  # noqa: TID251 - the actions that statements are
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse
from tests import make

from egnatia.activities.activities.columns import folded_name, organisations_of
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import Import
from egnatia.activities.organisations.actions import OrganisationDetails, register_organisation
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Economy, Organisation, Person
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.matching.actions import compare_waiting
from egnatia.matching.models import Match
from egnatia.matching.rules import match_id, titles_of
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.actions import cut_again
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.taxonomy.queries import framework_in_use

ORGANISATIONS, MATCHES, NEEDS = 2_000, 140_000, 2_000
LONGEST = 150  # letters of a name; what is longer is a sentence that somebody wrote there
EVERYWHERE = os.environ.get("EGNATIA_BENCH_REGION") == "all"
SPEAKER = "bench-speaker-"


def filled() -> None:
    before = time.perf_counter()
    _organisations()
    _compare()
    _serve()
    _need()
    _bring()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    counts = {
        "activities": loading.count(),
        "organisations": Organisation.objects.count(),
        "matches": Match.objects.count(),
        "works": MatrixWork.objects.count(),
        "slices": MatrixSlice.objects.count(),
        "needs": Need.objects.count(),
    }
    print(", ".join(f"{number:,} {name}" for name, number in counts.items()))
    print(f"filled in {time.perf_counter() - before:.0f} s")


def objectives() -> list[str]:
    return [each.code for each in framework_in_use().objectives if each.level == 3]


@transaction.atomic
def _organisations() -> None:
    """Those that are named most often, as a secretariat adds them one by one."""
    if Organisation.objects.count() > ORGANISATIONS // 2:
        return
    owner, named, written = reader_named(loading.OWNER), Counter[str](), dict[str, str]()
    for parsed in database.parsed_activities():
        for body in organisations_of(activity_of(parsed)):
            named[folded_name(body.name)] += 1
            written.setdefault(folded_name(body.name), body.name)
    for folded, _number in named.most_common(ORGANISATIONS):
        if folded and len(written[folded]) <= LONGEST:
            register_organisation(
                OrganisationDetails(written[folded], type="implementer"), marking=make.CLEAR, by=owner
            )


def _compare() -> None:
    begun = time.perf_counter()
    number = compare_waiting()
    if number:
        print(f"{number} activities compared in {time.perf_counter() - begun:.0f} s")
    there = list(Match.objects.all())
    if len(there) < MATCHES:
        _match(there)


def _match(there: list[Match]) -> None:
    """As many matches as an earlier, more generous engine found: real activities in pairs by chance."""
    chance = random.Random(1)
    activities = list(Activity.objects.order_by("pk").values_list("pk", "record__owner", "sorted_title"))
    rows: dict[UUID, Match] = {}
    while len(rows) < MATCHES - len(there):
        (left, owner, title), (right, other, second) = sorted(chance.sample(activities, 2))
        row = copy.copy(chance.choice(there))
        row.pk, row.left_id, row.right_id = match_id(left, right), left, right
        row.left_owner, row.right_owner = owner, other
        row.titles = titles_of(title, second)
        row.kind = chance.choices(("overlap", "same", "chain"), (60, 25, 15))[0]
        row.counted_again_id = None if row.kind == "overlap" else right
        row.rank = round(chance.uniform(40, 100), 1)
        row.found_at = clock.now() - timedelta(days=chance.choice((1, 60)))
        rows[row.pk] = row
    Match.objects.bulk_create(rows.values(), batch_size=2_000, ignore_conflicts=True)


@transaction.atomic
def _serve() -> None:
    """Objectives: few of the real activities state one, so each in the region is said to serve one or two in turn."""
    region = list(Economy.objects.order_by("order").values_list("code", flat=True))
    outside = Activity.objects.exclude(economies__overlap=region)
    if EVERYWHERE and outside.exists():
        for number, record in enumerate(outside.order_by("pk").values_list("pk", flat=True)):
            Activity.objects.filter(pk=record).update(economies=[region[number % len(region)]])
    ids = list(Activity.objects.filter(economies__overlap=region).order_by("pk").values_list("pk", flat=True))
    if MatrixWork.objects.count() >= len(ids):
        return
    leaves = objectives()
    served = [
        ActivityAim(activity_id=each, code=code, basis="declared")
        for number, each in enumerate(ids)
        for code in {leaves[number % len(leaves)], leaves[number * 7 % len(leaves)]}
    ]
    ActivityAim.objects.bulk_create(served, batch_size=5_000, ignore_conflicts=True)
    for start in range(0, len(ids), 5_000):
        cut_again(ids[start : start + 5_000])


@transaction.atomic
def _need() -> None:
    """Needs of every economy, stated by its own focal point."""
    if Need.objects.exists():
        return
    economies = list(Economy.objects.order_by("order").values_list("code", flat=True))
    speakers = {code: _speaker(code) for code in economies}
    for number, code in enumerate(islice(cycle(objectives()), NEEDS)):
        economy = economies[number % len(economies)]
        said = NeedContent(
            economy=economy,
            objective=code,
            priority=("medium", "low")[number % 2],
            perspective=("prevention", "response")[number % 2],
            words=ByLanguage({"en": f"Something is missing, number {number}."}, "en"),
            source="Strategy",
            page=str(number + 1),
        )
        lifecycle.create(NEED, said, make.GREEN, by=speakers[economy])


def _speaker(economy: str) -> Reader:
    name = f"{SPEAKER}{economy.lower()}"
    if not Person.objects.filter(username=name).exists():
        make.reader(name, seats=(("focal-points", economy),), focal_point=("focal-points", economy))
    return reader_named(name)


SHEETS = ("EBRD_Project.xlsx", "HR_ESIF_Croatia_2007-2020.csv", "UNDP_Activities.xlsx")


def _bring() -> None:
    """The real sheets, uploaded to the wizard by the owner and by the desk: two of them go no further than its pages,
    of the last one there is a dry run."""
    for name in (loading.OWNER, loading.DESK):
        client = measuring.browser(name)
        own = Import.objects.filter(record__author=str(Person.objects.get(username=name).pk))
        if not own.exists():
            for file in SHEETS:
                _upload(client, database.DATA / "spreadsheets" / file)
        last = own.latest("started_at")
        if last.state == Import.State.CHOOSING:
            _try_out(client, last.pk)


def _try_out(client: Client, made: UUID) -> None:
    setup_test_environment(debug=False)  # what a form holds is not told otherwise
    for step in ("needs:wizard-columns", "needs:wizard-values"):
        address = reverse(step, args=[made])
        client.post(address, dict(_said(client, address)))
    teardown_test_environment()


def _upload(client: Client, file: Path) -> None:
    sheet = SimpleUploadedFile(file.name, file.read_bytes())
    told = {"marking-tlp": 3, "upload": sheet}
    answer = client.post(reverse("activities:import-new"), told)
    assert answer.status_code == 302, (file.name, answer.status_code)


def _said(client: Client, address: str) -> Iterator[tuple[str, object]]:
    """Everything that the page's form would send as it stands."""
    form = client.get(address).context["form"]
    for bound in form:
        if bound.value() not in (None, False, [], ""):
            yield bound.html_name, bound.value()
