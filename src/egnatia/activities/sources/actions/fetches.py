"""Fetching regular sources: the file by the safe way, what it says by the import that is there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_tb
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import structlog
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from egnatia.activities.imports.actions.storage import store_paths, try_paths
from egnatia.activities.imports.files import ImportSource
from egnatia.activities.imports.models import ImportFile
from egnatia.activities.imports.plan import Wish
from egnatia.activities.sources.models import RegularSource, SourceFetch
from egnatia.formats.remote_files import FetchRules, RemoteFile, RemoteRefused, fetched, parts_of
from egnatia.kernel import clock
from egnatia.kernel.faults import AlreadyThere, NotAllowed
from egnatia.kernel.records import markings
from egnatia.kernel.tasks import defer_once

log = structlog.get_logger()
Outcome = SourceFetch.Outcome
BETWEEN = {
    RegularSource.Every.DAILY: timedelta(days=1),
    RegularSource.Every.WEEKLY: timedelta(days=7),
    RegularSource.Every.MONTHLY: timedelta(days=30),
}
AFTER_FAILURE = timedelta(days=1)
DATASET = re.compile(r"(?P<before>(?:/[^/]+)?)/dataset/(?P<name>[\w.-]+)/?")  # the page of a CKAN registry
ANSWERS = frozenset({"application/json"})


def rules() -> FetchRules:
    """What this installation fetches."""
    return FetchRules(bytes=settings.UPLOAD_LIMIT, local=settings.FETCH_LOCAL)


def fetch(source_id: UUID) -> None:
    """Fetch a source and import what has changed in it; whatever happens is one line of its report."""
    source = RegularSource.objects.filter(pk=source_id).first()
    if source is None or not settings.FETCH:
        return
    file = RemoteFile("")
    try:
        source.importer()  # nothing is asked for on behalf of nobody
        with TemporaryDirectory() as folder:
            path = Path(folder) / _file_name(source.address)
            file = _fetched(source, path)
            same = file.unchanged or file.digest == source.digest
            done = SourceFetch(outcome=Outcome.UNCHANGED) if same else _imported(source, path)
    except RemoteRefused as refused:
        done = _failed(f"fetch-{refused.code}", value=refused.value)
    except NotAllowed:
        done = _failed("fetch-rights")
    except AlreadyThere:
        done = _failed("fetch-taken")
    except Exception as error:  # noqa: BLE001 - whatever broke, whoever set it up gets a sentence
        log.error("fetch failed", error=type(error).__name__, where=format_tb(error.__traceback__))  # noqa: TRY400 - its words may repeat a record's
        done = _failed("fetch-unexpected")
    _note(source, done, file)


def _failed(code: str, **params: str) -> SourceFetch:
    return SourceFetch(outcome=Outcome.FAILED, code=code, params=params)


def _file_name(address: str) -> str:
    name = re.sub(r"[^\w.-]+", "-", urlsplit(address).path.rpartition("/")[2]).strip(".-")
    return name[-100:] or "activities.xml"


def _fetched(source: RegularSource, path: Path) -> RemoteFile:
    with path.open("wb") as into:
        return fetched(_address_of_file(source.address), into, rules(), etag=source.etag)


def _address_of_file(address: str) -> str:
    """The file itself; of the page of a data set in a registry (CKAN), the address that it has there."""
    parts, _host, _port = parts_of(address, rules())
    dataset = DATASET.fullmatch(parts.path)
    if dataset is None:
        return address
    found = BytesIO()
    asked = f"{dataset['before']}/api/3/action/package_show?id={dataset['name']}"
    fetched(f"{parts.scheme}://{parts.netloc}{asked}", found, replace(rules(), bytes=2_000_000, types=ANSWERS))
    try:
        return str(msgspec.json.decode(found.getvalue())["result"]["resources"][0]["url"])
    except (msgspec.DecodeError, LookupError, TypeError) as error:
        raise RemoteRefused("registry") from error


def _imported(source: RegularSource, path: Path) -> SourceFetch:
    by = source.importer()
    wish = Wish(markings.of_json(source.marking), source.name, only_region=not source.everywhere)
    files = [ImportSource(path.name, path.stat().st_size, path)]
    try:
        made, _plan = store_paths(files, wish, by=by)
    except NotAllowed as refused:
        if refused.code != "nothing-usable":
            raise
        why = try_paths(files, wish, by=by).reading.refusals[0]
        return _failed(why.code, **why.params)
    counts = ImportFile.objects.get(of_import=made)
    return SourceFetch(
        outcome=Outcome.IMPORTED,
        of_import_id=made,
        new=counts.accepted,
        changed=counts.changed,
        unchanged=counts.unchanged,
        rejected=counts.rejected,
        elsewhere=counts.left_out,
    )


@transaction.atomic
def _note(source: RegularSource, done: SourceFetch, file: RemoteFile) -> None:
    """Write it into the report. What somebody changed of the source meanwhile holds."""
    now = RegularSource.objects.select_for_update().filter(pk=source.pk).first()
    if now is None:
        return
    done.source = now
    done.save(force_insert=True)
    now.waits = False
    now.failures = now.failures + 1 if done.outcome == Outcome.FAILED else 0
    if (now.address, now.marking, now.everywhere) == (source.address, source.marking, source.everywhere):
        now.next_at = _next(now, failed=done.outcome == Outcome.FAILED)
        if done.outcome == Outcome.IMPORTED:
            now.etag, now.digest = file.etag, file.digest
    now.save()


def _next(source: RegularSource, *, failed: bool) -> datetime:
    between = BETWEEN[RegularSource.Every(source.every)]
    return clock.now() + (min(AFTER_FAILURE, between) if failed else between)


def due() -> Sequence[UUID]:
    """Those to fetch now, the longest waiting first."""
    return list(
        RegularSource.objects.filter(next_at__lte=clock.now()).order_by("next_at", "pk").values_list("pk", flat=True)
    )


@app.task(queue="default", name="activities.fetch_source")
def fetch_source(source_id: str) -> None:
    fetch(UUID(source_id))


@app.periodic(cron="23 * * * *")
@app.task(queue="default", queueing_lock="pick-up-sources", name="activities.pick_up_sources")
def pick_up_sources(timestamp: int) -> None:  # noqa: ARG001 - what a periodic task is called with
    """What is due is fetched, each by a job of its own."""
    if settings.FETCH:
        for source_id in due():
            send(source_id)


def send(source_id: UUID) -> None:
    """Put this fetch into the queue, in the transaction at hand, unless it waits there already."""
    defer_once(fetch_source, f"source-{source_id}", source_id=str(source_id))
