"""Leaks planted in recalls, receipts and requests to share more widely."""

from collections.abc import Iterator
from typing import Any

from egnatia.exchange.receipts.models import FileRecallReceipt, Recall, WideningRequest
from egnatia.exchange.receipts.queries import inbox, overview
from egnatia.kernel.models import Record
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.recalls import ASK_WIDER, DOWNLOAD, RECALL, RECALL_FILE

Whatever = Any  # what the product passes


def every_record(_reader: Whatever) -> Whatever:
    return Record.objects.all()


@mutant("people:changes", "exchange:recalled", misses=(RECALL,))
def recalls_told_to_everybody() -> Iterator[None]:
    """Who could never read a record finds under what's new that it was recalled."""

    def leaking(_reader: Whatever) -> Whatever:
        return Recall.objects.all()

    with patched(inbox, "recalls_known_to", leaking):
        yield


@mutant("exchange:receipts", misses=("write notice",))
def receipts_of_everybody() -> Iterator[None]:
    """Whoever has the address sees who has opened a record."""

    with patched(overview, "own_records", every_record):
        yield


@mutant("exchange:file-receipts", misses=(DOWNLOAD,), beside=True)
def downloads_of_everybody() -> Iterator[None]:
    """Whoever has the address sees who has downloaded a file."""

    with patched(overview, "own_records", every_record):
        yield


@mutant("exchange:file-recalled", misses=(RECALL_FILE,))
def recalls_of_files_told_to_everybody() -> Iterator[None]:
    """Who never had a file reads why it was recalled."""

    def leaking(_reader: Whatever) -> Whatever:
        return FileRecallReceipt.objects.all()

    with patched(inbox, "file_recalls_for", leaking):
        yield


@mutant("exchange:widening-answer", misses=(ASK_WIDER,))
def requests_to_widen_of_everybody() -> Iterator[None]:
    """Whoever has the address sees that somebody asks for a wider marking."""

    def leaking(_reader: Whatever) -> Whatever:
        return WideningRequest.objects.filter(answered_at__isnull=True)

    with patched(inbox, "_asked", leaking):
        yield
