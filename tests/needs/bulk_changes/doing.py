"""Changes of many records for tests: say only what the test is about."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.needs.bulk_changes.actions import carry_out
from egnatia.needs.bulk_changes.queries.preview import chosen_by
from egnatia.needs.bulk_changes.rules import ACTIVITIES, NEEDS, WISHES, BulkPlan, BulkResult


def planned(
    by: Reader,
    records: Iterable[UUID],
    *,
    listed: str = ACTIVITIES,
    marking: Marking | None = None,
    **wish: Any,  # noqa: ANN401 - any field of a wish
) -> BulkPlan:
    """As the preview makes it of what was chosen."""
    chosen = chosen_by(by, listed, tuple(records))
    return chosen.plan(by, listed, WISHES[listed](**wish), marking)


def changed(by: Reader, records: Iterable[UUID], **asked: Any) -> BulkResult:  # noqa: ANN401 - as `planned` takes it
    return carry_out(planned(by, records, **asked), by=by)


def needs_changed(by: Reader, records: Iterable[UUID], **asked: Any) -> BulkResult:  # noqa: ANN401 - as `planned` takes it
    return changed(by, records, listed=NEEDS, **asked)


def record(pk: UUID) -> Record:
    return Record.objects.get(pk=pk)


def sent(client: Client, name: str, listed: str = ACTIVITIES, **data: Any) -> Any:  # noqa: ANN401 - a form, an answer
    return client.post(reverse(f"needs:bulk-{name}", args=[listed]), data, follow=True)


def hidden(page: bytes, name: str) -> str:
    """The value of a hidden field."""
    return page.decode().partition(f'name="{name}" value="')[2].partition('"')[0]
